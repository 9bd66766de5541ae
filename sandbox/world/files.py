"""The files that the bot uploads, from the address given for one to its deletion."""

from collections.abc import Callable
from secrets import token_hex

from sandbox.world.records import File, RefusedError
from sandbox.world.rules import Rule, Rules


class Files:
    """All files of the bot."""

    def __init__(self, new_id: Callable[[], str], rules: Rules) -> None:
        self._new_id, self._rules = new_id, rules
        self._all: dict[str, File] = {}

    def announce(self, name: str, length: int) -> File:
        """A new file, whose bytes are to come with its ticket."""
        file = File(f"F0{self._new_id()}", name, length, token_hex(8))
        self._all[file.id] = file
        return file

    def receive(self, ticket: str, content: bytes) -> bool:
        """Takes the bytes of the file with this ticket; False where there is none, or they are too many or few."""
        waiting = (file for file in self._all.values() if file.ticket == ticket)
        file = next(waiting, None)
        strict = self._rules.enforces(Rule.FILES)
        if file is None or file.shared or (strict and len(content) != file.length):
            return False
        file.content = content
        return True

    def find(self, file_id: str) -> File:
        """The file, or one of `file_not_found` and `file_deleted`."""
        file = self._all.get(file_id)
        if file is None:
            raise RefusedError("file_not_found")
        if file.deleted:
            raise RefusedError("file_deleted")
        return file

    def delete(self, file: File) -> None:
        """Takes the content away; whoever had it sees that there was a file."""
        file.deleted, file.content = True, None
