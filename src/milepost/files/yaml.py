"""What stands in a YAML file, and on which line?

The file is read strictly: keys are text and stand once, numbers keep the digits they were written with, and nothing of
YAML is understood that a definition file does not need (tags, anchors, several documents).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any

import yaml

from milepost.files.plain import read_text
from milepost.model.places import FilePlace, Mistake

MOST_BYTES = 8 * 1024 * 1024
MOST_DEPTH = 40

_TRUTH = {"true": True, "false": False, "yes": True, "no": False, "on": True, "off": False}
_TRUTH_KEYS = {*_TRUTH, "y", "n"}
_NOTHING = {"", "~", "null", "Null", "NULL"}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,29})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,30}\.[0-9]{1,30}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EVENTS = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Block(dict[str, Any]):
    """A mapping of the file that knows where it and each of its keys stand."""

    def __init__(self, start: FilePlace) -> None:
        """Begin empty at a place."""
        super().__init__()
        self.start = start
        self.lines: dict[str, int] = {}

    def place(self, *steps: str | int) -> FilePlace:
        """Give the place of what the steps lead to, or of the last thing on the way that is there."""
        return _walk(self, steps)


class Items(list[Any]):
    """A list of the file that knows where it and each of its items stand."""

    def __init__(self, start: FilePlace) -> None:
        """Begin empty at a place."""
        super().__init__()
        self.start = start
        self.lines: list[int] = []

    def place(self, *steps: str | int) -> FilePlace:
        """Give the place of what the steps lead to, or of the last thing on the way that is there."""
        return _walk(self, steps)


YamlValue = Block | Items | str | int | Decimal | date | bool | None


def _walk(value: Block | Items, steps: tuple[str | int, ...]) -> FilePlace:
    place = value.start
    here: YamlValue = value
    for step in steps:
        if isinstance(here, Block) and isinstance(step, str) and step in here.lines:
            place = FilePlace(place.path, here.lines[step])
            here = here.get(step)
        elif isinstance(here, Items) and isinstance(step, int) and 0 <= step < len(here.lines):
            place = FilePlace(place.path, here.lines[step])
            here = here[step]
        else:
            break
    return place


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A YAML file as read.

    Attributes:
        path: Relative to the workspace.
        value: What it holds; mappings are ``Block``, lists ``Items``.
    """

    path: PurePath
    value: YamlValue

    def place(self, *steps: str | int) -> FilePlace:
        """Give the place of what the steps lead to, or of the last thing on the way that is there."""
        return self.value.place(*steps) if isinstance(self.value, Block | Items) else FilePlace(self.path)


def read_yaml(file: Path, path: PurePath) -> tuple[YamlFile | None, list[Mistake]]:
    """Read a YAML file.

    Args:
        file: Where the file is.
        path: What to call it: its path relative to the workspace.

    Returns:
        The file, None where it could not be understood at all, and every mistake in it.
    """
    text, mistakes = read_text(file, path, MOST_BYTES)
    if text is None:
        return None, mistakes
    reader = _Reader(path)
    try:
        value = reader.document(yaml.parse(text, Loader=_EVENTS))
    except yaml.MarkedYAMLError as broken:
        return None, [*reader.mistakes, _broken(path, text, broken)]
    except (yaml.YAMLError, _TooDeepError) as broken:
        place = FilePlace(path, broken.line if isinstance(broken, _TooDeepError) else 0)
        return None, [*reader.mistakes, Mistake(place, f"The file cannot be read: {broken}.", "Write it anew.")]
    return YamlFile(path, value), reader.mistakes


def _broken(path: PurePath, text: str, broken: yaml.MarkedYAMLError) -> Mistake:
    mark = broken.problem_mark or broken.context_mark
    number = mark.line + 1 if mark else 0
    lines = text.splitlines()
    number = min(number, max(len(lines), 1))
    about = " ".join(part for part in (broken.context, broken.problem) if part)
    remedy = "Look at this line and the one above: indentation, quotes, and a space after each colon."
    if number and number <= len(lines) and "\t" in lines[number - 1]:
        remedy = "The line holds a tab; indent with spaces."
    return Mistake(FilePlace(path, number), f"This is not YAML ({about}).", remedy)


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(f"entries stand more than {MOST_DEPTH} levels deep")
        self.line = line


class _Reader:
    """Builds values from the parser's events and gathers mistakes on the way."""

    def __init__(self, path: PurePath) -> None:
        self.path = path
        self.mistakes: list[Mistake] = []

    def document(self, events: Iterator[Any]) -> YamlValue:
        """Read the only document of the stream."""
        value: YamlValue = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._mistake(event, "A second document begins here.", 'Keep one; take out the line "---".')
                    break
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, events, 0)
        return value

    def _value(self, event: Any, events: Iterator[Any], depth: int) -> YamlValue:
        if depth > MOST_DEPTH:
            raise _TooDeepError(event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent):
            self._mistake(event, f'"*{event.anchor}" repeats another entry.', "Write the entry out.")
            return None
        if event.anchor is not None:
            self._mistake(event, f'"&{event.anchor}" marks the entry for repeating.', "Take the mark out.")
        if event.tag is not None:
            self._mistake(event, f'The tag "{event.tag}" is not understood here.', "Take it out.")
        if isinstance(event, yaml.MappingStartEvent):
            return self._block(event, events, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, events, depth)
        return event.value if event.style else _meaning(event.value)

    def _block(self, start: Any, events: Iterator[Any], depth: int) -> Block:
        block = Block(self._place(start))
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, events, depth)
            value = self._value(next(events), events, depth + 1)
            if key is None:
                continue
            if key in block:
                self._mistake(
                    event, f'The key "{key}" stands here a second time, first on line {block.lines[key]}.', "Keep one."
                )
                if block[key] is not None:
                    continue
            block[key] = value
            block.lines[key] = event.start_mark.line + 1
        return block

    def _key(self, event: Any, events: Iterator[Any], depth: int) -> str | None:
        if not isinstance(event, yaml.ScalarEvent):
            self._value(event, events, depth + 1)
            self._mistake(event, "A key is not a single word.", "Write each key as plain text before its colon.")
            return None
        text: str = event.value
        if event.style:
            return text
        if text.lower() in _TRUTH_KEYS:
            self._mistake(event, f"The key {text} is not text: YAML reads it as a truth value.", _quote(text))
            return None
        if not isinstance(_meaning(text), str):
            kind = "nothing" if text in _NOTHING else "a date" if _DAY.fullmatch(text) else "a number"
            self._mistake(
                event, f"The key {text} is not text: YAML reads it as {kind}.".replace("  ", " "), _quote(text)
            )
            return None
        return text

    def _items(self, start: Any, events: Iterator[Any], depth: int) -> Items:
        items = Items(self._place(start))
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._value(event, events, depth + 1))
            items.lines.append(event.start_mark.line + 1)
        return items

    def _place(self, event: Any) -> FilePlace:
        return FilePlace(self.path, event.start_mark.line + 1)

    def _mistake(self, event: Any, problem: str, remedy: str) -> None:
        self.mistakes.append(Mistake(self._place(event), problem, remedy))


def _quote(text: str) -> str:
    return f'Put it in quotes: "{text}".'


def _meaning(text: str) -> YamlValue:
    """Say what an unquoted word means; a number keeps its digits, anything unusual stays text."""
    if text in _NOTHING:
        return None
    if text.lower() in _TRUTH:
        return _TRUTH[text.lower()]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
