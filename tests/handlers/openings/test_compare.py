"""The candidates of an opening beside each other: figures by skill, by name, as far as the reader may see them."""

import re
from collections.abc import Iterator

import pytest

from interviews.models import NAME_LENGTH, AskedQuestion
from interviews.openings.models import Opening, Stage
from question_bank.models import Level
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from templates.ids import Act
from tests.company import Company
from tests.handlers.debriefs.test_asked import questions_of
from tests.handlers.panels.steps import plans
from tests.handlers.test_longest import HOSTILE, filled

MARY, JOAN, NINA = "Mary Jackson", "Joan Clarke", "Nina Tatlock"
TITLE = "Machine learning, Berlin"
COMPARE = "compare berlin"
SECRET = "Wrote the release down on a napkin."
MOST_WORDS = 600


@pytest.fixture(autouse=True)
def opening(company: Company) -> Opening:
    """What Ada is filling, with Hedy to coordinate it."""
    found = Opening(
        team_id=company.slack.workspace.identity.team_id, id="opening-in-berlin", title=TITLE,
        archetype_id="ml-engineer", target_level=Level.SENIOR, leads=(company.ada.id,),
        coordinators=(company.hedy.id,), stages=(Stage(name="Phone screen"), Stage(name="Onsite")),
        bank_version=company.bot.bank.version, created_by=company.ada.id, created_at=company.clock(),
    )  # fmt: skip
    company.bot.store.openings.add(found)
    return found


def joins(company: Company, name: str, stage: str = "Onsite") -> None:
    """An open candidate is one of the opening from now on, with its coordinator."""
    found = company.candidate(name)
    company.changes(
        "UPDATE candidates SET opening_id = 'opening-in-berlin', stage = :stage WHERE id = :id",
        id=found.id, stage=stage,
    )  # fmt: skip
    company.changes(
        "INSERT INTO candidate_coordinators VALUES (:team, :id, :hedy)",
        team=found.team_id, id=found.id, hedy=company.hedy.id,
    )  # fmt: skip


def scored(
    company: Company, name: str, first: int, second: int | None = None, vote: str = "yes"
) -> None:
    """Ada has scored somebody of the opening, and Grace, where the panel has her and she has."""
    ratings = {"ml-ops": (first, SECRET)}
    company.adds(company.ada, name, panel=(company.grace,), ratings=ratings, vote=vote)
    is_saved(company, company.ada)
    joins(company, name)
    if second is not None:
        company.scores(company.grace, name, ratings={"ml-ops": (second, SECRET)}, vote=vote)
        is_saved(company, company.grace)
    company.deliver()


def is_saved(company: Company, who: User) -> None:
    """The card is sent once more where its vote and ratings do not fit."""
    if not company.has_saved(who):
        company.submits(who)
    assert company.has_saved(who)


def lines(message: MessageSnapshot) -> list[str]:
    """Each line as it is read, with ids for the names of people."""
    return [
        "".join(piece.get("text") or f"<{piece.get('user_id')}>" for piece in line["elements"])
        for block in message.blocks
        if block["type"] == "rich_text"
        for line in block["elements"]
    ]


def below(message: MessageSnapshot, title: str) -> list[str]:
    """The lines below a title."""
    every = lines(message)
    return every[every.index(title) + 1 :]


MLOPS = "MLOps: serving and monitoring · must-have"


class TestComparison:
    def test_puts_candidates_beside_each_other_by_name(self, company: Company) -> None:
        scored(company, MARY, 4, 3)
        scored(company, JOAN, 2, 2, vote="no")
        shown = company.answer(company.ada, COMPARE)
        assert lines(shown)[0] == "2 candidates, by name · target level senior (4 senior answer)"
        assert below(shown, "Votes")[:2] == [f"{JOAN}: 2 no", f"{MARY}: 2 yes"]
        assert below(shown, MLOPS)[:2] == [
            f"{JOAN}: 2 (2 ratings)", f"{MARY}: 3.5 (2 ratings, 3 to 4)",
        ]  # fmt: skip
        assert "does not judge" in shown.text

    def test_names_the_rest_with_what_is_missing_and_nothing_of_theirs(
        self, company: Company
    ) -> None:
        scored(company, MARY, 4, 3)
        scored(company, JOAN, 5)
        plans(company, company.ada, name=NINA)
        joins(company, NINA, "Phone screen")
        shown = company.answer(company.ada, COMPARE)
        assert lines(shown)[-2:] == [
            f"{JOAN} · Onsite: waits for <{company.grace.id}>", f"{NINA} · Phone screen: waits for you",
        ]  # fmt: skip
        assert below(shown, MLOPS)[0] == f"{MARY}: 3.5 (2 ratings, 3 to 4)"
        assert JOAN not in "".join(below(shown, "Votes")[:-2])

    def test_shows_no_words_of_anybody(self, company: Company) -> None:
        scored(company, MARY, 4, 3)
        assert SECRET not in str(company.answer(company.ada, COMPARE).blocks)

    def test_leads_to_the_words_in_the_debrief(self, company: Company) -> None:
        scored(company, MARY, 4, 3)
        shown = company.answer(company.ada, COMPARE)
        company.slack.choose(shown, Act.DEBRIEF, company.candidate(MARY).id, user=company.ada)
        assert SECRET in company.notice(company.ada)

    def test_says_when_nothing_is_open_yet(self, company: Company) -> None:
        scored(company, MARY, 4)
        shown = company.answer(company.ada, COMPARE)
        assert "No debrief in it is open to you yet" in shown.text
        assert lines(shown)[-1] == f"{MARY} · Onsite: waits for <{company.grace.id}>"

    def test_says_who_came_in_early_and_without_whom(self, company: Company) -> None:
        scored(company, MARY, 4)
        sealed = company.answer(company.ada, f"debrief {MARY}")
        company.presses(company.ada, sealed, Act.OPEN_EARLY)
        votes = below(company.answer(company.ada, COMPARE), "Votes")
        assert votes[0] == f"{MARY}: 1 yes · opened early, without <{company.grace.id}>"

    def test_says_what_was_decided_and_compares_nobody_who_withdrew(self, company: Company) -> None:
        for name, outcome in ((MARY, "no_hire"), (JOAN, "withdrew")):
            scored(company, name, 4, 3)
            company.decides(company.ada, company.answer(company.ada, f"debrief {name}"), outcome)
        shown = company.answer(company.ada, COMPARE)
        assert below(shown, "Votes")[0] == f"{MARY}: 2 yes · decided: no hire"
        assert lines(shown)[-1] == f"{JOAN}: withdrew"

    def test_tells_namesakes_apart(self, company: Company) -> None:
        scored(company, MARY, 4, 3)
        scored(company, JOAN, 2, 2)
        company.changes("UPDATE candidates SET name = 'Ann'")
        names = [
            line.partition(":")[0]
            for line in below(company.answer(company.ada, COMPARE), MLOPS)[:2]
        ]
        assert len({*names}) == 2
        assert all(name.startswith("Ann (since ") for name in names)

    def test_says_whom_nobody_assessed_in_a_must_have(self, company: Company) -> None:
        scored(company, MARY, 4, 3)
        shown = company.answer(company.ada, COMPARE)
        holes = below(shown, "Must-haves not assessed in the rounds below")
        assert f"Statistics and maths: {MARY}" in holes
        assert f"MLOps: serving and monitoring: {MARY}" not in holes

    def test_gives_second_ratings_beside_the_first(self, company: Company) -> None:
        scored(company, MARY, 4, 2)
        company.scores(company.grace, MARY, ratings={"ml-ops": 4}, vote="strong_yes", reason="Ada.")
        shown = company.answer(company.ada, COMPARE)
        assert below(shown, MLOPS)[0] == f"{MARY}: 3 (2 ratings, 2 to 4) · rated again: 2, now 4"
        assert below(shown, "Votes")[0] == f"{MARY}: 2 yes · with second votes 1 strong yes, 1 yes"

    def test_says_by_name_who_was_not_asked_alike(self, company: Company) -> None:
        scored(company, MARY, 4, 3)
        scored(company, JOAN, 2, 2)
        company.changes(
            "UPDATE scorecards SET bank_version = 'newer' WHERE candidate_id = :id",
            id=company.candidate(MARY).id,
        )
        version = company.bot.bank.version
        assert below(company.answer(company.ada, COMPARE), "⚠ Not all were asked alike")[:2] == [
            f"Version of the question bank: {version} for {JOAN}; newer for {MARY}",
            "The core questions and anchors of what was rated are the same in each version.",
        ]

    def test_says_for_whom_other_questions_were_ticked(self, company: Company) -> None:
        first, second, third, *_ = questions_of(company, "ml-ops")
        asked = {MARY: [first, second], JOAN: [second, third, first], "Dorothy Vaughan": []}
        for name, questions in asked.items():
            company.adds(company.ada, name, ratings={"ml-ops": 4}, asked=questions)
            joins(company, name)
        assert below(company.answer(company.ada, COMPARE), "⚠ Not all were asked alike")[0] == (
            "Questions ticked as asked: 2 the same for all; besides, "
            f"{JOAN} 1; nothing ticked for Dorothy Vaughan"
        )

    def test_is_a_button_of_the_opening(self, company: Company) -> None:
        assert f"{Act.RUN}.compare" not in company.answer(company.ada, "opening berlin").actions
        scored(company, MARY, 4, 3)
        shown = company.answer(company.ada, "opening berlin")
        company.presses(company.ada, shown, f"{Act.RUN}.compare")
        assert "Compare: " in company.notice(company.ada)

    def test_asks_which_opening_where_none_is_named(self, company: Company) -> None:
        asked = company.answer(company.ada, "compare")
        scored(company, MARY, 4, 3)
        company.presses_last(company.ada, asked)
        assert TITLE in company.notice(company.ada)
        assert (
            "You lead or coordinate no opening yet" in company.answer(company.alan, "compare").text
        )


class TestReaders:
    @pytest.mark.parametrize("who", ["hedy", "admin"])
    def test_without_a_right_to_contents_see_names(self, company: Company, who: str) -> None:
        scored(company, MARY, 4, 3)
        shown = company.answer(getattr(company, who), COMPARE)
        assert MARY in shown.text
        assert "you are not among the readers" in shown.text
        assert not re.search(r"Votes|rating[s)]|[1-5]\b", shown.text)

    def test_of_no_candidate_see_no_opening(self, company: Company) -> None:
        scored(company, MARY, 4, 3)
        assert "You have no opening" in company.answer(company.alan, COMPARE).text

    def test_on_panels_compare_whom_they_have_scored_and_know_of_nobody_else(
        self, company: Company
    ) -> None:
        scored(company, MARY, 4, 3)
        scored(company, JOAN, 4)
        plans(company, company.alan, name=NINA)
        joins(company, NINA)
        shown = company.answer(company.grace, COMPARE)
        assert below(shown, MLOPS)[0] == f"{MARY}: 3.5 (2 ratings, 3 to 4)"
        assert lines(shown)[-1] == f"{JOAN} · Onsite: waits for you"
        assert NINA not in shown.text
        assert "Whoever you neither lead nor interviewed is not named here." in shown.text
        assert "not named here" not in company.answer(company.ada, COMPARE).text
        assert "You have no opening" in company.answer(company.grace, "opening berlin").text

    def test_read_it_alone_wherever_they_ask(self, company: Company) -> None:
        scored(company, MARY, 4, 3)
        before = everything_posted(company)
        shown = company.answer(company.ada, COMPARE)
        assert shown.only_for == company.ada.id
        company.deliver()
        assert everything_posted(company) == before


def everything_posted(company: Company) -> list[str]:
    everybody = (company.ada, company.grace, company.alan, company.hedy, company.admin)
    return [message.ts for who in everybody for message in company.slack.messages(who)]


class TestAnswer:
    """What comes by direct message since the page whose button was pressed takes no more answers."""

    @pytest.mark.parametrize("button", ["compare", "opening"])
    def test_goes_with_a_candidate_whom_its_reader_does_not_lead(
        self, company: Company, button: str
    ) -> None:
        company.adds(company.hedy, MARY)
        joins(company, MARY)
        page = "openings" if button == "opening" else "opening berlin"
        shown = company.answer(company.ada, page)
        company.slack.fail("response_url", error="expired_url")
        company.presses(company.ada, shown, f"{Act.RUN}.{button}")
        company.later.run()
        assert len(company.inbox(company.ada, MARY)) == 1
        company.erases(company.hedy, MARY)
        company.deliver()
        assert company.inbox(company.ada, MARY) == []


class TestLog:
    def test_has_an_entry_for_each_comparison(self, company: Company) -> None:
        scored(company, MARY, 4, 3)
        scored(company, JOAN, 2, 2)
        scored(company, NINA, 4)
        company.answer(company.ada, COMPARE)
        said = f"<{company.ada.id}> compared {JOAN} · {MARY} of the opening {TITLE}"
        assert [line for line in lines(company.answer(company.admin, "audit")) if "compared" in line] == [
            line for line in lines(company.answer(company.admin, "audit")) if line.endswith(said)
        ]  # fmt: skip
        assert f"compared {MARY} of the opening {TITLE}" in "\n".join(
            lines(company.answer(company.ada, f"audit {MARY}"))
        )
        assert "compared" not in company.answer(company.ada, f"audit {NINA}").text

    def test_has_none_where_nothing_was_read(self, company: Company) -> None:
        scored(company, MARY, 4)
        for who in (company.ada, company.hedy, company.admin):
            company.answer(who, COMPARE)
        assert "compared" not in company.answer(company.admin, "audit").text


def thirty(company: Company, unit: str = "&") -> None:
    """Thirty people with awkward names, each with eight ratings of two interviewers; and one who is sealed."""
    store = company.bot.store
    skills = [skill.id for skill in company.bot.bank.archetype("ml-engineer").skills]
    scored(company, MARY, 4, 3)
    first = company.candidate(MARY)
    loop = company.loop(MARY)
    with store.transaction():
        for number in range(30):
            name = filled(f"{number:02}", 4) + filled(unit, NAME_LENGTH - 4)
            copy = first.model_copy(update={"id": f"person-number-{number:02}", "name": name})
            store.candidates.add(copy)
            for card in loop.cards:
                user_id = card.interviewer_id
                store.interviews.invite(copy, user_id, first.created_at, confirmed=True)
                seat = store.interviews.all_of(copy.team_id, copy.id)[-1]
                ids = {
                    "id": f"{copy.id}-{user_id}",
                    "candidate_id": copy.id,
                    "interview_id": seat.id,
                }
                [rating] = [each for each in card.ratings if each.rating]
                ratings = tuple(rating.model_copy(update={"skill_id": skill}) for skill in skills)
                asked = (AskedQuestion(id=copy.id, skill_id=skills[0], ask="Why?"),)
                content = {"ratings": ratings, "asked": asked}
                store.scorecards.add(card.model_copy(update=ids | content))
    scored(company, NINA, 4)


def messages_of(company: Company, who: User) -> Iterator[MessageSnapshot]:
    for message in company.inbox(who, words="(Part . of . )?Compare"):
        yield message
        yield from company.slack.thread(message)


class TestThirtyCandidates:
    @pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
    def test_come_by_direct_message_whole(self, company: Company, unit: str) -> None:
        thirty(company, unit)
        assert "too long for one message" in company.answer(company.ada, COMPARE).text
        company.deliver()
        every = list(messages_of(company, company.ada))
        said = [line for message in every for line in lines(message)]
        assert len(every) > 1
        [asked] = [line for line in said if line.startswith("Questions ticked as asked: none")]
        assert asked.count(" · ") == 29
        assert sum("(2 ratings, 3 to 4)" in line for line in said) == 30 * 8 + 1
        assert company.slack.violations == []

    @pytest.mark.parametrize("whom", [MARY, NINA])
    def test_are_gone_with_any_who_is_erased(self, company: Company, whom: str) -> None:
        thirty(company)
        company.answer(company.ada, COMPARE)
        company.deliver()
        assert list(messages_of(company, company.ada))
        company.erases(company.ada, whom)
        company.deliver()
        assert list(messages_of(company, company.ada)) == []

    def test_come_with_what_is_open_when_they_come(self, company: Company) -> None:
        thirty(company)
        company.answer(company.ada, COMPARE)
        company.changes("DELETE FROM candidate_leads WHERE user_id = :ada", ada=company.ada.id)
        company.changes(
            "DELETE FROM scorecards WHERE interviewer_id = :grace", grace=company.grace.id
        )
        company.deliver()
        [message] = messages_of(company, company.ada)
        assert "No debrief in it is open to you yet" in message.text


def test_six_candidates_have_600_words_at_most(company: Company) -> None:
    skills = [skill.id for skill in company.bot.bank.archetype("ml-engineer").skills]
    for number in range(6):
        name = f"Person Number-{number}"
        company.adds(
            company.ada,
            name,
            panel=(company.grace,),
            ratings=dict.fromkeys(skills[:5], 4),
            asked=questions_of(company, skills[0])[: number % 3 + 1],
        )
        joins(company, name)
        company.scores(company.grace, name, ratings=dict.fromkeys(skills[3:], 4))
    shown = company.answer(company.ada, COMPARE)
    assert len(shown.text.split()) <= MOST_WORDS
    assert len(shown.blocks) <= 20
