"""The limits of tables, data tables and charts."""

from collections import Counter
from math import isfinite
from typing import Any

from slack_limits import numbers as most
from slack_limits.cross_field import distinct, duplicates
from slack_limits.objects import ID
from slack_limits.rich_text import RICH_TEXT_BLOCK
from slack_limits.rules import (
    Fields,
    Rule,
    boolean,
    by_type,
    choice,
    integer,
    items,
    object_of_type,
    shape,
    string,
)
from slack_limits.violations import CLEAN, Violation, Violations, fault, wrong_type


def number(above: float | None = None) -> Rule:
    """A rule for a finite number, larger than `above` if that is given."""

    def check(value: object) -> Violations:
        if not isinstance(value, int | float) or isinstance(value, bool) or not _finite(value):
            return wrong_type("a number", value)
        if above is None or value > above:
            return CLEAN
        return fault("out_of_range", f"must be larger than {above}")

    return check


def _finite(value: float) -> bool:
    return isinstance(value, int) or isfinite(value)


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


def _different_categories(axes: dict[str, Any]) -> Violations:
    return duplicates(
        [(("categories", index), word) for index, word in enumerate(axes["categories"])]
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


_CELL_KINDS: Fields = {**RICH_TEXT_BLOCK, **object_of_type("raw_text", "text", text=string())}
_NUMBER = object_of_type("raw_number", "value text", value=number(), text=string())
_DATA_ROW = items(by_type({**_CELL_KINDS, **_NUMBER}), most.DATA_TABLE_COLUMNS)
_ALIGN = choice("left", "center", "right")
_COLUMN = shape("a column setting", "", align=_ALIGN, is_wrapped=boolean)

_LABEL = string(most.CHART_LABEL)
_AXIS_LABEL = string(most.CHART_AXIS_LABEL, 0)
_POINT = shape("a point", "label value", label=_LABEL, value=number())
_SERIES = shape("a series", "name data", name=_LABEL, data=items(_POINT, most.CHART_POINTS))
_SEGMENT = shape("a segment", "label value", label=_LABEL, value=number(above=0))
_AXES = shape(
    "axis_config",
    "categories",
    _different_categories,
    categories=items(_LABEL, most.CHART_POINTS),
    x_label=_AXIS_LABEL,
    y_label=_AXIS_LABEL,
)


def _axis_chart(kind: str) -> Fields:
    return object_of_type(
        kind,
        "series axis_config",
        distinct("series", "name"),
        _points_match,
        series=items(_SERIES, most.CHART_SERIES),
        axis_config=_AXES,
    )


_CHARTS: Fields = {
    **object_of_type("pie", "segments", segments=items(_SEGMENT, most.CHART_SEGMENTS)),
    **_axis_chart("bar"),
    **_axis_chart("line"),
    **_axis_chart("area"),
}

DATA_BLOCKS: Fields = {
    **object_of_type(
        "table",
        "rows",
        rows=items(items(by_type(_CELL_KINDS), most.TABLE_COLUMNS), most.TABLE_ROWS),
        block_id=ID,
        column_settings=items(_COLUMN, most.TABLE_COLUMNS),
    ),
    **object_of_type(
        "data_table",
        "rows caption",
        _even_rows,
        _plain_header,
        _row_name_column,
        rows=items(_DATA_ROW, most.DATA_TABLE_ROWS, most.DATA_TABLE_MIN_ROWS),
        caption=string(),
        block_id=ID,
        page_size=integer(1, most.DATA_TABLE_PAGE),
        row_header_column_index=integer(0),
    ),
    **object_of_type(
        "data_visualization",
        "title chart",
        title=string(most.CHART_TITLE),
        chart=by_type(_CHARTS),
        block_id=ID,
    ),
}
