"""Every block and element there is, for looking at the page."""

from typing import Any

from tests.sandbox.pieces import Json, actions, button, field, option, plain

HOSTILE = "<img src=x onerror=alert(1)> <script>alert(2)</script> &lt;b&gt; <!channel>"


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def piece(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def line(*pieces: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(pieces)}


def series(name: str, *values: int) -> Json:
    data = [{"label": label, "value": value} for label, value in zip("ABC", values, strict=True)]
    return {"name": name, "data": data}


def chart(kind: str) -> Json:
    chart_data: Json = {
        "type": kind,
        "axis_config": {"categories": ["A", "B", "C"], "y_label": "Cards"},
    }
    chart_data["series"] = [series("Ada", 4, 2, 5), series("Grace", 3, 3, 1)]
    if kind == "pie":
        segments = [{"label": "Yes", "value": 3}, {"label": "No", "value": 1}]
        chart_data = {"type": "pie", "segments": segments}
    return {"type": "data_visualization", "title": f"A {kind} chart", "chart": chart_data}


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def number(value: int) -> Json:
    return {"type": "raw_number", "value": value, "text": str(value)}


TEXTS: list[Json] = [
    {"type": "header", "text": plain("Every *block* there is")},
    section(
        "*Bold*, _italic_, ~struck~, `code`, snake_case_name, <https://example.com|a link>\n"
        "> A quote of <@U0ADA> in <#C0GENERAL>\n"
        "Moved to <!date^1770000000^{date_short} at {time}|then> :tada:\n"
        "```\ndef area(r):\n    return 3 * r\n```",
        fields=[mrkdwn("*Field one*\n1"), plain("*Field two*\n2")],
    ),
    {"type": "section", "text": plain(HOSTILE)},
    {"type": "context", "elements": [mrkdwn("A *context* with"), plain("two texts")]},
    {"type": "divider"},
    {
        "type": "rich_text",
        "elements": [
            line(piece("Rich ", bold=True), piece("text", italic=True), piece(" for ")),
            line({"type": "user", "user_id": "U0GRACE"}, {"type": "emoji", "name": "wave"}),
            line({"type": "link", "url": "https://example.com/cv", "text": "The CV"}),
            line({"type": "channel", "channel_id": "C0GENERAL"}),
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [line(piece("first")), line(piece("second", strike=True))],
            },
            {"type": "rich_text_list", "style": "bullet", "elements": [line(piece("point"))]},
            line({"type": "date", "timestamp": 1770000000, "format": "{date_long} at {time}"}),
            {"type": "rich_text_quote", "elements": [piece("quoted")]},
            {"type": "rich_text_preformatted", "elements": [piece("x = 1\ny = 2")]},
        ],
    },
    {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A far picture"},
]
MARKDOWN = {
    "type": "markdown",
    "text": "# Title\n\n**bold** and *italic* with `code`\n\n- one\n  - deeper\n- two\n\n1. first\n2. second\n\n"
    "> quoted\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```python\nprint('x')\n```\n- [x] done",
}
TABLES: list[Json] = [
    {
        "type": "table",
        "column_settings": [{"is_wrapped": True}, {"align": "right"}],
        "rows": [
            [cell("Who"), cell("n")],
            [
                {"type": "rich_text", "elements": [line({"type": "user", "user_id": "U0GRACE"})]},
                {"type": "rich_text", "elements": [line(piece("3", bold=True))]},
            ],
        ],
    },
    {
        "type": "data_table",
        "caption": "Cards",
        "page_size": 2,
        "rows": [
            [cell("Who"), cell("Cards")],
            *([cell(who), number(n)] for who, n in (("Ada", 5), ("Grace", 12), ("Alan", 1))),
        ],
    },
]
CONFIRM = {
    "title": plain("Sure?"),
    "text": mrkdwn("This *cannot* be undone."),
    "confirm": plain("Delete"),
    "deny": plain("Keep"),
}
OPTIONS = [option("alpha"), option("beta"), option("gamma")]
CONTROLS: list[Json] = [
    actions(
        button("go", style="primary"),
        button("sure", style="danger", confirm=CONFIRM),
        {"type": "overflow", "action_id": "more", "options": OPTIONS[:2]},
        {"type": "datepicker", "action_id": "day"},
        {"type": "static_select", "action_id": "one", "options": OPTIONS},
        block_id="buttons",
    ),
    section("Choose", accessory={"type": "radio_buttons", "action_id": "rb", "options": OPTIONS}),
    section("Tick", accessory={"type": "checkboxes", "action_id": "cb", "options": OPTIONS}),
    section(
        "Ask", accessory={"type": "external_select", "action_id": "ext", "min_query_length": 1}
    ),
]
FIELDS: list[Json] = [
    {"type": "alert", "level": "warning", "text": plain("An alert")},
    field("plain_text_input", "name", optional=False, min_length=2, focus_on_load=True),
    field("plain_text_input", "note", multiline=True),
    field("number_input", "years", is_decimal_allowed=False, max_value="9"),
    field("email_text_input", "mail"),
    field("url_text_input", "site"),
    field("static_select", "single", options=OPTIONS),
    field("multi_static_select", "several", options=OPTIONS, max_selected_items=2),
    field("users_select", "person"),
    field("multi_users_select", "people"),
    field("conversations_select", "room"),
    field("conversations_select", "cabinet", filter={"include": ["private"]}),
    field("radio_buttons", "radio", options=OPTIONS),
    field("checkboxes", "check", options=OPTIONS),
    field("datepicker", "date"),
    field("timepicker", "time"),
    field("datetimepicker", "moment"),
    field("multi_external_select", "found", min_query_length=1),
    field("rich_text_input", "rich"),
]
MESSAGES = {
    "texts": TEXTS,
    "markdown": [MARKDOWN],
    "tables": TABLES,
    "folded": [section("A long story. " * 60, expand=False), section("Its end.", expand=False)],
    "charts": [chart("bar"), chart("line")],
    "more-charts": [chart("area"), chart("pie")],
    "controls": CONTROLS,
}
