"""Is everything escaped, strict, and said through the catalogue?"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from milepost.model.words import Words, no_plural
from milepost.render.environment import TemplateFaultError, UntranslatedError, environment, render_template
from milepost.templates import TemplateFolders, engine_templates, read_words

ZH = Words("zh", {"R&D in {place}": "{place}的研发"}, {("1 task", "{n} tasks"): ("{n}项任务",)}, no_plural)


def say(template: str, words: Words = ZH, **values: object) -> str:
    return environment(TemplateFolders(()), words, "print").from_string(template).render(**values)


def test_facts_are_escaped_and_markup_is_kept() -> None:
    assert say('{{ _("R&D in {place}", place="<i>") }}') == "&lt;i&gt;的研发"
    assert say('{{ _("R&D in {place}", place="<i>" | safe) }}') == "<i>的研发"


def test_sentences_are_escaped() -> None:
    assert say('{{ _("R&D in {place}", place=1) }}', Words("en")) == "R&amp;D in 1"


@pytest.mark.parametrize(
    ("n", "english", "chinese"), [(0, "0 tasks", "0项任务"), (1, "1 task", "1项任务"), (2, "2 tasks", "2项任务")]
)
def test_counts(n: int, english: str, chinese: str) -> None:
    template = '{{ n_("1 task", "{n} tasks", n) }}'
    assert (say(template, Words("en"), n=n), say(template, n=n)) == (english, chinese)


@pytest.mark.parametrize("template", ['{{ _("Unheard of") }}', '{{ n_("1 unheard of", "Unheard of", 2) }}'])
def test_a_sentence_without_translation_stops(template: str) -> None:
    with pytest.raises(UntranslatedError, match='"Unheard of" has no translation into "zh"'):
        say(template)


def test_missing_sentences_can_be_gathered() -> None:
    gathered: list[tuple[str, str]] = []
    made = environment(TemplateFolders(()), ZH, "print", lambda *told: gathered.append(told))
    assert made.from_string('{{ _("Unheard of") }}').render() == "Unheard of"
    assert gathered == [("zh", "Unheard of")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("line\n{{ nothing }}", r"page\.j2, line 2: 'nothing' is undefined", id="undefined name"),
        pytest.param("{% if %}", r"page\.j2, line 1: Expected an expression", id="syntax"),
        pytest.param('{% include "none.j2" %}', r"the template none\.j2 was not found", id="missing file"),
        pytest.param("{{ frame.colour }}", r"page\.j2, line 1: .* has no attribute 'colour'", id="undefined attribute"),
    ],
)
def test_a_fault_of_a_template_has_its_place(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "page.j2").write_text(text, encoding="utf-8")
    made = environment(TemplateFolders((tmp_path,)), ZH, "print")
    with pytest.raises(TemplateFaultError, match=told):
        render_template(made, "page.j2", frame=object())


def sentences(made: Environment) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every sentence in the source of the engine's templates: what a sample happens to print is not enough."""
    for path in sorted((engine_templates() / "report").rglob("*.j2")):
        tree = made.parse(path.read_text(encoding="utf-8"))
        for line, function, message in extract_from_ast(tree, ("_", "n_")):
            told = message if isinstance(message, tuple) else (message,)
            kept = tuple(part for part in told if part is not None)
            if kept:  # a sentence held by a variable is not in the source
                yield f"{path.name}, line {line}", kept if function == "n_" else kept[0]


def test_every_fixed_sentence_is_translated(made: Callable[[str], Environment], folders: TemplateFolders) -> None:
    chinese = read_words(folders, "zh")
    found = list(sentences(made("zh")))
    assert len(found) > 30
    untold = [
        f"{place}: {message}"
        for place, message in found
        if not (chinese.has(str(message)) if isinstance(message, str) else message[:2] in chinese.plurals)
    ]
    assert untold == []
