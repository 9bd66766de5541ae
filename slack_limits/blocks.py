"""The limits of blocks: one table for each surface, by type."""

from collections.abc import Callable

from slack_limits import numbers as most
from slack_limits.cross_field import at_least_one, at_most_one, distinct, exactly_one, needs
from slack_limits.data import DATA_BLOCKS
from slack_limits.elements import element_of
from slack_limits.objects import (
    ALT_TEXT,
    ID,
    IMAGE,
    LINK,
    PICTURE_SOURCE,
    plain,
    text,
    web_address,
)
from slack_limits.rich_text import RICH_TEXT, RICH_TEXT_FIELDS
from slack_limits.rules import (
    Fields,
    Rule,
    boolean,
    by_type,
    choice,
    items,
    string,
    typed_object,
    unknown_element,
)
from slack_limits.surfaces import BLOCK_SURFACES, CONTAINER_CHILDREN, Surface, blocks_on
from slack_limits.violations import Violations, fault, quote


def _block(name: str, required: Fields, optional: Fields | None = None, *also: Rule) -> Fields:
    return {name: typed_object(name, required, {"block_id": ID, **(optional or {})}, *also)}


_PICTURE = by_type({"image": IMAGE}, unknown_element)
_SOURCE = typed_object("url", {"url": LINK, "text": string()})
_TASK: Fields = {"task_id": string(), "title": string()}
_TASK_DETAILS: Fields = {
    "details": RICH_TEXT,
    "output": RICH_TEXT,
    "sources": items(by_type({"url": _SOURCE}, unknown_element), least=0),
}
_OWN_STATUS = choice("in_progress", "complete", "error")
_PLAN_STATUS = choice("pending", "in_progress", "complete", "error")
_PLAN_TASK = typed_object(
    "a task", {**_TASK, "status": _PLAN_STATUS}, {"block_id": ID, **_TASK_DETAILS}
)

# The blocks that are the same wherever they may stand.
_FIXED: Fields = {
    **DATA_BLOCKS,
    **_block("divider", {}),
    **_block("header", {"text": plain(most.HEADER_TEXT)}),
    **_block("markdown", {"text": string(most.MARKDOWN_TEXT)}),
    **_block("rich_text", RICH_TEXT_FIELDS),
    **_block(
        "image",
        {"alt_text": ALT_TEXT},
        {"title": plain(most.IMAGE_TITLE), **PICTURE_SOURCE},
        exactly_one(*PICTURE_SOURCE),
    ),
    **_block(
        "video",
        {
            "alt_text": ALT_TEXT,
            "title": plain(most.VIDEO_TITLE),
            "thumbnail_url": web_address(),
            "video_url": web_address(scheme="https"),
        },
        {
            "title_url": web_address(most.VIDEO_LINK, "https"),
            "author_name": string(most.VIDEO_AUTHOR),
            "provider_name": string(most.VIDEO_PROVIDER),
            "provider_icon_url": web_address(most.VIDEO_LINK),
            "description": plain(most.VIDEO_DESCRIPTION),
        },
    ),
    **_block(
        "alert",
        {"text": text(most.ALERT_TEXT)},
        {"level": choice("default", "info", "warning", "error", "success")},
    ),
    # A single task is never pending; only a plan has pending tasks.
    **_block("task_card", {**_TASK, "status": _OWN_STATUS}, _TASK_DETAILS),
    **_block(
        "plan",
        {"title": string(), "tasks": items(_PLAN_TASK, most.PLAN_TASKS, 0)},
        None,
        distinct("tasks", "task_id"),
    ),
}


def _card(surface: Surface) -> Fields:
    return _block(
        "card",
        {},
        {
            "hero_image": _PICTURE,
            "icon": _PICTURE,
            "slack_icon": by_type(
                {"icon": typed_object("icon", {"name": string()})}, unknown_element
            ),
            "title": text(most.CARD_TITLE),
            "subtitle": text(most.CARD_SUBTITLE),
            "body": text(most.CARD_BODY),
            "subtext": text(most.CARD_SUBTEXT),
            "actions": items(element_of("card", surface), most.CARD_ACTIONS),
        },
        at_least_one("hero_image", "title", "actions", "body"),
        at_most_one("icon", "slack_icon"),
        distinct("actions", "action_id"),
    )


def _with_elements(surface: Surface) -> Fields:
    """The blocks whose elements depend on the surface."""

    def row(name: str, longest: int, *also: Rule) -> Fields:
        return _block(name, {"elements": items(element_of(name, surface), longest)}, None, *also)

    own_ids = distinct("elements", "action_id")

    return {
        **row("actions", most.ACTIONS_ELEMENTS, own_ids),
        **row("context", most.CONTEXT_ELEMENTS),
        **row("context_actions", most.CONTEXT_ACTIONS_ELEMENTS, own_ids),
        **_block(
            "section",
            {},
            {
                "text": text(most.SECTION_TEXT),
                "fields": items(text(most.FIELD_TEXT), most.SECTION_FIELDS),
                "accessory": element_of("section", surface),
                "expand": boolean,
            },
            at_least_one("text", "fields"),
        ),
        **_block(
            "input",
            {"label": plain(most.INPUT_LABEL), "element": element_of("input", surface)},
            {"hint": plain(most.INPUT_HINT), "optional": boolean, "dispatch_action": boolean},
        ),
    }


def _with_blocks(surface: Surface, flat: Fields) -> Fields:
    """The blocks that hold other blocks, which cannot hold more of their kind."""
    children = {kind: flat[kind] for kind in CONTAINER_CHILDREN & blocks_on(surface)}
    cards = by_type({"card": flat["card"]}, _placement_fault(surface))
    return {
        **_block("carousel", {"elements": items(cards, most.CAROUSEL_CARDS)}),
        **_block(
            "container",
            {
                "child_blocks": items(
                    by_type(children, _placement_fault(surface)), most.CONTAINER_BLOCKS
                )
            },
            {
                "title": plain(most.CONTAINER_TITLE),
                "rich_text_title": RICH_TEXT,
                "subtitle": text(most.CONTAINER_TITLE),
                "width": choice("narrow", "standard", "wide", "full"),
                "icon": _PICTURE,
                "is_collapsible": boolean,
                "default_collapsed": boolean,
                "has_header_divider": boolean,
            },
            at_least_one("title", "rich_text_title"),
            needs("default_collapsed", "is_collapsible"),
        ),
    }


def _placement_fault(surface: Surface) -> Callable[[str], Violations]:
    def refuse(kind: str) -> Violations:
        surfaces = BLOCK_SURFACES.get(kind)
        if surfaces is None:
            return fault("unknown_block", f"is of type {quote(kind)}, which is no block of Slack's")
        if surface not in surfaces:
            return fault(
                "not_on_surface", f"is of type {kind}, which has no place on the {surface} surface"
            )
        return fault("wrong_block", f"is of type {kind}, which has no place inside another block")

    return refuse


def _blocks(surface: Surface) -> Rule:
    flat = {**_FIXED, **_card(surface), **_with_elements(surface)}
    every = {**flat, **_with_blocks(surface, flat)}
    return by_type({kind: every[kind] for kind in blocks_on(surface)}, _placement_fault(surface))


BLOCK: dict[Surface, Rule] = {surface: _blocks(surface) for surface in Surface}
