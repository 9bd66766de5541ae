"""Our table of Slack's limits against an independent one: PyPI's `slackblocks`, pinned, as its tables are private."""

import json
from typing import Any

import pytest
import slackblocks as their
from slackblocks import _limits, _surfaces

from slack_limits import numbers as ours
from slack_limits.check import Surface, check_message, check_view
from slack_limits.surfaces import BLOCK_SURFACES

THEIRS = {name: value for name, value in vars(_limits).items() if name.isupper()}

# Theirs | ours
SAME = dict(
    line.split()
    for line in """
TEXT_MAX_LENGTH                                     SECTION_TEXT
ACTION_ID_MAX_LENGTH                                ID_TEXT
BLOCK_ID_MAX_LENGTH                                 ID_TEXT
BUTTON_TEXT_MAX_LENGTH                              BUTTON_TEXT
BUTTON_URL_MAX_LENGTH                               URL_TEXT
BUTTON_VALUE_MAX_LENGTH                             BUTTON_VALUE
BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH               BUTTON_LABEL
BUTTON_AGENT_PROMPT_MAX_LENGTH                      BUTTON_PROMPT
FEEDBACK_BUTTON_TEXT_MAX_LENGTH                     BUTTON_TEXT
FEEDBACK_BUTTON_VALUE_MAX_LENGTH                    BUTTON_VALUE
FEEDBACK_BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH      BUTTON_LABEL
ICON_BUTTON_VALUE_MAX_LENGTH                        BUTTON_VALUE
ICON_BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH          BUTTON_LABEL
ICON_BUTTON_VISIBLE_TO_USER_IDS_MAX_ITEMS           ICON_BUTTON_USERS
WORKFLOW_BUTTON_TEXT_MAX_LENGTH                     BUTTON_TEXT
WORKFLOW_BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH      BUTTON_LABEL
CONFIRMATION_TITLE_MAX_LENGTH                       CONFIRM_TITLE
CONFIRMATION_TEXT_MAX_LENGTH                        CONFIRM_TEXT
CONFIRMATION_CONFIRM_MAX_LENGTH                     CONFIRM_BUTTON
CONFIRMATION_DENY_MAX_LENGTH                        CONFIRM_BUTTON
OPTION_TEXT_MAX_LENGTH                              OPTION_TEXT
OPTION_DESCRIPTION_MAX_LENGTH                       OPTION_DESCRIPTION
OPTION_URL_MAX_LENGTH                               URL_TEXT
OPTION_GROUP_LABEL_MAX_LENGTH                       GROUP_LABEL
OPTION_GROUP_OPTIONS_MAX_ITEMS                      GROUP_OPTIONS
SELECT_PLACEHOLDER_MAX_LENGTH                       PLACEHOLDER_TEXT
SELECT_OPTIONS_MAX_ITEMS                            SELECT_OPTIONS
SELECT_OPTION_GROUPS_MAX_ITEMS                      SELECT_GROUPS
OVERFLOW_OPTIONS_MAX_ITEMS                          OVERFLOW_OPTIONS
CHECKBOXES_OPTIONS_MAX_ITEMS                        CHOICE_OPTIONS
RADIO_BUTTONS_OPTIONS_MAX_ITEMS                     CHOICE_OPTIONS
FILE_INPUT_MAX_FILES_MAX                            INPUT_FILES
PLAIN_TEXT_INPUT_MIN_LENGTH_MAX                     INPUT_TEXT
PLAIN_TEXT_INPUT_MAX_LENGTH_MAX                     INPUT_TEXT
PLAIN_TEXT_INPUT_PLACEHOLDER_MAX_LENGTH             PLACEHOLDER_TEXT
EMAIL_INPUT_PLACEHOLDER_MAX_LENGTH                  PLACEHOLDER_TEXT
URL_INPUT_PLACEHOLDER_MAX_LENGTH                    PLACEHOLDER_TEXT
NUMBER_INPUT_PLACEHOLDER_MAX_LENGTH                 PLACEHOLDER_TEXT
DATE_PICKER_PLACEHOLDER_MAX_LENGTH                  PLACEHOLDER_TEXT
TIME_PICKER_PLACEHOLDER_MAX_LENGTH                  PLACEHOLDER_TEXT
RICH_TEXT_INPUT_PLACEHOLDER_MAX_LENGTH              PLACEHOLDER_TEXT
RICH_TEXT_INPUT_MIN_LINES_MAX                       RICH_TEXT_LINES
RICH_TEXT_INPUT_MAX_LINES_MAX                       RICH_TEXT_LINES
DISPATCH_ACTION_CONFIGURATION_TRIGGER_ACTIONS_ON_MAX_ITEMS DISPATCH_TRIGGERS
ACTIONS_ELEMENTS_MAX_ITEMS                          ACTIONS_ELEMENTS
ALERT_TEXT_MAX_LENGTH                               ALERT_TEXT
CARD_TITLE_MAX_LENGTH                               CARD_TITLE
CARD_SUBTITLE_MAX_LENGTH                            CARD_SUBTITLE
CARD_BODY_MAX_LENGTH                                CARD_BODY
CARD_ACTIONS_MAX_ITEMS                              CARD_ACTIONS
CARD_SUBTEXT_MAX_LENGTH                             CARD_SUBTEXT
CAROUSEL_ELEMENTS_MAX_ITEMS                         CAROUSEL_CARDS
CONTAINER_TITLE_MAX_LENGTH                          CONTAINER_TITLE
CONTAINER_SUBTITLE_MAX_LENGTH                       CONTAINER_TITLE
CONTAINER_CHILD_BLOCKS_MAX_ITEMS                    CONTAINER_BLOCKS
CONTEXT_ELEMENTS_MAX_ITEMS                          CONTEXT_ELEMENTS
CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS                  CONTEXT_ACTIONS_ELEMENTS
TABLE_ROWS_MAX_ITEMS                                TABLE_ROWS
TABLE_COLUMNS_MAX_ITEMS                             TABLE_COLUMNS
TABLE_COLUMN_SETTINGS_MAX_ITEMS                     TABLE_COLUMNS
DATA_TABLE_ROWS_MIN_ITEMS                           DATA_TABLE_MIN_ROWS
DATA_TABLE_ROWS_MAX_ITEMS                           DATA_TABLE_ROWS
DATA_TABLE_COLUMNS_MAX_ITEMS                        DATA_TABLE_COLUMNS
DATA_TABLE_PAGE_SIZE_MAX                            DATA_TABLE_PAGE
DATA_TABLE_CONTENT_MAX_LENGTH                       DATA_TABLE_TEXT
DATA_TABLE_TOTAL_CONTENT_MAX_LENGTH                 DATA_TABLE_TEXT
DATA_VISUALIZATION_TITLE_MAX_LENGTH                 CHART_TITLE
DATA_VISUALIZATION_SEGMENTS_MAX_ITEMS               CHART_SEGMENTS
DATA_VISUALIZATION_SEGMENT_LABEL_MAX_LENGTH         CHART_LABEL
DATA_VISUALIZATION_SERIES_MAX_ITEMS                 CHART_SERIES
DATA_VISUALIZATION_SERIES_NAME_MAX_LENGTH           CHART_LABEL
DATA_VISUALIZATION_DATA_MAX_ITEMS                   CHART_POINTS
DATA_VISUALIZATION_POINT_LABEL_MAX_LENGTH           CHART_LABEL
DATA_VISUALIZATION_CATEGORIES_MAX_ITEMS             CHART_POINTS
DATA_VISUALIZATION_CATEGORY_LABEL_MAX_LENGTH        CHART_LABEL
DATA_VISUALIZATION_AXIS_LABEL_MAX_LENGTH            CHART_AXIS_LABEL
HEADER_TEXT_MAX_LENGTH                              HEADER_TEXT
IMAGE_IMAGE_URL_MAX_LENGTH                          URL_TEXT
IMAGE_ALT_TEXT_MAX_LENGTH                           IMAGE_ALT_TEXT
IMAGE_TITLE_MAX_LENGTH                              IMAGE_TITLE
IMAGE_ELEMENT_IMAGE_URL_MAX_LENGTH                  URL_TEXT
IMAGE_ELEMENT_ALT_TEXT_MAX_LENGTH                   IMAGE_ALT_TEXT
INPUT_LABEL_MAX_LENGTH                              INPUT_LABEL
INPUT_HINT_MAX_LENGTH                               INPUT_HINT
MARKDOWN_TEXT_MAX_LENGTH                            MARKDOWN_TEXT
MARKDOWN_TOTAL_TEXT_MAX_LENGTH                      MARKDOWN_TEXT
PLAN_TASKS_MAX_ITEMS                                PLAN_TASKS
RICH_TEXT_LIST_INDENT_MAX                           RICH_TEXT_INDENT
SECTION_TEXT_MAX_LENGTH                             SECTION_TEXT
SECTION_FIELDS_MAX_ITEMS                            SECTION_FIELDS
SECTION_FIELDS_ITEM_MAX_LENGTH                      FIELD_TEXT
VIDEO_ALT_TEXT_MAX_LENGTH                           IMAGE_ALT_TEXT
VIDEO_DESCRIPTION_MAX_LENGTH                        VIDEO_DESCRIPTION
VIDEO_PROVIDER_NAME_MAX_LENGTH                      VIDEO_PROVIDER
VIDEO_THUMBNAIL_URL_MAX_LENGTH                      URL_TEXT
VIDEO_VIDEO_URL_MAX_LENGTH                          URL_TEXT
VIDEO_TITLE_URL_MAX_LENGTH                          VIDEO_LINK
VIDEO_PROVIDER_ICON_URL_MAX_LENGTH                  VIDEO_LINK
MESSAGE_DATA_VISUALIZATIONS_MAX_ITEMS               MESSAGE_CHARTS
MESSAGE_BLOCKS_MAX_ITEMS                            MESSAGE_BLOCKS
VIEW_BLOCKS_MAX_ITEMS                               VIEW_BLOCKS
VIEW_PRIVATE_METADATA_MAX_LENGTH                    PRIVATE_METADATA
VIEW_CALLBACK_ID_MAX_LENGTH                         ID_TEXT
VIEW_EXTERNAL_ID_MAX_LENGTH                         ID_TEXT
VIEW_TITLE_MAX_LENGTH                               VIEW_TITLE
VIEW_CLOSE_MAX_LENGTH                               VIEW_TITLE
VIEW_SUBMIT_MAX_LENGTH                              VIEW_TITLE
""".strip().splitlines()
)

# Theirs | ours | why ours is smaller
SMALLER = {
    "OPTION_VALUE_MAX_LENGTH": ("OPTION_VALUE", "Slack's TypeScript types still say 75"),
    "VIDEO_TITLE_MAX_LENGTH": ("VIDEO_TITLE", "Slack's words are 'less than 200'"),
    "VIDEO_AUTHOR_NAME_MAX_LENGTH": ("VIDEO_AUTHOR", "Slack's words are 'less than 50'"),
}

# Theirs | why it is no number of ours
LEFT_OUT = {
    "MESSAGE_CHANNEL_MIN_LENGTH": "a channel is an argument of the method, no part of the message",
    "MESSAGE_ATTACHMENTS_MAX_ITEMS": "attachments are the old way; no message of ours has any",
    "RICH_TEXT_LIST_BORDER_MAX": "0 or 1, with the shapes of rich text",
    "RICH_TEXT_QUOTE_BORDER_MAX": "0 or 1, with the shapes of rich text",
    "RICH_TEXT_PREFORMATTED_BORDER_MAX": "0 or 1, with the shapes of rich text",
}

# Block | surface | why ours leaves it out
FEWER_SURFACES = {
    ("card", "modal"): "listed, but people report that it does not show",
    ("table", "home"): "listed, but people report that it does not show",
    ("data_table", "home"): "listed, but nobody has confirmed it",
    ("file", "message"): "Slack sends such messages, and refuses them from apps",
}


class TestNumbers:
    @pytest.mark.parametrize(("their_name", "our_name"), SAME.items())
    def test_are_the_same(self, their_name: str, our_name: str) -> None:
        assert getattr(ours, our_name) == THEIRS[their_name]

    @pytest.mark.parametrize(("their_name", "our_name"), [(k, v[0]) for k, v in SMALLER.items()])
    def test_are_smaller_where_slack_contradicts_itself(
        self, their_name: str, our_name: str
    ) -> None:
        assert getattr(ours, our_name) < THEIRS[their_name]

    def test_leave_none_of_theirs_unread(self) -> None:
        """A least size is one or zero nearly everywhere: the rules' own default, tried out beside the largest."""
        least = {name for name in THEIRS if "_MIN" in name and not name.endswith("_MAX")}
        assert set(THEIRS) == set(SAME) | set(SMALLER) | set(LEFT_OUT) | (least - set(SAME))
        assert all(
            THEIRS[name] in (0, 1) for name in least - {"DATA_TABLE_ROWS_MIN_ITEMS"} - set(LEFT_OUT)
        )

    def test_of_a_message_cover_what_slack_adds_up_by_type(self) -> None:
        """All text of a message together is limited to less than its markdown or its data tables alone."""
        assert ours.MARKDOWN_TEXT >= ours.MESSAGE_TEXT
        assert ours.DATA_TABLE_TEXT >= ours.MESSAGE_TEXT


class TestSurfaces:
    @pytest.mark.parametrize("surface", Surface)
    def test_are_the_same(self, surface: Surface) -> None:
        fewer = {block for block, place in FEWER_SURFACES if place == surface}
        our_blocks = {block for block, surfaces in BLOCK_SURFACES.items() if surface in surfaces}
        assert our_blocks | fewer == set(_surfaces._BLOCK_TYPES_BY_SURFACE[surface.value])
        assert not our_blocks & fewer


WORDS = their.RichTextSection([their.RichText("Clear"), their.RichTextLink("https://a.b", "card")])
RICH = their.RichTextBlock([WORDS, their.RichTextList("bullet", [WORDS])])
OPTIONS = [their.Option(their.PlainText(word), word) for word in ("junior", "senior")]
CONFIRM = their.ConfirmationDialogue("Sure?", "It is final", "Yes", "No")
PICTURE = their.Image("A chart", "https://a.b/c.png")
FEEDBACK = [their.FeedbackButton(word, word) for word in ("good", "bad")]
TASK = their.TaskCardBlock(
    "1", "Score", details=RICH, sources=[their.URLSource("https://a.b", "card")], status="complete"
)
AXES = their.AxisConfig(["SQL"], "skill", "level")

ON_MESSAGES = [
    their.SectionBlock("Ada", fields=["Junior", "Senior"], accessory=PICTURE),
    their.ActionsBlock([their.Button("Score", "score", "https://a.b", "ada", "primary", CONFIRM)]),
    their.ActionsBlock([their.CheckboxGroup("a", OPTIONS), their.RadioButtonGroup("b", OPTIONS)]),
    their.ActionsBlock(
        [their.StaticSelectMenu("a", OPTIONS, initial_option=OPTIONS[0], placeholder="Level")]
    ),
    their.ActionsBlock(
        [their.OverflowMenu("a", OPTIONS), their.ExternalSelectMenu("b", min_query_length=2)]
    ),
    their.ActionsBlock(
        [their.UserSelectMenu("a"), their.ChannelMultiSelectMenu("b", max_selected_items=2)]
    ),
    their.ActionsBlock(
        [their.ConversationMultiSelectMenu("a", filter=their.ConversationFilter("im"))]
    ),
    their.ActionsBlock([their.DatePicker("a", "2026-01-31"), their.TimePicker("b", "10:15")]),
    their.ActionsBlock([their.DateTimePicker("a", 1_760_000_000)]),
    their.ContextBlock([their.Text("Ada"), PICTURE]),
    their.ContextActionsBlock([their.FeedbackButtons(*FEEDBACK), their.IconButton("Delete")]),
    their.DividerBlock(),
    their.HeaderBlock("Ada"),
    their.ImageBlock("https://a.b/c.png", "A chart", "Ratings"),
    their.MarkdownBlock("**Ada**"),
    RICH,
    their.TableBlock(
        [[their.RawText("SQL"), WORDS]], [their.ColumnSettings("right", is_wrapped=True)]
    ),
    their.DataTableBlock([[their.RawText("SQL")], [their.RawNumber(4, "4")]], "Ratings"),
    their.DataVisualizationBlock("Votes", their.PieChart([their.ChartSegment("Yes", 1)])),
    their.DataVisualizationBlock(
        "Ratings", their.BarChart([their.DataSeries("Ada", [their.DataPoint("SQL", 4)])], AXES)
    ),
    their.CardBlock(
        title="Ada", actions=[their.Button("Score", "a")], slack_icon=their.SlackIcon("star")
    ),
    their.CarouselBlock([their.CardBlock(body="Ada", hero_image=PICTURE)]),
    their.ContainerBlock(
        [their.DividerBlock()], title="Ada", subtitle="Panel", is_collapsible=True
    ),
    TASK,
    their.PlanBlock("This week", [TASK, their.TaskCardBlock("2", "Decide", status="pending")]),
    their.VideoBlock("A talk", "https://a.b/t.png", "How we score", "https://a.b/v"),
]
IN_MODALS = [
    their.PlainTextInput(
        action_id="a", initial_value="Ada", multiline=True, min_length=1, max_length=9
    ),
    their.NumberInput(is_decimal_allowed=True, min_value=1, max_value=2.5),
    their.EmailInput("a"),
    their.URLInput("a"),
    their.FileInput("a", ["pdf"], 2),
    their.RichTextInput("a", RICH, min_lines=1, max_lines=9, placeholder="What did they say?"),
    their.StaticMultiSelectMenu("a", OPTIONS, initial_options=OPTIONS[:1], max_selected_items=2),
]


def rendered(thing: Any) -> Any:
    return json.loads(json.dumps(thing._resolve()))


class TestPayloadsOfTheirs:
    """What an independent builder makes of each block, by its own reading of Slack's words."""

    @pytest.mark.parametrize("block", ON_MESSAGES, ids=lambda block: block.type.value)
    def test_are_clean_as_messages(self, block: Any) -> None:
        assert check_message({"text": "Ada", "blocks": [rendered(block)]}) == []

    @pytest.mark.parametrize("element", IN_MODALS, ids=lambda element: element.type.value)
    def test_are_clean_as_modals(self, element: Any) -> None:
        blocks = [
            their.InputBlock("Note", element, hint="Why?"),
            their.AlertBlock("Saved", "success"),
        ]
        view = their.ModalView(
            "Score", blocks, "Close", "Save", "ada", "scorecard", notify_on_close=True
        )
        assert check_view(rendered(view)) == []

    def test_are_clean_as_home_views(self) -> None:
        assert check_view(rendered(their.HomeTabView([ON_MESSAGES[0]], callback_id="home"))) == []
