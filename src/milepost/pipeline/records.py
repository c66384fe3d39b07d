"""What lies beside the report: the tables, the findings, and the record of every input and output?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from milepost import __version__
from milepost.files.digest import sha256_bytes, sha256_file, sha256_text
from milepost.inputs.drafts import draft_path
from milepost.model.dataset import Dataset
from milepost.model.rating import Ratings
from milepost.pipeline.gather import Setting
from milepost.pipeline.lastyear import earlier_years
from milepost.pipeline.reading import readable_files
from milepost.render.dataset_book import data_package, dataset_book
from milepost.render.tables import findings_table, tables
from milepost.reports.report import Report

BUILD_RECORD = "build.json"


def write_tables(
    folder: Path, setting: Setting, report: Report, dataset: Dataset, ratings: Ratings
) -> Mapping[str, bytes]:
    """Write ``data/*.csv`` with their ``datapackage.json``, ``dataset.xlsx`` and ``findings.csv``.

    Returns:
        Name below the report's folder -> content of each CSV file.
    """
    made = tables(report, dataset, ratings, setting.definitions)
    contents = {f"data/{name}.csv": table.csv() for name, table in made.items()}
    contents["findings.csv"] = findings_table(dataset, setting.words, setting.definition.asked, report.withheld).csv()
    (folder / "data").mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (folder / "data" / "datapackage.json").write_bytes(data_package(made, setting.definition))
    (folder / "dataset.xlsx").write_bytes(dataset_book(made, setting.definition))
    return contents


def fingerprint_of(tables: Mapping[str, bytes]) -> str:
    """SHA-256 over the names and contents of all tables: the report's dataset in one number."""
    return sha256_text("\n".join(f"{name} {sha256_bytes(content)}" for name, content in sorted(tables.items())))


def write_build_record(folder: Path, setting: Setting) -> None:
    """Write ``build.json``: the engine, every file that the build read, and every file that it made, with SHA-256."""
    record = {
        "milepost": __version__,
        "year": setting.year,
        "inputs": {name: sha256_file(path) for name, path in _inputs(setting)},
        "outputs": {
            path.relative_to(folder).as_posix(): sha256_file(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (folder / BUILD_RECORD).write_text(text, encoding="utf-8", newline="\n")


def _inputs(setting: Setting) -> Iterator[tuple[str, Path]]:
    """(name, path) of every file that the build may read, by name."""
    workspace = setting.workspace
    inputs = workspace.inputs(setting.year)
    found = [path for path in sorted((workspace.root / "indicators").rglob("*")) if path.is_file()]
    for year in (*earlier_years(setting), setting.year):
        found += [path for name in ("received.csv", "issued.json", "decisions.yaml", "translations.yaml")
                  if (path := workspace.inputs(year) / name).is_file()]  # fmt: skip
        found += readable_files(workspace.inputs(year))
        definition = workspace.root / "reports" / f"{year}.yaml"
        found += [definition] if definition.is_file() else []
    found += sorted((inputs / "editorial").glob("*.md"))
    if setting.previous is not None:
        found.append(workspace.root / draft_path(setting.year, setting.previous.name))
    yield from sorted((workspace.relative(path), path) for path in found)
    for folder in reversed(setting.folders.paths):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".md" and not path.is_relative_to(folder / "starter"):
                yield f"templates/{path.relative_to(folder).as_posix()}", path
