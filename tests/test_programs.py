"""Is a missing program a reason to skip a test at home, and a failure in CI?"""

from collections.abc import Callable

import pytest


def test_a_program_that_is_there(need_program: Callable[[str], str]) -> None:
    assert need_program("sh").endswith("/sh")


@pytest.mark.parametrize(
    ("in_ci", "outcome"), [(False, pytest.skip.Exception), (True, pytest.fail.Exception)], ids=["at home", "in CI"]
)
def test_a_program_that_is_missing(
    need_program: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    in_ci: bool,
    outcome: type[BaseException],
) -> None:
    monkeypatch.setenv("MILEPOST_CI", "1")
    if not in_ci:
        monkeypatch.delenv("MILEPOST_CI")
    with pytest.raises(outcome, match="milepost-none is not installed"):
        need_program("milepost-none")
