"""Are the catalogues read as they are written, and complete?"""

import io
import pickle
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from milepost.errors import WorkspaceError
from milepost.templates import TemplateFolders, engine_templates, read_words

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'


def catalogue(folder: Path, body: str, name: str = "milepost.po") -> TemplateFolders:
    path = folder / "locales" / "zh_CN" / "LC_MESSAGES" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body, encoding="utf-8")
    return TemplateFolders((folder,))


def test_a_sentence_is_said_with_its_facts(tmp_path: Path) -> None:
    words = read_words(catalogue(tmp_path, 'msgid "Table {number}"\nmsgstr "表{number}"\n'), "zh")
    assert words.say("Table {number}", number=3) == "表3"


def test_chinese_has_one_form_for_every_count(tmp_path: Path) -> None:
    folders = catalogue(tmp_path, 'msgid "1 task"\nmsgid_plural "{n} tasks"\nmsgstr[0] "{n}项任务"\n')
    words = read_words(folders, "zh")
    assert [words.say_n("1 task", "{n} tasks", n) for n in (0, 1, 2)] == ["0项任务", "1项任务", "2项任务"]


@pytest.mark.parametrize(
    "entry", ['#, fuzzy\nmsgid "yes"\nmsgstr "是"\n', 'msgid "yes"\nmsgstr ""\n'], ids=["fuzzy", "empty"]
)
def test_what_is_not_settled_does_not_count(tmp_path: Path, entry: str) -> None:
    assert not read_words(catalogue(tmp_path, entry), "zh").has("yes")


def test_every_catalogue_of_the_folder_counts(tmp_path: Path) -> None:
    catalogue(tmp_path, 'msgid "yes"\nmsgstr "是"\n', "one.po")
    words = read_words(catalogue(tmp_path, 'msgid "no"\nmsgstr "否"\n', "two.po"), "zh")
    assert (words.say("yes"), words.say("no")) == ("是", "否")


def test_the_workspaces_sentence_comes_before_the_engines(tmp_path: Path) -> None:
    own = catalogue(tmp_path / "own", 'msgid "yes"\nmsgstr "对"\n')
    engine = catalogue(tmp_path / "engine", 'msgid "yes"\nmsgstr "是"\n\nmsgid "no"\nmsgstr "否"\n')
    words = read_words(TemplateFolders((*own.paths, *engine.paths)), "zh")
    assert (words.say("yes"), words.say("no")) == ("对", "否")


def test_english_needs_no_catalogue(tmp_path: Path) -> None:
    assert read_words(TemplateFolders((tmp_path,)), "en").say("{n} left", n=2) == "2 left"


def test_words_travel_to_other_processes() -> None:
    words = read_words(TemplateFolders((engine_templates(),)), "zh")
    assert pickle.loads(pickle.dumps(words)) == words


def test_an_unknown_language_says_which_are_known(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match='"fr" is not known \\(known: en, zh\\)'):
        read_words(TemplateFolders((tmp_path,)), "fr")


def test_a_language_without_catalogue_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no catalogue"):
        read_words(TemplateFolders((tmp_path,)), "zh")


def test_a_broken_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"milepost\.po: not a readable catalogue"):
        read_words(catalogue(tmp_path, 'msgid "yes"\nmsgid "no"\n'), "zh")


def test_no_two_catalogues_translate_a_sentence_differently() -> None:
    said: dict[object, set[object]] = {}
    for path in sorted((engine_templates() / "locales/zh_CN/LC_MESSAGES").glob("*.po")):
        for message in read_po(io.BytesIO(path.read_bytes()), locale="zh_CN"):
            said.setdefault(message.id, set()).add(message.string)
    assert {sentence: strings for sentence, strings in said.items() if sentence and len(strings) > 1} == {}
