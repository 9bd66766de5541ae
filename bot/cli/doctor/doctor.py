"""Looks at everything the bot needs, and says of each whether it is there and how to get it."""

import platform
from collections.abc import Iterator
from contextlib import closing

from bot.cli.counts import quantity
from bot.cli.doctor.database import examine_database
from bot.cli.doctor.findings import Finding, State
from bot.cli.doctor.slack import examine_slack
from bot.clock import now
from bot.settings import Mode, Settings, chosen_mode, read
from bot.settings_faults import WAYS_IN, SettingsFaults, app_link
from bot.version import name_of_release
from bot.webhook import webhook_of
from handlers.webhooks import ReceiverFailed
from interviews.store.values import new_id
from interviews.webhooks import ping
from question_bank.load.faults import BankFaults
from question_bank.load.loader import read as read_bank

_NO_WAY_IN = Finding(
    State.MISSING,
    f"\n{' ' * 11}".join(["A way in: one of these two; with both, HTTP is used", *WAYS_IN]),
)


def examine() -> Iterator[Finding]:
    """Every finding, in the order in which things have to be put right."""
    yield Finding(State.OK, f"{name_of_release()}, Python {platform.python_version()}")
    mode = None
    try:
        mode = chosen_mode()
        settings = read(mode)
    except SettingsFaults as faults:
        yield from map(_fault, faults.faults)
        if mode is Mode.EITHER:
            yield _NO_WAY_IN
        yield Finding(
            State.NOTE, "Question bank, database and Slack come next, when the settings are right."
        )
        yield Finding(State.NOTE, f"No Slack app yet? This link creates it: {app_link()}")
        return
    yield (
        _NO_WAY_IN
        if mode is Mode.EITHER
        else Finding(State.OK, f"Settings; requests come over {mode.value}")
    )
    yield from _bank(settings)
    yield from examine_database(settings)
    yield from examine_slack(settings)
    yield from _webhook(settings)


def _fault(sentence: str) -> Finding:
    name, missing, where = sentence.partition(" is missing. ")
    return Finding(State.MISSING, f"{name}. {where}") if missing else Finding(State.WRONG, sentence)


def _bank(settings: Settings) -> Iterator[Finding]:
    sources = read_bank(settings.question_bank_dir)
    try:
        bank = sources.bank()
    except BankFaults as faults:
        yield Finding(State.WRONG, f"The question bank has faults:\n{faults}")
    else:
        size = f"{len(bank.archetypes)} archetypes"
        yield Finding(State.OK, f"Question bank {bank.version} with {size}")
        if bank.drafts:
            left_out = f"{quantity(bank.drafts, 'draft')} left out"
            yield Finding(State.NOTE, f"Question bank: {left_out}; bank check says what they lack")
    for place in sources.unread:
        yield Finding(State.NOTE, f"Question bank: {place}")


def _webhook(settings: Settings) -> Iterator[Finding]:
    """Whether the other system takes an event; nothing where the settings name none."""
    webhook = webhook_of(settings)
    if webhook is None:
        return
    way = f" through the proxy {webhook.proxy_name}" if webhook.proxy_name else ""
    with closing(webhook):
        try:
            webhook.send(ping(new_id(), now()), now())
        except ReceiverFailed as error:
            yield Finding(
                State.MISSING,
                f"A system at {webhook.host}{way} that takes events ({error}). Look at WEBHOOK_URL, and "
                "whether both sides have the same WEBHOOK_SECRET; docs/webhooks.md has the rest.",
            )
        else:
            yield Finding(State.OK, f"Events are taken at {webhook.host}{way}")
