"""What do the workbooks of the embedded example say, and how did it get into them?

Issues the forms of 2024 from the definitions of this workspace, types the public facts of ``tools/example/`` into them,
cell by cell, as a person would, and writes what came about to ``inputs/2024/``: the filled workbooks, the register of
what was issued, and the English texts. Run again, it writes the same bytes:

    python tools/fill_example.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from milepost.files.digest import sha256_text  # noqa: E402
from milepost.indicators import Definitions  # noqa: E402
from milepost.inputs.exchange import write_issued  # noqa: E402
from milepost.inputs.fill import Facts, Filling  # noqa: E402
from milepost.inputs.form import form_of  # noqa: E402
from milepost.inputs.issue import write_form  # noqa: E402
from milepost.inputs.rows import case_id, figure_id, is_asked, known_at, observation_id, task_choice  # noqa: E402
from milepost.model.definition import ReportDefinition  # noqa: E402
from milepost.model.exchange import Issued  # noqa: E402
from milepost.model.states import WHOLE_YEAR  # noqa: E402
from milepost.model.words import Words  # noqa: E402
from milepost.reports.definition import read_report  # noqa: E402
from milepost.templates.folders import template_folders  # noqa: E402
from milepost.templates.words import read_words  # noqa: E402

YEAR = 2024
FACTS = Path(__file__).resolve().parent / "example"
OFFICE = "compiled from public sources"
SIGNED = "依据公开信息整理 compiled from public sources"
BASIS = {"derived": {"zh": "推断", "en": "derived"}, "uncertain": {"zh": "存疑", "en": "uncertain"}}
"""How sure a fact is, said before its note; what was read needs no word."""


@dataclass
class ExampleFilling(Filling):
    """One form of the example being filled in, with what is kept for the other edition.

    Attributes:
        translations: Entries for ``translations.yaml``.
        figures: Ready rows of the Figures sheet used so far.
        cases: Cards used so far.
    """

    translations: list[dict[str, str]] = field(default_factory=list)
    figures: int = 0
    cases: int = 0

    def say(self, sheet_key: str, row: str, column_key: str, zh: str | None, en: str | None) -> None:
        """Type the Chinese text, and keep the other language's for the translations.

        A text without Han characters (a per-cent sign) counts as English, so its Chinese wording is kept.
        """
        if not zh:
            return
        self.enter(sheet_key, row, column_key, zh)
        han = any("㐀" <= char <= "鿿" for char in zh)
        language, words = ("en", en) if han else ("zh", zh)
        if words:
            entry = {"unit": self.unit, "row": row, "column": column_key, "source_sha256": sha256_text(zh)}
            self.translations.append({**entry, "language": language, "text": words, "office": OFFICE})


def fill_item(form: ExampleFilling, item: Facts, definitions: Definitions) -> None:
    """Type what was found about an item: state, texts, evidence, its measures and figures."""
    row = str(item["item"])
    measures = item.get("measures", [])
    if not measures:
        form.enter("tasks", row, "state", item["status"])
        form.enter("tasks", row, "completed_on", _day(item["completed_on"]))
    form.say("tasks", row, "text", item["text_zh"], item["text_en"])
    form.enter("tasks", row, "evidence", _evidence(item, definitions))
    form.say("tasks", row, "remarks", _remark(item, "zh"), _remark(item, "en"))
    for measure in measures:
        form.enter("tasks", measure["id"], "state", measure["status"])
        form.enter("tasks", measure["id"], "completed_on", _day(measure["completed_on"]))
        form.say("tasks", measure["id"], "text", measure["text_zh"], measure["text_en"])
        named = [one for one in item["evidence"] if one in measure["text_zh"]]
        form.enter("tasks", measure["id"], "evidence", _evidence({**item, "evidence": named}, definitions))
    task = next(one for one in definitions.plan.tasks if one.id == row)
    for figure in item["figures"]:
        if _ends_by(figure["period"], YEAR):
            form.figures += 1
            row_id = figure_id(form.figures)
            form.enter("figures", row_id, "task", task_choice(task, "zh"))
            form.say("figures", row_id, "name", figure["name_zh"], figure["name_en"])
            form.enter("figures", row_id, "value", figure["value"])
            form.say("figures", row_id, "unit", figure["unit_zh"], figure["unit_en"])
            form.enter("figures", row_id, "period", figure["period"])


def fill_case(form: ExampleFilling, case: Facts, definitions: Definitions) -> None:
    """Type a case into the next empty card."""
    form.cases += 1
    row = case_id(form.cases)
    for key in ("title", "place", "text"):
        form.say("cases", row, key, case[f"{key}_zh"], case[f"{key}_en"])
    form.enter("cases", row, "tasks", ", ".join(str(item) for item in case["related_items"]))
    form.say("cases", row, "figures", *("\n".join(_case_figures(case, language)) for language in ("zh", "en")))
    form.enter("cases", row, "evidence", _evidence(case, definitions))
    form.say("cases", row, "remarks", _remark(case, "zh"), _remark(case, "en"))
    form.enter("cases", row, "publish", "yes")


def fill_indicators(form: ExampleFilling, definitions: Definitions, cut_off: date) -> None:
    """Type the full-year values of the report year and the year before that were known at the cut-off."""
    known = known_at(definitions.series, cut_off)
    for indicator in definitions.framework.reported_by(form.unit):
        for year in (YEAR, YEAR - 1):
            values = [one for one in known if (one.indicator, one.year, one.period) == (indicator.id, year, WHOLE_YEAR)]
            if values:
                row = observation_id(indicator.id, year)
                form.enter("indicators", row, "value", values[-1].value)
                form.enter("indicators", row, "value_status", values[-1].status)
                form.enter("indicators", row, "source", values[-1].source)
                basis = BASIS.get(values[-1].basis)
                if basis:
                    form.say("indicators", row, "remarks", basis["zh"], basis["en"])


def sign(form: ExampleFilling) -> None:
    """Say on the Sign-off sheet what the workbook is; no name, no date."""
    for key in ("prepared_by", "telephone", "checked_by", "approved_by"):
        form.enter("sign_off", "sign_off", key, SIGNED)
    form.enter("sign_off", "sign_off", "submission_number", 1)


def _evidence(entry: Facts, definitions: Definitions) -> str:
    """Document numbers, then sources, one on each line; a withheld address as its words."""
    withheld = {key: text.said("zh") for key, text in definitions.sources.withheld.items()}
    return "\n".join([*entry.get("evidence", ()), *(withheld.get(one, one) for one in entry["sources"])])


def _remark(entry: Facts, language: str) -> str:
    basis = BASIS.get(entry["basis"], {}).get(language, "")
    note = entry.get(f"note_{language}") or ""
    colon = "：" if language == "zh" else ": "
    return f"{basis}{colon}{note}" if basis and note else basis or note


def _case_figures(case: Facts, language: str) -> Iterator[str]:
    for one in case["figures"]:
        name, unit, value, period = one[f"name_{language}"], one[f"unit_{language}"], one["value"], one["period"]
        if language == "zh":
            yield f"{name}：{value}{unit}（{period}）"
        else:
            yield f"{name}: {value} {'× ' if unit[:1].isdigit() else ''}{unit} ({period})"


def _ends_by(period: str, year: int) -> bool:
    """Say whether a period ends in a year or earlier."""
    return int(period.rpartition("/")[2][:4]) <= year


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _facts(name: str) -> list[Facts]:
    content = yaml.safe_load((FACTS / name).read_text(encoding="utf-8"))
    assert isinstance(content, list)
    return content


def issue_forms(
    definition: ReportDefinition, definitions: Definitions, words: Sequence[Words]
) -> dict[str, tuple[bytes, Issued]]:
    """Write the form of every unit that is asked, as known on the cut-off day."""
    series = known_at(definitions.series, definition.cut_off)
    plan, framework = definitions.plan, definitions.framework
    return {
        unit.id: write_form(form_of(YEAR), unit, plan, framework, series, definition, words, definition.cut_off)
        for unit in definitions.units.values()
        if not unit.collective and is_asked(plan, framework, unit.id)
    }


def fill_example(folder: Path, only: Sequence[str] = ()) -> list[Path]:
    """Write the example's exchange with the units.

    Args:
        folder: Where to write; workbooks there that the example does not have are left alone.
        only: Ids of the units whose workbooks are written; all that have something to say by default.

    Returns:
        The files written.
    """
    definition, definitions = read_report(ROOT, YEAR)
    words = [read_words(template_folders(ROOT), language) for language in definition.languages]
    issued = issue_forms(definition, definitions, words)
    items, cases = _facts(f"progress_{YEAR}.yaml"), _facts(f"cases_{YEAR}.yaml")
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    translations: list[dict[str, str]] = []
    for unit, (content, _) in issued.items():
        if only and unit not in only:
            continue
        form = ExampleFilling(unit, content, form_of(YEAR), words)
        for item in items:
            if item["status"] is not None and item["unit"] == unit:
                fill_item(form, item, definitions)
        fill_indicators(form, definitions, definition.cut_off)
        for case in cases:
            if case["unit"] == unit:
                fill_case(form, case, definitions)
        if form.touched:
            sign(form)
            written.append(folder / f"{unit}-1.xlsx")
            written[-1].write_bytes(form.finished(definition.cut_off))
            translations += form.translations
    written.append(folder / "translations.yaml")
    written[-1].write_text(_yaml(translations), encoding="utf-8")
    written.append(folder / "issued.json")
    written[-1].unlink(missing_ok=True)
    write_issued(written[-1], {unit: entry for unit, (_, entry) in issued.items()})
    return written


def _yaml(entries: Sequence[Mapping[str, str]]) -> str:
    head = (
        "# English wording of the texts in the workbooks beside this file, compiled from public sources.\n"
        "# Made by tools/fill_example.py from the facts in tools/example/; edit it there.\n"
    )
    return head + yaml.safe_dump(list(entries), allow_unicode=True, sort_keys=False, width=120)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "inputs" / str(YEAR)
    for path in fill_example(target):
        print(path)
