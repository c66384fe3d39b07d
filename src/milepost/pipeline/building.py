"""How does everything become the year's report? Gather everything, judge everything, write everything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from milepost.assess import rate_all
from milepost.errors import WorkspaceError
from milepost.files.replace import finish_swap, fresh_folder, swap_folder
from milepost.merge import merge
from milepost.model.dataset import Dataset
from milepost.model.rating import Ratings
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import Judged, judge
from milepost.pipeline.printing import print_editions
from milepost.pipeline.progress import Progress
from milepost.pipeline.records import fingerprint_of, write_build_record, write_tables
from milepost.reports.report import Report, compose


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made.

    Attributes:
        folder: ``reports/YEAR/``.
        files: Every file in it, as names below it, with sizes in bytes.
        pages: Language -> number of pages of the PDF.
    """

    folder: Path
    files: tuple[tuple[str, int], ...]
    pages: tuple[tuple[str, int], ...]
    judged: Judged
    dataset: Dataset
    ratings: Ratings


def build(setting: Setting, progress: Progress) -> Built:
    """Check, merge, rate and render the report of a year.

    The report is written into a fresh folder beside the old one; the two change places at the end. A build that fails
    leaves the old report whole.

    Raises:
        WorkspaceError: If nothing was submitted yet, or the folder cannot be written to.
        MilepostError: If a template or the renderer fails.
    """
    target = setting.target
    finish_swap(target)
    judged = judge(setting, progress)
    if not judged.submissions and not judged.refusals:
        raise WorkspaceError(
            f"{setting.workspace.relative(setting.workspace.inputs(setting.year))}: there is no workbook yet. "
            f"Put the units' workbooks there, or issue the forms: milepost issue {setting.year}"
        )
    dataset, ratings = assess(setting, judged, progress)
    with progress.stage("compose", "deciding what is on the page"):
        report = compose_report(setting, dataset, ratings)
    fresh = fresh_folder(target)
    with _removed_on_failure(fresh):
        with progress.stage("tables", "writing the tables beside the report"):
            tables = write_tables(fresh, setting, report, dataset, ratings)
        pages = print_editions(setting, report, fingerprint_of(tables), fresh, progress)
        with progress.stage("record", "recording every input and output"):
            write_build_record(fresh, setting)
            swap_folder(fresh, target)
    files = tuple(
        (file.relative_to(target).as_posix(), file.stat().st_size)
        for file in sorted(target.rglob("*"))
        if file.is_file()
    )
    return Built(target, files, pages, judged, dataset, ratings)


@contextmanager
def _removed_on_failure(folder: Path) -> Iterator[None]:
    """Leave no half-made report behind, whatever stopped the build."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def assess(setting: Setting, judged: Judged, progress: Progress) -> tuple[Dataset, Ratings]:
    """Merge what is accepted and rate it."""
    definitions = setting.definitions
    with progress.stage("merge", "merging what is accepted"):
        dataset = merge(
            definitions.plan,
            definitions.framework,
            definitions.units,
            definitions.series,
            setting.definition,
            setting.exchange,
            judged.accepted,
        )
    with progress.stage("rate", "rating indicators and tasks"):
        return dataset, rate_all(definitions.plan, definitions.framework, dataset, setting.definition)


def compose_report(setting: Setting, dataset: Dataset, ratings: Ratings) -> Report:
    """Decide what is on the page."""
    definitions = setting.definitions
    return compose(
        setting.definition,
        definitions.plan,
        definitions.framework,
        definitions.units,
        definitions.sources,
        dataset,
        ratings,
        setting.exchange.decisions,
    )
