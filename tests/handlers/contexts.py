"""A desk for answers that need nothing but the bank."""

from typing import Any, cast

from handlers.context import Desk
from question_bank.bank import Bank


def desk_with(bank: Bank) -> Desk:
    """A desk without a store, without Slack and without a person: whatever touches those fails the test."""
    nobody = cast(Any, None)
    return Desk(bank=bank, store=nobody, slack=nobody, person=nobody, clock=nobody)
