"""Does an entry have the shape that it should have, and what is wrong where it has not?

A ``Shape`` never stops at the first thing wrong: a field that cannot be understood is told and then left at its
default, so that everything else in the file is still read and judged. Values of a file with mistakes are never used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    model_validator,
)

from milepost.files.nearest import instead, nearest
from milepost.files.yaml import Block, Items, YamlFile
from milepost.model.places import FilePlace, Mistake


class WrongValueError(ValueError):
    """A value cannot be understood: what is wrong with it, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        """Keep both sentences."""
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(slots=True)
class Told:
    """What goes along while a file is read: the languages that its texts need, and the mistakes found so far."""

    languages: tuple[str, ...] = ()
    mistakes: list[Mistake] = field(default_factory=list)


def _told(info: ValidationInfo) -> Told:
    if not isinstance(info.context, Told):
        raise TypeError("a shape is read by shaped() or shaped_list()")
    return info.context


def languages_of(info: ValidationInfo) -> tuple[str, ...]:
    """Give the languages in which the texts of the file being read must exist."""
    return _told(info).languages


def needed(default: Any = None) -> Any:
    """Declare a field that must be there; ``default`` stands in for it while the rest of the file is judged."""
    return Field(default=default, json_schema_extra={"needed": True})


class Shape(BaseModel):
    """A mapping of a definition file with known keys."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)
    _block: Block = PrivateAttr()
    _whole: bool = PrivateAttr(default=True)

    @model_validator(mode="wrap")
    @classmethod
    def _judge(cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Self:
        if not isinstance(value, Block):
            raise WrongValueError(
                "This is no group of keys.", f"Write keys here, such as {', '.join(list(cls.model_fields)[:3])}."
            )
        told = _told(info)
        known = {one.alias or name: one for name, one in cls.model_fields.items()}
        for key in [key for key in value if key not in known]:
            near = instead(nearest(key, known))
            remedy = f"Correct or remove it; the keys here are {', '.join(known)}."
            told.mistakes.append(Mistake(value.place(key), f'The key "{key}" is not known here{near}.', remedy))
        given = {key: one for key, one in value.items() if key in known and one is not None}
        for key, one in known.items():
            if key not in given and isinstance(one.json_schema_extra, dict) and one.json_schema_extra.get("needed"):
                problem = f'"{key}" is empty.' if key in value else f'"{key}" is missing.'
                told.mistakes.append(Mistake(value.place(key), problem, f'Write "{key}:" and what belongs there.'))
        whole = all(key in known for key in value)
        try:
            made: Self = handler(given)
        except ValidationError as failed:
            told.mistakes.extend(_mistakes(failed, value))
            made = handler(_without(given, failed))
            whole = False
        made._block = value
        made._whole = whole
        return made

    def place(self, *steps: str | int) -> FilePlace:
        """Give the line of a key, or of something below it."""
        return self._block.place(*steps)

    @property
    def whole(self) -> bool:
        """Say whether every key was known and everything at it could be understood."""
        return self._whole

    def understood(self, key: str) -> bool:
        """Say whether something stands at a key and could be understood."""
        return key in self.model_fields_set

    def has(self, key: str) -> bool:
        """Say whether something stands at a key, even where it could not be understood."""
        return self._block.get(key) not in (None, [], {})


S = TypeVar("S", bound=Shape)


def _without(given: dict[str, Any], failed: ValidationError) -> dict[str, Any]:
    """Leave out what failed: an item of a list or mapping alone where the failure has one, else the whole key."""
    left = dict(given)
    for error in failed.errors():
        key, *steps = error["loc"]
        value = left.get(str(key))
        if isinstance(value, list) and steps and isinstance(steps[0], int):
            gone = {one["loc"][1] for one in failed.errors() if one["loc"][0] == key and len(one["loc"]) > 1}
            left[str(key)] = [one for at, one in enumerate(given[str(key)]) if at not in gone]
        elif isinstance(value, dict) and steps and str(steps[0]) in given[str(key)] and not isinstance(steps[0], int):
            left[str(key)] = {name: one for name, one in value.items() if name != steps[0]}
        else:
            left.pop(str(key), None)
    return left


def shaped(file: YamlFile, shape: type[S], languages: Sequence[str] = ()) -> tuple[S | None, list[Mistake]]:
    """Read a file whose top is a mapping.

    Args:
        file: The file as read.
        shape: Which keys it should have.
        languages: Every text must exist in these languages.

    Returns:
        The content, None where the top is no mapping, and every mistake found.
    """
    if not isinstance(file.value, Block):
        problem = "The file is empty." if file.value is None else "The file does not begin with keys."
        remedy = f"Write keys such as {', '.join(list(shape.model_fields)[:3])}."
        return None, [Mistake(file.place(), problem, remedy)]
    told = Told(tuple(languages))
    made = shape.model_validate(file.value, context=told)
    return made, list(dict.fromkeys(told.mistakes))


def shaped_list(file: YamlFile, shape: type[S], languages: Sequence[str] = ()) -> tuple[list[S], list[Mistake]]:
    """Read a file that is a list of entries of one shape; an empty file is an empty list."""
    if file.value is None:
        return [], []
    if not isinstance(file.value, Items):
        return [], [Mistake(file.place(), "The file is no list.", 'Begin each entry with "- ".')]
    told = Told(tuple(languages))
    made: list[S] = []
    for at, value in enumerate(file.value):
        try:
            made.append(shape.model_validate(value, context=told))
        except ValidationError as failed:
            told.mistakes.extend(_mistakes(failed, file.value, at))
    return made, list(dict.fromkeys(told.mistakes))


def _mistakes(failed: ValidationError, value: Block | Items, *before: int) -> list[Mistake]:
    found = []
    for error in failed.errors():
        wrong = error.get("ctx", {}).get("error")
        steps = (*before, *error["loc"])
        name = next((str(step) for step in reversed(steps) if isinstance(step, str)), "")
        if isinstance(wrong, WrongValueError):
            problem, remedy = wrong.problem, wrong.remedy
        elif error["type"] in ("list_type", "tuple_type"):
            problem, remedy = "A list is expected.", 'Write one entry per line, each after "- ".'
        elif error["type"] in ("dict_type", "mapping_type"):
            problem, remedy = "Keys are expected.", "Write one per line, each followed by a colon and its value."
        else:
            problem, remedy = f"{error['msg']}.", "Correct it."
        found.append(Mistake(value.place(*steps), f'"{name}": {problem}' if name else problem, remedy))
    return found
