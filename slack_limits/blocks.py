"""The limits of blocks: one table for each surface, by type."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from slack_limits import numbers as most
from slack_limits.cross_field import at_least_one, at_most_one, distinct, exactly_one, needs
from slack_limits.data import DATA_BLOCKS
from slack_limits.elements import element_of
from slack_limits.objects import ALT_TEXT, ID, IMAGE, LINK, PICTURE_SOURCE, plain, text, web_address
from slack_limits.rich_text import RICH_TEXT, RICH_TEXT_BLOCK
from slack_limits.rules import (
    Fields,
    Rule,
    anything,
    boolean,
    by_type,
    choice,
    items,
    object_of_type,
    shape,
    string,
)
from slack_limits.surfaces import BLOCK_SURFACES, CONTAINER_CHILDREN, Surface, blocks_on
from slack_limits.violations import Violations, fault, quote


def _block(kind: str, required: str = "", /, *also: Rule, **fields: Rule) -> Fields:
    return object_of_type(kind, required, *also, block_id=ID, **fields)


_PICTURE = by_type(IMAGE)
_SOURCE = by_type(object_of_type("url", "url text", url=LINK, text=string()))
_TASK: Fields = {
    "task_id": string(),
    "title": string(),
    "details": RICH_TEXT,
    "output": RICH_TEXT,
    "sources": items(_SOURCE, least=0),
}
_TASK_NEEDS = "task_id title status"
_STATUS = ("in_progress", "complete", "error")
# A single task is never pending; only a plan has pending tasks.
_PLAN_STATUS = choice("pending", *_STATUS)
_PLAN_TASK = shape("a task", _TASK_NEEDS, type=anything, block_id=ID, status=_PLAN_STATUS, **_TASK)

# The blocks that are the same wherever they may stand.
_FIXED: Fields = {
    **DATA_BLOCKS,
    **RICH_TEXT_BLOCK,
    **_block("divider"),
    **_block("header", "text", text=plain(most.HEADER_TEXT)),
    **_block("markdown", "text", text=string(most.MARKDOWN_TEXT)),
    **_block(
        "image",
        "alt_text",
        exactly_one(*PICTURE_SOURCE),
        alt_text=ALT_TEXT,
        title=plain(most.IMAGE_TITLE),
        **PICTURE_SOURCE,
    ),
    **_block(
        "video",
        "alt_text title thumbnail_url video_url",
        alt_text=ALT_TEXT,
        title=plain(most.VIDEO_TITLE),
        thumbnail_url=web_address(),
        video_url=web_address(scheme="https"),
        title_url=web_address(most.VIDEO_LINK, "https"),
        author_name=string(most.VIDEO_AUTHOR),
        provider_name=string(most.VIDEO_PROVIDER),
        provider_icon_url=web_address(most.VIDEO_LINK),
        description=plain(most.VIDEO_DESCRIPTION),
    ),
    **_block(
        "alert",
        "text",
        text=text(most.ALERT_TEXT),
        level=choice("default", "info", "warning", "error", "success"),
    ),
    **_block("task_card", _TASK_NEEDS, status=choice(*_STATUS), **_TASK),
    **_block(
        "plan",
        "title tasks",
        distinct("tasks", "task_id"),
        title=string(),
        tasks=items(_PLAN_TASK, most.PLAN_TASKS, 0),
    ),
}


def _with_elements(surface: Surface) -> Fields:
    """The blocks whose elements depend on the surface."""

    def row(kind: str, longest: int, *also: Rule) -> Fields:
        return _block(kind, "elements", *also, elements=items(element_of(kind, surface), longest))

    own_ids = distinct("elements", "action_id")
    return {
        **row("actions", most.ACTIONS_ELEMENTS, own_ids),
        **row("context", most.CONTEXT_ELEMENTS),
        **row("context_actions", most.CONTEXT_ACTIONS_ELEMENTS, own_ids),
        **_block(
            "section",
            "",
            at_least_one("text", "fields"),
            text=text(most.SECTION_TEXT),
            fields=items(text(most.FIELD_TEXT), most.SECTION_FIELDS),
            accessory=element_of("section", surface),
            expand=boolean,
        ),
        **_block(
            "input",
            "label element",
            label=plain(most.INPUT_LABEL),
            element=element_of("input", surface),
            hint=plain(most.INPUT_HINT),
            optional=boolean,
            dispatch_action=boolean,
        ),
        **_block(
            "card",
            "",
            at_least_one("hero_image", "title", "actions", "body"),
            at_most_one("icon", "slack_icon"),
            distinct("actions", "action_id"),
            hero_image=_PICTURE,
            icon=_PICTURE,
            slack_icon=by_type(object_of_type("icon", "name", name=string())),
            title=text(most.CARD_TITLE),
            subtitle=text(most.CARD_SUBTITLE),
            body=text(most.CARD_BODY),
            subtext=text(most.CARD_SUBTEXT),
            actions=items(element_of("card", surface), most.CARD_ACTIONS),
        ),
    }


def _with_blocks(surface: Surface, flat: Fields) -> Fields:
    """The blocks that hold other blocks, which cannot hold more of their kind."""

    def children(kinds: AbstractSet[str], longest: int) -> Rule:
        rules = {kind: flat[kind] for kind in kinds}
        return items(by_type(rules, _placement_fault(surface)), longest)

    return {
        **_block("carousel", "elements", elements=children({"card"}, most.CAROUSEL_CARDS)),
        **_block(
            "container",
            "child_blocks",
            at_least_one("title", "rich_text_title"),
            needs("default_collapsed", "is_collapsible"),
            child_blocks=children(CONTAINER_CHILDREN & blocks_on(surface), most.CONTAINER_BLOCKS),
            title=plain(most.CONTAINER_TITLE),
            rich_text_title=RICH_TEXT,
            subtitle=text(most.CONTAINER_TITLE),
            width=choice("narrow", "standard", "wide", "full"),
            icon=_PICTURE,
            is_collapsible=boolean,
            default_collapsed=boolean,
            has_header_divider=boolean,
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
    flat = {**_FIXED, **_with_elements(surface)}
    every = {**flat, **_with_blocks(surface, flat)}
    return by_type({kind: every[kind] for kind in blocks_on(surface)}, _placement_fault(surface))


BLOCK: dict[Surface, Rule] = {surface: _blocks(surface) for surface in Surface}
