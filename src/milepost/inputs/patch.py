"""How does a unit's own workbook get a note and a fill on each cell with a finding, and stay the unit's own?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.inputs import comments, tabs, todo_sheet
from milepost.inputs.answers import is_todo
from milepost.inputs.beside import read_properties
from milepost.inputs.boxes import boxes_added, boxes_removed
from milepost.inputs.fills import FILLS, Fills
from milepost.inputs.grid import Grid, read_grid
from milepost.inputs.guard import open_package
from milepost.inputs.limits import DEFAULT_LIMITS, Limits, Refused
from milepost.inputs.package import Package
from milepost.inputs.rebuild import Rebuild
from milepost.inputs.restyle import restyle_cells
from milepost.inputs.splice import CannotPatchError, spliced
from milepost.inputs.threads import with_person, with_replies
from milepost.inputs.todo import KEY, Todo
from milepost.inputs.todo_looks import Looks
from milepost.inputs.workbook_style import face
from milepost.inputs.xlsx import Outline, SheetEntry, read_outline, read_workbook
from milepost.model.finding import Severity
from milepost.model.intake import Refusal

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"

_Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is put on one cell.

    Attributes:
        sheet: Name of the sheet as the workbook has it.
        row: Excel's row number.
        column: Column number, 1 = A.
        note: The words of the note.
        severity: Gives the colour of the fill.
    """

    sheet: str
    row: int
    column: int
    note: str
    severity: Severity


def patch(data: bytes, marks: Sequence[Mark], limits: Limits = DEFAULT_LIMITS, todo: Todo | None = None) -> bytes:
    """Put notes and fills into a workbook, and a To do sheet; every part that needs no change stays byte for byte.

    Several marks on one cell become one note, the gravest first, in the gravest one's colour. A mark inside a merged
    area goes to its first cell. Notes, fills and the sheet that an earlier call put in are taken out first, so that a
    workbook which was sent back does not collect them. The same input gives the same bytes.

    Args:
        data: A workbook that the guard lets pass.
        marks: What to put in.
        limits: What is counted while its parts are read.
        todo: What stands on the sheet before all others; None for no such sheet.

    Raises:
        CannotPatchError: If the workbook is built in a way that this cannot be done safely.
    """
    package = open_package("", data, limits)
    if isinstance(package, Refusal):
        raise CannotPatchError(f"it cannot be opened ({package.kind.value})")
    try:
        return _Patch(package, marks, todo, _old_todo(package, data)).run()
    except Refused as verdict:
        raise CannotPatchError(f"one of its parts cannot be read ({verdict.kind.value})") from None


def _old_todo(package: Package, data: bytes) -> frozenset[str]:
    """The names of the To do sheets that an earlier call put in."""
    key = KEY.encode()
    if not any(key in package.read(member.name) for member in package.container.members if _may_hold_text(member.name)):
        return frozenset()
    book = read_workbook(data, package.limits)
    return frozenset() if isinstance(book, Refusal) else frozenset(one.name for one in book.sheets if is_todo(one))


def _may_hold_text(part: str) -> bool:
    return part.endswith(".xml") and ("sheet" in part or "sharedStrings" in part)


class _Patch:
    """One run over one workbook."""

    def __init__(self, package: Package, marks: Sequence[Mark], todo: Todo | None, gone: frozenset[str]) -> None:
        self._package = package
        self._todo = todo
        self._gone = gone
        self._limits = package.limits
        self._rebuild = Rebuild(package)
        self._outline: Outline = read_outline(package)
        self._marks: dict[str, list[Mark]] = {}
        for mark in marks:
            self._marks.setdefault(mark.sheet, []).append(mark)
        self._fills: Fills | None = None
        self._patched: list[str] = []

    def run(self) -> bytes:
        """Patch sheet after sheet, then the formats they asked for, then the list of sheets."""
        grids = {entry.name for entry in self._outline.sheets if entry.kind == "worksheet"}
        for name in self._marks:
            if name not in grids:
                raise CannotPatchError(f'it has no sheet "{name}" with cells')
        for position, entry in enumerate(self._outline.sheets, start=1):
            if entry.name not in self._gone and (entry.name in self._marks or self._has_old_notes(entry)):
                self._patch_sheet(entry, position)
                self._patched.append(entry.part)
        if self._fills is not None:
            self._rebuild.replace(self._styles_part(), self._fills.patched())
        tabs.remove_sheets(self._rebuild, self._outline, self._gone)
        if self._todo is not None:
            self._put_todo(self._todo)
        return self._rebuild.to_bytes()

    def _put_todo(self, todo: Todo) -> None:
        """Put the To do sheet before all others.

        The workbook opens on it unless that took a change in a sheet without a finding: a sheet that was selected must
        not stay so beside another, or what is typed into one is typed into both.
        """
        rebuild, workbook, styles = self._rebuild, self._outline.part, self._styles_part()
        others = [entry for entry in self._outline.sheets if entry.name not in self._gone]
        selected = [entry.part for entry in others if tabs.is_selected(rebuild.part(entry.part))]
        opens = set(selected) <= set(self._patched)
        for part in selected if opens else ():
            rebuild.replace(part, tabs.deselected(rebuild.part(part)))
        looks = Looks(rebuild.part(styles), styles, self._limits, face(todo.words))
        strict = tabs.is_strict(rebuild, workbook)
        content = todo_sheet.sheet_part(todo, looks, strict=strict, selected=opens)
        rebuild.replace(styles, looks.patched())
        name = tabs.free_tab(todo.name, [entry.name for entry in others])
        tabs.put_first(rebuild, workbook, name, content, todo_sheet.titles(name), strict=strict)
        if opens:
            tabs.activate_first(rebuild, workbook)

    def _patch_sheet(self, entry: SheetEntry, position: int) -> None:
        data = self._rebuild.part(entry.part)
        grid = read_grid(data, entry.part, self._limits)
        notes, severities = _joined(self._marks.get(entry.name, []), grid)
        old, drawing_id = self._put_notes(entry, grid, notes, position)

        def restyle(row: int, column: int, base: int) -> int:
            fills, cell = self._open_fills(), (row, column)
            if cell in severities:
                return fills.filled(base, FILLS[severities[cell]], again=cell in old)
            return fills.restored(base)

        edits = restyle_cells(data, entry.part, self._limits, grid, old | set(notes), restyle)
        if drawing_id is not None:
            edits.append(grid.drawing_edit(drawing_id))
        self._rebuild.replace(entry.part, spliced(data, edits))

    def _put_notes(
        self, entry: SheetEntry, grid: Grid, notes: Mapping[_Cell, str], position: int
    ) -> tuple[set[_Cell], str | None]:
        """Put notes into comments, boxes and conversations.

        Returns:
            Cells that carried a note of an earlier call; the id of a drawing that the sheet must name from now on.
        """
        rebuild, limits = self._rebuild, self._limits
        part = self._part(entry.part, "comments")
        before = comments.no_comments(strict=grid.strict) if part is None else rebuild.part(part)
        if part is None:
            part = rebuild.free_name("xl", "comments", "xml")
            rebuild.add(part, b"", _COMMENTS_TYPE)
            rebuild.relate(entry.part, "comments", part, strict=grid.strict)
        clean, alone, appended = comments.cleaned(before, part, limits)
        others = comments.texts_of(clean, part, limits)
        rebuild.replace(part, comments.noted(clean, part, limits, notes))
        self._answer_threads(entry, notes)

        old = alone | appended
        if grid.drawing_id is None:
            name = rebuild.free_name("xl/drawings", "vmlDrawing", "vml")
            rebuild.declare_extension("vml", _DRAWING_TYPE)
            rebuild.replace(name, boxes_added(None, name, limits, {**others, **notes}, grid, position))
            return old, rebuild.relate(entry.part, "vmlDrawing", name, strict=grid.strict)
        drawing = self._package.by_id(entry.part, grid.drawing_id)
        if drawing is None or drawing.external or not rebuild.has(drawing.target):
            raise CannotPatchError("the drawing of its notes is missing")
        name = drawing.target
        boxes = boxes_removed(rebuild.part(name), name, limits, alone)
        new = {cell: note for cell, note in notes.items() if cell not in others}
        rebuild.replace(name, boxes_added(boxes, name, limits, new, grid, position))
        return old, None

    def _answer_threads(self, entry: SheetEntry, notes: Mapping[_Cell, str]) -> None:
        part, people = self._part(entry.part, "threadedComment"), self._part(self._outline.part, "person")
        if part is None or people is None:
            return
        before = self._rebuild.part(part)
        after = with_replies(before, part, self._limits, notes)
        if after != before:
            self._rebuild.replace(part, after)
            self._rebuild.replace(people, with_person(self._rebuild.part(people), people, self._limits))

    def _has_old_notes(self, entry: SheetEntry) -> bool:
        part = self._part(entry.part, "comments")
        return part is not None and comments.AUTHOR.encode() in self._rebuild.part(part)

    def _open_fills(self) -> Fills:
        if self._fills is None:
            part = self._styles_part()
            # LibreOffice writes a background colour of its own behind every fill.
            program = read_properties(self._package).application.get("Application", "")
            trusted = not program.startswith("LibreOffice")
            self._fills = Fills(
                self._rebuild.part(part), part, self._limits, frozenset(FILLS.values()), trusted=trusted
            )
        return self._fills

    def _styles_part(self) -> str:
        part = self._part(self._outline.part, "styles")
        if part is None:
            raise CannotPatchError("it has no cell formats")
        return part

    def _part(self, source: str, kind: str) -> str | None:
        relation = self._package.related(source, kind)
        found = relation is not None and not relation.external and self._rebuild.has(relation.target)
        return relation.target if relation is not None and found else None


def _joined(marks: Sequence[Mark], grid: Grid) -> tuple[dict[_Cell, str], dict[_Cell, Severity]]:
    """One note and one severity for each cell; a cell hidden under a merged one gives its marks to that one."""
    found: dict[_Cell, list[Mark]] = {}
    for mark in marks:
        area = grid.area(mark.row, mark.column)
        found.setdefault((area.first_row, area.first_column), []).append(mark)
    notes: dict[_Cell, str] = {}
    for cell, group in found.items():
        words = [mark.note for mark in sorted(group, key=lambda mark: -mark.severity)]
        notes[cell] = "\n\n".join(dict.fromkeys(words))
    return notes, {cell: max(mark.severity for mark in group) for cell, group in found.items()}
