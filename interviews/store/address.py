"""DATABASE_URL: which addresses there are, and what is wrong with any other."""

import re
from pathlib import Path

SQLITE = "sqlite:///"

_FORMS = "must be sqlite:///path/to/file.db or postgresql://user:password@host/name"
_HOST = r"(?:\[[^\]@]*\]|[^\s:,/?@\[\]]*)(?::\d*)?"
# Where libpq reads something else than was meant, its complaint quotes a piece of the password.
_SERVER = re.compile(
    rf"(?!.*%(?![0-9A-Fa-f]{{2}}))(?:[^@/]*@)?{_HOST}(?:,{_HOST})*(?:/[^?@]*)?(?:\?[^@]*)?"
)


def database_address(given: str) -> str:
    """The address as the store opens it; raises `ValueError` with what is wrong, to be read behind its name."""
    scheme, _, rest = given.strip().partition("://")
    if not rest.isprintable():
        raise ValueError("holds a character that cannot be printed")
    match scheme.lower():
        case "sqlite":
            return SQLITE + _file(rest)
        case "postgres" | "postgresql" if rest:  # some hosts still hand out the short scheme
            return f"postgresql://{_server(rest)}"
    raise ValueError(_FORMS)


def _file(rest: str) -> str:
    path = rest.removeprefix("/")
    if path == rest or not path:
        raise ValueError(_FORMS)
    if path.startswith((":memory:", "file:")):
        raise ValueError("must be a plain path behind sqlite:///, of a file that stays")
    if re.search(r"\?(?:[\w.]+(?:=|$)|$)", path):
        raise ValueError("has a parameter behind a question mark, and a SQLite file takes none")
    if path.endswith("/"):
        raise ValueError("is a folder, and must name a file in it")
    try:
        return str(Path(path).expanduser())
    except RuntimeError as error:
        raise ValueError("begins with ~ and a user whose home is not known here") from error


def _server(rest: str) -> str:
    if not _SERVER.fullmatch(rest):
        raise ValueError(
            "is no address of a PostgreSQL server: postgresql://user:password@host:5432/name, where "
            "a password has %40 for @, %2F for / and %25 for %"
        )
    return rest
