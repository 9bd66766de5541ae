"""Slack's numbers, each named once, in characters unless the name or a comment says otherwise."""

# Messages
MESSAGE_BLOCKS = 50
MESSAGE_FALLBACK = 4_000  # `text`: Slack recommends it; beyond it `msg_too_long` has been seen
# Ours: Slack documents none, and refuses all blocks together from about 11,000 on.
MESSAGE_TEXT = 9_000
MESSAGE_TABLES = 1
MESSAGE_CHARTS = 2
# Of one block; that of all together is the same, and MESSAGE_TEXT is reached before it.
MARKDOWN_TEXT = 12_000

# Views
VIEW_BLOCKS = 100
VIEW_TITLE = 24  # the same for the words on submit and close
VIEW_BYTES = 250_000
PRIVATE_METADATA = 3_000
FOCUSED_ELEMENTS = 1

# Socket Mode: bytes of one frame to Slack; undocumented, a larger frame ends the connection
SOCKET_FRAME = 20_480

# Identifiers and addresses
ID_TEXT = 255  # action_id, block_id, callback_id, external_id
URL_TEXT = 3_000

# Text blocks
HEADER_TEXT = 150
SECTION_TEXT = 3_000
SECTION_FIELDS = 10
FIELD_TEXT = 2_000
CONTEXT_ELEMENTS = 10
CONTEXT_TEXT = 3_000
ALERT_TEXT = 200

# Blocks that hold elements
ACTIONS_ELEMENTS = 25
CONTEXT_ACTIONS_ELEMENTS = 5
INPUT_LABEL = 2_000
INPUT_HINT = 2_000

# Buttons and the question that may follow them
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
BUTTON_LABEL = 75  # what a screen reader says instead
BUTTON_PROMPT = 4_000
ICON_BUTTON_USERS = 10
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

# Choices
OPTION_TEXT = 75
OPTION_VALUE = 75  # Slack's own sources say 75 and 150: the smaller one always works
OPTION_DESCRIPTION = 75
GROUP_LABEL = 75
GROUP_OPTIONS = 100
SELECT_OPTIONS = 100
SELECT_GROUPS = 100
CHOICE_OPTIONS = 10  # radio buttons and checkboxes
OVERFLOW_OPTIONS = 5
PLACEHOLDER_TEXT = 150

# Inputs
INPUT_TEXT = 3_000  # what a plain_text_input can hold
RICH_TEXT_LINES = 100
INPUT_FILES = 10
DISPATCH_TRIGGERS = 2

# Pictures and video
IMAGE_ALT_TEXT = 2_000
IMAGE_TITLE = 2_000
VIDEO_TITLE = 199  # Slack says "less than 200"
VIDEO_AUTHOR = 49  # "less than 50"
VIDEO_PROVIDER = 50
VIDEO_DESCRIPTION = 200
VIDEO_LINK = 2_000  # title_url and provider_icon_url

# Rich text
RICH_TEXT_INDENT = 8

# Tables: rows and columns; the data table's first row is its header
TABLE_ROWS = 100
TABLE_COLUMNS = 20
DATA_TABLE_ROWS = 201
DATA_TABLE_MIN_ROWS = 2
DATA_TABLE_COLUMNS = 20
DATA_TABLE_PAGE = 100
DATA_TABLE_TEXT = 20_000  # all data tables of a message together: MESSAGE_TEXT is reached before it

# Charts
CHART_TITLE = 50
CHART_SEGMENTS = 12
CHART_SERIES = 12
CHART_POINTS = 20  # as many as there are categories
CHART_LABEL = 20
CHART_AXIS_LABEL = 50

# Cards, containers and plans
CARD_TITLE = 150
CARD_SUBTITLE = 150
CARD_BODY = 200
CARD_SUBTEXT = 200
CARD_ACTIONS = 3
CAROUSEL_CARDS = 10
CONTAINER_BLOCKS = 10
CONTAINER_TITLE = 150
PLAN_TASKS = 50
