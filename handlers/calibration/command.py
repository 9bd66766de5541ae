"""`/interview calibrate`: goes on with a round, or begins one for oneself; without a role it is a page of rounds."""

import re

from handlers.calibration import team
from handlers.calibration.answer import view_of
from handlers.calibration.team import roles_with_answers
from handlers.context import Context, Payload
from handlers.slack.answers import open_view
from handlers.slack.notices import PRIVATELY, not_found
from handlers.slack.request import Request, button_id
from interviews.calibration.models import Round
from interviews.calibration.rounds import own_part, part_of, waiting_parts
from interviews.calibration.shared import may_start
from interviews.panels.qualification import Gap, gaps
from question_bank.lookup import closest, find_archetype, words
from question_bank.models import Archetype
from templates.macros.escaping import one_line
from templates.render import render

TEAM = "team"  # typed for a round of several people
OWN = "own"  # on a button, for one that counts beside another
# On a button, for the answers of a result from this place on.
_REST = re.compile(r"rest (\d{1,2}) (id:\S+)")
MOST_LISTED = 10
MOST_ROLES = 20


def from_command(ctx: Context, request: Request) -> Payload:
    """The modal of the round that a button or a role stands for; the page, where nothing was typed."""
    later = _REST.fullmatch(request.text)
    first, round_id = (
        (int(later[1]), button_id(later[2])) if later else (0, button_id(request.text))
    )
    if round_id:
        part = part_of(ctx.store, ctx.person, round_id)
        open_view(ctx, request, view_of(ctx, part, first=first, is_begun=False))
        return {}
    typed = words(request.text)
    if not typed:
        return page(ctx)
    if typed[0] == TEAM:
        rest = request.text.split(maxsplit=1)[1:]
        return team.from_command(ctx, request.model_copy(update={"text": "".join(rest).strip()}))
    alone = typed[0] == OWN
    role, _ = find_archetype(ctx.bank, typed[1:] if alone else typed)
    if role is None:
        return _unknown_role(ctx, request.text)
    if not role.answers:
        return _without_answers(ctx, role)
    part = own_part(ctx.store, ctx.person, role, ctx.now(), alone=alone)
    open_view(ctx, request, view_of(ctx, part, is_begun=False))
    return {}


def page(ctx: Context) -> Payload:
    """The rounds that wait for this person, those that they have finished, and the roles there are answers for."""
    ids = ctx.person.team_id, ctx.person.user_id
    every = ctx.store.calibration.of_person(*ids)
    return PRIVATELY | render(
        "calibration/page",
        waiting=waiting_parts(ctx.store, ctx.person)[:MOST_LISTED],
        over=[part for part in every if part.round.closed_at and part.ratings][:MOST_LISTED],
        roles=roles_with_answers(ctx)[:MOST_ROLES],
        started=ctx.store.calibration.started_by(*ids)[:MOST_LISTED],
        others=_others(ctx)[:MOST_LISTED],
        may_start=may_start(ctx.store, ctx.person),
        qualifications=_qualifications(ctx),
    )


def _others(ctx: Context) -> list[Round]:
    """The open rounds that others have started, for admins, who may end them."""
    found = (
        ctx.store.calibration.list_open_shared(ctx.person.team_id) if ctx.person.is_admin else ()
    )
    return [each for each in found if each.created_by != ctx.person.user_id]


def _qualifications(ctx: Context) -> list[tuple[str, Gap | None]]:
    """The roles that ask something of their interviewers, and what this person lacks of it."""
    ids = ctx.person.team_id, ctx.person.user_id
    asking = [role for role in ctx.bank.archetypes if role.qualification][:MOST_LISTED]
    found = ((role, gaps(ctx.store, ids[0], role, ids[1:], ctx.now())) for role in asking)
    return [(role.name, next(iter(own), None)) for role, own in found]


def _unknown_role(ctx: Context, typed: str) -> Payload:
    roles = {role.id: role for role in roles_with_answers(ctx)}
    near = closest("-".join(words(typed)), tuple(roles)) or tuple(roles)[:3]
    return not_found(
        f"I do not know the role “{one_line(typed)}”. You could rate answers for:",
        tuple((roles[role_id].name, f"calibrate {role_id}") for role_id in near),
    )


def _without_answers(ctx: Context, role: Archetype) -> Payload:
    """Which roles have answers, and how others come by some."""
    others = roles_with_answers(ctx)[:MOST_ROLES]
    offer = " These roles have some:" if others else ""
    return not_found(
        f"{role.name} has no sample answers yet. Whoever keeps your question bank can add some, as "
        f"[[answers]] in the role's file; the page “A bank of your own” says how.{offer}",
        tuple((other.name, f"calibrate {other.id}") for other in others[:5]),
    )
