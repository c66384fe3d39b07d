"""The secretariat's own words: each file says place and language, and what is wrong with its name is told."""

from __future__ import annotations

from pathlib import Path

from milepost.inputs.editorial import find_editorial

PLACES = ("preface", "summary", "part-2", "task-38")


def written(folder: Path, **files: str) -> Path:
    target = folder / "inputs" / "2031" / "editorial"
    target.mkdir(parents=True)
    for name, words in files.items():
        (target / name.replace("__", ".").replace("_", "-")).write_text(words, encoding="utf-8")
    return folder


def test_words_are_found_by_place_and_language(tmp_path: Path) -> None:
    made = written(tmp_path, preface__en__md="Hello", part_2__instead__zh__md="你好", summary__en__md="  ")
    editorial, mistakes = find_editorial(made, 2031, PLACES, ("en", "zh"))
    assert mistakes == []
    opening, instead = editorial.at("preface", "en"), editorial.at("part-2", "zh")
    assert opening is not None
    assert (opening.words, opening.replaces) == ("Hello", False)
    assert instead is not None
    assert instead.replaces
    assert editorial.at("summary", "en") is None
    assert editorial.at("preface", "zh") is None


def test_what_is_wrong_with_a_name_is_told_all_at_once(tmp_path: Path) -> None:
    made = written(tmp_path, prefase__en__md="a", preface__fr__md="b", notes__md="c")
    _, mistakes = find_editorial(made, 2031, PLACES, ("en", "zh"))
    assert [(one.place.path.name, one.problem) for one in mistakes] == [
        ("notes.md", "The name does not say place and language."),
        ("preface.fr.md", 'The report has no language "fr" (it has en, zh).'),
        ("prefase.en.md", 'The report has no place "prefase" (nearest: "preface").'),
    ]


def test_opening_and_replacing_one_place_is_a_mistake(tmp_path: Path) -> None:
    made = written(tmp_path, preface__en__md="a", preface__instead__en__md="b")
    _, mistakes = find_editorial(made, 2031, PLACES, ("en",))
    assert [one.problem for one in mistakes] == ["The place has words already."]


def test_no_folder_is_no_mistake(tmp_path: Path) -> None:
    editorial, mistakes = find_editorial(tmp_path, 2031, PLACES, ("en",))
    assert (editorial.by_place, mistakes) == ({}, [])
