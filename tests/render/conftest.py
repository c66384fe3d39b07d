"""Fixtures of the render room: the engine's templates, an environment for each language, the sample report."""

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment

from milepost.render.environment import environment
from milepost.templates import TemplateFolders, engine_templates, read_words

SAMPLE = Path(__file__).parent / "sample"


@pytest.fixture(scope="session")
def folders() -> TemplateFolders:
    return TemplateFolders((SAMPLE, engine_templates()))


@pytest.fixture(scope="session")
def made(folders: TemplateFolders) -> Callable[[str], Environment]:
    """The strict environment of a language, for print."""
    known = {language: environment(folders, read_words(folders, language), "print") for language in ("en", "zh")}
    return known.__getitem__


@pytest.fixture(scope="session")
def macro(made: Callable[[str], Environment]) -> Callable[..., Callable[..., str]]:
    """A macro as a function: ``macro("tables", "number")``."""

    def get(file: str, name: str, language: str = "en") -> Callable[..., str]:
        module = made(language).get_template(f"report/macros/{file}.html.j2").module
        found: Callable[..., str] = getattr(module, name)
        return found

    return get
