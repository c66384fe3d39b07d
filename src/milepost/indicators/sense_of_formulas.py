"""Do the formulas and rules over indicators make sense: known names, no cycle, like with like?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from milepost.files.nearest import instead, nearest
from milepost.indicators.framework import FrameworkFile
from milepost.model.expression import Chain, CycleError, Expression, Name, Negative, Node, in_order
from milepost.model.places import FilePlace, Mistake
from milepost.model.text import Text

Written = tuple[FilePlace, Expression]


def judge_formulas(content: FrameworkFile, *, complete: bool) -> list[Mistake]:
    """Find formulas and rules that can be read and yet cannot be meant.

    Args:
        content: The framework.
        complete: False where an indicator could not be understood: then a name that is not found need not be wrong.
    """
    series = (*content.indicators, *content.context)
    computed = {one.id: (one.place("computed"), one.computed) for one in series if one.computed is not None and one.id}
    rules = [(content.place("rules", at), rule) for at, rule in enumerate(content.rules)]
    units = {one.id: one.unit for one in series}
    found = list(_cycles({name: formula for name, (_, formula) in computed.items()}, computed))
    written = [*computed.values(), *rules]
    if complete:
        found += _unknown(written, tuple(units))
    for place, expression in written:
        found += _unlike(place, expression, units)
    for name, (place, formula) in computed.items():
        found += _own_unit(name, place, formula, units)
    return found


def _unknown(written: Sequence[Written], known: Sequence[str]) -> Iterator[Mistake]:
    for place, expression in written:
        for name in expression.names:
            if name not in known:
                problem = f'"{expression.text}": the indicator "{name}" is not known{instead(nearest(name, known))}.'
                yield Mistake(place, problem, "Correct the id, or add the indicator.")


def _cycles(formulas: Mapping[str, Expression], computed: Mapping[str, Written]) -> Iterator[Mistake]:
    try:
        in_order(formulas)
    except CycleError as error:
        problem = f"The formulas need each other: {' -> '.join(error.names)}."
        yield Mistake(computed[error.names[0]][0], problem, "Compute one of them from others.")


def _unlike(place: FilePlace, expression: Expression, units: Mapping[str, Text]) -> Iterator[Mistake]:
    """What is added, subtracted or compared has one unit of measure."""
    for names in _alike(expression):
        known = [name for name in names if name in units]
        for name in known[1:]:
            if units[name] != units[known[0]]:
                problem = (
                    f'"{expression.text}": {known[0]} is in {_said(units[known[0]])}, and {name} is in '
                    f"{_said(units[name])}."
                )
                yield Mistake(place, problem, "Add and compare what has one unit of measure, or convert it.")
                return


def _own_unit(name: str, place: FilePlace, formula: Expression, units: Mapping[str, Text]) -> Iterator[Mistake]:
    """A sum has the unit of measure of what is added."""
    first = next((one for one in _bare(formula.left) or () if one in units), None)
    if first is not None and units[first] != units[name]:
        problem = f"{name} is in {_said(units[name])}, and what it is computed from in {_said(units[first])}."
        yield Mistake(place, problem, "Correct the unit of measure, or the formula.")


def _alike(expression: Expression) -> Iterator[tuple[str, ...]]:
    """Names that stand in sums, or on both sides of a comparison, without a factor: they must be of one kind."""
    sides = [expression.left] if expression.right is None else [expression.left, expression.right]
    bare = [_bare(side) for side in sides]
    if len(bare) == 2 and all(one is not None for one in bare):
        yield tuple(name for one in bare for name in one or ())
        return
    for side in sides:
        yield from _sums(side)


def _sums(node: Node) -> Iterator[tuple[str, ...]]:
    """The names of each sum, wherever it stands."""
    names = _bare(node)
    if names is not None:
        yield names
    elif isinstance(node, Negative):
        yield from _sums(node.of)
    elif isinstance(node, Chain):
        if node.rest[0][0] in "+-":
            parts = [_bare(part) for part in (node.first, *(part for _, _, part in node.rest))]
            yield tuple(name for one in parts if one is not None for name in one)
        for part in (node.first, *(part for _, _, part in node.rest)):
            yield from _sums(part)


def _bare(node: Node) -> tuple[str, ...] | None:
    """The names of a name, or of a sum of names; None where factors or numbers may change the unit."""
    if isinstance(node, Name):
        return (node.name,)
    if isinstance(node, Negative):
        return _bare(node.of)
    if isinstance(node, Chain) and node.rest[0][0] in "+-":
        parts = [_bare(part) for part in (node.first, *(part for _, _, part in node.rest))]
        if all(one is not None for one in parts):
            return tuple(name for one in parts for name in one or ())
    return None


def _said(unit: Text) -> str:
    return f'"{next(iter(unit.by_language.values()), "")}"'
