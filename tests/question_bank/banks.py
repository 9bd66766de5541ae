"""Banks of a few lines for the tests: a small company's own files, written where the test wants them."""

import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Content = dict[str, Any]
_NUMBERS = itertools.count(1)


def question(question_id: str = "hb-empty-stations", **fields: Any) -> Content:
    """A question that the check has nothing to say about, with what the test changes about it."""
    return {
        "id": question_id,
        "skill": "ml-evaluation",
        "ask": f"Which stations will be empty in two hours ({question_id})? On wet days you are wrong.",
        "why": "The average hides the days that matter.",
        "minutes": 8,
        "deeper": ["It rained on nine days in your data. What can you still say?"],
        "rescue": ["Which two days would you lay side by side?"],
        "red_flags": ["Collects more data before looking at the errors there are."],
        "tags": ["error-analysis"],
        "junior": {
            "cue": "lays wet and dry days side by side before changing anything",
            "good": "Splits the errors by weather and compares them with a plain guess.",
            "fine_to_miss": "How few rainy days there are.",
        },
        "senior": {
            "cue": "asks what a van loses by each kind of error",
            "good": "Uses the forecast as it was known at the time, and names what each error costs a driver.",
            "unprompted": "Asks what the drivers do today.",
        },
    } | fields


def skill(skill_id: str = "hb-vans", **fields: Any) -> Content:
    """A skill with anchors."""
    return {
        "id": skill_id,
        "name": "Planning for vans",
        "must_have": True,
        "about": "Turns forecasts into tours that drivers can drive.",
        "anchors": {
            "below_junior": "Has no tour to tell of.",
            "junior": "Tells of one tour that was planned by code.",
            "between": "Tells what drivers changed about it.",
            "senior": "Tells what a wrong tour cost, and how that became rarer.",
            "beyond_senior": "Tells of depots that changed their day by it.",
        },
    } | fields


def extension(*questions: Content, **fields: Any) -> Content:
    """Additions to the role ml-engineer."""
    return {"extends": "ml-engineer", "questions": list(questions)} | fields


def answer(
    key: int = 2, *, words: int = 90, names: int = 3, says: str = "", **fields: Any
) -> Content:
    """A sample answer of so many words, among them so many names of tools; no two texts are the same."""
    text = f"We {' and '.join(['Kafka'] * names)} " if names else "We said "
    text += f"{says} " if says else ""
    text += " ".join(["so"] * (words - len(text.split()) - 1)) + f" {next(_NUMBERS)}"
    return {
        "question": "hb-empty-stations",
        "text": text,
        "key": key,
        "why": "Splits the errors by weather; the cost of each is missing.",
        "misleads": "nothing",
    } | fields


def role(role_id: str = "van-planner", **fields: Any) -> Content:
    """A role of its own with one skill and one core question."""
    return {
        "id": role_id,
        "name": role_id.replace("-", " ").title(),
        "summary": "Plans the tours of the vans.",
        "builds": ["tours"],
        "uses": ["Python"],
        "hired_by": ["Harbour Bikes"],
        "must_haves": ["Planning under limits that change by the hour"],
        "probes": ["A tour that went wrong"],
        "not_screened": ["Puzzles"],
        "pay": {"low": 0, "high": 10},
        "signal": {
            "name": "Use",
            "ask": "Ask who drove the tours.",
            "yardstick": "Tours that were driven.",
        },
        "brief": {"say": ["How many vans there are"], "leave_out": ["Every framework"]},
        "skills": [skill()],
        "questions": [question(f"{role_id}-first", skill="hb-vans", core=True)],
    } | fields


def term(word: str, **fields: Any) -> Content:
    """A glossary entry."""
    return {
        "word": word,
        "what": "A station without bikes.",
        "matters": "Nobody can ride from there.",
        "good_mention": "We count them by the hour.",
        "fields": ["ml-engineer"],
    } | fields


def write_files(folder: Path, **files: Content) -> Path:
    """The folder with each content as a file of that name."""
    for name, content in files.items():
        (folder / f"{name}.toml").write_text(toml(content), encoding="utf-8")
    return folder


def toml(content: Mapping[str, Any]) -> str:
    """The content as TOML, each value on a line of its own; tables are written inline."""
    return "".join(f"{key} = {_value(value)}\n" for key, value in content.items())


def _value(value: Any) -> str:
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
        case _:
            return json.dumps(
                value, ensure_ascii=False
            )  # text, numbers, true and false are written alike in both
