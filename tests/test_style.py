"""Is the code in the form that pyproject.toml asks for, and are its types sound?"""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["ruff", "check", "--quiet"], id="rules"),
        pytest.param(["ruff", "format", "--check", "--quiet"], id="layout"),
        pytest.param(["mypy"], id="types"),
    ],
)
def test_style(words: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-P", "-m", *words], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
