"""Formulas over indicators: exact, safe, and clear about what is wrong where."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.model.expression import DEEPEST, LONGEST, CycleError, ExpressionError, in_order, parse

D = Decimal
VALUES = {"a": D(7), "b": D(2), "c": D("0.5"), "水位": D(3), "rate-1.x": D(10), "2030": D(4), "gone": None}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b * c", "8"),
        ("(a + b) * c", "4.5"),
        ("a - b - c", "4.5"),
        ("a / b / c", "7"),
        ("a / (b / c)", "1.75"),
        ("-a + b", "-5"),
        ("a - -b", "9"),
        ("2 * -c", "-1"),
        ("+a", "7"),
        ("--a", "7"),
        ("水位*2", "6"),
        ("[rate-1.x] / [2030] + [ a ]", "9.5"),
        ("100 * (a - b) / b", "250"),
        ("0.1 + 0.2", "0.3"),
        ("b / 3 * 3", "2"),
        ("12", "12"),
        (" a ", "7"),
        ("1 / 3", "0.3333333333333333333333333333"),
    ],
)
def test_formulas(text: str, value: str) -> None:
    assert parse(text).value(VALUES) == D(value)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("b <= a", True),
        ("a <= b", False),
        ("a >= a", True),
        ("a < a", False),
        ("a > b", True),
        ("a = b * 3 + 1", True),
        ("0.1 + 0.2 = 0.3", True),
        ("a / 3 = 7 / 3", True),
        ("a = 7.0000000000000000000000000000000001", False),
        ("gone <= a", None),
        ("a <= gone", None),
        ("a <= nowhere", None),
    ],
)
def test_rules(text: str, holds: bool | None) -> None:
    assert parse(text).holds(VALUES) is holds


@pytest.mark.parametrize("text", ["gone", "a + gone", "gone * 0", "-gone", "gone / 0", "nowhere - nowhere"])
def test_missing_is_never_zero(text: str) -> None:
    assert parse(text).value(VALUES) is None


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, "The formula is empty"),
        ("   ", 0, "The formula is empty"),
        ("a +", 4, "ends where a value is expected"),
        ("a b", 3, '"b" stands where a sign is expected'),
        ("a [b c]", 3, '"[b c]" stands where a sign is expected'),
        ("a + * b", 5, '"*" stands where a value is expected'),
        ("(a + b", 1, 'The bracket "(" is not closed'),
        ("a + (b < c)", 5, 'The bracket "(" is not closed'),
        ("a + b)", 6, 'No bracket "(" stands before this ")"'),
        ("[a", 1, 'The bracket "[" is not closed'),
        ("a + []", 5, "The brackets are empty"),
        ("a < b < c", 7, "A rule compares once"),
        ("a == b", 4, '"=" stands where a value is expected'),
        ("a × b", 3, 'Write "*"'),
        ("a＋b", 2, 'Write "+"'),
        ("（a）", 1, 'Write "("'),
        ("a ≤ b", 3, 'Write "<="'),
        ("1,5 + a", 2, 'Write "."'),
        ("a ^ 2", 3, "Powers are not known"),
        ("a ** 2", 4, '"*" stands where a value is expected'),
        ("1.2.3", 1, '"1.2.3" is no number'),
        ("2x", 1, '"2x" is no number'),
        ("1e5", 1, '"1e5" is no number'),
        (".5", 1, '"." is not understood'),
        ("a; b", 2, '";" is not understood'),
        ("__import__(1)", 11, '"(" stands where a sign is expected'),
        ("a.b", 2, '"." is not understood'),
        ('"a"', 1, "is not understood"),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), DEEPEST + 1, "within each other"),
        ("-" * (DEEPEST + 1) + "a", DEEPEST + 1, "within each other"),
        ("a" * (LONGEST + 1), 0, f"has {LONGEST + 1} characters"),
    ],
)
def test_what_is_wrong_is_told_with_its_position(text: str, position: int, words: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert words in str(caught.value)
    assert caught.value.position == position
    assert caught.value.remedy.endswith(".")


def test_one_message_in_full() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse("a × b")
    assert str(caught.value) == 'character 3: "×" is not understood. Write "*".'


def test_dividing_by_zero_is_told() -> None:
    with pytest.raises(ExpressionError, match="character 3: The divisor is 0"):
        parse("a / (b - 2)").value(VALUES)
    with pytest.raises(ExpressionError, match="The divisor is 0"):
        parse("a <= 1 / 0").holds(VALUES)


def test_a_rule_is_no_formula_and_a_formula_no_rule() -> None:
    assert parse("a < b").is_rule
    assert not parse("a - b").is_rule
    with pytest.raises(ExpressionError, match="is a rule and has no value"):
        parse("a < b").value(VALUES)
    with pytest.raises(ExpressionError, match="compares nothing"):
        parse("a - b").holds(VALUES)


def test_names_in_the_order_of_their_first_use() -> None:
    assert parse("b * (a - [x-1]) + a <= -c + b").names == ("b", "a", "x-1", "c")
    assert parse("1 + 2").names == ()


def test_numbers_put_in() -> None:
    assert parse("100 * (a - [x-1]) / a").with_numbers({"a": "7", "x-1": "2.5"}) == "100 * (7 - 2.5) / 7"
    assert parse("a + b").with_numbers({"a": "7"}) == "7 + b"


def test_each_formula_comes_after_those_that_it_needs() -> None:
    formulas = {"d": parse("c + b"), "c": parse("a * b"), "e": parse("1"), "b": parse("a - e")}
    order = in_order(formulas)
    assert sorted(order) == ["b", "c", "d", "e"]
    for name, formula in formulas.items():
        assert all(order.index(one) < order.index(name) for one in formula.names if one in formulas)
    assert in_order({}) == ()


@pytest.mark.parametrize(
    ("formulas", "path"),
    [
        ({"a": "a + 1"}, "a -> a"),
        ({"a": "b", "b": "a"}, "a -> b -> a"),
        ({"x": "a", "a": "b + x1", "b": "c", "c": "2 * a", "x1": "1"}, "a -> b -> c -> a"),
        ({"c": "2 * a", "a": "b", "b": "c"}, "c -> a -> b -> c"),
    ],
)
def test_a_cycle_is_named(formulas: dict[str, str], path: str) -> None:
    with pytest.raises(CycleError) as caught:
        in_order({name: parse(text) for name, text in formulas.items()})
    assert path in str(caught.value)
    assert " -> ".join(caught.value.names) == path


def test_long_chains_need_no_depth() -> None:
    assert parse("+".join(["1"] * 500)).value({}) == 500
    many = {f"n{at}": parse(f"n{at + 1} + 1") for at in range(3000)}
    assert len(in_order(many)) == 3000


numbers = st.decimals(min_value=0, max_value=1000, places=2)


@given(st.recursive(numbers.map(lambda one: (str(one), Fraction(one))), lambda inner: st.one_of(
    st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: (
        f"({t[0][0]} {t[1]} {t[2][0]})",
        {"+": t[0][1] + t[2][1], "-": t[0][1] - t[2][1], "*": t[0][1] * t[2][1]}[t[1]],
    )),
    inner.map(lambda one: (f"-{one[0]}", -one[1])),
), max_leaves=8))  # fmt: skip
def test_any_formula_is_exact(drawn: tuple[str, Fraction]) -> None:
    text, value = drawn
    assert parse(f"{text} = {text}").holds({}) is True
    found = parse(text).value({})
    assert found == D(value.numerator) / D(value.denominator)


def position_of_mistake(text: str) -> int | None:
    try:
        parse(text)
    except ExpressionError as error:
        return error.position
    return None


@given(st.text(alphabet="ab12._+-*/()[]<=> ×（水²½٣;\n\0", max_size=30))
def test_any_text_is_understood_or_told(text: str) -> None:
    position = position_of_mistake(text)
    assert position is None or 0 <= position <= len(text) + 1
