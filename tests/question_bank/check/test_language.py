"""A bank in a language that the check does not know says so, once; none in English ever does."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from question_bank.authoring.starter import starter
from question_bank.bank import Bank
from question_bank.check.check import Misfit, check
from question_bank.check.language import LEAST_SHARE, is_english
from question_bank.load.loader import BUILT_IN
from tests.question_bank.banks import extension, question, role, write_files

# A question that must not be asked, and another that may.
SAMPLES = {
    "Spanish": "¿Está casado, o tiene hijos? ¿Qué mediría antes de cambiar el código en producción?",
    "German": "Sind Sie verheiratet, oder haben Sie Kinder? Was messen Sie, bevor der Dienst geändert wird?",
    "French": "Êtes-vous marié ou avez-vous des enfants ? Que mesurez-vous avant de changer le code ?",
    "Portuguese": "É casado ou tem filhos? O que mediria antes de mudar o código em produção?",
    "Japanese": "ご結婚されていますか。お子さんはいますか。本番のコードを変える前に何を測りますか。",
    "Dutch": "Bent u getrouwd, of hebt u kinderen? Wat meet u voordat de code in productie verandert?",
    "Polish": "Czy jest pani zamężna? Co pani zmierzy, zanim to trafi na produkcję, i po co?",
    "Italian": "È sposato o ha figli? Che cosa misurerebbe prima di cambiare il codice in produzione?",
    "Danish": "Er du gift, eller har du børn? Hvad måler du, før der ændres i koden i produktion?",
    "Turkish": "Evli misiniz, çocuğunuz var mı? Üretimdeki kodu değiştirmeden önce neyi ölçersiniz?",
    "Russian": "Вы замужем, есть ли у вас дети? Что вы измерите, прежде чем менять код?",
}


def no_misfits(_: Bank) -> Iterable[Misfit]:
    """The languages of a bank have nothing to do with how it is shown."""
    return ()


def said(folder: Path) -> list[str]:
    report = check(folder, no_misfits)
    assert report.faults == ()
    return [str(place) for place in report.warnings if "in English alone" in place.problem]


@pytest.mark.parametrize("language", SAMPLES)
class TestOtherLanguages:
    def test_are_told_from_english(self, language: str) -> None:
        assert not is_english(f"{SAMPLES[language]} {SAMPLES[language]}")

    def test_are_said_once_of_the_question(self, tmp_path: Path, language: str) -> None:
        words = SAMPLES[language]
        ours = extension(question(ask=words, deeper=[words[:60]], rescue=[words[60:120] or "…"]))
        [warning] = said(write_files(tmp_path, ours=ours))
        assert warning.startswith(
            'ours.toml: questions[1] "hb-empty-stations": is not in English, as far as can be told'
        )

    def test_are_said_of_a_question_whose_follow_ups_are_english(
        self, tmp_path: Path, language: str
    ) -> None:
        words = f"{SAMPLES[language]} {SAMPLES[language]}"[:240]
        assert len(said(write_files(tmp_path, ours=extension(question(ask=words))))) == 1

    def test_are_said_once_of_a_whole_file(self, tmp_path: Path, language: str) -> None:
        write_files(tmp_path, ours=translated(role(), SAMPLES[language]))
        report = check(tmp_path, no_misfits)
        [warning] = [place for place in report.warnings if "in English alone" in place.problem]
        assert str(warning).startswith("ours.toml: is not in English")


def translated(value: Any, words: str) -> Any:
    """The content with these words, or the beginning of them, for all that is said in it."""
    match value:
        case dict():
            kept = {"id", "skill", "tags"}
            return {
                key: each if key in kept else translated(each, words) for key, each in value.items()
            }
        case list():
            return [translated(each, words) for each in value]
        case str():
            return words[:48]
    return value


class TestEnglish:
    def test_is_never_taken_for_another_language(self, tmp_path: Path) -> None:
        file, text = starter("Platform Tools", [])
        (tmp_path / file).write_text(text, encoding="utf-8")
        write_files(tmp_path, ours=extension(question()), planner=role())
        assert said(tmp_path) == []

    def test_of_ours_is_far_from_the_limit(self) -> None:
        asked = list(questions())
        assert len(asked) > 300
        # With a third as many words again that are not English, each is still taken for English.
        assert [
            words
            for words in asked
            if not is_english(f"{words} {'x ' * (len(words.split()) // 3)}")
        ] == []
        assert LEAST_SHARE == 0.1

    @pytest.mark.parametrize("words", ["", "Garbage collection?", "¿Por qué?", "Explain PEP 8."])
    def test_cannot_be_told_of_a_few_words(self, words: str) -> None:
        assert is_english(words)


def questions() -> Iterator[str]:
    """What is asked in the built-in bank, question by question, without and with the follow-ups."""
    for path in BUILT_IN.glob("*.toml"):
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("questions", ()):
            yield entry["ask"]
            yield " ".join([entry["ask"], *entry["deeper"], *entry["rescue"]])
