"""When others' cards opened to whom, as the migration works it out for databases of before it was stored."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from interviews.models import Interview, Scorecard
from interviews.store.engines.engine import Row
from interviews.store.migrations import s015_reveals as step
from interviews.store.migrations.s015_reveals import History
from interviews.store.values import read_time, stored_time
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, RADIA, TEAM, at


def history(
    panel: Iterable[str | Interview],
    cards: Iterable[Scorecard] = (),
    *,
    openings: Iterable[tuple[str, float]] = (),
    leads: tuple[str, ...] = (ADA,),
    first_sent: Mapping[str, float] | None = None,
    left: Iterable[tuple[str, float, float]] = (),
    confirmations: Mapping[str, float] | None = None,
    led_before: Mapping[float, tuple[str, ...]] | None = None,
) -> History:
    """Margaret's rows and log as a database of that time had them.

    `openings` are people and minutes; who `left` has the minute of it, and since when they were on the
    panel; `led_before` says who led until each minute at which the leads changed.
    """
    log = [entry(who, minutes, "opened_early") for who, minutes in openings]
    log += [
        entry(ADA, minutes, "changed_panel", who, "cancelled", time(minutes), time(since))
        for who, minutes, since in left
    ]
    log += [
        entry(ADA, minutes, "confirmed_guest", who)
        for who, minutes in (confirmations or {}).items()
    ]
    log += [
        entry(ADA, minutes, "changed_leads", *leads, "before", *before, "mark")
        for minutes, before in (led_before or {}).items()
    ]
    first = [
        {"interviewer_id": who, "revision": 1, "submitted_at": time(minutes)}
        for who, minutes in (first_sent or {}).items()
    ]
    return History(
        team_id=TEAM,
        candidate_id=MARGARET,
        leads=set(leads),
        panel=[seat(held) for held in panel],
        cards=[*map(row_of, cards), *first],
        log=sorted(log, key=lambda logged: str(logged["at"])),
    )


def time(minutes: float) -> str:
    return stored_time(at(minutes))


def entry(actor_id: str, minutes: float, action: str, *detail: str) -> Row:
    return {"actor_id": actor_id, "at": time(minutes), "action": action, "detail": list(detail)}


def seat(held: str | Interview) -> Row:
    found = make.interview(held) if isinstance(held, str) else held
    return {
        "interviewer_id": found.interviewer_id, "confirmed": int(found.confirmed),
        "created_at": stored_time(found.created_at),
    }  # fmt: skip


def row_of(sent: Scorecard) -> Row:
    return {
        "interviewer_id": sent.interviewer_id, "revision": sent.revision, "reason": sent.reason,
        "submitted_at": stored_time(sent.submitted_at),
    }  # fmt: skip


def opened_at(there: History, who: str) -> datetime | None:
    found = step.opened_at(there, who)
    return read_time(found) if found else None


def sent_open(there: History, sent: Scorecard) -> bool:
    opened = step.opened_at(there, sent.interviewer_id)
    return step.sent_open(there, row_of(sent), opened)


class TestOpenedAt:
    """The moment from which on a card may have been swayed by the others'."""

    def test_is_never_while_the_panel_is_sealed(self) -> None:
        assert opened_at(history([ADA, GRACE], [make.card(ADA)]), ADA) is None

    def test_is_when_the_last_first_card_came_in(self) -> None:
        sent = [make.card(ADA, minutes=10), make.card(GRACE, minutes=25)]
        assert opened_at(history([ADA, GRACE], sent), ADA) == at(25)

    def test_is_not_moved_by_an_amendment(self) -> None:
        sent = [make.card(ADA, minutes=10), make.card(GRACE, revision=2, minutes=40)]
        assert opened_at(history([ADA, GRACE], sent, first_sent={GRACE: 25}), GRACE) == at(25)

    def test_is_not_moved_by_a_guest_who_came_after(self) -> None:
        """A guest's late card must not make earlier amendments look unswayed."""
        panel = [
            make.interview(ADA),
            make.interview(GRACE),
            make.interview(RADIA, confirmed=False, minutes=60),
        ]
        sent = [
            make.card(ADA, minutes=10),
            make.card(GRACE, minutes=25),
            make.card(RADIA, minutes=60),
        ]
        assert opened_at(history(panel, sent), ADA) == at(25)

    def test_is_not_moved_by_somebody_invited_after(self) -> None:
        panel = [make.interview(ADA), make.interview(GRACE), make.interview(BARBARA, minutes=60)]
        sent = [make.card(ADA, minutes=10), make.card(GRACE, minutes=25)]
        assert opened_at(history(panel, sent), ADA) == at(25)

    def test_is_own_last_card_for_somebody_invited_after(self) -> None:
        panel = [make.interview(ADA), make.interview(GRACE), make.interview(BARBARA, minutes=60)]
        sent = [
            make.card(ADA, minutes=10),
            make.card(GRACE, minutes=25),
            make.card(BARBARA, minutes=90),
        ]
        assert opened_at(history(panel, sent), BARBARA) == at(90)

    def test_is_never_for_somebody_who_is_alone(self) -> None:
        assert opened_at(history([ADA], [make.card(ADA)]), ADA) is None

    def test_is_the_first_card_of_another_for_somebody_who_was_alone(self) -> None:
        panel = [make.interview(ADA), make.interview(RADIA, confirmed=False, minutes=60)]
        sent = [make.card(ADA, minutes=10), make.card(RADIA, minutes=60)]
        assert opened_at(history(panel, sent), ADA) == at(60)

    def test_is_the_reveal_for_a_lead_who_is_not_on_the_panel(self) -> None:
        sent = [make.card(GRACE, minutes=10), make.card(BARBARA, minutes=25)]
        assert opened_at(history([GRACE, BARBARA], sent, leads=(ADA,)), ADA) == at(25)

    def test_is_never_for_a_stranger(self) -> None:
        assert opened_at(history([GRACE], [make.card(GRACE)], leads=(ADA,)), RADIA) is None

    def test_is_earlier_for_a_lead_who_opened_early(self) -> None:
        sent = [make.card(GRACE, minutes=10)]
        early = [(ADA, 15)]
        there = history([ADA, GRACE, BARBARA], sent, openings=early)
        assert (opened_at(there, ADA), opened_at(there, GRACE)) == (at(15), None)

    def test_waits_for_a_card_to_read_where_a_lead_opened_early_on_their_own_alone(self) -> None:
        sent = [make.card(ADA, minutes=10), make.card(GRACE, minutes=30)]
        early = [(ADA, 15)]
        assert opened_at(history([ADA, GRACE, BARBARA], sent, openings=early), ADA) == at(30)

    def test_is_when_the_last_one_waited_for_left(self) -> None:
        """What was amended while they were waited for was amended unread."""
        sent = [make.card(ADA, minutes=10), make.card(GRACE, minutes=25)]
        there = history([ADA, GRACE], sent, left=[(BARBARA, 40, 0)])
        assert (opened_at(there, ADA), opened_at(there, GRACE)) == (at(40), at(40))

    def test_is_not_moved_by_somebody_who_came_and_left_after(self) -> None:
        sent = [make.card(ADA, minutes=10), make.card(GRACE, minutes=25)]
        assert opened_at(history([ADA, GRACE], sent, left=[(BARBARA, 60, 50)]), ADA) == at(25)

    def test_is_never_for_a_guest_whom_no_lead_has_confirmed(self) -> None:
        panel = [make.interview(ADA), make.interview(RADIA, confirmed=False)]
        sent = [make.card(ADA, minutes=10), make.card(RADIA, minutes=20)]
        assert opened_at(history(panel, sent), RADIA) is None

    def test_is_when_a_guest_was_confirmed(self) -> None:
        sent = [make.card(ADA, minutes=10), make.card(RADIA, minutes=20)]
        assert opened_at(history([ADA, RADIA], sent, confirmations={RADIA: 35}), RADIA) == at(35)


class TestLeads:
    """Who leads reads with the seal; who leads no more has read what was open until then."""

    PANEL = (GRACE, BARBARA, make.interview(RADIA, minutes=60))
    SENT = (
        make.card(GRACE, minutes=10),
        make.card(BARBARA, minutes=20),
        make.card(RADIA, minutes=70),
    )

    def test_have_read_what_was_open_before_they_were_taken_off(self) -> None:
        there = history(self.PANEL, self.SENT, led_before={30: (ADA, RADIA)})
        assert opened_at(there, RADIA) == at(20)
        assert sent_open(there, self.SENT[2])

    def test_have_read_nothing_where_they_were_taken_off_before(self) -> None:
        there = history(self.PANEL, self.SENT, led_before={15: (ADA, RADIA)})
        assert opened_at(there, RADIA) == at(70)
        assert not sent_open(there, self.SENT[2])

    def test_have_read_nothing_before_they_led(self) -> None:
        """Made a lead after her card, she is not said to have read the others before it."""
        there = history(self.PANEL, self.SENT, leads=(ADA, RADIA), led_before={90: (ADA,)})
        assert opened_at(there, RADIA) == at(70)
        assert not sent_open(there, self.SENT[2])

    def test_read_what_is_open_when_they_begin_to_lead(self) -> None:
        there = history(self.PANEL, self.SENT, leads=(ADA, RADIA), led_before={40: (ADA,)})
        assert opened_at(there, RADIA) == at(40)

    def test_who_opened_early_have_read_though_no_change_of_leads_is_on_record(self) -> None:
        early = [(RADIA, 15)]
        there = history([GRACE, BARBARA, RADIA], self.SENT, openings=early)
        assert opened_at(there, RADIA) == at(15)
        assert sent_open(there, self.SENT[2])

    def test_who_opened_early_on_their_own_card_alone_read_no_card_of_after_their_time(
        self,
    ) -> None:
        sent = [make.card(ADA, minutes=10), make.card(GRACE, minutes=30)]
        there = history(
            [ADA, GRACE, BARBARA], sent, leads=(RADIA,),
            openings=[(ADA, 15)], led_before={20: (ADA,)},
        )  # fmt: skip
        assert opened_at(there, ADA) is None

    def test_of_former_times_make_a_card_one_that_was_read(self) -> None:
        there = history(
            [GRACE, make.interview(BARBARA, minutes=30)], [make.card(GRACE, minutes=10)],
            leads=(RADIA,), led_before={30: (ADA,)},
        )  # fmt: skip
        assert opened_at(there, ADA) is not None


class TestSentOpen:
    """Cards of the first releases, amended after the reveal with nothing said about it."""

    AGAIN = make.card(ADA, revision=2, minutes=30)

    def test_is_known_by_its_time_where_no_reason_was_asked_for_yet(self) -> None:
        there = history([ADA, GRACE], [make.card(ADA), make.card(GRACE, minutes=20), self.AGAIN])
        assert sent_open(there, self.AGAIN)

    def test_is_none_where_somebody_else_still_had_to_score(self) -> None:
        there = history([ADA, GRACE], [make.card(ADA), make.card(GRACE, minutes=40), self.AGAIN])
        assert not sent_open(there, self.AGAIN)

    def test_is_one_with_a_reason_whatever_the_log_says(self) -> None:
        sent = make.card(ADA, revision=2, minutes=30, reason="Swayed.")
        assert sent_open(history([ADA, GRACE], [make.card(ADA), sent]), sent)


class TestCause:
    """What opened the others' cards."""

    SENT = (make.card(ADA, minutes=10), make.card(GRACE, minutes=20))

    def test_is_the_last_card(self) -> None:
        assert step.cause(history([ADA, GRACE], self.SENT), ADA, time(20)) == "all_in"

    def test_is_opening_early(self) -> None:
        there = history([ADA, GRACE, BARBARA], self.SENT, openings=[(ADA, 25)])
        assert step.cause(there, ADA, time(25)) == "opened_early"

    def test_is_a_leads_yes(self) -> None:
        there = history([ADA, GRACE], self.SENT, confirmations={GRACE: 30})
        assert step.cause(there, GRACE, time(30)) == "confirmed"

    def test_is_becoming_a_lead(self) -> None:
        there = history([ADA, GRACE], self.SENT, leads=(ADA, RADIA), led_before={40: (ADA,)})
        assert step.cause(there, RADIA, time(40)) == "became_lead"
