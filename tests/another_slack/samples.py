"""What the calls to both Slacks are made of."""

from collections.abc import Callable

from tests.sandbox.pieces import Json, entry, plain

ADA, NOBODY, NOWHERE, NEVER = "U0ADA", "U0NOBODY", "C0NOWHERE", "1000000000.000001"
TEXT = {"type": "section", "text": {"type": "mrkdwn", "text": "*New*"}}
FIELD = entry("name", {"type": "plain_text_input", "action_id": "name"})
WORDS = {"title": plain("Card"), "submit": plain("Save")}
MODAL = {
    "type": "modal",
    "callback_id": "card",
    "private_metadata": "7",
    **WORDS,
    "blocks": [FIELD],
}
HOME = {"type": "home", "blocks": [TEXT]}
Ask = Callable[..., Json]
