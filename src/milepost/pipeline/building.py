"""How does everything become the year's report? Gather everything, judge everything, write everything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from milepost.assess import rate_all
from milepost.errors import WorkspaceError
from milepost.files.replace import finish_swap, fresh_folder, swap_folder
from milepost.inputs.drafts import draft_path, keep_draft
from milepost.merge import merge
from milepost.model.dataset import Dataset
from milepost.model.places import Mistake
from milepost.model.rating import Ratings
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import Judged, judge
from milepost.pipeline.own_words import doubtful_numbers
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
        doubtful: Numbers of the secretariat's own words that stand in no value of the data.
        kept: The draft that was kept, below the workspace; ``""`` for none.
    """

    folder: Path
    files: tuple[tuple[str, int], ...]
    pages: tuple[tuple[str, int], ...]
    judged: Judged
    dataset: Dataset
    ratings: Ratings
    doubtful: tuple[Mistake, ...] = ()
    kept: str = ""


def build(setting: Setting, progress: Progress, keep: str = "") -> Built:
    """Check, merge, rate and render the report of a year.

    The report is written into a fresh folder beside the old one; the two change places at the end. A build that fails
    leaves the old report whole.

    Args:
        setting: The year.
        progress: Told of each stage.
        keep: Name under which what the report says is kept as a draft, for a later comparison; ``""`` for no draft.

    Raises:
        WorkspaceError: If nothing was submitted yet, the folder cannot be written to, or a draft cannot have the name.
        MilepostError: If a template or the renderer fails.
    """
    target = setting.target
    if keep:
        draft_path(setting.year, keep)
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
    kept = _keep(setting, report, keep, fingerprint_of(tables)) if keep else ""
    files = tuple(
        (file.relative_to(target).as_posix(), file.stat().st_size)
        for file in sorted(target.rglob("*"))
        if file.is_file()
    )
    doubtful = doubtful_numbers(setting, report)
    return Built(target, files, pages, judged, dataset, ratings, doubtful, kept)


def _keep(setting: Setting, report: Report, name: str, fingerprint: str) -> str:
    """Keep what the report says, once it stands in its place."""
    draft = replace(report.draft, name=name, fingerprint=fingerprint[:8])
    return keep_draft(setting.workspace.root, draft).as_posix()


def doubtful_before_building(setting: Setting, judged: Judged, progress: Progress) -> tuple[Mistake, ...]:
    """The numbers of own words that the data do not hold; nothing is merged where there are no own words."""
    if not setting.editorial.by_place or not judged.submissions:
        return ()
    return doubtful_numbers(setting, compose_report(setting, *assess(setting, judged, progress)))


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
        dataset = replace(dataset, carried=judged.carried)
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
        setting.previous,
    )
