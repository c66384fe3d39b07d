"""Where does everything lie in a workspace, and how is the workspace found?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from milepost.errors import WorkspaceError


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder that holds ``indicators/`` and ``reports/``."""

    root: Path

    def inputs(self, year: int) -> Path:
        """The year's exchange with the units."""
        return self.root / "inputs" / str(year)

    def issued(self, year: int) -> Path:
        """Forms as sent."""
        return self.inputs(year) / "issued"

    def returned(self, year: int) -> Path:
        """The units' workbooks with notes."""
        return self.inputs(year) / "returned"

    def letters(self, year: int) -> Path:
        """Reminders to the units."""
        return self.inputs(year) / "letters"

    def report(self, year: int) -> Path:
        """What ``build`` makes."""
        return self.root / "reports" / str(year)

    @property
    def cache(self) -> Path:
        """What is cheap to make again."""
        return self.root / ".cache"

    def years(self) -> tuple[int, ...]:
        """Years that have a report definition, oldest first."""
        return tuple(sorted(int(file.stem) for file in self._definitions()))

    def _definitions(self) -> Iterator[Path]:
        for file in (self.root / "reports").glob("*.yaml"):
            if file.stem.isdecimal():
                yield file

    def year(self, wanted: int | None) -> int:
        """The year asked for, or the newest that has a definition.

        Raises:
            WorkspaceError: If there is no definition for it, or none at all.
        """
        years = self.years()
        if not years:
            raise WorkspaceError(f"{self.root / 'reports'}: no report is defined. Write reports/YEAR.yaml first.")
        if wanted is None:
            return years[-1]
        if wanted not in years:
            known = ", ".join(str(year) for year in years)
            raise WorkspaceError(
                f"reports/{wanted}.yaml: there is no definition for {wanted} (defined: {known}). "
                "Choose one, or write it."
            )
        return wanted

    def relative(self, path: Path) -> str:
        """A path as it is printed: below the workspace where it lies there."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def find_workspace(start: Path, home: Path | None = None, chosen: Path | None = None) -> Workspace:
    """Find the workspace.

    Args:
        start: Current folder: the nearest folder from here upwards that is a workspace.
        home: Folder of ``build.py``, taken where there is none.
        chosen: ``--workspace``, which overrides both.

    Raises:
        WorkspaceError: If nothing of the kind is there.
    """
    if chosen is not None:
        if not _is_workspace(chosen):
            raise WorkspaceError(f"{chosen}: this is no workspace: it needs indicators/ and reports/YEAR.yaml.")
        return Workspace(chosen.resolve())
    for folder in (start, *start.parents, *([home] if home else [])):
        if _is_workspace(folder):
            return Workspace(folder.resolve())
    raise WorkspaceError(
        f"{start}: no workspace here or above (a folder with indicators/ and reports/YEAR.yaml). "
        "Go to one, or name it with --workspace."
    )


def _is_workspace(folder: Path) -> bool:
    return (folder / "indicators").is_dir() and any((folder / "reports").glob("*.yaml"))
