"""Everything that can be pressed or sent is heard by somebody."""

from handlers.registration import ACTIONS, FORMS
from templates.ids import VALUE, Act, Form

CLOSED_ONLY = {
    Form.QUESTIONS,
    Form.QUESTION,
    Form.KIT,
    Form.SAVED,
    Form.NOTICE,
    Form.NOTE_ADDED,
    Form.CALIBRATED,
}
"""Modals without a button to send them."""


def test_every_button_and_choice_is_heard() -> None:
    assert set(ACTIONS) == {*Act, VALUE} - {
        Act.RUN
    }  # which has a pattern: its buttons are numbered


def test_every_form_is_heard() -> None:
    assert set(FORMS) == set(Form) - CLOSED_ONLY
