"""The one workspace that the token belongs to: who it is, and that requests of no other are answered."""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_bolt.context import BoltContext

from bot.slack.backoff import Backoff
from bot.slack.client import Identity, SlackClient
from interviews.errors import InterviewError

log = logging.getLogger("bot.slack.workspace")

_FOREIGN = (
    "This bot belongs to another workspace. Its operator can tell you how to get one for yours."
)
_STRANGER = "Only members of the workspace that runs this bot can use it."


class WrongWorkspace(InterviewError):
    """The request comes from a workspace, or a person, that this bot does not work for."""


class Workspace(Authorize):
    """Answers Bolt from one auth.test: made at the start, or at the first request if Slack was away then."""

    def __init__(
        self,
        slack: SlackClient,
        token: str,
        identity: Identity | None = None,
        *,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._slack, self._token = slack, token
        self._identity, self._backoff = identity, Backoff(ticks)
        self._result = self._authorization(identity) if identity else None

    def identity(self) -> Identity:
        """Whom the token belongs to; raises one of `handlers.slack.errors` while Slack does not say."""
        if self._identity is None:
            identity = self._backoff.ask(self._slack.auth_test)
            self._result, self._identity = self._authorization(identity), identity
            log.info("known to Slack", extra={"team": identity.team_id, "user": identity.user_id})
        return self._identity

    def check(self, context: BoltContext, body: Mapping[str, Any]) -> None:
        """Returns when the request is from this workspace; raises `WrongWorkspace` otherwise."""
        own = self.identity()
        same_company = bool(own.enterprise_id) and context.enterprise_id == own.enterprise_id
        installed_for_company = same_company and bool(context.is_enterprise_install)
        if context.team_id != own.team_id and not installed_for_company:
            raise WrongWorkspace(_FOREIGN)
        # In a channel shared with another company, its people can press our buttons.
        user = body.get("user")
        home = user.get("team_id") if isinstance(user, Mapping) else None
        if home not in {None, own.team_id} and not same_company:
            raise WrongWorkspace(_STRANGER)

    def __call__(self, **_: object) -> AuthorizeResult:
        self.identity()
        assert self._result is not None
        return self._result

    def _authorization(self, identity: Identity) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=identity.enterprise_id,
            team_id=identity.team_id,
            url=identity.url,
            bot_id=identity.bot_id,
            bot_user_id=identity.user_id,
            bot_token=self._token,
            bot_scopes=sorted(identity.scopes),
        )
