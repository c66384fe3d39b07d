"""Is the catalogue whole: every rule listed once, told in both languages, and bound to what the form asks?"""

import importlib
import pkgutil
import string
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import milepost.checks
from milepost.checks import RULES, rule_lines, rule_record, rules_page, sentence
from milepost.checks.across import DECIDED, UNDECIDED
from milepost.checks.cells import CONSTRAINT_RULES
from milepost.checks.refusals import KINDS, refused
from milepost.checks.remarked import REMARK_WORDS
from milepost.checks.wording import subject_in_words
from milepost.inputs.form import form_of
from milepost.model.definition import Collection
from milepost.model.finding import Rule, Severity, Topic
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.words import Words
from milepost.templates.folders import template_folders
from milepost.templates.words import read_words
from tests.checks.drawing import CONTEXT, ENGLISH
from tests.checks.scenes import GOOD, SCENES

REPOSITORY = Path(__file__).resolve().parents[2]
CHINESE = read_words(template_folders(REPOSITORY), "zh")
PUBLIC = replace(CONTEXT, definition=replace(CONTEXT.definition, collection=Collection.PUBLIC_SOURCES))
FAILING = [pytest.param(scene, id=code) for code, (_, scene) in SCENES.items()]


def test_codes_are_unique_and_in_order() -> None:
    order = [topic.value for topic in Topic]
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes), key=lambda code: (order.index(code[0]), code))


def test_every_rule_is_listed() -> None:
    modules = [
        importlib.import_module(one.name) for one in pkgutil.iter_modules(milepost.checks.__path__, "milepost.checks.")
    ]
    written = {value for module in modules for value in vars(module).values() if isinstance(value, Rule)}
    assert written == set(RULES)


def test_each_topic_has_two_rules_at_least() -> None:
    count = Counter(rule.topic for rule in RULES)
    assert len(RULES) >= 30
    assert all(count[topic] >= 2 for topic in Topic)


def test_what_the_form_asks_and_the_rules_are_the_same() -> None:
    asked = {one.name for sheet in form_of(2024).sheets for one in sheet.constraints}
    assert asked == set(CONSTRAINT_RULES)


def test_every_kind_of_refusal_says_what_it_is_and_what_to_do() -> None:
    said = {sentence(refused(Refusal("a.xlsx", kind, {"limit": 9}), CONTEXT), ENGLISH) for kind in RefusalKind}
    assert len(said) == len(RefusalKind)
    assert set(KINDS) == set(RefusalKind) - {RefusalKind.LOCK_FILE}


def facts_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_told_in_chinese_with_the_same_facts(rule: Rule) -> None:
    for text in (rule.says, rule.asks):
        assert CHINESE.has(text)
        assert facts_of(CHINESE.say(text)) == facts_of(text)


def test_every_word_that_is_filled_in_is_told_in_chinese() -> None:
    words = {word for pair in KINDS.values() for word in pair} | {*REMARK_WORDS, *DECIDED, *UNDECIDED}
    assert {word for word in words if not CHINESE.has(word)} == set()


@pytest.mark.parametrize("scene", FAILING)
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_finding_can_be_told(scene: object, words: Words) -> None:
    for finding in scene.findings():  # type: ignore[attr-defined]
        told = sentence(finding, words, subject=subject_in_words(finding, words, CONTEXT))
        assert finding.rule.code in told
        assert "{" not in told
        assert "None" not in told


def test_the_page_of_the_rules_is_up_to_date() -> None:
    page = (REPOSITORY / "docs" / "rules.md").read_text("utf-8")
    assert page == rules_page(RULES)
    assert all(f"\n### {rule.code}\n" in page for rule in RULES)


def test_the_catalogue_as_data_and_on_a_terminal() -> None:
    assert rule_record(RULES[0])["code"] == "F01"
    assert sum(line.startswith(tuple("FSTIHXU")) for line in rule_lines(RULES)) == len(RULES)


@pytest.mark.parametrize("scene", FAILING)
def test_where_nobody_was_asked_nothing_is_missed(scene: object) -> None:
    context = replace(scene.context, definition=PUBLIC.definition)  # type: ignore[attr-defined]
    for finding in replace(scene, context=context).findings():  # type: ignore[type-var]
        assert not finding.rule.absence
        assert finding.rule.topic not in (Topic.SIGN_OFF, Topic.REPORTING)
        assert finding.request(ENGLISH) not in sentence(finding, ENGLISH, asked=False)


def test_a_completion_without_a_date_stays_as_a_note() -> None:
    found = replace(SCENES["T07"][1], context=PUBLIC).findings()
    assert [(one.rule.code, one.severity) for one in found] == [("T07", Severity.NOTE)]
    assert SCENES["T07"][1].findings()[0].severity is Severity.DOUBT


def test_a_rule_is_a_doubt_at_most_in_its_first_year(monkeypatch: pytest.MonkeyPatch) -> None:
    found = SCENES["I06"][1].findings()
    assert found[0].severity is Severity.REJECT
    monkeypatch.setattr("milepost.checks.values.OUTSIDE_BOUNDS", replace(found[0].rule, since=2024))
    monkeypatch.setattr("milepost.checks.FIRST_YEAR", 2020)
    assert SCENES["I06"][1].findings()[0].severity is Severity.DOUBT


def test_a_sentence_in_full() -> None:
    finding = SCENES["T12"][1].findings()[0]
    assert sentence(finding, ENGLISH, subject=subject_in_words(finding, ENGLISH, CONTEXT)) == (
        "Task 2 (Open a garden school): The percent does not fit the state “completed” (expected 100, found 60). "
        "Correct the state or the percent. '[NORTH-1.xlsx]Tasks'!I6 [T12]"
    )


def test_a_complete_form_is_told_nothing_in_a_public_report_either() -> None:
    assert replace(GOOD, context=PUBLIC).findings() == []
