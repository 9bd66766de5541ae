"""Lists of questions that others have written: what is read of them, what is passed over, and the drafts they make."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.bank_limits import misfits
from question_bank.authoring.lists.draft_file import additions_file, role_file
from question_bank.authoring.lists.entries import (
    CannotImport,
    Entry,
    is_level,
    may_ask,
    strip_markup,
    tags_of,
)
from question_bank.authoring.lists.json_file import read_json
from question_bank.authoring.lists.markdown import read_markdown
from question_bank.authoring.lists.question_list import (
    LARGEST_LIST,
    MOST_QUESTIONS,
    QuestionList,
    read_list,
)
from question_bank.bank import Bank
from question_bank.check.check import check
from question_bank.load.files import read_file
from question_bank.load.loader import load

GIL, TUPLE = "What does the lock of the interpreter cost?", "When do you take a tuple?"


class TestWords:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            (f"**Q12. {GIL}**", GIL),
            (f"Question 3: {GIL}", GIL),
            (f"[ ] {GIL}", GIL),
            (f"\N{LARGE BLUE CIRCLE} {GIL} ![](logo.png)", GIL),
            ("[What is `__init__`?](https://example.org/a_b)", "What is __init__?"),
            ("Awesome [](https://example.org) lists", "Awesome lists"),
            ("What are *args and **kwargs for?", "What are *args and **kwargs for?"),
            ("_Who_ calls `a*b*c`?<br/>", "Who calls a*b*c?"),
            ("Is `a &lt; b` \\*always\\* true?", "Is a < b *always* true?"),
            ("What is 3.12 about?", "What is 3.12 about?"),
            ("3.12 changed what?", "3.12 changed what?"),
            ("¿Qué es\u00a0el\u200b GIL?", "¿Qué es el GIL?"),
            ("a\x1b[2J\x00b?", "a [2J b?"),
        ],
    )
    def test_are_read_without_markup_and_numbers(self, typed: str, words: str) -> None:
        assert strip_markup(typed) == words

    @pytest.mark.parametrize(
        "words",
        [
            GIL,
            "GIL：何ですか？",
            "What is it? Explain.",
            "Explain how it is freed.",
            "Describe a deadlock",
        ],
    )
    def test_that_ask_are_told(self, words: str) -> None:
        assert may_ask(words)

    @pytest.mark.parametrize(
        "words", ["", "?", "Design patterns", "Probability", "We ask three questions."]
    )
    def test_that_ask_nothing_are_told(self, words: str) -> None:
        assert not may_ask(words)

    @pytest.mark.parametrize(
        "words", ["Mid-Level:", "Hard questions", "junior", "Senior Interview Questions"]
    )
    def test_that_name_a_level_are_told(self, words: str) -> None:
        assert is_level(words)

    def test_make_tags_as_far_as_they_can(self) -> None:
        assert tags_of(["C++", "ci", "Node.js", "x", "C#", "CI", "日本", "a b", "ml"]) == (
            "cpp", "ci", "node-js", "csharp", "a-b",
        )  # fmt: skip


def asked(text: str) -> list[tuple[str, str, str]]:
    """Each question with its section and its answer."""
    return [(entry.ask, entry.section, entry.answer) for entry in read_markdown(text).questions]


class TestMarkdown:
    @pytest.mark.parametrize(
        "text",
        [
            f"# Python\n## Memory\n### {GIL}\nTime.\n### {TUPLE}\n",
            f"# Python\n## Memory\n1. {GIL}\n   - Time.\n2. {TUPLE}\n",
            f"# Python\n## Memory\n- **{GIL}**\n\n  Time.\n- {TUPLE}\n",
            f"# Python\n## Memory\n1. ### {GIL}\n   Time.\n2. ### {TUPLE}\n",
            f"Python\n===\nMemory\n---\n**{GIL}**\n\nTime.\n\n**{TUPLE}**\n",
            f"# Python\n## Memory\nQ: {GIL}\nA: Time.\nQ: {TUPLE}\nA:\n",
            f"# Python\n## Memory\n{GIL}\n\nTime.\n\n{TUPLE}\n",
            (
                f"# Python\n## Memory\n<details><summary>{GIL[:13]}\n{GIL[13:]}</summary>\nTime.\n"
                f"</details>\n<details><summary>{TUPLE}</summary></details>\n"
            ),
            f"# Python\n## Memory\n| No | Question | Answer |\n|--|:--|--|\n| 1 | {GIL} | Time. |\n|2|{TUPLE}|\n",
            f"# Python\n## Memory\n| No | What we ask |\n|--|--|\n| 1 | {GIL} |\n| 2 | {TUPLE} |\n",
        ],
    )
    def test_has_questions_in_many_forms(self, text: str) -> None:
        entries = read_markdown(text)
        assert entries.title == "Python"
        assert [entry.ask for entry in entries.questions] == [GIL, TUPLE]
        assert {entry.section for entry in entries.questions} == {"Memory"}
        assert entries.questions[0].answer in {"Time.", ""}

    def test_goes_on_in_the_next_line(self) -> None:
        assert asked(f"- {GIL.replace(' of ', chr(10) + '  of ')}\n") == [(GIL, "", "")]

    def test_has_levels_in_headings_below_the_subject(self) -> None:
        [entry] = read_markdown(f"## Docker\n### Beginner:\n1. {GIL}\n").questions
        assert (entry.section, entry.level) == ("Docker", "Beginner")

    def test_has_answers_that_begin_like_questions(self) -> None:
        text = f"### {GIL}\n- Give each thread its own.\n- Is it measured at all\n### {TUPLE}\n"
        assert [ask for ask, _, _ in asked(text)] == [GIL, TUPLE]

    def test_has_code_that_is_no_question(self) -> None:
        text = f"### {GIL}\n```python\n# What is this?\n```\n### {TUPLE}\n"
        assert [ask for ask, _, _ in asked(text)] == [GIL, TUPLE]

    def test_is_read_on_where_the_end_of_code_was_forgotten(self) -> None:
        text = f"### {GIL}\n```js\nx\n```js\ny\n```\n### {TUPLE}\n"
        assert [ask for ask, _, _ in asked(text)] == [GIL, TUPLE]

    def test_has_a_header_and_comments_of_its_own(self) -> None:
        text = f"---\ntitle: Who?\n---\n<!-- {TUPLE} -->\n- {GIL}\n"
        assert [ask for ask, _, _ in asked(text)] == [GIL]

    def test_says_what_asks_nothing(self) -> None:
        link = "- [List of 300 questions](https://example.org)"
        entries = read_markdown(f"- {GIL}\n- Probability\n{link}\n")
        assert len(entries.questions) == 1
        assert entries.silent == ["Probability", "List of 300 questions"]


class TestJson:
    @pytest.mark.parametrize(
        "data",
        [
            [GIL, TUPLE],
            {"questions": [GIL, TUPLE]},
            {"Memory": [GIL, TUPLE]},
            [{"question": GIL, "answer": "Time."}, {"question": TUPLE}],
            [{"id": 1, "title": GIL, "topic": "Memory"}, {"id": 2, "title": TUPLE, "tags": ["ci"]}],
            [{"text": GIL, "options": ["What is a?", "Is it b?"], "answerIndex": 1}, {"q": TUPLE}],
            {"title": "Python", "sections": [{"name": "Memory", "items": [{"ask": GIL}, TUPLE]}]},
            {GIL: "Time.", TUPLE: "Seldom."},
            {"1": {"text": GIL, "category": "a"}, "2": {"text": TUPLE}},
            {"data": {"results": [{"questionText": GIL}, {"question": {"text": TUPLE}}]}},
        ],
    )
    def test_has_questions_in_many_shapes(self, data: Any) -> None:
        assert [entry.ask for entry in read_json(json.dumps(data)).questions] == [GIL, TUPLE]

    def test_keeps_what_stands_beside_a_question(self) -> None:
        data = [
            {
                "question": GIL, "category": "Memory", "difficulty": "hard",
                "tags": "ci, C++", "explanation": "Time.",
            }
        ]  # fmt: skip
        assert read_json(json.dumps(data)).questions == [
            Entry(GIL, "Memory", "hard", ("ci", "cpp"), "Time.")
        ]

    def test_calls_a_question_what_is_called_so(self) -> None:
        data = [
            {"q": "उदाहरण सांग."},
            {"question": "Odometer is to mileage as …"},
            {"title": "Python"},
        ]
        entries = read_json(json.dumps(data))
        assert [entry.ask for entry in entries.questions] == [
            "उदाहरण सांग.",
            "Odometer is to mileage as …",
        ]
        assert entries.silent == ["Python"]

    @pytest.mark.parametrize("data", [None, 3, [], {}, [[1, None], True], [{"id": 1}], "Memory"])
    def test_may_have_none(self, data: Any) -> None:
        assert read_json(json.dumps(data)).questions == []


def listed(
    folder: Path, text: str, name: str = "python.md", known: tuple[str, ...] = ()
) -> QuestionList:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_list(path, known)


class TestQuestionList:
    def test_passes_over_what_nobody_should_ask_twice_or_at_all(self, tmp_path: Path) -> None:
        text = f"- {GIL}\n- {GIL.upper()}\n- {TUPLE}\n- Are you married?\n- {'w ' * 600}?\n- Memory\n- {GIL}\n"
        questions = listed(tmp_path, text, known=(TUPLE,))
        assert [entry.ask for entry in questions.questions] == [GIL]
        assert {reason: len(words) for reason, words in questions.left_out.items()} == {
            "stand there twice": 2,
            "are in the bank already": 1,
            "must not be asked (family)": 1,
            "are longer than 1,000 characters": 1,
            "ask nothing": 1,
        }

    def test_takes_a_table_of_contents_where_there_is_nothing_else(self, tmp_path: Path) -> None:
        contents = f"- [{GIL}](#gil)\n"
        assert len(listed(tmp_path, contents).questions) == 1
        [entry] = listed(tmp_path, f"{contents}\n## {TUPLE}\n").questions
        assert entry.ask == TUPLE

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("list.csv", b"", "is neither Markdown (.md, .txt) nor JSON (.json)"),
            ("list.md", b"", "has no question that could be read"),
            ("list.md", b"\0\1\2" * 99, "has no question that could be read"),
            ("list.md", b"\xff\xfe", "is not UTF-8"),
            ("list.json", b"{", "is not correct JSON: Expecting property name"),
            ("list.json", b"9" * 5_000, "is not correct JSON"),
            ("list.json", b"[" * 100_000, "is nested too deeply"),
            ("list.json", b'{"a": NaN}', "has no question that could be read"),
            (
                "list.md",
                b"#" * (LARGEST_LIST + 1),
                "has 2,000,001 bytes; at most 2,000,000 are read",
            ),
            (
                "list.md",
                b"".join(b"- Why %d?\n" % number for number in range(MOST_QUESTIONS + 1)),
                "has 1,001 questions; at most 1,000 make a file",
            ),
        ],
    )
    def test_that_cannot_be_had_is_a_sentence(
        self, tmp_path: Path, name: str, content: bytes, said: str
    ) -> None:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(CannotImport) as error:
            read_list(tmp_path / name)
        assert str(error.value).startswith(f"{name} {said}")


HOSTILE = 'What is """ \\ \u2028 \x00 ${id} {0} # in TOML\'s "strings"?'


class TestDraftFile:
    @pytest.fixture
    def questions(self, tmp_path: Path) -> QuestionList:
        sections = f"## Memory & speed {'w' * 60}\n- {GIL}\n- {HOSTILE}\n## SQL\n- {TUPLE}\n"
        text = f"# Top Python Interview Questions\n{sections}"
        return listed(tmp_path, text)

    def test_of_a_role_is_a_bank_that_starts(
        self, tmp_path: Path, questions: QuestionList, bank: Bank
    ) -> None:
        folder = tmp_path / "own"
        folder.mkdir()
        file, text = role_file(questions, None, bank.archetypes)
        assert file == "python.toml"
        (folder / file).write_text(text, encoding="utf-8")
        report = check(folder, misfits)
        assert (report.faults, report.warnings) == ((), ())
        assert [str(line).partition(': "')[0] for line in report.drafts[:2]] == [
            "python.toml: questions that lack guides: 3",
            "python.toml: skills that lack anchors: 2",
        ]
        assert load(folder).drafts == 3

    def test_of_additions_uses_the_skills_of_the_role(
        self, tmp_path: Path, questions: QuestionList, bank: Bank
    ) -> None:
        role = bank.archetype("backend-developer")
        assert role
        sql = next(skill for skill in role.skills if "sql" in skill.name.casefold())
        renamed = QuestionList("", (Entry(TUPLE, sql.name),))
        file, text = additions_file(renamed, role, "my list")
        assert file == "backend-developer-my-list.toml"
        assert f'skill = "{sql.id}"' in text
        assert "[[skills]]" not in text

    def test_says_what_the_list_answers(self, bank: Bank) -> None:
        entry = Entry(GIL, "Memory", "hard", ("ci",), "w " * 300)
        _, text = role_file(QuestionList("Python", (entry,)), None, bank.archetypes)
        assert 'tags = ["ci"]\n# level in the list: hard\n# answer in the list: w w' in text
        assert " …\n" in text

    def test_is_no_larger_than_what_the_bank_reads(self, bank: Bank) -> None:
        entries = tuple(Entry(f"Why {number}? {'w ' * 490}") for number in range(1000))
        with pytest.raises(CannotImport, match="1000 questions as long as these make more than"):
            role_file(QuestionList("Python", entries), None, bank.archetypes)

    @pytest.mark.parametrize("name", ["sre", "ml-engineer", "日本語"])
    def test_asks_for_a_name_that_is_free(
        self, questions: QuestionList, bank: Bank, name: str
    ) -> None:
        with pytest.raises(CannotImport, match="Or choose another name with --name"):
            role_file(questions, name, bank.archetypes)


PARTS = [
    "# ", "- ", "1. ", "**", "__", "`", "```", "|", "|--|--|", "\n", "\n\n", "<summary>", "</summary>",
    "What is x?", "Explain y", "A: ", "Q: ", "[a](b)", "[x](#y)", "<!--", "-->", "---", "\x00", "\ue0001\ue000",
    "\\*", "日本", "\u2028", "\r", "&lt;", "Question | Answer", '"""', "\\",
]  # fmt: skip


class TestAnything:
    """Whatever a file holds is drafts, or a sentence; and what was made of it is a bank that can be read."""

    @settings(max_examples=200, deadline=None)
    @given(text=st.lists(st.sampled_from(PARTS) | st.text(max_size=5), max_size=40).map("".join))
    def test_in_markdown_can_be_read(
        self, tmp_path_factory: pytest.TempPathFactory, bank: Bank, text: str
    ) -> None:
        folder = tmp_path_factory.mktemp("list")
        try:
            questions = listed(folder, text)
        except CannotImport:
            return
        _, written = additions_file(questions, bank.archetypes[0], "list")
        (folder / "drafts.toml").write_text(written, encoding="utf-8")
        drafts = read_file(folder / "drafts.toml").drafts
        assert sum(draft.kind == "questions" for draft in drafts) == len(questions.questions)
