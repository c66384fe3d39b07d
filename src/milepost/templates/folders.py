"""Where do templates, styles, faces and catalogues come from?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from milepost.errors import WorkspaceError

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class TemplateFolders:
    """The folders that hold templates, in order of precedence: the workspace's own first, the engine's last."""

    paths: tuple[Path, ...]

    def find(self, name: str) -> Path:
        """Give the file of that name from the first folder that has it.

        Args:
            name: Path below the folder, with forward slashes, e.g. ``"style/print.css"``.

        Raises:
            WorkspaceError: If no folder has it.
        """
        for folder in self.paths:
            path = folder / name
            if path.is_file():
                return path
        looked = ", ".join(str(path) for path in self.paths)
        raise WorkspaceError(f"templates: {name} was not found in {looked}. Restore the file, or correct its name.")

    def list(self, folder: str, suffix: str) -> tuple[Path, ...]:
        """Give the files of a sub-folder by name; of two files with one name the first folder's counts."""
        found: dict[str, Path] = {}
        for path in self.paths:
            for file in sorted((path / folder).glob(f"*{suffix}")):
                found.setdefault(file.name, file)
        return tuple(found[name] for name in sorted(found))

    def holds(self, path: Path) -> bool:
        """Say whether a file lies in one of the folders, links followed."""
        real = path.resolve()
        return any(real.is_relative_to(folder.resolve()) for folder in self.paths)


def engine_templates() -> Path:
    """Give the engine's own templates: beside ``src`` in a checkout, inside the package in a wheel.

    Raises:
        WorkspaceError: If neither is there: the installation is not complete.
    """
    for path in _candidates():
        if path.is_dir():
            return path
    raise WorkspaceError("templates: the engine's own templates are missing. Install milepost again.")


def _candidates() -> Iterator[Path]:
    yield _PACKAGE / "_data"
    checkout = _PACKAGE.parents[2]
    if (checkout / "src" / "milepost").is_dir():
        yield checkout / "templates"


def template_folders(workspace: Path | None = None) -> TemplateFolders:
    """Give the workspace's templates, then the engine's; one folder where they are the same."""
    engine = engine_templates()
    own = workspace / "templates" if workspace is not None else None
    if own is None or not own.is_dir() or own.resolve() == engine.resolve():
        return TemplateFolders((engine,))
    return TemplateFolders((own, engine))
