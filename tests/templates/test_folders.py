"""Which file is taken where a workspace and the engine both have it?"""

from pathlib import Path

import pytest

from milepost.errors import WorkspaceError
from milepost.templates import TemplateFolders, engine_templates, template_folders


def write(folder: Path, name: str, text: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_workspaces_file_comes_first(tmp_path: Path) -> None:
    own = write(tmp_path / "templates", "style/tokens.css")
    assert template_folders(tmp_path).find("style/tokens.css") == own


def test_the_engines_file_stands_in_where_the_workspace_has_none(tmp_path: Path) -> None:
    write(tmp_path / "templates", "style/tokens.css")
    assert template_folders(tmp_path).find("style/print.css") == engine_templates() / "style/print.css"


def test_a_workspace_without_templates_uses_the_engines(tmp_path: Path) -> None:
    assert template_folders(tmp_path).paths == (engine_templates(),)


def test_the_engines_own_workspace_has_one_folder() -> None:
    assert template_folders(engine_templates().parent).paths == (engine_templates(),)


def test_a_missing_file_is_named_with_where_it_was_looked_for(tmp_path: Path) -> None:
    write(tmp_path / "templates", "style/tokens.css")
    with pytest.raises(WorkspaceError, match=r"style/none\.css was not found in .*templates"):
        template_folders(tmp_path).find("style/none.css")


def test_a_link_that_leads_out_of_the_folders_is_not_theirs(tmp_path: Path) -> None:
    outside = write(tmp_path, "secret.txt")
    own = tmp_path / "templates"
    own.mkdir()
    (own / "innocent.svg").symlink_to(outside)
    folders = TemplateFolders((own,))
    assert not folders.holds(own / "innocent.svg")
    assert not folders.holds(own / ".." / "secret.txt")
    assert folders.holds(write(own, "inside.svg"))
