"""Drafts: what is typed in a scorecard survives a closed modal, a crash and a changed bank, for its author alone."""

from question_bank.bank import Bank
from question_bank.models import Archetype
from tests.company import Company


class TestDraft:
    def test_on_a_candidate_comes_back_when_the_form_is_opened_again(
        self, company: Company
    ) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.types(company.grace, "score Katherine")
        company.fills(
            company.modal(company.grace), vote=None, note="Half a thought",
            ratings={"ml-ops": (4, "Served it at 900 a second")},
        )  # fmt: skip
        company.slack.close(company.modal(company.grace))
        company.types(company.grace, "score Katherine")
        values = company.modal(company.grace).values
        assert values["note"]["value"]["value"] == "Half a thought"
        assert values["evidence.ml-ops"]["value"]["value"] == "Served it at 900 a second"
        assert values["rating.ml-ops"]["value"]["selected_option"]["value"] == "4"

    def test_on_a_new_candidate_is_offered_in_the_next_new_form(self, company: Company) -> None:
        view = company.opens_card(company.ada)
        company.fills(view, name="Katherine Johnson", vote=None, note="Half a thought")
        company.slack.close(company.modal(company.ada))
        view = company.opens_card(company.ada, "backend")
        assert "Resume draft: Katherine Johnson" in view.text
        company.presses(company.ada, view, "score.resume")
        values = company.values(company.ada)
        assert values["name"]["value"]["value"] == "Katherine Johnson"
        assert values["note"]["value"]["value"] == "Half a thought"
        assert "rating.ml-framework" in values
        company.chooses(company.ada, "recommendation", "yes")
        company.submits(company.ada)
        assert company.has_saved(company.ada)
        [card] = company.loop("Katherine Johnson").cards
        assert card.note == "Half a thought"

    def test_on_somebody_without_a_name_is_offered_by_its_role(self, company: Company) -> None:
        company.fills(company.opens_card(company.ada), vote="yes")
        company.slack.close(company.modal(company.ada))
        view = company.opens_card(company.ada, "backend")
        label = "a candidate without a name yet · Machine Learning Engineer"
        assert f"Resume draft: {label}" in view.text
        assert f"{label} · draft" in company.home(company.ada).text

    def test_that_is_resumed_in_an_open_form_keeps_all_when_somebody_types_on(
        self, company: Company
    ) -> None:
        """Slack keeps what stands under a field's name, and would have saved an empty note over the draft's."""
        view = company.opens_card(company.ada)
        company.fills(view, name="Katherine Johnson", vote=None, note="Half a thought")
        company.slack.close(company.modal(company.ada))
        company.presses(company.ada, company.opens_card(company.ada), "score.resume")
        company.writes(company.ada, "name", "Katherine G. Johnson")
        [draft] = company.bot.store.drafts.of_person("T0TEAM", company.ada.id)
        assert "Half a thought" in draft.form

    def test_is_gone_once_the_card_is_sent_and_a_late_keystroke_does_not_bring_it_back(
        self, company: Company
    ) -> None:
        company.slack.type(company.opens_card(company.ada), "name", "Katherine Johnson")
        company.chooses(company.ada, "level", "senior")
        typed = company.chooses(company.ada, "recommendation", "yes")
        company.submits(company.ada)
        company.slack.repeat(typed)
        assert company.bot.store.drafts.of_person("T0TEAM", company.ada.id) == ()

    def test_keeps_the_newest_state_when_saves_overtake_each_other(self, company: Company) -> None:
        early = company.slack.type(company.opens_card(company.ada), "note", "first")
        company.writes(company.ada, "note", "first and second")
        company.slack.repeat(early)
        [draft] = company.bot.store.drafts.of_person("T0TEAM", company.ada.id)
        assert "first and second" in draft.form

    def test_leaves_the_open_form_alone(self, company: Company) -> None:
        company.slack.type(company.opens_card(company.ada), "note", "Typing")
        assert company.slack.calls("views.update") == []

    def test_belongs_to_its_author(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace, company.alan))
        company.types(company.grace, "score Katherine")
        typed = company.writes(company.grace, "note", "Mine alone")
        company.types(company.alan, "score Katherine")
        assert "Mine alone" not in str(company.modal(company.alan).values)
        assert "Mine alone" not in company.opens_card(company.alan).text
        card_id = company.bot.store.drafts.of_person("T0TEAM", company.grace.id)[0].card_id
        action = typed.payload["actions"][0] | {"action_id": "score.resume", "value": card_id}
        company.forge(typed, user=company.alan.id, actions=[action])
        assert "Mine alone" not in str(company.modal(company.alan).values)

    def test_keeps_the_texts_it_was_opened_with_when_the_bank_changes(
        self, company: Company, bank: Bank, ml: Archetype
    ) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.types(company.grace, "score Katherine")
        company.writes(company.grace, "note", "Half a thought")
        old = company.modal(company.grace).text
        anchors = ml.skills[0].anchors.model_copy(update={"junior": "Something else now."})
        skills = (ml.skills[0].model_copy(update={"anchors": anchors}), *ml.skills[1:])
        changed = ml.model_copy(update={"skills": skills})
        others = tuple(archetype for archetype in bank.archetypes if archetype.id != ml.id)
        newer = bank.model_copy(update={"archetypes": (*others, changed), "version": "newer"})
        with company.using(newer):
            view = company.opens(company.grace, "score Katherine")
            assert ml.skills[0].anchors.junior in old
            assert ml.skills[0].anchors.junior in view.text
            company.slack.choose(view, "recommendation", "yes")
            company.submits(company.grace)
        card = company.loop("Katherine Johnson").card_of(company.grace.id)
        assert card
        assert card.bank_version == bank.version
        assert card.skills[0].anchors[1] == ml.skills[0].anchors.junior
