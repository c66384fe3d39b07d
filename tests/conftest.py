"""What every test may ask for."""

import os
import shutil
from collections.abc import Callable

import pytest


def pytest_configure() -> None:
    os.environ.pop("MILEPOST_HOME", None)  # set by build.py for commands; no test starts from the caller's workspace


@pytest.fixture(scope="session")
def need_program() -> Callable[[str], str]:
    """Find a program that is not part of Milepost, e.g. soffice; without it the test is skipped, or fails in CI."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None and "MILEPOST_CI" in os.environ:
            pytest.fail(f"{name} is not installed, and CI may not skip what needs it")
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find
