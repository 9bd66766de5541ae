"""Finds what the page refers to, as it is now, if this person can see it."""

from sandbox.client.choices import ImpossibleError
from sandbox.client.client import Surface
from sandbox.client.screen import Screen
from sandbox.client.snapshots import message_snapshot, view_snapshot
from sandbox.page.actions import ElementAct
from sandbox.world.blocks import Spot, spots
from sandbox.world.records import Message, User
from sandbox.world.views import View
from sandbox.world.workspace import Workspace


def find_view(workspace: Workspace, screen: Screen, person: User, view_id: str) -> View:
    """The person's visible view of a modal, or their Home tab."""
    with workspace.lock:
        view = workspace.views.find(view_id)
        if view.user != person.id:
            raise ImpossibleError(f"{person.real_name} has no such view")
        return screen.view(view_snapshot(view))


def find_message(
    workspace: Workspace, screen: Screen, person: User, channel: str, ts: str
) -> Message:
    """The message, if it is still there."""
    with workspace.lock:
        message = workspace.messages.locate(channel, ts)
        if message is None:
            raise ImpossibleError("the message is gone")
        return screen.message(message_snapshot(message), person)


def find_spot(
    workspace: Workspace, screen: Screen, person: User, act: ElementAct
) -> tuple[Surface, Spot]:
    """The element with exactly these ids, and the view or message it stands in."""
    surface: Surface
    with workspace.lock:
        if act.view_id is not None:
            surface = find_view(workspace, screen, person, act.view_id)
        else:
            where = (act.channel or "", act.ts or "")
            surface = find_message(workspace, screen, person, *where)
        for spot in spots(surface.blocks):
            if spot.key == (act.block_id, act.action_id):
                return surface, spot
    raise ImpossibleError(f"{act.action_id!r} is no longer there")
