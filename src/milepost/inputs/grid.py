"""How is a sheet laid out: merged areas, widths, heights, and where its drawing of notes is named?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from milepost.inputs.address import LAST_COLUMN, area_of, row_number
from milepost.inputs.limits import Limits
from milepost.inputs.markup import RELATIONSHIP_NAMESPACES, STRICT_NAMESPACE, Place, is_true, relationship_id, walk
from milepost.inputs.splice import CannotPatchError, Edit, prefix_of, require_ascii_markup, tag_end
from milepost.model.workbook import Area

# What may stand behind <legacyDrawing> in a worksheet (ECMA-376 part 1, 18.3.1.99).
_BEHIND_NOTES = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}
)
_ALTERNATIVE = "http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DIGIT_PIXELS = 7  # the widest digit of the usual 11-point fonts
_DEFAULT_COLUMN = 64
_DEFAULT_ROW = 20


@dataclass(slots=True)
class Grid:
    """The layout of one sheet.

    Attributes:
        strict: True where the sheet is written in the strict vocabulary.
        prefix: Prefix of its elements with the colon, mostly ``""``.
        drawing_id: Relationship of the drawing that holds the boxes of notes; None where there is none.
        drawing_place: Where in the bytes such a drawing is to be named.
        merges: Its merged areas.
        column_styles: First column, last column, format of cells that do not exist.
        column_pixels: Width of the columns that have one of their own.
        row_pixels: Height of the rows that have one of their own.
        default_column: Width of all other columns, in pixels.
        default_row: Height of all other rows, in pixels.
    """

    strict: bool = False
    prefix: str = ""
    drawing_id: str | None = None
    drawing_place: int = -1
    merges: list[Area] = field(default_factory=list)
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)
    column_pixels: dict[int, int] = field(default_factory=dict)
    row_pixels: dict[int, int] = field(default_factory=dict)
    default_column: int = _DEFAULT_COLUMN
    default_row: int = _DEFAULT_ROW

    def area(self, row: int, column: int) -> Area:
        """The merged area that a cell lies in, or the cell alone."""
        alone = Area(row, column, row, column)
        return next((area for area in self.merges if area.holds(row, column)), alone)

    def style_of_column(self, column: int) -> int:
        """Format of a cell of this column that does not exist."""
        return next((style for first, last, style in self.column_styles if first <= column <= last), 0)

    def width(self, column: int) -> int:
        """Width of a column in pixels."""
        return self.column_pixels.get(column, self.default_column)

    def height(self, row: int) -> int:
        """Height of a row in pixels."""
        return self.row_pixels.get(row, self.default_row)

    def drawing_edit(self, identity: str) -> Edit:
        """Name the drawing that holds the boxes of notes."""
        namespace = RELATIONSHIP_NAMESPACES[self.strict]
        tag = f'<{self.prefix}legacyDrawing xmlns:r="{namespace}" r:id="{identity}"/>'
        return Edit(self.drawing_place, self.drawing_place, tag.encode())


class _GridWalk:
    def __init__(self, data: bytes) -> None:
        self.grid = Grid()
        self.place = Place()
        self._data = data
        self._depth = 0
        self._row = 0
        self._seen_data = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        grid, depth = self.grid, self._depth
        if depth == 1:
            place = self.place.byte
            grid.prefix = prefix_of(self._data, place)
            grid.strict = STRICT_NAMESPACE.encode() in self._data[place : tag_end(self._data, place)]
        elif depth == 2:
            self._start_section(name, attributes)
        elif name == "row" and depth == 3:
            self._start_row(attributes)
        elif name == "col" and depth == 3:
            self._start_columns(attributes)
        elif name == "mergeCell" and (area := area_of(attributes.get("ref", ""))) is not None:
            grid.merges.append(area)

    def end(self, name: str) -> None:
        if self._depth == 1 and self.grid.drawing_place < 0:
            self.grid.drawing_place = self.place.byte
        self._depth -= 1

    def _start_section(self, name: str, attributes: Mapping[str, str]) -> None:
        grid = self.grid
        if name == "sheetData":
            self._seen_data = True
        elif name == "legacyDrawing":
            grid.drawing_id = relationship_id(attributes)
        elif name == "sheetFormatPr":
            grid.default_row = _row_pixels(attributes.get("defaultRowHeight")) or _DEFAULT_ROW
            grid.default_column = _column_pixels(attributes.get("defaultColWidth")) or _DEFAULT_COLUMN
        behind = name in _BEHIND_NOTES or (name == _ALTERNATIVE and self._seen_data)
        if behind and grid.drawing_place < 0:
            grid.drawing_place = self.place.byte

    def _start_columns(self, attributes: Mapping[str, str]) -> None:
        first, last = row_number(attributes.get("min", "")), row_number(attributes.get("max", ""))
        if first is None or last is None:
            return
        last = min(last, LAST_COLUMN)
        self.grid.column_styles.append((first, last, whole(attributes.get("style"))))
        width = 0 if is_true(attributes.get("hidden")) else _column_pixels(attributes.get("width"))
        if width is not None:
            self.grid.column_pixels.update(dict.fromkeys(range(first, last + 1), width))

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = row_number(attributes.get("r", str(self._row + 1)))
        if number is None:
            raise CannotPatchError("the rows of a sheet are not numbered")
        self._row = number
        height = 0 if is_true(attributes.get("hidden")) else _row_pixels(attributes.get("ht"))
        if height is not None:
            self.grid.row_pixels[number] = height


def read_grid(data: bytes, part: str, limits: Limits) -> Grid:
    """Read the layout of a sheet.

    Raises:
        CannotPatchError: If the sheet's bytes cannot be cut.
    """
    require_ascii_markup(data, part)
    found = _GridWalk(data)
    walk(data, part, limits, found.start, found.end, place=found.place)
    return found.grid


def whole(text: str | None) -> int:
    """A number of a format; 0, the usual format, where there is none."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _measure(text: str | None) -> float | None:
    try:
        value = float(text) if text is not None else None
    except ValueError:
        return None
    return value if value is not None and 0 <= value < 1000 else None


def _column_pixels(text: str | None) -> int | None:
    """Pixels of a width in characters (ECMA-376 part 1, 18.3.1.13)."""
    width = _measure(text)
    return None if width is None else int((256 * width + 128 // _DIGIT_PIXELS) / 256 * _DIGIT_PIXELS)


def _row_pixels(text: str | None) -> int | None:
    """Pixels of a height in points, at 96 to the inch."""
    height = _measure(text)
    return None if height is None else round(height * 96 / 72)
