"""How are the editions printed: HTML here, each PDF in a process of its own?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pebble import ProcessExpired

from milepost.pipeline.gather import Setting
from milepost.pipeline.lanes import lanes
from milepost.pipeline.progress import Progress
from milepost.render.html import print_page, screen_page
from milepost.render.pdf import RendererEndedError, render_pdf
from milepost.reports.report import Report

TEMPLATE = "report/report.html.j2"


def print_editions(
    setting: Setting, report: Report, fingerprint: str, folder: Path, progress: Progress
) -> tuple[tuple[str, int], ...]:
    """Write ``report.LANG.html`` and ``report.LANG.pdf`` for every language of the report, from the same values.

    Args:
        setting: Languages, words and template folders.
        report: The values.
        fingerprint: SHA-256 of the dataset; its first eight digits stand at the foot of every page.
        folder: Where the files go.
        progress: Told of each stage.

    Returns:
        (language, pages of the PDF) in the order of the languages.

    Raises:
        TemplateFaultError: If a template cannot be used.
        RenderWarningError: If the renderer warned.
        RendererEndedError: If the renderer ended in the middle.
    """
    values = {"report": report, "fingerprint": fingerprint[:8], "editorial": setting.editorial}
    languages = tuple(setting.words)
    with (
        progress.stage("print", f"printing {' and '.join(languages)}; this takes longest"),
        lanes(len(languages)) as pools,
    ):
        running = [
            pools[at % len(pools)].schedule(_print, args=(setting, language, values, folder))
            for at, language in enumerate(languages)
        ]
        failures = [one.exception() for one in running]
    pages: list[tuple[str, int]] = []
    for language, future, failure in zip(languages, running, failures, strict=True):
        if isinstance(failure, ProcessExpired):
            raise RendererEndedError(f"report.{language}.pdf", _how(failure.exitcode)) from failure
        pages.append((language, future.result()))
    return tuple(pages)


def _print(setting: Setting, language: str, values: Mapping[str, object], folder: Path) -> int:
    """Print one edition, in a process of its own: a renderer that ends with a signal is an error, never a silent loss.

    Returns:
        Pages of the PDF.
    """
    words, folders = setting.words[language], setting.folders
    page = screen_page(folders, words, TEMPLATE, values, setting.workspace.cache)
    (folder / f"report.{language}.html").write_text(page, encoding="utf-8", newline="\n")
    day = setting.definition.published or setting.definition.cut_off
    return render_pdf(
        print_page(folders, words, TEMPLATE, values), folders, folder / f"report.{language}.pdf", day
    ).pages


def _how(exit_code: int | None) -> str:
    return f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"status {exit_code}"
