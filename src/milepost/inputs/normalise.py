"""What does a cell mean for its column? Keeps what was typed; judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from milepost.inputs.days import DayReading, bare_serial, from_serial, read_day
from milepost.inputs.folding import plain, same, visible
from milepost.inputs.form import Choice, Column, Kind, choice_label
from milepost.inputs.measures import measure_of
from milepost.inputs.numerals import read_number
from milepost.inputs.shown import scale_beside, scales
from milepost.model.places import CellRef
from milepost.model.submission import Cell
from milepost.model.words import Words
from milepost.model.workbook import CellKind, FormatKind, RawCell

_MARKS = " 。.,;!、\"'()[]<>“”‘’【】《》「」√✓"
"""What may stand around the entry of a list."""
_TRUTH = {"1": "TRUE", "0": "FALSE"}
_KINDS = {
    CellKind.EMPTY: "empty", CellKind.TEXT: "text", CellKind.NUMBER: "number", CellKind.BOOL: "bool",
    CellKind.ERROR: "error", CellKind.DATE_ISO: "date",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meanings:
    """What is needed to give cells a meaning.

    Attributes:
        lists: Name of a list -> folded spelling -> key.
        date1904: True where day numbers count from 1904.
    """

    lists: Mapping[str, Mapping[str, str]]
    date1904: bool = False

    @classmethod
    def of(cls, lists: Mapping[str, Sequence[Choice]], words: Sequence[Words], date1904: bool) -> Meanings:
        """Gather every spelling of every choice: key, label in each language and in all together, synonyms."""
        found: dict[str, dict[str, str]] = {}
        for name, choices in lists.items():
            spellings = found.setdefault(name, {})
            for choice in choices:
                said = [
                    choice.key,
                    choice_label(choice, words),
                    choice_label(choice, words[::-1]),
                    choice.label,
                    *(one.say(choice.label) for one in words),
                ]
                spellings.update({same(one): str(choice.key) for one in (*said, *choice.synonyms)})
        return cls(found, date1904)

    def also(self, older: Meanings, renamed: Mapping[str, Mapping[str, str]]) -> Meanings:
        """Add the spellings of an older layout; ``renamed`` is list -> key of then -> key of today."""
        lists = {}
        for name, spelled in self.lists.items():
            then = {text: renamed.get(name, {}).get(key, key) for text, key in older.lists.get(name, {}).items()}
            lists[name] = {**then, **spelled}
        return Meanings(lists, self.date1904)


def meaning(raw: RawCell | None, column: Column, ref: CellRef, known: Meanings, unit: str = "") -> Cell:
    """Give a cell its meaning for its column.

    Args:
        raw: The cell as stored; None where nothing stands there.
        column: What the column holds.
        ref: Where the cell stands.
        known: Spellings of the choices.
        unit: The row's unit of measure, for numbers.
    """
    if raw is None or (raw.formula is None and not visible(raw.text)):
        return Cell(ref)
    kind = _KINDS[raw.kind]
    if raw.kind is CellKind.ERROR:
        return Cell(ref, raw.text, None, "error_value", (), raw.formula, kind)
    if raw.text is None:
        return Cell(ref, None, None, "not_calculated", (), raw.formula, kind)
    notes = ("picture",) if raw.picture else ()
    read = _READERS.get(column.kind, _text)(raw, column, known, unit)
    return Cell(ref, _typed(raw, known), read.value, read.problem, notes + read.notes, raw.formula, kind)


def _typed(raw: RawCell, known: Meanings) -> str:
    """What a person sees in the cell, as far as the file tells."""
    if raw.kind is CellKind.NUMBER and raw.format is FormatKind.DATE:
        day = from_serial(float(raw.text or 0), known.date1904)
        return day.isoformat() if day else raw.text or ""
    if raw.kind is CellKind.NUMBER:
        number = _stored(raw)
        return f"{_shown(number * 100)}%" if raw.format is FormatKind.PERCENT else _shown(number)
    if raw.kind is CellKind.BOOL:
        return _TRUTH.get(raw.text or "", raw.text or "")
    return raw.text or ""


def _stored(raw: RawCell) -> Decimal:
    """The number that was typed: programs store binary fractions, of which at most 15 digits mean anything."""
    return Decimal(f"{float(raw.text or 0):.15g}")


def _shown(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(raw: RawCell, column: Column, known: Meanings, unit: str) -> Cell:
    del known
    if raw.kind is CellKind.TEXT:
        asked = "%" if column.key == "percent" else unit
        read = read_number(raw.text or "", asked)
        return _meant(read.value, read.problem, read.notes)
    if raw.kind is CellKind.DATE_ISO or raw.format is FormatKind.DATE:
        return _meant(None, "date_for_number")
    if raw.kind is not CellKind.NUMBER:
        return _meant(None, "not_a_number")
    number = Decimal(_shown(_stored(raw)))
    if raw.format is not FormatKind.PERCENT:
        return _as_shown(number, raw.format_code, unit)
    if column.key != "percent" and measure_of(unit).base != "%":
        return _meant(None, "unit_differs")
    return _meant(Decimal(_shown(number * 100)), None, ("percent_cell",))


def _as_shown(number: Decimal, code: str, unit: str) -> Cell:
    """A number whose format may show another one than is stored: ``120000`` as ``12.0万``, ``12`` as ``12万``."""
    if scales(code):
        return _meant(number, "shown_scaled")
    beside = scale_beside(code)
    if not beside:
        return _meant(number)
    read = read_number(f"{_shown(number)}{beside}", unit)
    return _meant(read.value, read.problem, read.notes)


def _date(raw: RawCell, column: Column, known: Meanings, unit: str) -> Cell:
    del column, unit
    read = _stored_day(raw, known.date1904) if raw.kind is CellKind.NUMBER else read_day(raw.text or "", known.date1904)
    return _meant(read.value, read.problem, read.notes)


def _stored_day(raw: RawCell, date1904: bool) -> DayReading:
    """The day of a number: a day number, or 20240630 typed as it is, which no calendar of a workbook reaches."""
    serial, marked = float(raw.text or 0), raw.format is FormatKind.DATE
    day = from_serial(serial, date1904) if marked else bare_serial(serial, date1904)
    if day is not None:
        return DayReading(day, None, () if marked else ("serial_day",))
    return read_day(_shown(_stored(raw)), date1904)


def _choice(raw: RawCell, column: Column, known: Meanings, unit: str) -> Cell:
    del unit
    text = _typed(raw, known)
    if column.choices == "tasks":
        return _meant(plain(text).split()[0])
    spellings = known.lists.get(column.choices, {})
    key = spellings.get(same(text)) or spellings.get(same(plain(text).strip(_MARKS)))
    return _meant(key, None if key else "unknown_choice")


def _id(raw: RawCell, column: Column, known: Meanings, unit: str) -> Cell:
    del column, unit
    return _meant(plain(_typed(raw, known)))


def _text(raw: RawCell, column: Column, known: Meanings, unit: str) -> Cell:
    del column, unit
    return _meant(_typed(raw, known).replace("\r\n", "\n").strip())


def _meant(value: object, problem: str | None = None, notes: tuple[str, ...] = ()) -> Cell:
    """A meaning on its way to its cell; the place is put in by ``meaning``."""
    return Cell(CellRef(""), None, value, problem, notes)  # type: ignore[arg-type]


_READERS = {Kind.NUMBER: _number, Kind.DATE: _date, Kind.CHOICE: _choice, Kind.ID: _id}
