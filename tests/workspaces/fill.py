"""What did the made-up units send in, and how did it get into their workbooks?

Issues the forms of each workspace beside this file and types ``facts.yaml`` into them, cell by cell, as a person would.
Run again, it writes the same bytes:

    python tests/workspaces/fill.py [WORKSPACE ...]
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "src"))

from milepost.files.digest import sha256_text  # noqa: E402
from milepost.indicators import Definitions  # noqa: E402
from milepost.inputs.exchange import write_issued  # noqa: E402
from milepost.inputs.fill import Facts, fill_form, typed_rows  # noqa: E402
from milepost.inputs.form import Form, form_of  # noqa: E402
from milepost.inputs.issue import write_form  # noqa: E402
from milepost.inputs.rows import known_at  # noqa: E402
from milepost.model.definition import ReportDefinition  # noqa: E402
from milepost.model.exchange import Issued  # noqa: E402
from milepost.model.words import Words  # noqa: E402
from milepost.pipeline.gather import gather  # noqa: E402
from milepost.pipeline.lastyear import carried_over, states_in_words  # noqa: E402
from milepost.pipeline.progress import Progress  # noqa: E402
from milepost.pipeline.workspace import Workspace  # noqa: E402
from milepost.reports.definition import read_report  # noqa: E402
from milepost.templates.folders import template_folders  # noqa: E402
from milepost.templates.words import read_words  # noqa: E402

NAMES = ("harbour", "meadow", "regions", "orchard")
MADE_HERE = "# Made by tests/workspaces/fill.py from facts.yaml; edit it there.\n"


@dataclass
class Desk:
    """Everything that a workspace's forms are issued from, and what is typed into them."""

    facts: Facts
    definition: ReportDefinition
    definitions: Definitions
    words: Sequence[Words]
    form: Form
    last: Mapping[str, str]

    @classmethod
    def of(cls, workspace: Path, facts_file: str = "facts.yaml") -> "Desk":
        facts = yaml.safe_load((workspace / facts_file).read_text("utf-8"))
        definition, definitions = read_report(workspace, facts["year"])
        words = [read_words(template_folders(workspace), language) for language in definition.languages]
        last = last_states(workspace, facts["year"])
        return cls(facts, definition, definitions, words, form_of(facts["year"]), last)

    def issue(self, unit: str) -> tuple[bytes, Issued]:
        day, plan, framework = self.facts["issued"], self.definitions.plan, self.definitions.framework
        series = known_at(self.definitions.series, day)
        whose = self.definitions.units[unit]
        return write_form(self.form, whose, plan, framework, series, self.definition, self.words, day, self.last)

    def filled(self, workbook: Facts, issued: bytes) -> bytes:
        """Type what the facts say of a workbook into the form that was issued."""
        plan, day = self.definitions.plan, workbook["received"]
        return fill_form(workbook["unit"], issued, self.form, self.words, plan, workbook, day)

    def text(self, entry: Facts) -> str:
        """Find the text that a translation is about."""
        workbook = next(one for one in self.facts["workbooks"] if one["file"] == entry["file"])
        cells = next(cells for _, row, cells in typed_rows(workbook) if row == str(entry["row"]))
        return str(cells[entry["column"]])


def last_states(workspace: Path, year: int) -> Mapping[str, str]:
    """What was said last year of the tasks that go on, as the form prints it; read from last year's workbooks."""
    setting = gather(Workspace(workspace), year)
    return states_in_words(setting, carried_over(setting, Progress()))


def fill(workspace: Path, folder: Path, facts_file: str = "facts.yaml") -> list[Path]:
    """Write what the units of a workspace sent in, and what the office keeps of it.

    Args:
        workspace: Folder with the definitions and the facts.
        folder: Where to write.
        facts_file: The facts of the year; those of an earlier year are ``facts-YEAR.yaml``.

    Returns:
        The files written.
    """
    desk = Desk.of(workspace, facts_file)
    asked = [unit.id for unit in desk.definitions.units.values() if not unit.collective]
    issued = {unit: desk.issue(unit) for unit in asked}
    made = {one["file"]: desk.filled(one, issued[one["unit"]][0]) for one in desk.facts["workbooks"]}
    for other in desk.facts.get("others", ()):
        made[other["file"]] = lock_file(other["lock_of"]) if "lock_of" in other else torn(made, other)
    made["received.csv"] = received(desk.facts)
    if "translations" in desk.facts:
        made["translations.yaml"] = translations(desk)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    register = folder / "issued.json"
    register.unlink(missing_ok=True)
    write_issued(register, {unit: entry for unit, (_, entry) in issued.items()})
    return [folder / name for name in (*made, register.name)]


def facts_files(workspace: Path) -> list[str]:
    """The facts of a workspace, earlier years first."""
    return [*sorted(file.name for file in workspace.glob("facts-*.yaml")), "facts.yaml"]


def lock_file(owner: str) -> bytes:
    """What a spreadsheet program leaves beside a workbook that is open: a length and a name, padded."""
    return bytes([len(owner)]) + owner.encode("ascii").ljust(54) + owner.encode("utf-16-le").ljust(110, b" ")


def torn(made: Mapping[str, bytes], other: Facts) -> bytes:
    """The beginning of a workbook whose transfer was cut off."""
    return made[other["torn_from"]][: other["bytes"]]


def received(facts: Facts) -> bytes:
    lines = [f"{one['file']},{one['received']},{one['unit']}" for one in facts["workbooks"]]
    return "\n".join(["file,received,from", *lines, ""]).encode()


def translations(desk: Desk) -> bytes:
    entries = [
        {
            "unit": entry["unit"],
            "row": str(entry["row"]),
            "column": entry["column"],
            "source_sha256": sha256_text(desk.text(entry)),
            "language": language,
            "text": entry[language],
            "office": desk.facts["office"],
        }
        for entry in desk.facts["translations"]
        for language in ("en", "zh")
        if language in entry
    ]
    return (MADE_HERE + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=120)).encode()


def main(names: Sequence[str]) -> None:
    for name in names or NAMES:
        for facts_file in facts_files(HERE / name):  # earlier years first: a later form rests on them
            year = Desk.of(HERE / name, facts_file).facts["year"]
            for file in fill(HERE / name, HERE / name / "inputs" / str(year), facts_file):
                print(file.relative_to(HERE))


if __name__ == "__main__":
    main(sys.argv[1:])
