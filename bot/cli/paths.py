"""Paths as they are typed: meant from the folder in which the person stands, whatever folder the bot runs in."""

import os
from pathlib import Path

import click

from bot.settings import folder_of_person


class TypedPath(click.Path):
    """A path argument; every command takes its paths with this."""

    def __init__(
        self, *, exists: bool = False, file_okay: bool = True, dir_okay: bool = True
    ) -> None:
        super().__init__(exists=exists, file_okay=file_okay, dir_okay=dir_okay, path_type=Path)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """The path, put behind the person's folder where it is a relative one."""
        return super().convert(folder_of_person() / value, param, ctx)


FOLDER = TypedPath(exists=True, file_okay=False)
FILE = TypedPath(exists=True, dir_okay=False)
NEW_FILE = TypedPath(dir_okay=False)
FILE_OR_FOLDER = TypedPath(exists=True)
