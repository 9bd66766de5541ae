"""`python -m bot` and `interview-assistant`: the command line."""

import sys


def command_line() -> None:
    """Does what the arguments say, and ends the process."""
    try:
        # Reading these in takes a moment, in which Ctrl+C must not print a traceback.
        from bot.cli.main import main  # noqa: PLC0415
        from bot.settings import program_name  # noqa: PLC0415

        main(prog_name=program_name())
    except KeyboardInterrupt:  # once it runs, each command ends its own way
        sys.exit(130)


if __name__ == "__main__":
    command_line()
