"""`/interview ml-engineer`: the kit, and what its buttons open."""

import pytest

from handlers.kits.help_page import USAGES
from question_bank.bank import Bank
from question_bank.kit import pick
from question_bank.models import Archetype
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.blocks import visible_text
from templates.render import render
from tests.company import Company


class TestKit:
    def test_is_seen_by_the_person_who_asked_and_nobody_else(self, company: Company) -> None:
        assert company.answer(company.ada, "ml-engineer").only_for == company.ada.id
        assert company.slack.messages(company.slack.general) == []

    def test_holds_every_core_question_with_a_cue_for_each_level(
        self, company: Company, ml: Archetype
    ) -> None:
        text = company.answer(company.ada, "ml-engineer").text
        core = [question for question in ml.questions if question.core]
        assert len(core) == len(ml.skills)
        for question in core:
            for words in (question.ask, question.junior.cue, question.senior.cue):
                assert words in text
            assert question.senior.good not in text

    @pytest.mark.parametrize("wish", ["", "junior", "senior"])
    def test_is_read_in_a_minute(self, company: Company, bank: Bank, wish: str) -> None:
        for role in bank.archetypes:
            kit = company.answer(company.ada, f"{role.id} {wish}")
            assert len(kit.text.split()) <= 520
            assert len(kit.blocks) <= 12

    def test_has_every_guide_one_press_away(self, company: Company, ml: Archetype) -> None:
        kit = company.answer(company.ada, "ml-engineer senior 45m")
        company.presses(company.ada, kit, "run.full")
        full = company.slack.ephemerals(company.ada)[-1].text
        assert "Real-world signal" in full
        assert "did not fit into 45 minutes" in full
        asked = [question for question in ml.questions if question.ask in kit.text]
        for question in asked:
            for words in (question.ask, question.junior.good, question.senior.unprompted):
                assert words in full

    def test_of_a_bank_without_cues_shows_the_guides(self, ml: Archetype) -> None:
        first = ml.questions[0]
        guide = first.junior.model_copy(update={"cue": ""})
        kit = pick(
            ml.model_copy(update={"questions": (first.model_copy(update={"junior": guide}),)})
        )
        skills = {skill.id: skill for skill in ml.skills}
        page = render(
            "kits/kit", kit=kit, questions=kit.questions, left_out=(), skills=skills,
            full_command="ml-engineer full",
        )  # fmt: skip
        text = visible_text(page["blocks"])
        assert first.junior.good in text
        assert first.senior.cue in text

    @pytest.mark.parametrize("role", ["backend", "de", "MLE", "sre", "Machine Learning Engineer"])
    def test_knows_a_role_by_its_aliases_and_its_name(self, company: Company, role: str) -> None:
        assert "core questions" in company.answer(company.ada, role).text

    def test_in_full_of_a_level_adds_what_that_level_should_bring_or_may_miss(
        self, company: Company, bank: Bank
    ) -> None:
        question = bank.question("ml-engineer", "sh-hardest-system")
        assert question
        junior = company.answer(company.ada, "ml-engineer junior full").text
        senior = company.answer(company.ada, "ml-engineer full senior").text
        assert question.junior.fine_to_miss in junior
        assert question.senior.unprompted not in junior
        assert question.senior.unprompted in senior
        assert question.junior.fine_to_miss not in senior

    def test_of_a_skill_asks_about_that_skill_only(self, company: Company, ml: Archetype) -> None:
        text = company.answer(company.ada, "ml-engineer ml-statistics").text
        for question in ml.questions:
            assert (question.ask in text) == (question.skill == "ml-statistics")

    def test_of_a_tag_asks_what_has_that_tag(self, company: Company, backend: Archetype) -> None:
        text = company.answer(company.ada, "backend sql").text
        tagged = [question for question in backend.questions if "sql" in question.tags]
        assert tagged
        assert all(question.ask in text for question in tagged)

    @pytest.mark.parametrize(
        ("typed", "minutes"),
        [
            *[(typed, 45) for typed in ("45m", "45 min", "45min", "45-minutes", "45 Min.", "45", "(45 mins)")],
            ("half an hour", 30), ("0:30", 30), ("0.5h", 30), ("1h", 60), ("1 hour", 60),
        ],
    )  # fmt: skip
    def test_of_a_length_names_what_it_leaves_out(
        self, company: Company, typed: str, minutes: int
    ) -> None:
        for command in (f"ml-engineer {typed}", f"ml-engineer {typed}, senior"):
            text = company.answer(company.ada, command).text
            assert f"did not fit into {minutes} minutes" in text

    @pytest.mark.parametrize(
        "typed", ["0", "0 min", "9m", "5000", "5000 minutes", "99999999h", "0:05", "241 min"]
    )
    def test_of_a_length_that_no_interview_has_says_so(self, company: Company, typed: str) -> None:
        answer = company.answer(company.ada, f"backend senior sql {typed}")
        assert "A kit takes 10 to 240 minutes." in answer.text
        assert says_on_buttons(answer) == ["backend-developer senior sql 45m"]

    def test_of_a_tag_with_a_number_is_that_of_the_tag(self, company: Company, bank: Bank) -> None:
        ml, *others = bank.archetypes
        first, *questions = ml.questions
        tagged = first.model_copy(update={"tags": (*first.tags, "http-2")})
        changed = ml.model_copy(update={"questions": (tagged, *questions)})
        newer = bank.model_copy(update={"archetypes": (changed, *others), "version": "with http-2"})
        with company.using(newer):
            assert first.ask in company.answer(company.ada, f"{ml.id} http 2").text

    def test_buttons_lead_to_all_questions_alternates_and_the_scorecard(
        self, company: Company
    ) -> None:
        actions = company.answer(company.ada, "ml-engineer").actions
        assert actions[-4:] == ["score.open", "questions.open", "questions.alternates", "run.full"]

    def test_reads_smart_quotes_long_dashes_and_fixed_spaces(self, company: Company) -> None:
        text = company.answer(company.ada, "\u201cml\u2013engineer\u201d\u00a0senior").text
        assert "Machine Learning Engineer · senior" in text


class TestAllQuestions:
    def test_page_by_skill_and_show_every_question_of_it(
        self, company: Company, bank: Bank
    ) -> None:
        archetype = bank.archetype("data-engineer")
        assert archetype
        company.presses(company.ada, company.answer(company.ada, "data-engineer"), "questions.open")
        for skill in archetype.skills:
            company.chooses(company.ada, "questions.skill", skill.id)
            page = company.modal(company.ada).text
            assert skill.anchors.junior in page
            assert skill.anchors.senior in page
            for question in archetype.questions:
                assert (question.ask in page) == (question.skill == skill.id)

    def test_alternates_leave_the_core_questions_out(
        self, company: Company, backend: Archetype
    ) -> None:
        company.presses(company.ada, company.answer(company.ada, "backend"), "questions.alternates")
        page = company.modal(company.ada).text
        first = backend.skills[0].id
        for question in backend.questions:
            assert (question.ask in page) == (question.skill == first and not question.core)


class TestOneQuestion:
    def test_opens_in_full_from_the_kit(self, company: Company, bank: Bank) -> None:
        question = bank.question("ml-engineer", "sh-python-version")
        assert question
        kit = company.answer(company.ada, "ml-engineer")
        company.presses(company.ada, kit, "question.open", "ml-engineer sh-python-version")
        text = company.modal(company.ada).text
        for words in (
            question.ask, question.why, *question.deeper, *question.rescue, *question.red_flags,
            question.junior.good, question.junior.fine_to_miss,
            question.senior.good, question.senior.unprompted,
            f"*Listen for:* {question.junior.cue}", f"*Listen for:* {question.senior.cue}",
        ):  # fmt: skip
            assert words in text

    def test_of_a_bank_without_cues_shows_the_guides_alone(self, ml: Archetype) -> None:
        question = ml.questions[0]
        guides_only = question.model_copy(
            update={"junior": question.junior.model_copy(update={"cue": ""})}
        )
        skill = ml.skill(question.skill)
        page = render("kits/question", archetype=ml, question=guides_only, skill=skill, metadata="")
        text = visible_text(page["blocks"])
        assert text.count("Listen for:") == 1
        assert question.junior.good in text

    def test_gives_way_to_the_next_one_and_to_another_for_the_skill(
        self, company: Company, ml: Archetype
    ) -> None:
        kit = company.answer(company.ada, "ml-engineer")
        company.presses(company.ada, kit, "question.open", "ml-engineer sh-python-version")
        same = [question for question in ml.questions if question.skill == "modern-python"]
        company.presses(company.ada, company.modal(company.ada), "question.other")
        assert same[1].ask in company.modal(company.ada).text
        company.presses(company.ada, company.modal(company.ada), "question.next")
        after = ml.questions[ml.questions.index(same[1]) + 1]
        assert after.ask in company.modal(company.ada).text

    def test_leads_on_to_the_scorecard_three_modals_deep(self, company: Company) -> None:
        kit = company.answer(company.ada, "ml-engineer")
        company.presses(company.ada, kit, "questions.open")
        page = company.modal(company.ada)
        company.presses(company.ada, page, "question.open", "ml-engineer ml-loss-will-not-fall")
        company.presses(company.ada, company.modal(company.ada), "score.open")
        assert company.modal(company.ada).title == "Score a candidate"


class TestHelpAndRoles:
    @pytest.mark.parametrize("typed", ["", "help", "HELP", "  "])
    def test_help_offers_every_role_as_a_button(
        self, company: Company, bank: Bank, typed: str
    ) -> None:
        text = company.answer(company.ada, typed).text
        assert all(role.name in text for role in bank.archetypes)

    def test_help_is_five_groups_of_buttons_with_a_line_each(self, company: Company) -> None:
        blocks = company.answer(company.ada, "help").blocks
        lines = [block["text"]["text"] for block in blocks if block["type"] == "section"]
        assert [line.split(" · ")[0] for line in lines] == [
            *("*Ask*", "*Plan*", "*Score*", "*Decide*", "*Look up*")
        ]
        assert all(len(line.split()) < 18 and "\n" not in line for line in lines)

    def test_every_help_button_leads_on(self, company: Company) -> None:
        helped = company.answer(company.ada, "help")
        for action in helped.actions:
            company.presses(company.ada, helped, action)
            view = company.slack.view_of(company.ada)
            said = view.text if view else company.notice(company.ada)
            assert "I do not know" not in said
            assert said != helped.text
            if view:
                company.slack.close(view)

    def test_all_that_can_be_typed_is_behind_a_button(self, company: Company) -> None:
        company.presses(company.ada, company.answer(company.ada, "help"), "run.commands")
        listed = company.notice(company.ada)
        assert all(f"/interview {usage}" in listed for usage, _ in USAGES)

    def test_a_help_button_gives_the_kit_below(self, company: Company) -> None:
        company.presses(company.ada, company.answer(company.ada, "help"), "run.3")
        assert "core questions" in company.notice(company.ada)

    def test_roles_stand_side_by_side_in_one_table(self, company: Company, bank: Bank) -> None:
        answer = company.answer(company.ada, "roles")
        [table] = [block for block in answer.blocks if block["type"] == "table"]
        header, *rows = [[visible_text([cell]) for cell in row] for row in table["rows"]]
        assert header == ["Role", "Builds", "Pay", "Uses", "Hired by"]
        pay = ["the baseline", "+10 to 15 %", "+5 to 10 %", "+15 to 25 %"]
        assert rows == [
            [role.name, *map(", ".join, (role.builds, [figure], role.uses, role.hired_by))]
            for role, figure in zip(bank.archetypes, pay, strict=True)
        ]

    def test_what_a_role_must_have_is_one_press_from_the_table(
        self, company: Company, bank: Bank
    ) -> None:
        answer = company.answer(company.ada, "roles")
        for number, role in enumerate(bank.archetypes, start=1):
            company.presses(company.ada, answer, f"run.{number}", f"brief job {role.id}")
            assert all(must in company.notice(company.ada) for must in role.must_haves)


def says_on_buttons(message: MessageSnapshot) -> list[str]:
    """What the message's buttons say, in order."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


class TestWordsNobodyKnows:
    def test_get_up_to_three_suggestions_that_run(self, company: Company) -> None:
        answer = company.answer(company.ada, "ml-enginer")
        assert "I do not know" in answer.text
        assert answer.actions == [f"run.{n}" for n in range(1, len(answer.actions) + 1)]
        assert len(answer.actions) <= 3
        company.presses(company.ada, answer, "run.1")
        assert "Machine Learning Engineer" in company.slack.ephemerals(company.ada)[-1].text

    def test_of_a_skill_or_level_too(self, company: Company) -> None:
        answer = company.answer(company.ada, "ml-engineer senoir")
        assert "is no level, skill or tag" in answer.text
        company.presses(company.ada, answer, "run.1")
        assert "· senior" in company.notice(company.ada)

    def test_of_a_skill_keep_the_level_and_the_length(self, company: Company) -> None:
        answer = company.answer(company.ada, "backend sqll senior 1h")
        assert says_on_buttons(answer)[0] == "backend-developer senior 60m sql"
        answer = company.answer(company.ada, "backend sqll senior 5000m")
        assert says_on_buttons(answer)[0] == "backend-developer senior sql"

    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            ("data-enginer sql 45m", "data-engineer sql 45m"),
            ("machine lerning senior", "ml-engineer senior"),
            ("senior backend", "backend-developer senior"),
            ("debreif Katherine Johnson", "debrief Katherine Johnson"),
            ("debreif Sherlock Holmes", "debrief"),
            ("pythn developer", "backend-developer"),
        ],
    )
    def test_are_offered_mended_with_all_that_came_with_them(
        self, company: Company, typed: str, offered: str
    ) -> None:
        company.adds(company.ada, "Katherine Johnson")
        assert says_on_buttons(company.answer(company.ada, typed))[0] == offered

    @pytest.mark.parametrize("typed", ["sql", "pytorch", "slow query"])
    def test_that_are_like_no_command_can_be_searched_for(
        self, company: Company, typed: str
    ) -> None:
        answer = company.answer(company.ada, typed)
        search, tour = says_on_buttons(answer)
        assert search == f"Search the questions for “{typed}”"
        assert tour == "What can you do?"
        company.presses(company.ada, answer, "run.1")
        assert "I do not know" not in company.notice(company.ada)

    def test_that_name_a_candidate_offer_them_to_those_who_may_know(self, company: Company) -> None:
        company.adds(company.ada, "Pippi Longstocking", panel=(company.grace,))
        answer = company.answer(company.grace, "pippi longstocking")
        assert says_on_buttons(answer) == ["Score Pippi Longstocking", "Debrief Pippi Longstocking"]
        company.presses(company.grace, answer, "run.1")
        assert company.modal(company.grace).title == "Score Pippi Longstocking"
        assert "Score" not in str(
            says_on_buttons(company.answer(company.alan, "Pippi Longstocking"))
        )

    def test_without_anything_near_lead_to_the_help(self, company: Company) -> None:
        answer = company.answer(company.ada, "zzzzqqq")
        assert "I do not know" in answer.text
        assert "What can you do?" in answer.text

    def test_that_fill_pages_are_refused_kindly(self, company: Company) -> None:
        assert "10,000 characters long" in company.answer(company.ada, "x" * 10_000).text

    def test_cannot_ping_a_channel(self, company: Company) -> None:
        answer = company.answer(company.ada, "&lt;!channel&gt;")
        assert "<!channel>" in answer.text
        assert answer.blocks[0]["text"]["type"] == "plain_text"
