"""A context for answers that need nothing but the bank."""

from typing import Any, cast

from handlers.context import Context
from question_bank.bank import Bank


def context_with(bank: Bank) -> Context:
    """A context without a store, without Slack and without a person: whatever touches those fails the test."""
    nobody = cast(Any, None)
    return Context(
        bank=bank, store=nobody, slack=nobody, person=nobody, clock=nobody, executor=nobody
    )
