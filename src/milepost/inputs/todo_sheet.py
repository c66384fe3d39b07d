"""How is a To do sheet written, as a part of a workbook that is not ours?"""

from __future__ import annotations

from collections.abc import Iterator

from milepost.inputs import todo_looks as looks
from milepost.inputs.fills import FILLS
from milepost.inputs.form import FIRST_ROW, HINT_ROW, KEY_ROW, LABEL_ROW, TITLE_ROW, bilingual
from milepost.inputs.markup import MAIN_NAMESPACE, STRICT_NAMESPACE
from milepost.inputs.splice import escaped
from milepost.inputs.todo import COLUMNS, KEY, LONGEST_ANSWER, SEVERITIES, TITLE, Todo, TodoLine, written_key
from milepost.inputs.todo_looks import Look, Looks
from milepost.inputs.workbook_style import row_height
from milepost.model.places import column_letters

_TAB = "FFB5530C"
_MOST_CHARACTERS = 32_000  # Excel's own limit is 32,767
_LAST = column_letters(len(COLUMNS))
_HIDDEN = column_letters(len(COLUMNS) + 1)


def titles(name: str) -> str:
    """The rows that are printed on every page, as a defined name refers to them."""
    return f"{quoted_name(name)}!${LABEL_ROW}:${LABEL_ROW}"


def quoted_name(sheet: str) -> str:
    """The name of a sheet as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"


def sheet_part(todo: Todo, formats: Looks, *, strict: bool, selected: bool) -> bytes:
    """Write the sheet.

    Args:
        todo: What stands on it.
        formats: The workbook's formats, to which the sheet's own are added.
        strict: Whether the workbook is written in the strict vocabulary.
        selected: Whether the workbook opens on this sheet.
    """
    lines = list(enumerate(todo.lines, FIRST_ROW))
    last = FIRST_ROW + len(lines) - 1 if lines else LABEL_ROW
    rows = "".join([*_head(todo, formats), *(_line(at, line, todo, formats) for at, line in lines)])
    links = "".join(_link(at, line) for at, line in lines)
    namespace = STRICT_NAMESPACE if strict else MAIN_NAMESPACE
    parts = [  # in the order of the standard (ECMA-376 part 1, 18.3.1.99)
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">',
        f'<sheetPr><tabColor rgb="{_TAB}"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        f'<dimension ref="A1:{_HIDDEN}{last}"/>',
        _view(selected),
        '<sheetFormatPr defaultRowHeight="16.5"/>',
        _columns(),
        f"<sheetData>{rows}</sheetData>",
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0"/>',
        f'<mergeCells count="1"><mergeCell ref="A{HINT_ROW}:{_LAST}{HINT_ROW}"/></mergeCells>',
        _guard(last) if lines else "",
        f"<hyperlinks>{links}</hyperlinks>" if links else "",
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
        "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>",
        "</worksheet>",
    ]
    return "".join(parts).encode("ascii")


def _view(selected: bool) -> str:
    top = f"A{FIRST_ROW}"
    pane = f'<pane ySplit="{LABEL_ROW}" topLeftCell="{top}" activePane="bottomLeft" state="frozen"/>'
    chosen = f'{_LAST}{FIRST_ROW}" sqref="{_LAST}{FIRST_ROW}'
    marked = ' tabSelected="1"' * selected
    return (
        f'<sheetViews><sheetView showGridLines="0"{marked} workbookViewId="0">{pane}'
        f'<selection pane="bottomLeft" activeCell="{chosen}"/></sheetView></sheetViews>'
    )


def _columns() -> str:
    shown = "".join(
        f'<col min="{at}" max="{at}" width="{column.width:g}" customWidth="1"/>' for at, column in enumerate(COLUMNS, 1)
    )
    at = len(COLUMNS) + 1
    return f'<cols>{shown}<col min="{at}" max="{at}" width="8" hidden="1" customWidth="1"/></cols>'


def _head(todo: Todo, formats: Looks) -> Iterator[str]:
    """Title, line of help, hidden keys, labels."""
    across = sum(column.width for column in COLUMNS)
    yield _row(TITLE_ROW, 30, [_text(f"A{TITLE_ROW}", bilingual(TITLE, todo.words, " "), formats.number(looks.TITLE))])
    hint = _text(f"A{HINT_ROW}", todo.hint, formats.number(looks.HINT))
    yield _row(HINT_ROW, row_height([(todo.hint, across)]), [hint])
    keys = [*(column.key for column in COLUMNS), KEY]
    hidden = formats.number(looks.HIDDEN)
    cells = [_text(f"{column_letters(at)}{KEY_ROW}", key, hidden) for at, key in enumerate(keys, 1)]
    yield f'<row r="{KEY_ROW}" hidden="1">{"".join(cells)}</row>'
    labels = [bilingual(column.label, todo.words) for column in COLUMNS]
    head = formats.number(looks.HEAD)
    cells = [_text(f"{column_letters(at)}{LABEL_ROW}", label, head) for at, label in enumerate(labels, 1)]
    widths = [column.width for column in COLUMNS]
    yield _row(LABEL_ROW, row_height(list(zip(labels, widths, strict=True))), cells)


def _line(row: int, line: TodoLine, todo: Todo, formats: Looks) -> str:
    """One line; its height is a first one, so that it grows while somebody types."""
    severity = bilingual(SEVERITIES[line.severity], todo.words)
    tint = looks.tinted(FILLS[line.severity])
    texts: list[tuple[str, Look]] = [
        (line.subject, looks.WORDS),
        (line.problem, looks.WORDS),
        (line.expected, looks.WORDS),
        (line.found, looks.WORDS),
        (line.request, looks.WORDS),
        (f"{_address(line)} {line.sheet}", looks.LEADS),
        (severity, tint),
        (line.rule, looks.CENTRED),
        (line.answer, looks.ANSWER),
    ]
    cells = [f'<c r="A{row}" s="{formats.number(looks.CENTRED)}"><v>{row - FIRST_ROW + 1}</v></c>']
    cells += [
        _text(f"{column_letters(at)}{row}", text, formats.number(look)) for at, (text, look) in enumerate(texts, 2)
    ]
    key = written_key(line.key, f"{line.sheet}!{_address(line)}")
    cells.append(_text(f"{_HIDDEN}{row}", key, formats.number(looks.HIDDEN)))
    widths = [column.width for column in COLUMNS[1:]]
    height = row_height([(text, width) for (text, _), width in zip(texts, widths, strict=True)], least=2)
    return _row(row, height, cells)


def _address(line: TodoLine) -> str:
    return f"{column_letters(line.column)}{line.row}"


def _row(number: int, height: float, cells: list[str]) -> str:
    return f'<row r="{number}" ht="{height:g}">{"".join(cells)}</row>'


def _text(address: str, text: str, style: int) -> str:
    """A cell with a text that is no formula, whatever it begins with; the workbook's list of texts stays as it is."""
    if not text:
        return f'<c r="{address}" s="{style}"/>'
    words = text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"
    words = words.replace("_x", "_x005F_x")  # else Excel would take it for an escaped character
    plain = escaped(words).decode("ascii")
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{plain}</t></is></c>'


def _link(row: int, line: TodoLine) -> str:
    column = next(at for at, one in enumerate(COLUMNS, 1) if one.key == "todo.cell")
    target = escaped(f"{quoted_name(line.sheet)}!{_address(line)}").decode("ascii")
    return f'<hyperlink ref="{column_letters(column)}{row}" location="{target}"/>'


def _guard(last: int) -> str:
    where = f"{_LAST}{FIRST_ROW}:{_LAST}{last}"
    return (
        '<dataValidations count="1"><dataValidation type="textLength" operator="lessThanOrEqual" allowBlank="1" '
        f'showErrorMessage="1" sqref="{where}"><formula1>{LONGEST_ANSWER}</formula1></dataValidation></dataValidations>'
    )
