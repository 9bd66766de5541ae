"""The limits of tables, data tables and charts."""

from collections import Counter
from math import isfinite
from typing import Any

from slack_limits import numbers as most
from slack_limits.cross_field import distinct, distinct_words
from slack_limits.objects import ID
from slack_limits.rich_text import RICH_TEXT
from slack_limits.rules import (
    Fields,
    Rule,
    boolean,
    by_type,
    choice,
    integer,
    items,
    shape,
    string,
    typed_object,
    unknown_element,
)
from slack_limits.violations import CLEAN, Violation, Violations, fault, wrong_type


def number(above: float | None = None) -> Rule:
    """A rule for a finite number, larger than `above` if that is given."""

    def check(value: object) -> Violations:
        if not isinstance(value, int | float) or isinstance(value, bool) or not _finite(value):
            return wrong_type("a number", value)
        return (
            CLEAN
            if above is None or value > above
            else fault("out_of_range", f"must be larger than {above}")
        )

    return check


def _finite(value: float) -> bool:
    return isinstance(value, int) or isfinite(value)


_RAW_TEXT = typed_object("raw_text", {"text": string()})
_CELL_KINDS: Fields = {"raw_text": _RAW_TEXT, "rich_text": RICH_TEXT}
_NUMBER_KINDS: Fields = {
    **_CELL_KINDS,
    "raw_number": typed_object("raw_number", {"value": number(), "text": string()}),
}

_COLUMN = shape(
    "a column setting", {}, {"align": choice("left", "center", "right"), "is_wrapped": boolean}
)


def _rows(kinds: Fields, columns: int, longest: int, least: int) -> Rule:
    return items(items(by_type(kinds, unknown_element), columns), longest, least)


def _even_rows(table: dict[str, Any]) -> Violations:
    width = len(table["rows"][0])
    return [
        Violation(
            f"/rows/{index}", "uneven", f"Row {index} has {len(row)} cells; the header has {width}."
        )
        for index, row in enumerate(table["rows"])
        if len(row) != width
    ]


def _plain_header(table: dict[str, Any]) -> Violations:
    return [
        Violation(f"/rows/0/{index}", "wrong_type", "A header cell cannot be rich_text.")
        for index, cell in enumerate(table["rows"][0])
        if cell["type"] == "rich_text"
    ]


def _row_name_column(table: dict[str, Any]) -> Violations:
    column, columns = table.get("row_header_column_index", 0), len(table["rows"][0])
    if column < columns:
        return CLEAN
    clause = f"`row_header_column_index` is {column}; the last column is {columns - 1}."
    return [Violation("/row_header_column_index", "out_of_range", clause)]


_LABEL = string(most.CHART_LABEL)
_POINT = shape("a point", {"label": _LABEL, "value": number()})
_SERIES = shape("a series", {"name": _LABEL, "data": items(_POINT, most.CHART_POINTS)})
_AXES = shape(
    "axis_config",
    {"categories": items(_LABEL, most.CHART_POINTS)},
    {"x_label": string(most.CHART_AXIS_LABEL, 0), "y_label": string(most.CHART_AXIS_LABEL, 0)},
    distinct_words("categories"),
)


def _points_match(chart: dict[str, Any]) -> Violations:
    """Each series has one point for each category, in any order."""
    expected = Counter(chart["axis_config"]["categories"])
    return [
        Violation(
            f"/series/{index}/data", "uneven", f"Series {index} needs one point for each category."
        )
        for index, series in enumerate(chart["series"])
        if Counter(point["label"] for point in series["data"]) != expected
    ]


def _axis_chart(kind: str) -> Rule:
    return typed_object(
        kind,
        {"series": items(_SERIES, most.CHART_SERIES), "axis_config": _AXES},
        None,
        distinct("series", "name"),
        _points_match,
    )


_SEGMENT = shape("a segment", {"label": _LABEL, "value": number(above=0)})
_CHARTS: Fields = {
    "pie": typed_object("pie", {"segments": items(_SEGMENT, most.CHART_SEGMENTS)}),
    **{kind: _axis_chart(kind) for kind in ("bar", "line", "area")},
}

DATA_BLOCKS: Fields = {
    "table": typed_object(
        "table",
        {"rows": _rows(_CELL_KINDS, most.TABLE_COLUMNS, most.TABLE_ROWS, 1)},
        {"block_id": ID, "column_settings": items(_COLUMN, most.TABLE_COLUMNS)},
    ),
    "data_table": typed_object(
        "data_table",
        {
            "rows": _rows(
                _NUMBER_KINDS,
                most.DATA_TABLE_COLUMNS,
                most.DATA_TABLE_ROWS,
                most.DATA_TABLE_MIN_ROWS,
            ),
            "caption": string(),
        },
        {
            "block_id": ID,
            "page_size": integer(1, most.DATA_TABLE_PAGE),
            "row_header_column_index": integer(0),
        },
        _even_rows,
        _plain_header,
        _row_name_column,
    ),
    "data_visualization": typed_object(
        "data_visualization",
        {"title": string(most.CHART_TITLE), "chart": by_type(_CHARTS, unknown_element)},
        {"block_id": ID},
    ),
}
