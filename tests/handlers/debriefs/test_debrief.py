"""`/interview debrief` and the digest: what the panel found, sealed until all of it is in."""

import pytest

from interviews.store.audit import OpenedEarly
from sandbox.world.records import Json, User
from slack_limits.check import TABLE_COLUMNS
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, message_of, plans
from tests.interviews.steps import logged


def pieces_of(block: Json) -> list[str]:
    """The words in a rich text; of a person the id."""
    lines = block["elements"] if block["type"] == "rich_text" else ()
    return [piece.get("text") or piece["user_id"] for line in lines for piece in line["elements"]]


def two_who_differ(company: Company) -> None:
    """Ada and Grace rate Katherine's operations three points apart, and one must-have stays open."""
    company.adds(
        company.ada, "Katherine Johnson", panel=(company.grace,), vote="yes",
        ratings={"ml-ops": (5, "Rebuilt last year's model."), "ml-evaluation": (4, "Named leakage.")},
        note="Calm and exact.",
    )  # fmt: skip
    company.scores(
        company.grace, "Katherine Johnson", vote="no",
        ratings={"ml-ops": (2, "Only ever retrained by hand."), "ml-evaluation": (3, "Slow start.")},
    )  # fmt: skip


def rates_again(company: Company) -> None:
    """Grace has read what Ada heard, and thinks better of Katherine."""
    company.scores(
        company.grace, "Katherine Johnson", vote="yes", ratings={"ml-ops": 4}, reason="Ada saw it."
    )


class TestDebrief:
    def test_begins_with_the_overview_then_what_differs_then_the_rest(
        self, company: Company
    ) -> None:
        two_who_differ(company)
        text = company.answer(company.ada, "debrief Katherine").text
        order = (
            "Votes: 1 yes, 1 no. ", "2 of 2 scorecards in.", "Mean", "3.5 (2 ratings)",
            "Must-haves that nobody assessed: ", "This page adds up and does not judge",
            "Talk about these first", "Rebuilt last year's model.", "Only ever retrained by hand.",
            "What else each interviewer wrote", "Calm and exact.", "Named leakage.", "Slow start.",
        )  # fmt: skip
        assert sorted(order, key=text.index) == list(order)
        assert [text.count(words) for words in order if words != "3.5 (2 ratings)"] == [1] * 12

    def test_says_of_one_card_a_mean_of_one_rating(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", ratings={"ml-ops": 4})
        text = company.answer(company.ada, "debrief Katherine").text
        assert "4 (one rating)" in text
        assert "Talk about these first" not in text
        assert "each interviewer wrote" not in text

    def test_names_the_must_haves_nobody_assessed(self, company: Company) -> None:
        two_who_differ(company)
        text = company.answer(company.ada, "debrief Katherine").text
        holes = text.split("Must-haves that nobody assessed: ")[1].split("This page")[0]
        assert "Statistics and maths" in holes
        assert "MLOps" not in holes

    def test_says_the_votes_and_which_contradict_their_ratings(self, company: Company) -> None:
        company.adds(
            company.ada, "Katherine Johnson", vote="strong_yes", ratings={"ml-ops": 2, "ml-data": 2}
        )
        company.submits(company.ada)
        text = company.answer(company.ada, "debrief Katherine").text
        assert "Votes: 1 strong yes" in text
        assert "Vote and ratings do not fit" in text
        assert "a strong yes beside a mean of 2 (2 ratings), and the target is 4." in text

    def test_has_mean_and_target_beside_the_skill_and_then_a_column_a_person(
        self, company: Company
    ) -> None:
        two_who_differ(company)
        message = company.answer(company.ada, "debrief Katherine")
        [table] = [block for block in message.blocks if block["type"] == "table"]
        header, *rows = [["".join(pieces_of(cell)) for cell in row] for row in table["rows"]]
        assert header == ["Skill", "Mean", "Target", company.ada.id, company.grace.id]
        assert rows == [
            ["Vote", "–", "–", "yes", "no"],
            ["Training and evaluation method (must-have)", "3.5 (2 ratings)", "4", "4", "3"],
            ["MLOps: serving and monitoring (must-have)", "3.5 (2 ratings)", "4", "5", "2"],
        ]

    @pytest.mark.once
    @pytest.mark.parametrize("raters", [17, 18, 25])
    def test_says_in_words_what_no_table_has_columns_for(
        self, company: Company, raters: int
    ) -> None:
        guests = [company.slack.add_user(f"U0RATER{n:02}", f"Rater {n}") for n in range(1, raters)]
        for number, who in enumerate([company.ada, *guests]):
            company.adds(who, "Katherine Johnson", ratings={"ml-ops": 4 + number % 2})
        company.deliver()
        digest = company.message(company.ada, "Debrief: Katherine Johnson")
        tables = [block for block in digest.blocks if block["type"] == "table"]
        assert len(tables) == (raters + 3 <= TABLE_COLUMNS)
        assert f"({raters} ratings)" in digest.text
        said = [block for block in digest.blocks if "Vote " in "".join(pieces_of(block))]
        assert len(said) == (0 if tables else raters)
        assert company.bot.store.jobs.counts()["parked"] == 0


class TestSeal:
    @pytest.mark.parametrize("who", ["ada", "grace"])
    def test_keeps_contents_from_everybody_until_the_last_card(
        self, company: Company, who: str
    ) -> None:
        company.adds(
            company.ada, "Katherine Johnson", panel=(company.grace, company.alan),
            ratings={"ml-ops": (5, "Rebuilt it alone.")}, note="Secret until then.",
        )  # fmt: skip
        person = getattr(company, who)
        for typed in ("debrief Katherine", "candidates"):
            text = company.answer(person, typed).text
            assert "Rebuilt it alone." not in text
            assert "Secret until then." not in text
            assert "strong" not in text.lower()
        assert "1 of 3 scorecards are in" in company.answer(person, "debrief Katherine").text

    def test_hides_that_a_candidate_exists_from_strangers(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        known = company.answer(company.alan, "debrief Katherine Johnson").text
        unknown = company.answer(company.alan, "debrief Dorothy Vaughan").text
        assert known.replace("Katherine Johnson", "X") == unknown.replace("Dorothy Vaughan", "X")

    def test_shows_an_admin_that_the_loop_exists_and_no_more(self, company: Company) -> None:
        two_who_differ(company)
        text = company.answer(company.admin, "debrief Katherine").text
        assert "2 of 2 scorecards are in" in text
        assert "Rebuilt last year" not in text

    def test_announces_to_whoever_may_not_read_it_whether_cards_are_missing(
        self, company: Company
    ) -> None:
        """A screen reader reads out these words, and not the blocks."""
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        sealed = company.answer(company.admin, "debrief Katherine")
        assert "Sealed until these people have scored: " in sealed.words
        company.scores(company.grace, "Katherine Johnson")
        complete = company.answer(company.admin, "debrief Katherine")
        assert "Sealed" not in complete.words

    def test_holds_against_a_button_pressed_by_somebody_else(self, company: Company) -> None:
        two_who_differ(company)
        listed = company.answer(company.ada, "candidates")
        pressed = company.presses(company.ada, listed, "debrief.open")
        assert "Rebuilt last year" in company.notice(company.ada)
        company.forge(pressed, user=company.alan.id)
        assert "You have no such candidate" in company.notice(company.ada)

    def test_sends_nothing_to_the_lead_before_the_last_card(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.deliver()
        assert company.inbox(company.ada) == []


class TestSealOnEverySurface:
    SECRETS = ("Rebuilt it alone.", "Secret until then.")

    def everything_seen_by(self, company: Company, who: User) -> str:
        """All that one person can bring onto their screen about the candidate."""
        typed = (
            "debrief Katherine",
            "candidates",
            "score Katherine",
            "score",
            "help",
            "search alone",
        )
        for text in typed:
            company.types(who, text)
        views = [company.slack.view_of(who)]
        views.append(company.home(who))
        seen = [*company.slack.ephemerals(who), *company.slack.messages(who), *filter(None, views)]
        return "\n".join(
            surface.text
            + str([v for k, v in getattr(surface, "values", {}).items() if "rating" not in k])
            for surface in seen
        )

    @pytest.mark.parametrize("who", ["grace", "alan", "hedy", "admin"])
    def test_nobody_sees_what_ada_wrote_before_all_cards_are_in(
        self, company: Company, who: str
    ) -> None:
        company.adds(
            company.ada, "Katherine Johnson", panel=(company.grace, company.alan),
            ratings={"ml-ops": (5, "Rebuilt it alone.")}, vote="strong_yes",
            note="Secret until then.",
        )  # fmt: skip
        company.scores(company.alan, "Katherine Johnson", vote="no")
        company.adds(company.hedy, "Katherine Johnson", vote="no")
        company.deliver()
        seen = self.everything_seen_by(company, getattr(company, who))
        for secret in self.SECRETS:
            assert secret not in seen

    def test_the_lead_does_not_see_the_others_either(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace, company.alan))
        company.scores(
            company.grace, "Katherine Johnson", note="Secret until then.",
            ratings={"ml-ops": (5, "Rebuilt it alone.")},
        )  # fmt: skip
        company.deliver()
        seen = self.everything_seen_by(company, company.ada)
        for secret in self.SECRETS:
            assert secret not in seen

    def test_the_same_surfaces_do_show_it_once_all_are_in(self, company: Company) -> None:
        two_who_differ(company)
        company.deliver()
        assert "Rebuilt last year's model." in self.everything_seen_by(company, company.grace)


class TestOpeningEarly:
    def sealed(self, company: Company) -> None:
        company.adds(
            company.ada, "Katherine Johnson", panel=(company.grace,),
            ratings={"ml-ops": (5, "Rebuilt it alone.")},
        )  # fmt: skip

    def test_is_for_the_lead_and_is_logged_and_shown(self, company: Company) -> None:
        self.sealed(company)
        answer = company.answer(company.ada, "debrief Katherine")
        company.presses(company.ada, answer, "debrief.open_early")
        text = company.notice(company.ada)
        assert "Rebuilt it alone." in text
        assert f"Opened early by <@{company.ada.id}>" in text
        assert f"<@{company.grace.id}> had not scored" in text
        found = company.candidate("Katherine Johnson")
        [entry] = logged(company.bot.store, OpenedEarly, found.team_id, found.id)
        assert (entry.actor_id, entry.missing) == (company.ada.id, (company.grace.id,))

    def test_turns_what_the_leads_own_message_offers_into_a_second_rating(
        self, company: Company
    ) -> None:
        plans(company, company.ada, company.alan, company.grace)
        for who in (company.alan, company.ada):
            company.scores(who, KATHERINE)
            company.deliver()
        assert "Add a second rating" not in message_of(company, company.ada).text
        answer = company.answer(company.ada, f"debrief {KATHERINE}")
        company.presses(company.ada, answer, "debrief.open_early")
        company.deliver()
        assert "Add a second rating" in message_of(company, company.ada).text
        assert "Add a second rating" not in message_of(company, company.alan).text

    def test_twice_is_logged_once(self, company: Company) -> None:
        self.sealed(company)
        answer = company.answer(company.ada, "debrief Katherine")
        first = company.presses(company.ada, answer, "debrief.open_early")
        company.slack.repeat(first)
        found = company.candidate("Katherine Johnson")
        assert len(logged(company.bot.store, OpenedEarly, found.team_id, found.id)) == 1

    def test_is_not_offered_to_and_not_taken_from_the_panel(self, company: Company) -> None:
        self.sealed(company)
        assert company.answer(company.grace, "debrief Katherine").actions == []
        answer = company.answer(company.ada, "debrief Katherine")
        pressed = company.presses(company.ada, answer, "debrief.open_early")
        company.forge(pressed, user=company.grace.id)
        assert "You may not open this debrief early" in company.notice(company.ada)
        found = company.candidate("Katherine Johnson")
        log = logged(company.bot.store, OpenedEarly, found.team_id, found.id)
        assert [entry.actor_id for entry in log] == [company.ada.id]

    def test_leaves_the_seal_closed_for_the_others(self, company: Company) -> None:
        self.sealed(company)
        answer = company.answer(company.ada, "debrief Katherine")
        company.presses(company.ada, answer, "debrief.open_early")
        assert "Rebuilt it alone." not in company.answer(company.grace, "debrief Katherine").text


class TestDigest:
    def test_comes_to_the_lead_when_the_last_card_is_in(self, company: Company) -> None:
        two_who_differ(company)
        company.deliver()
        assert "Debrief: Katherine Johnson" in company.message(company.ada).text
        assert company.inbox(company.grace) == []

    def test_is_one_message_that_a_second_rating_updates(self, company: Company) -> None:
        two_who_differ(company)
        company.deliver()
        rates_again(company)
        company.deliver()
        [digest, _] = company.inbox(company.ada)
        assert digest.edited
        assert "Votes: 1 yes, 1 no." in digest.text
        assert "Votes with second ratings in place of first ones: 2 yes." in digest.text

    def test_goes_on_in_a_thread_when_it_is_long_and_loses_nothing(self, company: Company) -> None:
        skills = ("ml-ops", "ml-data", "ml-compute", "ml-evaluation", "ml-framework")
        long = {skill: (5, f"{skill} " + "x" * 2900) for skill in skills}
        company.adds(company.ada, "Katherine Johnson", ratings=long, vote="yes", note="n" * 3000)
        company.deliver()
        digest = company.message(company.ada)
        whole = "\n".join(part.text for part in (digest, *company.slack.thread(digest)))
        for _, evidence in long.values():
            assert evidence in whole
        assert "n" * 3000 in whole
        assert "Debrief: Katherine Johnson, part 1 of " in digest.text
        answer = company.answer(company.ada, "debrief Katherine").text
        assert "too long for one message" in answer

    def test_is_posted_anew_when_the_lead_deleted_it(self, company: Company) -> None:
        two_who_differ(company)
        company.deliver()
        company.slack.fail("chat.update", error="message_not_found")
        rates_again(company)
        company.deliver()
        [_, *others] = company.inbox(company.ada)
        texts = [message.text for message in others]
        assert [text for text in texts if "second rating" in text and "Votes: " in text]

    def test_survives_an_outage_of_slack(self, company: Company) -> None:
        two_who_differ(company)
        company.slack.fail("chat.postMessage", status=500, times=3)
        company.deliver()
        for _ in range(4):
            company.clock.forward(minutes=5)
            company.deliver()
        assert len(company.inbox(company.ada)) == 1
