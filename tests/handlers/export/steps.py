"""Steps of exporting that several tests share."""

from sandbox.world.records import File, User
from tests.company import Company


def asks_for(company: Company, who: User, command: str) -> str:
    """What somebody reads at once; then the bot does what is due."""
    text = company.answer(who, command).text
    company.deliver()
    return text


def files(company: Company, who: User) -> list[File]:
    """The files in somebody's direct messages with the bot, the oldest first."""
    return [file for message in company.slack.messages(who) for file in message.files]
