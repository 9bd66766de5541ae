"""JSON is read entry by entry, with the place of each value, however the file is laid out."""

import io
import json

import pytest

from interviews.imports import json_lists
from interviews.imports.faults import Unreadable
from interviews.imports.json_lists import Entry, read_entries

DATA = {
    "version": 12,
    "openings": [],
    "candidates": [
        {"name": 'Ada "the Countess" Lovelace', "leads": ["U0ADA", "U0GRACE"], "card": {"note": "[,]"}},
        {"name": "Grace\u2028Hopper\\", "leads": [], "card": None},
    ],
    "done": True,
}  # fmt: skip


def entries(text: str) -> list[Entry]:
    return [*read_entries(io.StringIO(text))]


@pytest.mark.parametrize("chunk", [1, 7, 1 << 16])
@pytest.mark.parametrize("indent", [None, 2])
def test_every_entry_is_read_whatever_stands_at_the_end_of_a_chunk(
    chunk: int, indent: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lists, "CHUNK", chunk)
    found = entries(json.dumps(DATA, indent=indent, ensure_ascii=False))
    assert [(entry.key, entry.value, entry.in_list) for entry in found] == [
        ("version", 12, False),
        ("candidates", DATA["candidates"][0], True),  # type: ignore[index]
        ("candidates", DATA["candidates"][1], True),  # type: ignore[index]
        ("done", True, False),
    ]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), "line 2, column 3"),
        (("name",), "line 2, column 12 (name)"),
        (("leads", 1), "line 3, column 24 (leads)"),
        (("card", "note"), "line 4, column 18 (note)"),
        (("card", "missing"), "line 4, column 9 (missing)"),
    ],
)
def test_a_value_is_found_by_its_path(path: tuple[str | int, ...], place: str) -> None:
    text = '{"candidates": [\n  {"name": "A, \\"b\\": {",\n    "leads": ["U0ADA", "U0GRACE"],\n'
    [entry] = entries(text + '"card": {"note": "x"}}]}')
    assert str(entry.place_of(*path)) == place


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1, column 1: the end of the file stands where an object in braces must be."),
        ("[1]", "line 1, column 1: [ stands where an object in braces must be."),
        ('{"a": [1,\n 2 3]}', "line 2, column 4: 3 stands where a comma or ] must be."),
        ('{"a": [{"b": nul}]}', "line 1, column 14: This is no JSON: Expecting value."),
        ('{"a": ["b]}', "line 1, column 8: This is no JSON: Unterminated string."),
        ('{"a": []} x', "line 1, column 11: x stands where nothing more must be."),
        ('{"a": ' + "[" * 100_000, "line 1, column 8: This is no JSON: maximum recursion depth"),
    ],
)  # fmt: skip
def test_what_is_no_such_json_is_said_with_its_place(text: str, problem: str) -> None:
    with pytest.raises(Unreadable) as error:
        entries(text)
    assert str(error.value).startswith(problem)
