"""What somebody types on the command line, and what is printed."""

from click.testing import CliRunner, Result

from bot.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main.main, arguments, catch_exceptions=False)


def refused(*arguments: str) -> str:
    """What is printed when the command ends with a fault."""
    ended = run(*arguments)
    assert ended.exit_code == 1
    return ended.output
