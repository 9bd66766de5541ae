"""Whatever people type is shown as they typed it, and does nothing: in every modal and message it comes by."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from templates.macros.escaping import escape
from tests.company import Company

NASTY = {
    "a ping for everybody": "<!channel> <!here> @everyone",
    "a mention": "<@U0GRACE> and <#C0GENERAL|general>",
    "a link": "<https://evil.example|your payroll>",
    "markup": "*bold* _it_ ~no~ `code` ```block``` > quote",
    "quotes": 'O\'Brien "Bob" \\ / \u201csmart\u201d & Co',
    "line breaks": "one\ntwo\r\nthree\u2028four\u2029five",
    "an emoji": "\U0001f469\u200d\U0001f680 Zo\u00eb :tada:",
    "entities": "&amp; &lt;b&gt; &#39;",
    "right to left": "\u0645\u0631\u062d\u0628\u0627 \u202egnp.exe\u202c",
    "template code": "{{ 7*7 }}{% raw %}",
    "three thousand characters": "y" * 3000,
    "control characters": "a\x00b\x07c\x1bd",
}


def text_objects(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of Slack's that holds text, wherever it stands."""
    if isinstance(node, dict):
        if node.get("type") in ("mrkdwn", "plain_text", "text"):
            yield node
        for child in node.values():
            yield from text_objects(child)
    elif isinstance(node, list):
        for child in node:
            yield from text_objects(child)


@pytest.mark.parametrize("kind", NASTY)
class TestTypedText:
    def test_travels_through_every_surface_without_harm(self, company: Company, kind: str) -> None:
        typed = NASTY[kind]
        name = f"Zq {typed}"[:120]
        company.adds(
            company.ada, name, panel=(company.grace,), note=f"Zq {typed}"[:3000],
            ratings={"ml-ops": (5, f"Zq {typed}"[:3000])},
        )  # fmt: skip
        company.answer(company.ada, "candidates")
        self.adds_evidence(company, typed)
        company.fills(
            company.opens(company.grace, "score Zq"), ratings={"ml-ops": (1, typed)}, vote="no"
        )
        company.submits(company.grace)
        company.answer(company.ada, "debrief Zq")
        company.deliver()
        self.shows_only_plain(company)

    def adds_evidence(self, company: Company, typed: str) -> None:
        note = company.slack.say(escape(f"Zq {typed}"), user=company.grace)
        company.slack.shortcut("add_as_evidence", user=company.grace, message=note)
        view = company.modal(company.grace)
        [skill] = [
            block["block_id"] for block in view.blocks if block["block_id"].startswith("skill.")
        ]
        company.slack.choose(view, skill, "ml-ops")
        company.submits(company.grace)
        assert company.modal(company.grace).title == "Added"

    def shows_only_plain(self, company: Company) -> None:
        seen = 0
        for call in company.slack.calls():
            for found in text_objects(call.params):
                text = found["text"]
                if "Zq" in text:
                    seen += 1
                    assert found["type"] in ("plain_text", "text"), found
        for person in (company.ada, company.grace):
            for message in company.slack.ephemerals(person):
                for found in text_objects(message.blocks):
                    if "Zq" in found["text"]:
                        seen += 1
                        assert found["type"] in ("plain_text", "text"), found
        assert seen > 5


class TestRoundTrip:
    @pytest.mark.parametrize("kind", NASTY)
    def test_a_note_is_kept_letter_by_letter(self, company: Company, kind: str) -> None:
        company.adds(company.ada, "Katherine Johnson", note=NASTY[kind])
        [card] = company.loop("Katherine Johnson").cards
        assert card.note == NASTY[kind].replace("\0", "")
        assert (
            company.opens(company.ada, "score Katherine").values["note"]["value"]["value"]
            == card.note
        )

    def test_nothing_is_escaped_the_way_of_html(self, company: Company) -> None:
        company.adds(company.ada, "Miles O'Brien", note='It\'s "fine"', ratings={"ml-ops": 4})
        for typed in ("debrief Miles", "candidates", "help", "roles", "ml-engineer", "it's"):
            answer = company.answer(company.ada, typed)
            assert "&#" not in json.dumps(answer.blocks)
            assert "&quot;" not in json.dumps(answer.blocks)
