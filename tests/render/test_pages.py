"""Is the sample report one offline file, and a PDF that any machine writes alike, without a warning?"""

import multiprocessing
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from milepost.render.html import print_page, printed_text, screen_page
from milepost.render.pdf import PdfFacts, RendererEndedError, RenderWarningError, render_pdf
from milepost.templates import TemplateFolders, engine_templates, read_words
from milepost.templates.fonts import FACES
from tests.render.sample.values import values

DAY = date(2031, 1, 31)


@dataclass(frozen=True)
class Made:
    """The sample in one language."""

    language: str
    screen: str
    print: str
    pdf: Path
    again: Path
    facts: PdfFacts


def run(pages: dict[Path, str], folders: TemplateFolders) -> list[PdfFacts]:
    """Render each page in a fresh process: what the renderer keeps between documents, or a hash seed, may not show."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context, max_tasks_per_child=1) as pool:
        return [
            job.result() for job in [pool.submit(render_pdf, page, folders, out, DAY) for out, page in pages.items()]
        ]


@pytest.fixture(scope="module")
def sample(folders: TemplateFolders, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    out = tmp_path_factory.mktemp("sample")
    pages = {}
    texts = {}
    for language in ("en", "zh"):
        words = read_words(folders, language)
        page = print_page(folders, words, "page.html.j2", values(language))
        texts[language] = screen_page(folders, words, "page.html.j2", values(language), out / "cache"), page
        pages |= {out / f"{language}.pdf": page, out / f"{language}-again.pdf": page}
    facts = dict(zip(pages, run(pages, folders), strict=True))
    made = {
        language: Made(language, *texts[language], pdf, out / f"{language}-again.pdf", facts[pdf])
        for language in ("en", "zh")
        for pdf in [out / f"{language}.pdf"]
    }
    return made.__getitem__


@pytest.fixture(params=["en", "zh"])
def report(request: pytest.FixtureRequest, sample: Callable[[str], Made]) -> Made:
    return sample(request.param)


def test_the_file_asks_for_nothing(report: Made) -> None:
    asked = re.findall(
        r"<(?:link|img|script|iframe|source|use|image)\b[^>]*\b(?:src|href)=[\"']?([^\"'>\s]+)", report.screen
    )
    asked += re.findall(r"url\(\s*[\"']?([^)\"']+)", report.screen)
    assert [address[:40] for address in asked if not address.startswith(("data:", "#"))] == []
    assert "@import" not in report.screen


def test_links_inside_lead_somewhere(report: Made) -> None:
    for text in (report.screen, report.print):
        wanted = set(re.findall(r'href="#([^"]+)"', text))
        there = re.findall(r'\bid="([^"]+)"', text)
        assert sorted(wanted - set(there)) == []
        assert len(there) == len(set(there))


def test_no_heading_level_is_skipped(report: Made) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", report.print)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_line_break_stands_between_han(sample: Callable[[str], Made]) -> None:
    assert re.search("[\u4e00-\u9fff，。、；]\\s*\n\\s*[\u4e00-\u9fff]", sample("zh").print) is None


def test_the_same_page_gives_the_same_bytes(report: Made) -> None:
    assert report.pdf.read_bytes() == report.again.read_bytes()


def test_the_outline_goes_down_to_the_task(report: Made) -> None:
    chapters = [title for level, title in report.facts.bookmarks if level == 1]
    tasks = [title for level, title in report.facts.bookmarks if level == 4]
    assert len(chapters) == 5
    assert [title.split()[0] for title in tasks] == ["3", "4", "5"]


def test_the_pdf_says_what_it_is(report: Made) -> None:
    with pikepdf.open(report.pdf) as pdf:
        assert str(pdf.Root.Lang) == {"en": "en", "zh": "zh-CN"}[report.language]
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"]) == str(values(report.language)["frame"].title)
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20310131")
        assert len(pdf.pages) == report.facts.pages


def test_only_shipped_faces_are_in_the_pdf(report: Made) -> None:
    known = {face.family.replace(" ", "-") for face in FACES} | {"Source", "Noto"}
    with pikepdf.open(report.pdf) as pdf:
        names = {
            str(font.BaseFont)
            for font in pdf.objects
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font" and "/BaseFont" in font
        }
    assert names
    assert [name for name in names if not any(part in name for part in known)] == []


def test_annexes_lie_across(report: Made) -> None:
    with pikepdf.open(report.pdf) as pdf:
        boxes = [[float(side) for side in page.mediabox] for page in pdf.pages]
    assert any(right > top for _, _, right, top in boxes)
    assert all({round(right), round(top)} == {595, 842} for _, _, right, top in boxes)


def refuse(tmp_path: Path, folders: TemplateFolders, head: str) -> RenderWarningError:
    out = tmp_path / "bad.pdf"
    face = folders.find("fonts/SourceSans3-400Regular.ttf").as_uri()
    faces = f"<style>@font-face {{ font-family: S; src: url({face}) }} body {{ font-family: S }}</style>"
    page = f'<html lang="en"><head><title>x</title>{faces}{head}</head><body><p>x</p></body></html>'
    with pytest.raises(RenderWarningError) as caught:
        run({out: page}, folders)
    assert not out.exists()
    return caught.value


@pytest.mark.parametrize(
    ("head", "told"),
    [
        pytest.param("<style>p { colour: red }</style>", "colour", id="unknown property"),
        pytest.param(
            "<style>p { background: url(file:///etc/hostname) }</style>",
            "not a file of the template",
            id="file outside",
        ),
        pytest.param(
            "<style>p { background: url(https://example.org/a.png) }</style>",
            "not a file of the template",
            id="the net",
        ),
        pytest.param("<style>p { background: url(a.png) }</style>", "Relative", id="relative"),
    ],
)
def test_a_warning_of_the_renderer_stops(tmp_path: Path, folders: TemplateFolders, head: str, told: str) -> None:
    error = refuse(tmp_path, folders, head)
    assert told in str(error)


def test_a_character_without_glyph_is_printed_as_a_box(folders: TemplateFolders) -> None:
    given = values("en")
    given["s"].summary = "done \U0001f600"
    page = print_page(folders, read_words(folders, "en"), "page.html.j2", given)
    assert "done □" in page
    assert "\U0001f600" not in page


def test_what_is_printed_is_text_of_the_page_and_of_its_heads() -> None:
    page = '<body data-notice="Note &amp; all"><style>p { }</style><p class="no">a &lt; b</p></body>'
    text = printed_text(page)
    assert "a < b" in text
    assert "Note & all" in text
    assert "{ }" not in text


def test_a_renderer_that_ended_says_how() -> None:
    assert "report.zh.pdf ended with signal 11" in str(RendererEndedError("report.zh.pdf", "signal 11"))


def test_a_workspaces_own_style_comes_last(tmp_path: Path) -> None:
    own = tmp_path / "style" / "own.css"
    own.parent.mkdir()
    own.write_text("h1 { color: #000000 }", encoding="utf-8")
    (tmp_path / "p.j2").write_text("<html><head></head><body>x</body></html>", encoding="utf-8")
    folders = TemplateFolders((tmp_path, engine_templates()))
    page = screen_page(folders, read_words(folders, "en"), "p.j2", {})
    assert page.partition("</style>")[0].rstrip().endswith("h1 { color: #000000 }")
