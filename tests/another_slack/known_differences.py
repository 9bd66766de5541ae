"""Where the two Slacks answer differently: what, in which methods, and why it stays so."""

_PEOPLE = {"users.info": "user.", "users.list": "members[]."}
_MESSAGES = {"chat.postMessage": "message.", "chat.update": "message."}
_VIEWS = {f"views.{verb}": "view." for verb in ("open", "push", "update", "publish")}

# (why, the methods with where it stands in their answers, what differs there)
DIFFERENCES: tuple[tuple[str, dict[str, str], tuple[str, ...]], ...] = (
    (
        "Slack documents the one for bots, and not the other.",
        {"auth.test": ""},
        ("is_enterprise_install: only here", "app_id: only there"),
    ),
    (
        "There every token is somebody's; Slack refuses one that it never gave out, and none at all.",
        {"auth.test": "error: None there, "},
        ("'invalid_auth' here", "'not_authed' here"),
    ),
    (
        "Slack knows the time zone of every person and the rank of each; reminders rely on the zone.",
        _PEOPLE,
        (
            "tz: only here",
            "tz_label: only here",
            "tz_offset: only here",
            "is_app_user: only here",
            "is_owner: only here",
            "is_primary_owner: only here",
            "is_restricted: only here",
            "is_ultra_restricted: only here",
        ),
    ),
    (
        "Pictures, calls and a status with an emoji are no part of the stand-in.",
        _PEOPLE,
        (
            "profile.huddle_state: only there",
            "profile.huddle_state_expiration_ts: only there",
            "profile.image_192: only there",
            "profile.image_48: only there",
            "profile.skype: only there",
            "profile.status_emoji_display_info: only there",
        ),
    ),
    (
        "The other Slack's own first person is an admin; the stand-in has none.",
        {"users.list": "members[]."},
        ("is_admin: True there, False here",),
    ),
    (
        "The stand-in does not keep who made a channel, when, and how far it was read.",
        {"conversations.info": "channel."},
        (
            "created: only there",
            "creator: only there",
            "is_open: only there",
            "last_read: only there",
            "purpose.creator: 'U0ADA' there, '' here",
            "purpose.last_set: a moment there, 0 here",
        ),
    ),
    (
        "Slack describes a direct message in fewer words than a channel.",
        {"conversations.open": "channel."},
        (
            "created: only there",
            "creator: only there",
            "is_member: only there",
            "is_open: only there",
            "last_read: only there",
            "name: only there",
            "name_normalized: only there",
            "num_members: only there",
            "purpose: only there",
            "topic: only there",
        ),
    ),
    (
        "Slack says of every channel with whom it is shared.",
        {"conversations.info": "channel."},
        (
            "is_ext_shared: only here",
            "is_org_shared: only here",
            "is_pending_ext_shared: only here",
            "is_shared: only here",
        ),
    ),
    (
        "Slack counts the members where it is asked to.",
        {"conversations.info": "channel."},
        ("num_members: only there",),
    ),
    (
        "Slack names the app behind a message of a bot's, and its team.",
        _MESSAGES,
        ("app_id: only here", "bot_id: only here", "team: only here"),
    ),
    (
        "Slack gives an id to every block that came without one.",
        _MESSAGES | _VIEWS,
        ("blocks[].block_id: only here",),
    ),
    (
        "Replies are counted there; the stand-in's threads are read by looking at them.",
        {"chat.update": "message."},
        ("reply_count: only there", "reply_users: only there"),
    ),
    (
        "How a link is shown is kept there; Slack does not say it back.",
        {"chat.postMessage": "message."},
        ("unfurl_links: only there",),
    ),
    (
        "Slack posts in a public channel uninvited with a scope of its own only, and checks blocks and threads.",
        {"chat.postMessage": "error: None there, "},
        ("'not_in_channel' here", "'invalid_blocks' here", "'thread_not_found' here"),
    ),
    (
        "Slack has a word of its own for blocks that are no JSON.",
        {"chat.postMessage": "error: "},
        ("'invalid_blocks' there, 'invalid_blocks_format' here",),
    ),
    (
        "Slack documents channel_not_found for both.",
        {"chat.update": "error: ", "chat.delete": "error: "},
        ("'message_not_found' there, 'channel_not_found' here",),
    ),
    (
        "Slack sends both with every view.",
        _VIEWS,
        ("app_installed_team_id: only here", "submit_disabled: only here"),
    ),
    (
        "Slack has no invalid_view: an argument that is missing or of the wrong kind is invalid_arguments.",
        {"views.open": "error: ", "views.update": "error: ", "views.publish": "error: "},
        ("'invalid_view' there, 'invalid_arguments' here",),
    ),
    (
        "Socket Mode, and Slack's word for a method that does not exist, are unknown there.",
        {"apps.connections.open": "error: 'status 404' there, "},
        ("'not_allowed_token_type' here",),
    ),
    ("The same.", {"no.such.method": "error: 'status 404' there, "}, ("'unknown_method' here",)),
)
# Only in the story of a whole loop, where people have written to the bot in the stand-in and not there.
OPEN_ALREADY = {f"conversations.open {flag}: only here" for flag in ("already_open", "no_op")}


def known_differences(method: str, about: str = "") -> set[str]:
    """The differences in the answers to a method, all or those that begin so."""
    lines = {
        f"{method} {where[method]}{what}"
        for _, where, differences in DIFFERENCES
        for what in differences
        if method in where
    }
    return {line for line in lines if line.startswith(f"{method} {about}")}
