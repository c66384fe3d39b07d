"""Do the macros print what their values say? They are tested as functions."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from jinja2 import Environment
from markupsafe import Markup

from milepost.model.rating import Standing
from milepost.model.states import DerivedState
from milepost.render.charts.states import ORDER
from milepost.templates import TemplateFolders

Macro = Callable[..., Callable[..., str]]


def test_a_figure_is_one_run_of_text_with_its_id_and_its_source(macro: Macro) -> None:
    printed = macro("figures", "figure")("8\u202f539.9", id="f-storage-2030", href="#D-0012").strip()
    assert printed == '<a class="figure" id="f-storage-2030" href="#D-0012">8\u202f539.9</a>'


def test_a_figure_without_a_source_is_no_link(macro: Macro) -> None:
    assert "<a" not in macro("figures", "figure")("–")


def test_an_address_is_a_link_only_where_it_may_be_one(macro: Macro) -> None:
    entry = macro("figures", "source_entry")
    plain = entry("D-1", "D-1", "Yearbook", address="https://statistics.example/1")
    live = entry("D-1", "D-1", "Yearbook", address="https://statistics.example/1", live=True)
    assert "https://statistics.example/1" in plain
    assert "href" not in plain
    assert 'href="https://statistics.example/1"' in live


def test_a_source_leads_back_to_where_it_is_used(macro: Macro) -> None:
    printed = macro("figures", "source_entry")(
        "D-1", "D-1", "Yearbook", back=[("Table 1", "#t-1"), ("task 4", "#task-4")]
    )
    assert '<a href="#t-1">Table 1</a>, <a href="#task-4">task 4</a>' in printed


@pytest.mark.parametrize("state", DerivedState)
def test_every_state_has_shape_word_and_place_in_the_order(macro: Macro, folders: TemplateFolders, state: str) -> None:
    for language in ("en", "zh"):
        printed = macro("marks", "state_mark", language)(state)
        assert re.fullmatch(rf'<span class="mark mark-{state}">[^<]+</span>', printed)
    assert folders.find(f"style/marks/{state}.svg")
    assert state in ORDER


@pytest.mark.parametrize("rating", Standing)
def test_every_rating_has_shape_and_word(macro: Macro, folders: TemplateFolders, rating: str) -> None:
    for language in ("en", "zh"):
        assert re.fullmatch(
            rf'<span class="mark mark-{rating}">[^<]+</span>', macro("marks", "rating_mark", language)(rating)
        )
    assert folders.find(f"style/marks/{rating}.svg")


def test_every_shape_is_in_the_style_sheet_for_paper_and_screen(folders: TemplateFolders) -> None:
    sheet = folders.find("style/marks.css").read_text(encoding="utf-8")
    for key in {*DerivedState, *Standing}:
        assert f".mark-{key}::before {{ background-image: url(marks/{key}.svg)" in sheet
        assert f".mark-{key}::before {{ mask-image: url(marks/{key}.svg)" in sheet


def test_the_order_of_states_holds_all_of_them() -> None:
    assert sorted(ORDER) == sorted(DerivedState)


def test_a_state_may_be_said_in_other_words(macro: Macro) -> None:
    assert ">no public information found<" in macro("marks", "state_mark")(
        "not_reported", "no public information found"
    )


def rendered(made: Environment, body: str, **values: object) -> str:
    heads = "".join(
        f'{{% import "report/macros/{name}.html.j2" as {name} %}}'
        for name in ("page", "figures", "marks", "tables", "blocks", "charts")
    )
    return made.from_string(heads + body).render(**values)


TABLE = """{% call tables.table([{"label": "Name", "width": 60, "kind": "stub"},
{"label": "2030", "unit": "ha", "width": 40, "kind": "number"}], title="Woodland", number="3",
notes=["<half>"], source="Yearbook") %}
{% call tables.row() %}{{ tables.stub("North") }}{{ tables.number("12.5", href="#D-1", id="f-north") }}{% endcall %}
{% endcall %}"""


def test_a_table_has_caption_widths_scopes_notes_and_source(made: Callable[[str], Environment]) -> None:
    printed = rendered(made("en"), TABLE)
    assert re.search(r"<caption>.*Table 3.*Woodland.*</caption>", printed)
    assert printed.count("<col style=") == 2
    assert printed.count('<th scope="col"') == 2
    assert '<th scope="row" class="stub">North</th>' in printed
    assert '<td class="number" id="f-north"><a href="#D-1">12.5</a></td>' in printed
    assert "<p>&lt;half&gt;</p>" in printed
    assert "Source: Yearbook" in printed
    assert "表3" in rendered(made("zh"), TABLE)


HOSTILE = """{% call page.chapter("c", w, finding=w) %}
{{ blocks.statement(w, unit=w) }}{% call blocks.task("t", w, w, w, w, due=w) %}
{{ blocks.evidence([w], [w], w) }}{{ blocks.deliverables([{"title": w, "mark": w}]) }}{% endcall %}
{{ charts.states_bar([("completed", 1)], w, w, words={"completed": w}) }}
{{ charts.parts_bars([(w, [("completed", 1)])], w, w) }}
{{ charts.path_chart([{"year": 2030, "value": 1, "provisional": false}], w, w, w) }}
{{ page.key_figures([{"value": w, "label": w, "href": w}]) }}{{ figures.source_entry(w, w, w, address=w, live=true) }}
{% endcall %}"""


def test_hostile_words_stay_words(made: Callable[[str], Environment]) -> None:
    """Attributes and all: the only tags are those that harmless words give too."""

    def tags(words: str) -> set[str]:
        found: set[str] = set()
        reader = HTMLParser()
        reader.handle_starttag = lambda tag, attributes: found.add(f"{tag} {sorted(key for key, _ in attributes)}")  # type: ignore[method-assign]
        reader.feed(rendered(made("en"), HOSTILE, w=words))
        return found

    assert tags('"><script>alert(1)</script><i onload=x "') == tags("harmless")


CHARTS = {
    "path": 'charts.path_chart([{"year": 2030, "value": 1, "provisional": false}], "It <rose>", "Up")',
    "states": 'charts.states_bar([("completed", 1), ("delayed", 2)], "It <rose>", "Up")',
    "parts": 'charts.parts_bars([("North", [("completed", 1)])], "It <rose>", "Up")',
    "cover": 'charts.cover_grid([["completed", "delayed"]], "It <rose>")',
    "spark": 'charts.sparkline([{"year": 2030, "value": 1, "provisional": false}], "It <rose>")',
}


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_chart_says_its_finding_first_and_uses_no_page_style(
    made: Callable[[str], Environment], kind: str, language: str
) -> None:
    printed = rendered(made(language), "{{ " + CHARTS[kind] + " }}")
    assert re.search(r"<svg [^>]*role=\"img\"[^>]*><title>It &lt;rose&gt;</title>", printed)
    assert "var(" not in printed
    assert "currentColor" not in printed
    assert "NaN" not in printed


def test_a_path_chart_explains_itself_once_if_asked(made: Callable[[str], Environment]) -> None:
    call = 'charts.path_chart([{"year": 2030, "value": 12, "provisional": true}], "a", "b", '
    call += "baseline=(2025, 10), targets=[(2031, 14)]"
    assert "Dashed line: straight path" in rendered(made("en"), "{{ " + call + ") }}")
    short = rendered(made("en"), "{{ " + call + ", explain=False) }}")
    assert "Dashed line" not in short
    assert "Hollow: provisional." in short


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_numbers_in_bars_can_be_read(made: Callable[[str], Environment]) -> None:
    tones = made("en").get_template("report/macros/charts.html.j2").module.TONES
    assert set(tones) == set(DerivedState)
    assert {state: pair for state, pair in tones.items() if contrast(*pair) < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_colours_can_be_read(folders: TemplateFolders, scheme: str) -> None:
    tokens = dict(re.findall(r"--([\w-]+): (#\w{6})", folders.find("style/tokens.css").read_text(encoding="utf-8")))
    if scheme == "dark":
        screen = folders.find("style/screen.css").read_text(encoding="utf-8")
        tokens |= dict(re.findall(r"--([\w-]+): (#\w{6})", screen.partition("prefers-color-scheme: dark")[2]))
    for ground in ("paper", "wash"):
        for ink in ("ink", "blue", "warm", "grey"):
            assert contrast(tokens[ink], tokens[ground]) >= 4.5, (scheme, ink, ground)
    assert contrast(tokens["cover-quiet"], tokens["cover"]) >= 4.5


def test_markup_given_as_a_cell_is_kept(macro: Macro) -> None:
    assert "<b>x</b>" in macro("tables", "mark_cell")(Markup("<b>x</b>"))
