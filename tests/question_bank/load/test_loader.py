"""A company's own files: what they change, and what their author reads when something is wrong with them."""

import re
from pathlib import Path

import pytest

from question_bank.load.faults import BankFaults
from question_bank.load.loader import BUILT_IN, load
from tests.question_bank.banks import extension, question, role, skill, term, toml, write_files


def faults(folder: Path) -> list[str]:
    with pytest.raises(BankFaults) as error:
        load(folder)
    return [str(fault) for fault in error.value.faults]


class TestFilesThatCannotBeUsed:
    def test_toml_that_is_none_is_said_with_line_and_column(self, tmp_path: Path) -> None:
        (tmp_path / "ours.toml").write_text('id = "van-planner"\nname "Van Planner"\n')
        [fault] = faults(tmp_path)
        assert fault.startswith("ours.toml: is not correct TOML")
        assert "line 2" in fault

    def test_a_misspelt_key_comes_with_the_right_one(self, tmp_path: Path) -> None:
        entry = question(minuts=8)
        del entry["minutes"]
        assert faults(write_files(tmp_path, ours=extension(entry))) == [
            (
                'ours.toml: questions[1] "hb-empty-stations": minuts: '
                "is not a key of this place; did you mean minutes?"
            ),
        ]

    def test_half_a_guide_is_named_by_its_missing_half(self, tmp_path: Path) -> None:
        entry = question(junior={"good": "Looks at the errors."})
        assert faults(write_files(tmp_path, ours=extension(entry))) == [
            'ours.toml: questions[1] "hb-empty-stations": junior.fine_to_miss: is missing'
        ]

    def test_a_text_that_is_too_long_says_by_how_much(self, tmp_path: Path) -> None:
        [fault] = faults(write_files(tmp_path, ours=extension(question(ask="w" * 241))))
        assert fault.endswith("ask: has 241 characters; at most 240 fit")

    @pytest.mark.parametrize(
        ("cue", "problem"),
        [
            ("w " * 13, "has 13 words; at most 12 fit, in one short clause"),
            ("asks who drives\nand when", "has a line break; write it on one line"),
            ("w" * 121, "has 121 characters; at most 120 fit"),
            (" ", "is empty"),
        ],
    )
    def test_a_cue_that_cannot_be_read_at_a_glance_says_why(
        self, tmp_path: Path, cue: str, problem: str
    ) -> None:
        guide = question()["senior"] | {"cue": cue}
        assert faults(write_files(tmp_path, ours=extension(question(senior=guide)))) == [
            f'ours.toml: questions[1] "hb-empty-stations": senior.cue: {problem}'
        ]

    def test_a_bank_without_cues_still_starts(self, tmp_path: Path) -> None:
        guides = {level: dict(question()[level]) for level in ("junior", "senior")}
        for guide in guides.values():
            guide.pop("cue", None)
        bank = load(write_files(tmp_path, ours=extension(question(**guides))))
        entry = bank.question("ml-engineer", "hb-empty-stations")
        assert entry
        assert (entry.junior.cue, entry.senior.cue) == ("", "")

    def test_a_list_that_is_too_long_says_how_many_fit(self, tmp_path: Path) -> None:
        [fault] = faults(write_files(tmp_path, ours=role(must_haves=["one"] * 11)))
        assert fault == "ours.toml: must_haves: has 11 entries; at most 10 fit"

    def test_an_empty_folder_is_not_taken_for_a_bank(self, tmp_path: Path) -> None:
        assert faults(tmp_path) == [f"{tmp_path}: has no .toml file; the bank is read from those"]

    def test_a_folder_that_is_a_file_is_said_to_be_none(self, tmp_path: Path) -> None:
        file = tmp_path / "ours.toml"
        file.write_text("")
        assert faults(file) == [f"{file}: cannot be read as a directory (Not a directory)"]

    def test_a_folder_that_may_not_be_read_is_said_to_be_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(_: Path) -> None:
            raise PermissionError(13, "Permission denied")

        before = Path.iterdir
        monkeypatch.setattr(
            Path, "iterdir", lambda path: refused(path) if path == tmp_path else before(path)
        )
        assert faults(tmp_path) == [
            f"{tmp_path}: cannot be read as a directory (Permission denied)"
        ]

    def test_a_file_of_five_megabytes_is_refused_by_its_size(self, tmp_path: Path) -> None:
        (tmp_path / "ours.toml").write_bytes(b"# " + b"w" * 5_000_000)
        assert faults(tmp_path) == ["ours.toml: has 5,000,002 bytes; at most 1,000,000 are read"]

    def test_latin_1_is_named_with_its_line(self, tmp_path: Path) -> None:
        text = toml(role(summary="Führt die Wagen.")).encode("latin-1")
        (tmp_path / "ours.toml").write_bytes(text)
        assert faults(tmp_path) == [
            "ours.toml: line 3: is not UTF-8; save the file with that encoding"
        ]

    def test_the_mark_that_some_editors_put_in_front_is_no_fault(self, tmp_path: Path) -> None:
        (tmp_path / "ours.toml").write_text(toml(role()), encoding="utf-8-sig")
        assert load(tmp_path).archetype("van-planner")

    def test_a_file_of_no_known_kind_says_how_to_begin_one(self, tmp_path: Path) -> None:
        [fault] = faults(write_files(tmp_path, ours={"questions": [question()]}))
        assert 'begin with a line such as extends = "ml-engineer"' in fault


class TestFilesThatDoNotFitTogether:
    def test_an_id_that_stands_twice_in_a_file_is_named(self, tmp_path: Path) -> None:
        assert faults(write_files(tmp_path, ours=extension(question(), question()))) == [
            'ours.toml: question "hb-empty-stations": stands twice in this file'
        ]

    def test_an_id_that_another_file_uses_is_named_with_that_file(self, tmp_path: Path) -> None:
        folder = write_files(tmp_path, a=extension(question()), b=extension(question()))
        assert faults(folder) == [
            'b.toml: question "hb-empty-stations": has an id that a.toml uses'
        ]

    def test_a_role_of_ones_own_may_not_use_an_id_of_ours(self, tmp_path: Path) -> None:
        entry = question("be-charged-once", skill="hb-vans")
        assert faults(write_files(tmp_path, ours=role(questions=[entry]))) == [
            'ours.toml: question "be-charged-once": has an id that backend-developer.toml uses'
        ]

    def test_an_alias_that_is_taken_says_by_whom_and_what_to_write_instead(
        self, tmp_path: Path
    ) -> None:
        [fault] = faults(write_files(tmp_path, ours=role(aliases=["MLE"])))
        assert 'the name or alias "mle" is taken by ml-engineer in ml-engineer.toml' in fault
        assert 'write extends = "ml-engineer" in place of id' in fault

    def test_an_alias_that_two_files_of_ones_own_use_is_a_fault(self, tmp_path: Path) -> None:
        folder = write_files(
            tmp_path, a=role(aliases=["vp"]), b=role("vice-planner", aliases=["vp"])
        )
        assert any('"vp" is taken by van-planner in a.toml' in fault for fault in faults(folder))

    def test_a_copy_of_one_of_our_files_is_not_taken_for_another_role(self, tmp_path: Path) -> None:
        copy = (BUILT_IN / "ml-engineer.toml").read_text(encoding="utf-8")
        (tmp_path / "ml-engineer.toml").write_text(copy, encoding="utf-8")
        [fault] = faults(tmp_path)
        assert fault.startswith(
            'ml-engineer.toml: ml-engineer: the names or aliases "ml-engineer", '
        )
        assert "are taken by ml-engineer in the built-in ml-engineer.toml" in fault
        assert fault.endswith('write extends = "ml-engineer" in place of id')

    def test_additions_to_a_role_that_nobody_has_name_the_nearest(self, tmp_path: Path) -> None:
        [fault, *_] = faults(write_files(tmp_path, ours=extension(extends="ml-enginer")))
        assert fault == (
            'ours.toml: extends: "ml-enginer" is not known; did you mean "ml-engineer"?'
        )

    def test_a_question_about_a_skill_that_nobody_scores_names_the_nearest(
        self, tmp_path: Path
    ) -> None:
        assert faults(write_files(tmp_path, ours=extension(question(skill="ml-evalution")))) == [
            (
                'ours.toml: question "hb-empty-stations": skill: "ml-evalution" is not known; '
                'did you mean "ml-evaluation"?'
            )
        ]

    def test_shared_skills_that_nobody_has_are_named(self, tmp_path: Path) -> None:
        [fault] = faults(write_files(tmp_path, ours=role(shared_skills=["modern-pyton"])))
        assert 'did you mean "modern-python"?' in fault

    def test_everything_wrong_in_every_file_is_said_at_once(self, tmp_path: Path) -> None:
        (tmp_path / "broken.toml").write_text("id =")
        (tmp_path / "latin.toml").write_bytes(b"# \xfc")
        write_files(
            tmp_path,
            long=extension(question(ask="w" * 300, minutes=99)),
            taken=role(aliases=["sre"]),
        )
        lines = faults(tmp_path)
        assert [fault.partition(":")[0] for fault in lines] == [
            "broken.toml", "latin.toml", "long.toml", "long.toml", "taken.toml",
        ]  # fmt: skip


class TestFaultsOfOthers:
    """What only follows from another fault is not told beside it."""

    def test_skills_are_not_missed_in_a_role_that_is_misspelt(self, tmp_path: Path) -> None:
        ours = extension(question(skill="ml-evaluation"), question("hb-two"), extends="ml-enginer")
        assert len(faults(write_files(tmp_path, ours=ours))) == 1

    def test_skills_and_roles_are_not_missed_that_stand_in_a_file_with_faults(
        self, tmp_path: Path
    ) -> None:
        shared = {
            "skills": [skill("hb-shared")],
            "questions": [question(skill="hb-shared", why="")],
        }
        folder = write_files(
            tmp_path,
            shared=shared,
            planner=role(shared_skills=["hb-shared"], uses=[]),
            more=extension(question("hb-two", skill="hb-shared"), extends="Van Planner"),
        )
        assert [fault.partition(":")[0] for fault in faults(folder)] == [
            "planner.toml",
            "shared.toml",
        ]

    def test_nothing_is_missed_that_may_stand_in_a_file_that_is_no_toml(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "shared.toml").write_text("[[skills]\n")
        folder = write_files(tmp_path, planner=role(shared_skills=["hb-shared"]))
        assert [fault.partition(":")[0] for fault in faults(folder)] == ["shared.toml"]


class TestAliasesOfOurs:
    """A company has a role of its own under a word by which people know one of ours."""

    def test_are_had_by_taking_them_away_as_the_fault_says(self, tmp_path: Path) -> None:
        write_files(tmp_path, ours=role("sre", aliases=["reliability"]))
        [fault] = faults(tmp_path)
        told = re.search(r"write (extends = \S+) and (without_aliases = .+) in another file", fault)
        assert told
        (tmp_path / "devops.toml").write_text("\n".join(told.groups()), encoding="utf-8")
        bank = load(tmp_path)
        assert bank.names["sre"] == "sre"
        assert bank.names["devops"] == "devops-engineer"

    def test_can_name_the_role_in_the_line_that_takes_them(self, tmp_path: Path) -> None:
        ours = {"extends": "SRE", "without_aliases": ["SRE"], "skills": [skill(must_have=False)]}
        bank = load(write_files(tmp_path, ours=ours, sre=role("sre")))
        devops, sre = bank.archetype("devops-engineer"), bank.archetype("sre")
        assert devops
        assert sre
        assert (len(devops.skills), len(sre.skills)) == (9, 1)

    def test_stand_for_the_companys_role_from_then_on(self, tmp_path: Path) -> None:
        taken = {"extends": "devops", "without_aliases": ["sre"]}
        more = extension(question(skill="hb-vans"), extends="sre")
        bank = load(write_files(tmp_path, taken=taken, more=more, sre=role("sre")))
        assert bank.question("sre", "hb-empty-stations")

    @pytest.mark.parametrize("word", ["sire", "devops-engineer"])
    def test_can_be_taken_from_a_role_that_has_them_alone(self, tmp_path: Path, word: str) -> None:
        [fault] = faults(write_files(tmp_path, ours={"extends": "sre", "without_aliases": [word]}))
        assert fault.startswith(
            f'ours.toml: without_aliases: "{word}" is no alias of devops-engineer; it has devops,'
        )


class TestOnTopOfOurs:
    def test_a_role_of_ones_own_stands_beside_ours(self, tmp_path: Path) -> None:
        bank = load(
            write_files(tmp_path, ours=role(aliases=["vp"], shared_skills=["modern-python"]))
        )
        assert len(bank.archetypes) == 5
        assert bank.names["vp"] == "van-planner"
        planner = bank.archetype("van-planner")
        assert planner
        assert [skill.id for skill in planner.skills] == ["hb-vans", "modern-python"]
        assert planner.questions[0].id == "sh-python-version"

    def test_tags_of_two_letters_are_fine(self, tmp_path: Path) -> None:
        entry = question(tags=["ci", "qa", "ml"])
        bank = load(write_files(tmp_path, ours=extension(entry)))
        assert bank.question("ml-engineer", "hb-empty-stations")
        [fault] = faults(write_files(tmp_path, ours=extension(question(tags=["c"]))))
        assert fault.endswith(
            "tags.0: may hold lower-case letters, digits and hyphens only (2 to 60)"
        )

    def test_a_question_is_added_to_the_named_role_only(self, tmp_path: Path) -> None:
        bank = load(write_files(tmp_path, ours=extension(question(), extends="MLE")))
        assert bank.question("ml-engineer", "hb-empty-stations")
        assert bank.question("data-engineer", "hb-empty-stations") is None

    def test_the_same_id_replaces_ours_in_its_old_place(self, tmp_path: Path) -> None:
        before = load().archetype("ml-engineer")
        after = load(
            write_files(tmp_path, ours=extension(question("ml-keep-more-customers")))
        ).archetype("ml-engineer")
        assert before
        assert after
        ids = [question.id for question in before.questions]
        assert [question.id for question in after.questions] == ids
        place = ids.index("ml-keep-more-customers")
        assert after.questions[place].why == "The average hides the days that matter."
        assert before.questions[:place] == after.questions[:place]

    def test_a_shared_question_is_replaced_in_that_role_and_kept_in_the_others(
        self, tmp_path: Path
    ) -> None:
        ours = question("sh-hardest-system", skill="engineering-judgement")
        bank = load(write_files(tmp_path, ours=extension(ours)))
        replaced = bank.question("ml-engineer", "sh-hardest-system")
        kept = bank.question("data-engineer", "sh-hardest-system")
        assert replaced
        assert kept
        assert "on wet days" in replaced.ask.casefold()
        assert kept == load().question("data-engineer", "sh-hardest-system")

    def test_shared_skills_of_ones_own_join_ours(self, tmp_path: Path) -> None:
        shared = {"skills": [skill("hb-shared")], "questions": [question(skill="hb-shared")]}
        bank = load(write_files(tmp_path, shared=shared, planner=role(shared_skills=["hb-shared"])))
        planner, ml = bank.archetype("van-planner"), bank.archetype("ml-engineer")
        assert planner
        assert ml
        assert planner.skill("hb-shared")
        assert ml.skill("modern-python")

    def test_a_glossary_adds_words_and_replaces_the_same_word(self, tmp_path: Path) -> None:
        bank = load(write_files(tmp_path, words={"terms": [term("Empty station"), term("pytest")]}))
        words = {term.word: term for term in bank.glossary.terms}
        assert words["Empty station"].what == words["pytest"].what == "A station without bikes."
        assert len(words) == len(load().glossary.terms) + 1

    def test_any_change_of_a_text_changes_the_version(self, tmp_path: Path) -> None:
        write_files(tmp_path, ours=extension(question()))
        first = load(tmp_path).version
        write_files(tmp_path, ours=extension(question(why="Another reason.")))
        assert len({load().version, first, load(tmp_path).version}) == 3


class TestOurs:
    def test_has_four_roles_of_five_to_eight_skills_with_a_core_question_each(self) -> None:
        bank = load()
        assert len(bank.archetypes) == 4
        for archetype in bank.archetypes:
            assert 5 <= len(archetype.skills) <= 8
            core = [question.skill for question in archetype.questions if question.core]
            assert sorted(core) == sorted(skill.id for skill in archetype.skills)

    def test_asks_the_shared_questions_in_every_role(self) -> None:
        for archetype in load().archetypes:
            assert archetype.skill("modern-python")
            assert archetype.skill("engineering-judgement")
