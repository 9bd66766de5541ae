"""When others' cards opened to whom, and with that which rating of a person is the first and which the second."""

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

from interviews.loop import Loop
from interviews.models import Scorecard


class Rated(NamedTuple):
    """What one interviewer rated before others' cards were open to them, and what after, if anything."""

    first: Scorecard
    """The newest revision of before; of somebody who never scored before, the very first one."""
    second: Scorecard | None


def opened_at(loop: Loop, user_id: str) -> datetime | None:
    """When others' cards first opened to this person, with the seal or by opening early; None before."""
    others = [at for who, at in loop.first_sent.items() if who != user_id]
    if not others:
        return None
    first = min(others)
    opened = (at for at in _changes(loop) if at >= first and _open_at(loop, at, user_id))
    return min(opened, default=None)


def ever_opened(loop: Loop) -> bool:
    """Whether somebody's card has been open to anybody else, though it may be sealed again by now."""
    people = {*loop.ever_leads, *(one.interviewer_id for one in loop.interviews)}
    return any(opened_at(loop, who) for who in people)


def rates_again(loop: Loop, user_id: str) -> bool:
    """Whether what this person sends next is a second rating: theirs is in, and others' have been open to them."""
    mine = next((card for card in loop.cards if card.interviewer_id == user_id), None)
    return mine is not None and (bool(mine.reason) or opened_at(loop, user_id) is not None)


def rated(loop: Loop, newest: Scorecard) -> Rated:
    """The first and the second rating of whoever sent this card, the newest of theirs.

    Once there is a second rating, everything after it is one too, so the first can never change.
    """
    if newest.revision == 1:
        return Rated(newest, None)
    mine = [one for one in loop.earlier if one.interviewer_id == newest.interviewer_id]
    before = list(takewhile(lambda one: not sent_open(loop, one), [*mine, newest]))
    first = before[-1] if before else [*mine, newest][0]
    return Rated(first, None if first is newest else newest)


def sent_open(loop: Loop, card: Scorecard) -> bool:
    """Whether its author could read the others' cards when this one was sent.

    A first card is the last key to the seal, so only a lead, be it a former one, can have read the
    others before it.
    """
    if card.revision == 1 and card.interviewer_id not in loop.ever_leads:
        return False
    if card.reason:
        return True
    opened = opened_at(loop, card.interviewer_id)
    return opened is not None and card.submitted_at > opened


def _changes(loop: Loop) -> Iterator[datetime]:
    """Every moment at which the seal may have opened to somebody."""
    yield from (one.at for one in loop.openings)
    yield from (one.at for one in loop.lead_changes)
    yield from loop.first_sent.values()
    yield from (one.at for one in loop.departures)
    yield from (one.created_at for one in loop.interviews)
    yield from loop.confirmations.values()


def _open_at(loop: Loop, moment: datetime, user_id: str) -> bool:
    """Whether this person had opened it early, or everybody on the panel of that moment had scored and they read it."""
    if _opened_early_at(loop, moment, user_id):
        return True
    scored = {who for who, at in loop.first_sent.items() if at <= moment}
    return _panel_at(loop, moment) <= scored and _reads_at(loop, moment, user_id)


def _opened_early_at(loop: Loop, moment: datetime, user_id: str) -> bool:
    """Whoever opened it led then, be it on record or not, and has it open for as long as they lead."""
    opened = min((one.at for one in loop.openings if one.user_id == user_id), default=None)
    if opened is None or opened > moment:
        return False
    return opened == moment or user_id in loop.leads_at(moment)


def _panel_at(loop: Loop, moment: datetime) -> set[str]:
    seated = {one.interviewer_id for one in loop.interviews if one.created_at <= moment}
    left = {
        one.user_id
        for one in loop.departures
        if one.at > moment and (one.since is None or one.since <= moment)
    }
    return seated | left


def _reads_at(loop: Loop, moment: datetime, user_id: str) -> bool:
    """Guests are on the panel as far as the seal goes, and read from when a lead confirms them."""
    if user_id in loop.leads_at(moment):
        return True
    interview = loop.interview_of(user_id)
    if interview is None or not interview.confirmed or interview.created_at > moment:
        return False
    return loop.confirmations.get(user_id, moment) <= moment
