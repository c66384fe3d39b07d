"""How does a new workspace come about: a made-up plan, its forms issued and filled in, ready to build?"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from milepost.errors import DefinitionError, WorkspaceError
from milepost.files.digest import sha256_text
from milepost.files.replace import fresh_folder, write_file, write_text
from milepost.files.yaml import Block, read_yaml
from milepost.inputs.fill import Facts, fill_form, typed_rows
from milepost.inputs.issue import issued_name
from milepost.pipeline.gather import Setting, gather
from milepost.pipeline.issuing import issue
from milepost.pipeline.judging import judge
from milepost.pipeline.progress import Progress
from milepost.pipeline.returning import returned_workbook
from milepost.pipeline.workspace import Workspace
from milepost.templates.folders import engine_templates

STARTER = "starter"
FACTS = "facts.yaml"
_YEAR = re.compile(r"\{YEAR(?P<step>[+-]\d+)?\}")
_RENAMED = {"gitignore.txt": ".gitignore"}
_BESIDE = "workspace"
"""What the new workspace is made in, a folder within the one asked for: ``.workspace.new``."""


@dataclass(frozen=True, slots=True)
class Started:
    """What ``new`` made.

    Attributes:
        root: The workspace.
        workbooks: The filled workbooks, by name.
    """

    root: Path
    workbooks: tuple[str, ...]


def start(folder: Path, year: int, progress: Progress) -> Started:
    """Make a workspace of a made-up plan that builds at once.

    Its texts are those of ``templates/starter/`` with the year put in; its workbooks are forms that are issued here and
    filled in with the facts beside those texts. Everything is made in a folder within ``folder`` and moved into place
    at the end, so that there is a whole workspace or none.

    Args:
        folder: Where; made where it is missing.
        year: Year of the report, from which all other years and days follow.
        progress: Told of what happens.

    Raises:
        WorkspaceError: If the folder holds something already, or cannot be written to.
    """
    with progress.stage("new", f"making a workspace of a made-up plan for {year}"), _made(folder) as making:
        _write_texts(making, year)
        facts = _facts(making / FACTS)
        setting = gather(Workspace(making), year)
        issue(setting, facts["issued"], Progress())
        inputs = setting.workspace.inputs(year)
        workbooks = [_with_facts_before(one, facts["workbooks"]) for one in facts["workbooks"]]
        for one in workbooks:
            write_file(inputs / one["file"], _filled(setting, one))
        write_text(inputs / "received.csv", _received(workbooks))
        write_text(inputs / "translations.yaml", _translations(facts))
        (making / FACTS).unlink()
        _answer(making, year, [one for one in workbooks if "answers" in one])
    return Started(folder, tuple(one["file"] for one in facts["workbooks"]))


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """Give a folder to make the workspace in; at the end its content moves up, or nothing stays."""
    before = folder.exists()
    _refuse(folder)
    making = fresh_folder(folder / _BESIDE)
    try:
        yield making
        # The reports make a folder a workspace: they come last.
        for path in sorted(making.iterdir(), key=lambda one: (one.name == "reports", one.name)):
            path.rename(folder / path.name)
        making.rmdir()
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(making)
            if not before:
                folder.rmdir()
        raise


def _refuse(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(f"{folder}: a file stands there. Name a folder that is empty or not there yet.")
    if folder.is_dir() and any(one.name != f".{_BESIDE}.new" for one in folder.iterdir()):
        raise WorkspaceError(f"{folder}: the folder is not empty. Name one that is empty or not there yet.")


def _write_texts(making: Path, year: int) -> None:
    """Write the starter's files with the year put in; ``YEAR`` in a name is the year, too."""
    starter = engine_templates() / STARTER
    for source in sorted(path for path in starter.rglob("*") if path.is_file()):
        name = source.relative_to(starter).as_posix().replace("YEAR", str(year))
        text = _YEAR.sub(lambda found: str(year + int(found["step"] or 0)), source.read_text("utf-8"))
        write_text(making / _RENAMED.get(name, name), text)


def _facts(file: Path) -> Facts:
    read, mistakes = read_yaml(file, PurePath(STARTER) / file.name)
    if mistakes or read is None or not isinstance(read.value, Block):
        raise DefinitionError(mistakes)
    return read.value


def _filled(setting: Setting, facts: Facts) -> bytes:
    unit, year = facts["unit"], setting.year
    form = (setting.workspace.issued(year) / issued_name(unit, year)).read_bytes()
    words = tuple(setting.words.values())
    return fill_form(unit, form, setting.form, words, setting.definitions.plan, facts, facts["received"])


def _with_facts_before(facts: Facts, workbooks: Sequence[Facts]) -> Facts:
    """What is typed into a workbook that was sent ``again``: what stood in it before, and its own."""
    before = next((one for one in workbooks if one["file"] == facts.get("again")), {})
    return {**before, **facts}


def _answer(making: Path, year: int, workbooks: Sequence[Facts]) -> None:
    """Give the workbooks that were sent again the To do sheet that came back to the unit, with its answers."""
    setting = gather(Workspace(making), year)
    judged = judge(setting, Progress())
    for facts in workbooks:
        submission = next(one for one in judged.submissions if one.file == facts["file"])
        found = [one for one in judged.findings if one.where.workbook == submission.file and one.open]
        answered = [replace(one, answer=facts["answers"].get(one.rule.code, "")) for one in found]
        file = setting.workspace.inputs(year) / submission.file
        write_file(file, returned_workbook(setting, judged, submission, answered))


def _received(workbooks: Sequence[Facts]) -> str:
    lines = [f"{one['file']},{one['received']},{one['unit']}" for one in workbooks]
    return "\n".join(["file,received,from", *lines, ""])


def _translations(facts: Facts) -> str:
    """The units' texts in the other languages, each with the checksum of the text that it translates."""
    head = "# The units' texts in the other language of the report; an entry holds while its text is the same.\n"
    return head + "".join(_entry(one) for one in _translated(facts))


def _translated(facts: Facts) -> Iterator[Mapping[str, str]]:
    for entry in facts["translations"]:
        workbook = next(one for one in facts["workbooks"] if one["file"] == entry["file"])
        cells = next(cells for _, row, cells in typed_rows(workbook) if row == str(entry["row"]))
        for language in sorted(set(entry) - {"file", "row", "column"}):
            yield {
                "unit": workbook["unit"],
                "row": str(entry["row"]),
                "column": entry["column"],
                "source_sha256": sha256_text(str(cells[entry["column"]])),
                "language": language,
                "text": entry[language],
                "office": facts["office"],
            }


def _entry(one: Mapping[str, str]) -> str:
    """One entry of a YAML list; a text in JSON is a text in YAML."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in one.items()]
    return "\n- " + "\n  ".join(lines) + "\n"
