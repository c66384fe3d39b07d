"""How are the editions printed: HTML here, each PDF in a process of its own?"""

from __future__ import annotations

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
    printed: list[tuple[str, str]] = []
    with progress.stage("html", "writing the pages"):
        for language, words in setting.words.items():
            page = screen_page(setting.folders, words, TEMPLATE, values, setting.workspace.cache)
            (folder / f"report.{language}.html").write_text(page, encoding="utf-8", newline="\n")
            printed.append((language, print_page(setting.folders, words, TEMPLATE, values)))
    with progress.stage("pdf", f"printing {' and '.join(language for language, _ in printed)}; this takes longest"):
        return _print(setting, printed, folder)


def _print(setting: Setting, printed: list[tuple[str, str]], folder: Path) -> tuple[tuple[str, int], ...]:
    """Print side by side; a renderer that ends with a signal is an error of its own, never a silent loss."""
    day = setting.definition.published or setting.definition.cut_off
    with lanes(len(printed)) as pools:
        running = [
            pools[at % len(pools)].schedule(
                render_pdf, args=(markup, setting.folders, folder / f"report.{language}.pdf", day)
            )
            for at, (language, markup) in enumerate(printed)
        ]
        failures = [one.exception() for one in running]
    pages: list[tuple[str, int]] = []
    for (language, _), future, failure in zip(printed, running, failures, strict=True):
        if isinstance(failure, ProcessExpired):
            raise RendererEndedError(f"report.{language}.pdf", _how(failure.exitcode)) from failure
        pages.append((language, future.result().pages))
    return tuple(pages)


def _how(exit_code: int | None) -> str:
    return f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"status {exit_code}"
