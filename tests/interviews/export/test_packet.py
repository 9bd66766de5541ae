"""The packet: all that is held about one person, with other people as roles, and only for whom no seal is broken."""

import pytest

from interviews.decisions import NewDecision, decide
from interviews.errors import NotAllowed
from interviews.export.packet import Packet, packet_for, packet_for_operator, require_packet
from interviews.loop import RevealCause
from interviews.models import InterviewState, Outcome
from interviews.permissions import Person
from interviews.retention.models import HoldSubject, LegalHold, Policy
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.audit import ExportedForThem
from interviews.store.candidates import CandidateKey
from interviews.store.drafts import Draft, Note
from templates.plain import render_text
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    KATHERINE,
    MARGARET,
    OTHER_TEAM,
    RADIA,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import add, logged, the_loop

KEY = CandidateKey(TEAM, MARGARET)
ADMIN = person(KATHERINE, admin=True)


def scores(store: Store, who: str, minutes: float, **said: object) -> None:
    sent = make.form(f"card-{who}-{minutes}", **said)  # type: ignore[arg-type]
    submit(store, person(who), sent, at(minutes))


def draft(store: Store, who: str, note: str = "Half a thought", name: str = "") -> None:
    """Somebody has begun a scorecard on Margaret, or on somebody new of this name."""
    store.drafts.save(
        Draft(
            team_id=TEAM,
            user_id=who,
            card_id=f"draft-{who}",
            candidate_id="" if name else MARGARET,
            name_key=name.casefold(),
            archetype_id="backend-developer",
            form=f'{{"metadata": {{}}, "note": "{note}", "ratings": {{}}}}',
            typed_at="1",
            saved_at=at(3),
        )
    )


def listens(store: Store, who: str) -> None:
    interview = the_loop(store).interview_of(who)
    assert interview is not None
    store.interviews.set_state(TEAM, interview.id, InterviewState.SHADOWED)


@pytest.fixture
def panel(store: Store) -> Store:
    """Ada leads, and is on the panel with Grace, whose card is missing, and Barbara; Ada names two people in hers."""
    add(store, make.candidate(), ADA, GRACE, BARBARA)
    scores(store, ADA, 10, note=f"As <@{GRACE}> said, and <@U0MARY|mary>.")
    scores(store, BARBARA, 10)
    return store


@pytest.fixture
def whole(panel: Store) -> Store:
    """Every kind of thing that is held about Margaret."""
    scores(panel, GRACE, 11, note="Calm.")
    panel.interviews.invite(the_loop(panel).candidate, RADIA, at(2), confirmed=True)
    listens(panel, RADIA)
    scores(panel, RADIA, 12, note="Only listened.")
    note = Note(
        team_id=TEAM, user_id=BARBARA, candidate_id=MARGARET, id="n1", text="A jotting.", added_at=at(13)
    )  # fmt: skip
    panel.notes.add(note)
    draft(panel, GRACE)
    draft(panel, RADIA, "Of a namesake", name="Margaret Hamilton")
    decision = NewDecision(
        id="d1", candidate_id=MARGARET, outcome=Outcome.HOLD, reason="The search is paused."
    )
    decide(panel, person(ADA), decision, at(20))
    return panel


def text_of(packet: Packet) -> str:
    return render_text("export/packet", packet=packet)


class TestPacket:
    @pytest.mark.parametrize(
        "held",
        [
            "As interviewer 1 said, and colleague 1.", "Calm.", "Only listened.", "A jotting.", "Half a thought",
            "Of a namesake", "The search is paused.", "Margaret Hamilton", "sql, point 3", "hiring lead 1",
            "What does the GIL do?",
        ],
    )  # fmt: skip
    def test_has_everything_in_words_and_as_data(self, whole: Store, held: str) -> None:
        packet = packet_for_operator(whole, KEY, at(30))
        assert held in packet.model_dump_json()
        assert held in text_of(packet)

    def test_names_nobody_else(self, whole: Store) -> None:
        packet = packet_for_operator(whole, KEY, at(30))
        for shown in (packet.model_dump_json(), text_of(packet)):
            assert not [who for who in (ADA, GRACE, RADIA, BARBARA, "U0MARY") if who in shown]

    def test_leaves_words_that_look_like_ids_as_they_are(self, store: Store) -> None:
        add(store, make.candidate(), ADA)
        scores(store, ADA, 10, note="UTF16 WOULD be U2FSDGVK.")
        assert "UTF16 WOULD be U2FSDGVK." in text_of(packet_for_operator(store, KEY, at(30)))

    def test_is_of_every_round(self, whole: Store) -> None:
        onsite = {"id": "onsite", "round": 2, "stage": "Onsite", "first_id": MARGARET}
        whole.candidates.add(make.candidate(minutes=5).model_copy(update=onsite))
        for key in (KEY, CandidateKey(TEAM, "onsite")):
            assert [each.round for each in packet_for_operator(whole, key, at(30)).rounds] == [1, 2]

    def test_says_how_long_it_is_kept(self, whole: Store) -> None:
        text = text_of(packet_for_operator(whole, KEY, at(30)))
        assert "has set no time" in text
        assert "on hold" not in text
        whole.policies.keep(Policy(team_id=TEAM, version=1, months_decided=6))
        hold = LegalHold(
            team_id=TEAM, id="h", subject=HoldSubject.CANDIDATE, subject_id=MARGARET, at=at(25),
            reason="Charge 17.", by_id=ADA, by_admin=False,
        )  # fmt: skip
        whole.legal_holds.add(hold)
        text = text_of(packet_for_operator(whole, KEY, at(30)))
        assert "It is on hold for legal reasons" in text
        assert "it is erased after 3 September 2026" in text
        assert "Charge 17." not in text

    def test_is_logged(self, panel: Store) -> None:
        packet_for_operator(panel, KEY, at(30))
        [entry] = logged(panel, ExportedForThem)
        assert entry == ExportedForThem(
            team_id=TEAM, candidate_id=MARGARET, at=at(30), actor_id="operator", sealed=True
        )


def grace_writes(store: Store) -> None:
    scores(store, GRACE, 11)


def somebody_listens(store: Store) -> None:
    grace_writes(store)
    store.interviews.invite(the_loop(store).candidate, RADIA, at(2), confirmed=True)
    listens(store, RADIA)
    scores(store, RADIA, 12)


def somebody_has_a_draft(store: Store) -> None:
    grace_writes(store)
    draft(store, GRACE)


def another_leads_the_next_round(store: Store) -> None:
    grace_writes(store)
    onsite = {"id": "onsite", "round": 2, "first_id": MARGARET, "leads": (RADIA,)}
    store.candidates.add(make.candidate(minutes=5).model_copy(update=onsite))


def nothing(_: Store) -> None:
    pass


SEALED, HIDDEN, NO_LEAD, NOBODY = (
    "still sealed for you", "for its author alone", "do not lead every round", "You may not have what"
)  # fmt: skip
MAY: dict[str, tuple[Person, object, str]] = {
    "a lead to whom it is sealed": (person(ADA), nothing, SEALED),
    "a lead to whom all is open": (person(ADA), grace_writes, ""),
    "a lead, with a card of somebody who listened": (person(ADA), somebody_listens, HIDDEN),
    "a lead, with another's draft": (person(ADA), somebody_has_a_draft, HIDDEN),
    "a lead of one round alone": (person(ADA), another_leads_the_next_round, NO_LEAD),
    "an interviewer": (person(GRACE), grace_writes, NOBODY),
    "somebody else": (person(RADIA), grace_writes, NOBODY),
    "an admin": (ADMIN, nothing, ""),
    "an admin, with all of it": (ADMIN, somebody_listens, ""),
    "an admin who owes a card": (person(GRACE, admin=True), nothing, SEALED),
    "an admin who has sent theirs, others open": (person(GRACE, admin=True), grace_writes, ""),
    "an admin who leads, sealed": (person(ADA, admin=True), nothing, SEALED),
    "an admin who leads, with another's draft": (person(ADA, admin=True), somebody_has_a_draft, ""),
}


class TestWhoMay:
    @pytest.mark.parametrize("who", MAY)
    def test_holds(self, panel: Store, who: str) -> None:
        somebody, happens, refusal = MAY[who]
        happens(panel)  # type: ignore[operator]
        if not refusal:
            require_packet(panel, somebody, MARGARET)
            assert packet_for(panel, somebody, MARGARET, at(30)).rounds
            return
        before = panel.audit.of_candidate(TEAM, MARGARET)
        for ask in (
            lambda: require_packet(panel, somebody, MARGARET),
            lambda: packet_for(panel, somebody, MARGARET, at(30)),
        ):
            with pytest.raises(NotAllowed, match=refusal):
                ask()
        assert panel.audit.of_candidate(TEAM, MARGARET) == before

    def test_is_nobody_of_another_workspace(self, panel: Store) -> None:
        stranger = person(KATHERINE, admin=True).model_copy(update={"team_id": OTHER_TEAM})
        with pytest.raises(Exception, match="no such candidate"):
            packet_for(panel, stranger, MARGARET, at(30))

    def test_has_it_on_record_that_an_admin_could_read_it(self, panel: Store) -> None:
        packet_for(panel, ADMIN, MARGARET, at(30))
        [reveal] = [each for each in the_loop(panel).reveals if each.user_id == KATHERINE]
        assert reveal.how is RevealCause.EXPORTED_FOR_THEM
        panel.interviews.invite(the_loop(panel).candidate, KATHERINE, at(31), confirmed=True)
        scores(panel, KATHERINE, 32)
        card = the_loop(panel).card_of(KATHERINE)
        assert card is not None
        assert card.after_reveal
