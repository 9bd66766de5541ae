"""When others' cards are open to whom: what is sent from then on may have been swayed by them."""

from interviews.debriefs.visibility import ever_opened, opened_at, rates_again, sent_open
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    RADIA,
    at,
    card,
    departure,
    interview,
    loop,
    opening,
)


class TestOpenedAt:
    """The moment from which on a card may have been swayed by the others'."""

    def test_is_never_while_the_panel_is_sealed(self) -> None:
        assert opened_at(loop([ADA, GRACE], [card(ADA)]), ADA) is None

    def test_is_when_the_last_first_card_came_in(self) -> None:
        sent = [card(ADA, minutes=10), card(GRACE, minutes=25)]
        assert opened_at(loop([ADA, GRACE], sent), ADA) == at(25)

    def test_is_not_moved_by_an_amendment(self) -> None:
        sent = [card(ADA, minutes=10), card(GRACE, revision=2, minutes=40)]
        assert opened_at(loop([ADA, GRACE], sent, first_sent={GRACE: 25}), GRACE) == at(25)

    def test_is_not_moved_by_a_guest_who_came_after(self) -> None:
        """A guest's late card must not make earlier amendments look unswayed."""
        panel = [interview(ADA), interview(GRACE), interview(RADIA, confirmed=False, minutes=60)]
        sent = [card(ADA, minutes=10), card(GRACE, minutes=25), card(RADIA, minutes=60)]
        assert opened_at(loop(panel, sent), ADA) == at(25)

    def test_is_not_moved_by_somebody_invited_after(self) -> None:
        panel = [interview(ADA), interview(GRACE), interview(BARBARA, minutes=60)]
        sent = [card(ADA, minutes=10), card(GRACE, minutes=25)]
        assert opened_at(loop(panel, sent), ADA) == at(25)

    def test_is_own_last_card_for_somebody_invited_after(self) -> None:
        panel = [interview(ADA), interview(GRACE), interview(BARBARA, minutes=60)]
        sent = [card(ADA, minutes=10), card(GRACE, minutes=25), card(BARBARA, minutes=90)]
        assert opened_at(loop(panel, sent), BARBARA) == at(90)

    def test_is_never_for_somebody_who_is_alone(self) -> None:
        assert opened_at(loop([ADA], [card(ADA)]), ADA) is None

    def test_is_the_first_card_of_another_for_somebody_who_was_alone(self) -> None:
        panel = [interview(ADA), interview(RADIA, confirmed=False, minutes=60)]
        sent = [card(ADA, minutes=10), card(RADIA, minutes=60)]
        assert opened_at(loop(panel, sent), ADA) == at(60)

    def test_is_the_reveal_for_a_lead_who_is_not_on_the_panel(self) -> None:
        sent = [card(GRACE, minutes=10), card(BARBARA, minutes=25)]
        assert opened_at(loop([GRACE, BARBARA], sent, leads=(ADA,)), ADA) == at(25)

    def test_is_never_for_a_stranger(self) -> None:
        assert opened_at(loop([GRACE], [card(GRACE)], leads=(ADA,)), RADIA) is None

    def test_is_earlier_for_a_lead_who_opened_early(self) -> None:
        sent = [card(GRACE, minutes=10)]
        early = [opening(ADA, 15, ADA, BARBARA)]
        there = loop([ADA, GRACE, BARBARA], sent, openings=early)
        assert (opened_at(there, ADA), opened_at(there, GRACE)) == (at(15), None)

    def test_waits_for_a_card_to_read_where_a_lead_opened_early_on_their_own_alone(self) -> None:
        sent = [card(ADA, minutes=10), card(GRACE, minutes=30)]
        early = [opening(ADA, 15, GRACE, BARBARA)]
        assert opened_at(loop([ADA, GRACE, BARBARA], sent, openings=early), ADA) == at(30)

    def test_is_when_the_last_one_waited_for_left(self) -> None:
        """What was amended while they were waited for was amended unread."""
        sent = [card(ADA, minutes=10), card(GRACE, minutes=25)]
        there = loop([ADA, GRACE], sent, departures=[departure(BARBARA, 40)])
        assert (opened_at(there, ADA), opened_at(there, GRACE)) == (at(40), at(40))

    def test_is_not_moved_by_somebody_who_came_and_left_after(self) -> None:
        sent = [card(ADA, minutes=10), card(GRACE, minutes=25)]
        left = departure(BARBARA, 60, since=50)
        assert opened_at(loop([ADA, GRACE], sent, departures=[left]), ADA) == at(25)

    def test_is_never_for_a_guest_whom_no_lead_has_confirmed(self) -> None:
        panel = [interview(ADA), interview(RADIA, confirmed=False)]
        sent = [card(ADA, minutes=10), card(RADIA, minutes=20)]
        assert opened_at(loop(panel, sent), RADIA) is None

    def test_is_when_a_guest_was_confirmed(self) -> None:
        sent = [card(ADA, minutes=10), card(RADIA, minutes=20)]
        assert opened_at(loop([ADA, RADIA], sent, confirmations={RADIA: 35}), RADIA) == at(35)


class TestLeads:
    """Who leads reads with the seal; who leads no more has read what was open until then."""

    PANEL = (GRACE, BARBARA, interview(RADIA, minutes=60))
    SENT = (card(GRACE, minutes=10), card(BARBARA, minutes=20), card(RADIA, minutes=70))

    def test_have_read_what_was_open_before_they_were_taken_off(self) -> None:
        there = loop(self.PANEL, self.SENT, led_before={30: (ADA, RADIA)})
        assert opened_at(there, RADIA) == at(20)
        assert sent_open(there, self.SENT[2])

    def test_have_read_nothing_where_they_were_taken_off_before(self) -> None:
        there = loop(self.PANEL, self.SENT, led_before={15: (ADA, RADIA)})
        assert opened_at(there, RADIA) == at(70)
        assert not sent_open(there, self.SENT[2])

    def test_have_read_nothing_before_they_led(self) -> None:
        """Made a lead after her card, she is not said to have read the others before it."""
        there = loop(self.PANEL, self.SENT, leads=(ADA, RADIA), led_before={90: (ADA,)})
        assert opened_at(there, RADIA) == at(70)
        assert not sent_open(there, self.SENT[2])

    def test_read_what_is_open_when_they_begin_to_lead(self) -> None:
        there = loop(self.PANEL, self.SENT, leads=(ADA, RADIA), led_before={40: (ADA,)})
        assert opened_at(there, RADIA) == at(40)

    def test_who_opened_early_have_read_though_no_change_of_leads_is_on_record(self) -> None:
        early = [opening(RADIA, 15, BARBARA, RADIA)]
        there = loop([GRACE, BARBARA, RADIA], self.SENT, openings=early)
        assert opened_at(there, RADIA) == at(15)
        assert sent_open(there, self.SENT[2])

    def test_who_opened_early_on_their_own_card_alone_read_no_card_of_after_their_time(
        self,
    ) -> None:
        sent = [card(ADA, minutes=10), card(GRACE, minutes=30)]
        there = loop(
            [ADA, GRACE, BARBARA], sent, leads=(RADIA,),
            openings=[opening(ADA, 15, GRACE, BARBARA)], led_before={20: (ADA,)},
        )  # fmt: skip
        assert opened_at(there, ADA) is None

    def test_of_former_times_make_a_card_one_that_was_read(self) -> None:
        there = loop(
            [GRACE, interview(BARBARA, minutes=30)], [card(GRACE, minutes=10)],
            leads=(RADIA,), led_before={30: (ADA,)},
        )  # fmt: skip
        assert ever_opened(there)


class TestRatesAgain:
    """Whose next card is a second rating."""

    SENT = (card(ADA, minutes=10), card(GRACE, minutes=20))

    def test_is_whoever_has_scored_and_can_read_the_others(self) -> None:
        there = loop([ADA, GRACE], self.SENT)
        assert [rates_again(there, who) for who in (ADA, GRACE, RADIA)] == [True, True, False]

    def test_is_nobody_while_a_card_is_missing(self) -> None:
        there = loop([ADA, GRACE, BARBARA], self.SENT)
        assert [rates_again(there, who) for who in (ADA, GRACE, BARBARA)] == [False, False, False]

    def test_is_a_lead_who_opened_early_and_has_scored(self) -> None:
        early = [opening(ADA, 30, BARBARA)]
        there = loop([ADA, GRACE, BARBARA], self.SENT, openings=early)
        assert [rates_again(there, who) for who in (ADA, GRACE)] == [True, False]

    def test_stays_so_when_the_panel_is_sealed_again(self) -> None:
        there = loop([ADA, GRACE, interview(BARBARA, minutes=60)], self.SENT)
        assert there.sealed
        assert rates_again(there, ADA)
        assert ever_opened(there)
