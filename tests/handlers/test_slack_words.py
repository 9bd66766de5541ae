"""Every word that Slack has for an error is a sentence for the person and for the operator, and a fate for the job."""

from collections.abc import Iterator

import pytest

from handlers.slack.errors import (
    KINDS,
    PRESSED_TWICE,
    SLACKS_OWN,
    TOKEN,
    TOO_MANY,
    UNHEARD_OF,
    Kind,
    Retry,
    kind_of,
)
from tests.company import Company

EVERYWHERE = (
    "access_denied accesslimited account_inactive deprecated_endpoint ekm_access_denied"
    " enterprise_is_restricted fatal_error internal_error invalid_arg_name invalid_arguments"
    " invalid_array_arg invalid_auth invalid_charset invalid_form_data invalid_json"
    " invalid_post_type json_not_object method_deprecated missing_post_type missing_scope"
    " no_permission not_allowed_token_type not_authed org_login_required ratelimited"
    " request_timeout service_unavailable team_access_not_granted team_added_to_org token_expired"
    " token_revoked two_factor_setup_required upgrade_required unknown_method"
)
POSTS = "channel_not_found invalid_blocks invalid_blocks_format msg_too_long no_text rate_limited"
VIEWS = "duplicate_external_id view_too_large not_found hash_conflict"
TRIGGERS = (
    "expired_trigger_id exchanged_trigger_id trigger_expired trigger_exchanged invalid_trigger_id"
)
DOCUMENTED = {
    "every method": EVERYWHERE,
    "chat.postMessage": POSTS
    + " cannot_dm_bot is_archived message_limit_exceeded messages_tab_disabled msg_blocks_too_long"
    " not_in_channel restricted_action restricted_action_non_threadable_channel"
    " restricted_action_read_only_channel restricted_action_thread_locked"
    " restricted_action_thread_only_channel team_not_found too_many_attachments user_not_in_channel",
    "chat.update": POSTS
    + " block_mismatch cant_update_message edit_window_closed external_channel_migrating is_inactive"
    " message_not_found",
    "chat.delete": "cant_delete_message channel_not_found compliance_exports_prevent_deletion"
    " message_not_found",
    "conversations.open": "channel_not_found invalid_user_combination not_enough_users"
    " method_not_supported_for_channel_type too_many_users user_disabled user_not_found"
    " user_not_visible users_list_not_supplied",
    "conversations.info": "channel_not_found team_not_found",
    "files.getUploadURLExternal": "file_type_not_allowed file_upload_size_restricted"
    " file_uploads_disabled file_uploads_except_images_disabled missing_argument"
    " storage_limit_reached",
    "files.completeUploadExternal": "file_not_found file_update_failed invalid_channel"
    " posting_to_channel_denied",
    "files.delete": "cant_delete_file delete_not_allowed file_deleted file_deleting_disabled"
    " file_not_found",
    "users.info": "user_not_found user_not_visible",
    "views.open": f"{VIEWS} {TRIGGERS}",
    "views.push": f"{VIEWS} {TRIGGERS} push_limit_reached",
    "views.update": VIEWS,
    "views.publish": f"{VIEWS} missing_profile_id not_enabled not_implemented",
    "response_url": "expired_url used_url invalid_payload channel_is_archived action_prohibited"
    " posting_to_general_channel_denied user_not_found",
}
"""The words by method, from Slack's reference."""
WORDS = sorted(word for kind in KINDS for word in kind.words)


@pytest.mark.parametrize("method", DOCUMENTED)
def test_what_slack_documents_for_a_method_has_a_meaning(method: str) -> None:
    words = DOCUMENTED[method].split()
    assert [word for word in words if kind_of(word) is UNHEARD_OF] == []


def test_a_word_has_one_meaning() -> None:
    assert len(WORDS) == len(set(WORDS))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: min(kind.words))
def test_says_what_to_do_to_the_person_and_to_the_operator(kind: Kind) -> None:
    for sentence in (kind.person, kind.operator):
        assert sentence.endswith(".")
        assert len(sentence) < 150
        assert not set(sentence.split()) & kind.words
    assert "Nothing is lost; please" in kind.person or "What was saved stays saved" in kind.person


def refusals(company: Company) -> Iterator[tuple[Kind, str]]:
    """What Ada reads where Slack refuses to open a scorecard, for each kind."""
    kit = company.answer(company.ada, "ml-engineer")
    for kind in KINDS:
        if kind not in (PRESSED_TWICE, TOO_MANY):  # nobody waits for the one; the other is HTTP's
            company.slack.fail("views.open", error=max(kind.words))
            company.presses(company.ada, kit, "score.open")
            yield kind, company.notice(company.ada)


def test_a_press_that_slack_refuses_is_answered_with_the_sentence(company: Company) -> None:
    for kind, told in refusals(company):
        assert told.startswith(kind.person), kind.words
        assert ("tell whoever runs this bot the number" in told) == (kind.retry is Retry.NEVER)


def fate(company: Company) -> tuple[str, bool]:
    """The last error of Ada's digest, and whether it was set aside."""
    [job] = [job for job in company.bot.store.unfinished.all() if job.kind == "digest"]
    return job.last_error, job.parked_at is not None


def test_a_job_is_set_aside_at_once_where_waiting_cannot_help(company: Company) -> None:
    company.adds(company.ada, "Katherine Johnson")
    for word in WORDS:
        company.slack.fail("conversations.open", error=word, times=None)
        company.deliver()
        [job] = [job for job in company.bot.store.unfinished.all() if job.kind == "digest"]
        limited = word in ("ratelimited", "rate_limited")
        assert job.last_error == ("SlackRateLimited" if limited else f"SlackRefused {word}")
        assert (job.parked_at is not None) == (kind_of(word).retry is Retry.NEVER)
        company.slack.heal("conversations.open")
        company.bot.store.unfinished.retry(job.id, company.clock())
        company.clock.forward(hours=1, minutes=1)
    company.deliver()
    assert len(company.inbox(company.ada, "Debrief")) == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: min(kind.words))
def test_a_job_waits_for_ever_for_what_is_nobodys_fault_only(kind: Kind) -> None:
    outside = kind in (TOKEN, SLACKS_OWN, TOO_MANY) or "accesslimited" in kind.words
    assert (kind.retry is Retry.UNTIL_IT_WORKS) == outside
