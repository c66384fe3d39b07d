"""Is every source named as its register asks?"""

import pytest

from milepost.model.framework import SourceKind
from milepost.model.text import Text
from milepost.reports.sources import Evidence, SourceForm, name_source, read_evidence
from tests.reports import sample
from tests.reports.conftest import rendered


@pytest.mark.parametrize(
    ("key", "form", "kind", "live"),
    [
        pytest.param(
            sample.PAGE, SourceForm.ADDRESS, SourceKind.OFFICIAL, True, id="a registered host that may be linked"
        ),
        pytest.param(sample.MIRROR, SourceForm.ADDRESS, SourceKind.MIRROR, False, id="a mirror is never linked"),
        pytest.param(sample.UNKNOWN, SourceForm.ADDRESS, None, False, id="an unknown host is never linked"),
        pytest.param("plan-text", SourceForm.DOCUMENT, None, False, id="a document"),
        pytest.param(sample.WITHHELD, SourceForm.WITHHELD, None, False, id="a withheld address"),
        pytest.param("报刊转载，地址从略", SourceForm.WITHHELD, None, False, id="its words in the other language"),
        pytest.param("河报第3号", SourceForm.WORDS, None, False, id="other words"),
        pytest.param("http://[broken", SourceForm.ADDRESS, None, False, id="a malformed address"),
        pytest.param("javascript:alert(1)", SourceForm.WORDS, None, False, id="no other scheme is an address"),
    ],
)
def test_naming(key: str, form: SourceForm, kind: SourceKind | None, live: bool) -> None:
    named = name_source(key, sample.REGISTER)
    assert (named.form, named.kind, named.live) == (form, kind, live)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(None, Evidence(), id="an empty cell"),
        pytest.param(
            {"zh": f"河令第12号\n{sample.PAGE}\n{sample.WITHHELD}"},
            Evidence((Text({"zh": "河令第12号"}),), (sample.PAGE, sample.WITHHELD)),
            id="a document number, an address, a withheld source",
        ),
        pytest.param(
            {"zh": f"见{sample.PAGE}；另有附件一"},
            Evidence((Text({"zh": "见；另有附件一"}),), (sample.PAGE,)),
            id="an address inside a line",
        ),
        pytest.param(
            {"zh": f"河令第12号\n{sample.PAGE}", "en": f"River Decree 12\n{sample.PAGE}"},
            Evidence((Text({"zh": "河令第12号", "en": "River Decree 12"}),), (sample.PAGE,)),
            id="a translated cell: lines of both languages stand side by side",
        ),
        pytest.param(
            {"zh": "甲\n乙", "en": "A"},
            Evidence((Text({"zh": "甲；乙", "en": "A"}),), ()),
            id="a translation with fewer lines",
        ),
        pytest.param({"zh": "plan-text"}, Evidence((), ("plan-text",)), id="the id of a document"),
    ],
)
def test_reading_an_evidence_cell(cell: dict[str, str] | None, expected: Evidence) -> None:
    assert read_evidence(Text(cell) if cell else None, sample.REGISTER) == expected


@pytest.mark.parametrize("language", ["en", "zh"])
def test_only_registered_hosts_are_linked(language: str) -> None:
    markup = rendered(True, language).markup
    assert f'href="{sample.PAGE}"' in markup
    assert f'href="{sample.MIRROR}"' not in markup
    assert f'href="{sample.UNKNOWN}"' not in markup
    assert sample.MIRROR in markup
    assert sample.UNKNOWN in markup


def test_how_sources_are_said() -> None:
    en, zh = rendered(True, "en").text, rendered(True, "zh").text
    assert "River Council website (official)" in en
    assert "官方网站：www.example.org" in zh
    assert "mirror of agency text (copies.example.net)" in en
    assert "通讯社稿件转载（copies.example.net）" in zh
    assert "copy of a newspaper, address withheld" in en
    assert "报刊转载，地址从略" in zh
    assert "Text of the plan" in en
    assert "计划文本" in zh
