"""Does the wheel hold the engine and, inside it, the one copy of the templates?"""

import subprocess
import sys
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def files(folder: Path) -> set[str]:
    """Name the files of a folder, without what Python left there."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found}


def test_wheel(tmp_path: Path) -> None:
    pip = [sys.executable, "-P", "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    command = [*pip, "--no-deps", "--no-build-isolation", f"--wheel-dir={tmp_path}", str(REPOSITORY)]
    subprocess.run(command, cwd=tmp_path, check=True)
    (wheel,) = tmp_path.glob("milepost-*.whl")
    with zipfile.ZipFile(wheel) as package:
        names = {name for name in package.namelist() if ".dist-info/" not in name}
        entry_points = package.read(next(n for n in package.namelist() if n.endswith("entry_points.txt"))).decode()
    engine, templates = files(REPOSITORY / "src" / "milepost"), files(REPOSITORY / "templates")
    assert "__main__.py" in engine
    assert any(name.endswith(".html.j2") for name in templates)
    assert names == {f"milepost/{name}" for name in engine} | {f"milepost/templates/_data/{name}" for name in templates}
    assert "milepost = milepost.cli:main" in entry_points
