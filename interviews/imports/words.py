"""The sentences for what is wrong with a value, and what every value is checked for."""

import re

from pydantic_core import ErrorDetails

USER_ID = re.compile(r"[UW][A-Z0-9]{2,20}")
# What stands in braces comes from pydantic.
_SENTENCES = {
    "missing": "is missing.",
    "extra_forbidden": "is not known here. A newer release may have written it: update this one.",
    "string_type": "must be text.",
    "string_too_short": "is empty.",
    "string_too_long": "is too long: {max_length} characters fit.",
    "tuple_type": "must be a list.",
    "enum": "must be {expected}.",
    "literal_error": "must be {expected}. A newer release may have written it: update this one.",
    "timezone_aware": "must say its time zone.",
    "datetime_from_date_parsing": "is no time such as 2026-03-02T14:00:00Z.",
    "datetime_parsing": "is no time such as 2026-03-02T14:00:00Z.",
    "model_type": "must be an object.",
}


def fault_of(found: ErrorDetails) -> str:
    """What pydantic found, as a sentence behind the place."""
    sentence = _SENTENCES.get(found["type"])
    return sentence.format(**found.get("ctx", {})) if sentence else f"{found['msg']}."


def user_id_fault(user_id: str) -> str:
    """A sentence where this is nobody's id; empty where it looks like one."""
    if USER_ID.fullmatch(user_id):
        return ""
    return (
        f"{user_id!r} is no Slack user id such as U012AB3CD. In Slack: a person's profile, the three dots, "
        "Copy member ID."
    )
