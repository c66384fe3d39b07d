"""Does a number in a text contradict a figure only where both speak of the same thing?"""

from decimal import Decimal

import pytest

from milepost.checks.numbers_in_text import contradictions, measured


@pytest.mark.parametrize(
    ("text", "name", "value", "unit", "contradicted"),
    [
        pytest.param("授权发明专利104.5万件。", "授权发明专利", "104.5", "万件", [], id="the same"),
        pytest.param("授权发明专利104.5万件。", "授权发明专利", "110", "万件", ["104.5万件"], id="another number"),
        pytest.param("授权发明专利104.5万件。", "授权发明专利", "1045000", "件", [], id="in full and in ten thousands"),
        pytest.param("受理商标注册1063万件。", "受理商标注册", "1063.06", "万件", [], id="the text is rounded"),
        pytest.param("增加值达16.87万亿元。", "增加值", "168713", "亿元", [], id="two scales"),
        pytest.param("增加值达16.97万亿元。", "增加值", "168713", "亿元", ["16.97万亿元"], id="two scales that differ"),
        pytest.param("培训学员近5000人次。", "培训学员", "4980", "人次", [], id="nearly"),
        pytest.param("授予农业植物新品种权5797件。", "林草植物新品种权", "878", "件", [], id="another thing"),
        pytest.param("2023年授权发明专利92.1万件。", "授权发明专利", "104.5", "万件", [], id="another year"),
        pytest.param("授权发明专利同比增长12.4万件。", "授权发明专利", "104.5", "万件", [], id="a change"),
        pytest.param("办理案件104件。", "办理案件", "104", "起", [], id="another unit of measure"),
        pytest.param("保护期为25年。", "保护期", "20", "年", [], id="years are no unit"),
        pytest.param("授权发明专利。", "授权发明专利", "104.5", "万件", [], id="a text without the number"),
        pytest.param("授权发明专利１０４．５万件。", "授权发明专利", "104.5", "万件", [], id="full-width digits"),
        pytest.param("We planted 6,500 trees.", "planted", "5000", "trees", ["6,500 trees"], id="in English"),
        pytest.param("We planted 5 thousand trees.", "planted", "5000", "trees", [], id="in English, scaled"),
        pytest.param("Planted 6,500 treeshelters.", "planted", "5000", "trees", [], id="only a part of a word"),
    ],
)
def test_contradictions(text: str, name: str, value: str, unit: str, contradicted: list[str]) -> None:
    figure = measured(name, Decimal(value), unit, "2024")
    found = contradictions(text, [figure] if figure else [])
    assert [mention.said for _, mention in found] == contradicted


def test_a_number_that_stands_for_another_figure_contradicts_none() -> None:
    figures = [
        measured("农业植物新品种权", Decimal(5797), "件", ""),
        measured("农业植物新品种权申请", Decimal(14839), "件", ""),
    ]
    found = contradictions("授予农业植物新品种权5797件。", [one for one in figures if one])
    assert list(found) == []
