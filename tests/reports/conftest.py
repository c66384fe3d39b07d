"""Pages of the made-up report, rendered once for all tests."""

from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

import pytest
from jinja2 import Environment

from milepost.render.environment import environment, render_template
from milepost.reports.report import Report
from milepost.templates.folders import template_folders
from milepost.templates.words import read_words
from tests.reports import sample

VOID = {"br", "meta", "link", "col", "img", "input", "hr", "path", "rect", "circle"}


class Page(HTMLParser):
    """What a test wants of a page: ids, links, and each piece of text with its language and the classes around it."""

    def __init__(self, markup: str, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.markup = markup
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.pieces: list[tuple[str, str, tuple[str, ...]]] = []
        self._open: list[tuple[str, str, str]] = [("", language, "")]
        self._entry = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
            if tag == "p" and "source-entry" in given.get("class", ""):
                self._entry = given["id"]
        if given.get("href", "").startswith("#"):
            self.links.append((self._entry, given["href"][1:]))
        if tag not in VOID:
            language = given.get("lang", self._open[-1][1]).split("-")[0]
            self._open.append((tag, language, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._entry = ""
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and not {"style", "script"} & {tag for tag, _, _ in self._open}:
            self.pieces.append((data.strip(), self._open[-1][1], tuple(name for _, _, name in self._open)))

    @property
    def text(self) -> str:
        return " ".join(words for words, _, _ in self.pieces)


@cache
def rendered(asked: bool, language: str, medium: str = "print") -> Page:
    return render(sample.report(asked), language, medium)


def render(report: Report, language: str, medium: str = "print", **more: object) -> Page:
    """Render a report as the pipeline does; ``more`` are further values, such as ``editorial``."""
    folders = template_folders()
    made = environment(folders, read_words(folders, language), medium)
    return Page(render_template(made, "report/report.html.j2", report=report, fingerprint="0123abcd", **more), language)


@cache
def _environment(language: str) -> Environment:
    folders = template_folders()
    return environment(folders, read_words(folders, language), "print")


@pytest.fixture
def say() -> Callable[..., str]:
    """Call a macro of the sentences in a language."""

    def call(language: str, macro: str, *values: object) -> str:
        module = _environment(language).get_template("report/macros/sentences.html.j2").module
        return str(getattr(module, macro)(*values)).strip()

    return call
