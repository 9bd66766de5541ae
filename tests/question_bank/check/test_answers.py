"""Sample answers: how they are read and merged, and what the check says of their number, length and style."""

from itertools import cycle
from pathlib import Path

import pytest

from handlers.kits.kit import kit_for
from question_bank.bank import Bank
from question_bank.check.answers import LEAST_ANSWERS, name_count, rank_correlation
from question_bank.check.check import check
from question_bank.load.loader import load
from question_bank.models import Answer, Archetype, Misleads
from question_bank.search import index_of
from tests.question_bank.banks import Content, answer, extension, question, role, skill, write_files

RUNGS = (1, 2, 3, 4, 5)


def findings(folder: Path) -> tuple[list[str], list[str]]:
    report = check(folder, lambda _: ())
    return [str(place) for place in report.faults], [str(place) for place in report.warnings]


def round_of(answers: list[Content]) -> Content:
    """A role with four skills and eight questions, to which these answers are given in turn."""
    skills = [skill(f"hb-skill-{n}", name=f"Skill {n}") for n in range(4)]
    asks = [
        "Which stations are empty at noon?", "Why was the last van late?",
        "What changes on wet days?", "How would you find lost bikes?",
        "Tell me about a flat tyre.", "Who plans night tours, and when?",
        "Where does a new depot go?", "A fare is wrong for one rider. Now?",
    ]  # fmt: skip
    questions = [
        question(f"hb-{n}", skill=f"hb-skill-{n % 4}", core=True, ask=ask)
        for n, ask in enumerate(asks)
    ]  # fmt: skip
    placed = [
        entry | {"question": f"hb-{n}"} for entry, n in zip(answers, cycle(range(8)), strict=False)
    ]
    return role(skills=skills, questions=questions, answers=placed)


class TestLoading:
    def test_an_answer_comes_with_its_role(self, tmp_path: Path) -> None:
        entry = answer(4, misleads="plain and deep", arguable="It could be a 3.")
        folder = write_files(tmp_path, ours=extension(question(), answers=[entry]))
        ml = load(folder).archetype("ml-engineer")
        assert ml
        assert ml.answers[-1] == Answer(**entry)
        assert (ml.answers[-1].key, ml.answers[-1].misleads) == (4, Misleads.PLAIN_AND_DEEP)

    def test_an_answer_may_be_to_a_shared_question_and_to_one_of_another_file(
        self, tmp_path: Path, bank: Bank
    ) -> None:
        ours = bank.archetype("ml-engineer")
        assert ours
        shared = next(
            question.id for question in ours.questions if question.skill == "modern-python"
        )
        answers = [answer(question=shared), answer()]
        folder = write_files(tmp_path, a=extension(answers=answers), b=extension(question()))
        ml = load(folder).archetype("ml-engineer")
        assert ml
        assert [entry.question for entry in ml.answers[-2:]] == [shared, "hb-empty-stations"]

    def test_a_question_that_is_replaced_loses_the_answers_of_the_role(
        self, tmp_path: Path
    ) -> None:
        planner = role(answers=[answer(question="van-planner-first")])
        own = question("van-planner-first", skill="hb-vans", core=True)
        theirs = answer(5, question="van-planner-first")
        changed = {"extends": "van-planner", "questions": [own], "answers": [theirs]}
        bank = load(write_files(tmp_path, planner=planner, changed=changed))
        replaced = bank.archetype("van-planner")
        assert replaced
        assert [entry.key for entry in replaced.answers] == [5]

    def test_answers_to_a_draft_wait_with_it(self, tmp_path: Path) -> None:
        entry = question()
        del entry["senior"]
        bank = load(write_files(tmp_path, ours=extension(entry, answers=[answer()])))
        ml = bank.archetype("ml-engineer")
        assert ml
        assert "hb-empty-stations" not in {entry.question for entry in ml.answers}

    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            ({"question": "hb-emtpy-stations"},
             'question: "hb-emtpy-stations" is not known; did you mean "hb-empty-stations"?'),
            ({"key": 6}, "key: must be at most 5"),
            ({"key": 0}, "key: must be at least 1"),
            ({"misleads": "loud"},
             ("misleads: must be one of 'fluent and hollow', 'plain and deep', 'right words in the wrong order', "
              "'long-winded', 'nervous' or 'nothing'")),
            ({"why": ""}, "why: is empty"),
            ({"kye": 2}, "kye: is not a key of this place; did you mean key?"),
        ],
    )  # fmt: skip
    def test_what_does_not_fit_is_named(
        self, tmp_path: Path, fields: Content, problem: str
    ) -> None:
        folder = write_files(tmp_path, ours=extension(question(), answers=[answer(**fields)]))
        asked = fields.get("question", "hb-empty-stations")
        assert findings(folder)[0] == [f'ours.toml: answers[1] "{asked}": {problem}']


class TestBuiltInAnswers:
    """That they break no rule of the check, the built-in bank's own test holds."""

    @pytest.mark.parametrize("role_id", [role.id for role in load().archetypes])
    def test_are_as_many_as_a_round_needs_and_mislead_in_every_way(
        self, bank: Bank, role_id: str
    ) -> None:
        ours = bank.archetype(role_id)
        assert ours
        assert len(ours.answers) >= LEAST_ANSWERS
        assert {answer.misleads for answer in ours.answers} == set(Misleads)
        assert sum(bool(answer.arguable) for answer in ours.answers) == 2

    @pytest.mark.parametrize("role_id", [role.id for role in load().archetypes])
    def test_are_in_no_kit_and_no_search(self, bank: Bank, role_id: str) -> None:
        ours = bank.archetype(role_id)
        assert ours
        kit = str(kit_for(bank, f"{role_id} full"))
        for sample in ours.answers:
            assert sample.text[:40] not in kit
            found = index_of(bank).search(" ".join(sample.text.split()[:12])).hits
            assert not [hit for hit in found if sample.text[:30] in hit.excerpt]


class TestSingle:
    @pytest.mark.parametrize("words", [59, 121])
    def test_of_another_length_than_an_answer_is_a_fault(self, tmp_path: Path, words: int) -> None:
        folder = write_files(tmp_path, ours=extension(question(), answers=[answer(words=words)]))
        problem = f"has {words} words; 60 to 120 are heard as an answer"
        assert findings(folder)[0] == [
            f'ours.toml: answers[1] "hb-empty-stations": text: {problem}'
        ]

    def test_that_stands_twice_is_a_fault(self, tmp_path: Path) -> None:
        entry = answer()
        folder = write_files(tmp_path, ours=extension(question(), answers=[entry, entry]))
        assert findings(folder)[0] == [
            'ours.toml: answers[2] "hb-empty-stations": text: stands twice in this file'
        ]

    def test_that_copies_one_of_ours_takes_its_place_with_another_key(
        self, tmp_path: Path, ml: Archetype
    ) -> None:
        ours = ml.answers[0]
        key = ours.key % 5 + 1
        entry = ours.model_dump(mode="json", exclude={"arguable"}) | {"key": key}
        folder = write_files(tmp_path, ours=extension(answers=[entry]))
        assert findings(folder)[0] == []
        found = load(folder).archetype("ml-engineer")
        assert found
        assert [each.key for each in found.answers if each.text == ours.text] == [key]
        assert len(found.answers) == len(ml.answers)

    @pytest.mark.parametrize("change", ["question", "case", "punctuation"])
    def test_that_is_one_of_ours_but_for_its_place_or_writing_is_a_fault(
        self, tmp_path: Path, ml: Archetype, change: str
    ) -> None:
        ours = ml.answers[0]
        other = next(each.question for each in ml.answers if each.question != ours.question)
        changed = {
            "question": {"question": other},
            "case": {"text": ours.text.upper()},
            "punctuation": {"text": ours.text.replace(",", ";")},
        }[change]
        entry = ours.model_dump(mode="json", exclude={"arguable"}) | changed
        folder = write_files(tmp_path, ours=extension(answers=[entry]))
        problem = "is in the role already; only the same text to the same question takes its place"
        label = f'answers[1] "{entry["question"]}"'
        assert findings(folder)[0] == [f"ours.toml: {label}: text: {problem}"]

    def test_that_stands_in_two_files_is_a_fault_in_both(self, tmp_path: Path) -> None:
        entry = answer()
        one, two = (extension(answers=[entry | {"key": key}]) for key in (1, 3))
        folder = write_files(tmp_path, asks=extension(question()), one=one, two=two)
        assert [each.split(":")[0] for each in findings(folder)[0]] == ["one.toml", "two.toml"]


class TestRole:
    def test_with_answers_of_one_style_on_all_rungs_has_nothing_said_about_it(
        self, tmp_path: Path
    ) -> None:
        answers = [answer(key, words=words) for key in RUNGS for words in (70, 80, 90, 100, 110)]
        assert findings(write_files(tmp_path, ours=round_of(answers))) == ([], [])

    def test_with_few_answers_hears_how_many_a_round_needs(self, tmp_path: Path) -> None:
        answers = [answer(key) for key in (1, 2, 4)]
        assert findings(write_files(tmp_path, ours=round_of(answers)))[1] == [
            (
                "ours.toml: answers of van-planner: are few for a round: "
                "3 answers, 3 questions, 3 skills; at least 24 answers, 8 questions, 4 skills"
            ),
            "ours.toml: answers of van-planner: have none with the key 3 or 5",
        ]

    def test_without_answers_has_nothing_said_about_it(self, tmp_path: Path) -> None:
        assert findings(write_files(tmp_path, ours=round_of([]))) == ([], [])

    def test_whose_better_answers_are_longer_gives_them_away(self, tmp_path: Path) -> None:
        answers = [answer(key, words=60 + 10 * key + n) for key in RUNGS for n in range(5)]
        lines = findings(write_files(tmp_path, ours=round_of(answers)))[1]
        lengths = [
            f"with the key {key} have {62 + 10 * key} words on average, all together 92; "
            "keep within 10%, or their length gives them away"
            for key in (1, 2, 4, 5)
        ]
        assert [line.removeprefix("ours.toml: answers of van-planner: ") for line in lines] == [
            *lengths,
            "have more words the higher their key (rank correlation 0.98); keep within 0.2",
            "with the fewest words all have the key 1 and 2; spread that quarter over 3 keys",
            "with the most words all have the key 4 and 5; spread that quarter over 3 keys",
        ]  # fmt: skip

    def test_whose_weaker_answers_name_more_tools_gives_them_away(self, tmp_path: Path) -> None:
        names = {1: 9, 2: 8, 3: 5, 4: 2, 5: 1}
        answers = [answer(key, names=names[key]) for key in RUNGS for _ in range(5)]
        lines = findings(write_files(tmp_path, ours=round_of(answers)))[1]
        assert [line.removeprefix("ours.toml: answers of van-planner: ") for line in lines] == [
            "have fewer names of tools the higher their key (rank correlation -1.00); keep within 0.2",
            "with the fewest names of tools all have the key 4 and 5; spread that quarter over 3 keys",
            "with the most names of tools all have the key 1 and 2; spread that quarter over 3 keys",
        ]

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ("the other teams use it too.", "others took something over"),
            ("it runs in all nine companies.", "others took something over"),
            ("calls went from nine a week to two.", "a figure went from one number to another"),
        ],
    )
    @pytest.mark.parametrize(
        ("keys", "gives_away"), [((5, 5, 5), True), ((5, 5), False), ((2, 5, 5), False)]
    )
    def test_whose_answers_of_one_key_alone_tell_of_success_gives_them_away(
        self, tmp_path: Path, told: str, said: str, keys: tuple[int, ...], gives_away: bool
    ) -> None:
        plain = [answer(key) for key in RUNGS for _ in range(5)]
        answers = [*plain, *(answer(key, says=told) for key in keys)]
        lines = findings(write_files(tmp_path, ours=round_of(answers)))[1]
        problem = f"that say that {said} all have the key 5; let answers of other keys say so too"
        expected = [f"ours.toml: answers of van-planner: {problem}"] if gives_away else []
        assert lines == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We had nothing. Then I saw it, and I'd say so.", 0),
        ("We ran Kafka and SQL. Kafka was slow.", 2),
        ("We have GitHub Actions, pytest and dbt.", 3),
        ("It was Redis. Redis again, and Redis.", 2),
    ],
)
def test_names_are_counted_inside_sentences(text: str, count: int) -> None:
    assert name_count(text, frozenset({"pytest", "dbt"})) == count


def test_equal_numbers_share_their_rank() -> None:
    assert rank_correlation([1, 2, 3, 4], [1, 2, 2, 9]) == pytest.approx(0.9486832980505138)
    assert rank_correlation([1, 2, 3], [7, 7, 7]) == 0
