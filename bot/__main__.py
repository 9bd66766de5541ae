"""`python -m bot`: the command line; what runs for weeks is watched."""

import sys
from collections.abc import Callable

WATCHED = (["run"], ["serve"], ["socket"])


def command_line(ready: Callable[[], None] | None = None) -> None:
    """Does what the arguments say, and ends the process; `ready` is called once a server is at work."""
    # The process that only watches never gets here, and so has none of it in its memory.
    from bot.cli.main import main  # noqa: PLC0415
    from bot.settings import typed_as  # noqa: PLC0415

    main(prog_name=typed_as(), obj=ready)


if __name__ == "__main__":
    if sys.argv[1:] in WATCHED:
        from bot.watching import Watch

        sys.exit(Watch().over(command_line))
    try:
        command_line()
    except KeyboardInterrupt:  # still being read in; later, each command ends its own way
        sys.exit(130)
