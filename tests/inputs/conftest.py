"""What the tests of workbooks may ask for."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def office(need_program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Open a file in LibreOffice and save it as another kind; the test fails when LibreOffice cannot open it."""
    soffice = need_program("soffice")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def convert(source: Path, kind: str) -> Path:
        out = source.parent / "converted"
        command = [soffice, "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind, "--outdir"]
        done = subprocess.run([*command, out, source], capture_output=True, timeout=120, check=False)
        path = out / f"{source.stem}.{kind}"
        assert path.exists(), done.stderr.decode(errors="replace")
        return path

    return convert
