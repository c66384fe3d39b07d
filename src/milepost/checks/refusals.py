"""F: why could a file not be read at all, and what should the unit do?"""

from milepost.checks.context import Context, unit_in_file_name
from milepost.checks.meeting import quoted
from milepost.model.finding import Finding, Rule, Severity, Term
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.places import CellRef

NOT_READ = Rule(
    code="F01",
    severity=Severity.REJECT,
    says="The file cannot be read: {what}{detail}.",
    asks="{remedy}",
    passes="The form, saved as .xlsx.",
    fails="A file with a password, an old .xls, a picture renamed .xlsx, a file that was cut off on the way.",
)
LOCK_FILE = Rule(
    code="F02",
    severity=Severity.NOTE,
    says="This is no workbook but the file with which Office marks one that is open.",
    asks="Delete it, and see whether the workbook itself has come.",
    passes="NORTH.xlsx",
    fails="~$NORTH.xlsx",
)

RULES = (
    NOT_READ,
    LOCK_FILE,
)

_SAVE = "Open it in Excel, WPS or LibreOffice, save it as .xlsx and send it again."
_OWN_FORM = "Send the form that the unit was sent, filled in and saved as .xlsx."
_AGAIN = "Send the file again; if it was damaged on the way, save it anew first."
_CLEAN = "Copy the entries into the form that the unit was sent, and send that one."
_SMALLER = "Send the form alone: move pictures, attachments and further sheets into files of their own."
_OFFICE = (
    "Open it in Excel, WPS or LibreOffice and save it anew; if that does not help, ask the office named in the guide."
)

KINDS: dict[RefusalKind, tuple[str, str]] = {
    RefusalKind.EMPTY_FILE: ("it is empty", _AGAIN),
    RefusalKind.UNREADABLE_FILE: (
        "the system does not let it be opened",
        "Check the permissions of the file in the folder of the year.",
    ),
    RefusalKind.FILE_NAME: (
        "its name holds characters that no name should have",
        "Give it a plain name in the folder of the year.",
    ),
    RefusalKind.TOO_LARGE: ("it is larger than a form can be", _SMALLER),
    RefusalKind.NOT_A_ZIP: ("it is no workbook, whatever its name says", _OWN_FORM),
    RefusalKind.LEGACY_XLS: ("it is a workbook in the old .xls format", _SAVE),
    RefusalKind.BINARY_XLSB: ("it is a workbook in the binary .xlsb format", _SAVE),
    RefusalKind.XML_SPREADSHEET: ("it is a workbook in the XML format of Excel 2003", _SAVE),
    RefusalKind.ODS: ("it is a workbook in the OpenDocument format (.ods)", _SAVE),
    RefusalKind.CSV: ("it is plain text or .csv", _OWN_FORM),
    RefusalKind.HTML: ("it is a web page", _OWN_FORM),
    RefusalKind.PDF: ("it is a PDF", _OWN_FORM),
    RefusalKind.PICTURE: ("it is a picture", _OWN_FORM),
    RefusalKind.DOCUMENT: ("it is a document of a word processor", _OWN_FORM),
    RefusalKind.PRESENTATION: ("it is a presentation", _OWN_FORM),
    RefusalKind.OTHER_OFFICE: ("it is an Office file of another kind", _OWN_FORM),
    RefusalKind.ARCHIVE: ("it is an archive", "Unpack it and send the workbook alone."),
    RefusalKind.OTHER_ZIP: ("it is an archive, not a workbook", "Unpack it and send the workbook alone."),
    RefusalKind.ENCRYPTED: (
        "it is protected by a password",
        "Save it without a password for opening, and send it again.",
    ),
    RefusalKind.CUT_OFF: ("its end is missing", _AGAIN),
    RefusalKind.ZIP_BROKEN: ("it is damaged", _AGAIN),
    RefusalKind.DUPLICATE_MEMBERS: ("it holds the same part twice", _CLEAN),
    RefusalKind.PATH_TRAVERSAL: ("it holds a part that would be written outside its place", _CLEAN),
    RefusalKind.SYMLINK: ("it holds a link to another file", _CLEAN),
    RefusalKind.OVERLAPPING_MEMBERS: ("its parts lie over each other", _CLEAN),
    RefusalKind.TOO_MANY_MEMBERS: ("it has more parts than a form can have", _SMALLER),
    RefusalKind.MEMBER_TOO_LARGE: ("one of its parts is larger than a form can be", _SMALLER),
    RefusalKind.TOTAL_TOO_LARGE: ("it unpacks to more than a form can hold", _SMALLER),
    RefusalKind.RATIO: ("one of its parts unpacks to many times its size, as no form does", _CLEAN),
    RefusalKind.DTD: ("it holds definitions (a DTD) that no spreadsheet program writes", _CLEAN),
    RefusalKind.XML_BROKEN: ("one of its parts is damaged", _OFFICE),
    RefusalKind.XML_TOO_DEEP: ("one of its parts is nested more deeply than a form can be", _CLEAN),
    RefusalKind.XML_TOO_LONG: ("one of its parts holds a text longer than a form can have", _CLEAN),
    RefusalKind.MISSING_PART: ("a part of it is missing", _OFFICE),
    RefusalKind.BROKEN_REFERENCE: ("a cell points to something that does not exist", _OFFICE),
    RefusalKind.REPEATED_CELL: ("the same cell stands in it twice", _OFFICE),
    RefusalKind.REPEATED_SHEET: ("two of its sheets are one and the same", _OFFICE),
    RefusalKind.TOO_MANY_CELLS: ("it has more cells than a form can have", _CLEAN),
    RefusalKind.TOO_MANY_STRINGS: ("it has more texts than a form can have", _CLEAN),
    RefusalKind.TOO_MANY_SHEETS: ("it has more sheets than a form can have", _SMALLER),
    RefusalKind.TOO_MANY_STYLES: ("it has more cell formats than a form can have", _CLEAN),
    RefusalKind.TOO_MANY_ITEMS: ("it has more merged cells, names or links than a form can have", _CLEAN),
    RefusalKind.WORKER_FAILED: ("reading it failed", _OFFICE),
    RefusalKind.WORKER_DIED: ("reading it broke off", _OFFICE),
    RefusalKind.WORKER_TIMEOUT: ("reading it took too long", _CLEAN),
    RefusalKind.WORKER_MEMORY: ("reading it took too much memory", _CLEAN),
}
"""Kind of refusal -> what the file is, what to do; a lock file has a rule of its own."""


def refused(refusal: Refusal, context: Context) -> Finding:
    """The finding on a file that was not read; the unit is the one that the file is named after, if any."""
    where, unit = CellRef(refusal.file), unit_in_file_name(refusal.file.removeprefix("~$"), context)
    if refusal.kind is RefusalKind.LOCK_FILE:
        return Finding(LOCK_FILE, where, unit)
    what, remedy = KINDS[refusal.kind]
    facts = {"what": Term(what), "remedy": Term(remedy), "detail": _detail(refusal)}
    return Finding(NOT_READ, where, unit, facts=facts)


def _detail(refusal: Refusal) -> str:
    """Where in the file, and what was counted, in brackets and without words."""
    facts = refusal.facts
    parts = [quoted(facts[key]) for key in ("member", "sheet", "cell") if facts.get(key)]
    if "found" in facts and "limit" in facts:
        parts.append(f"{_counted(facts['found'])} > {_counted(facts['limit'])}")
    elif "limit" in facts:
        parts.append(f"> {_counted(facts['limit'])}")
    elif "found" in facts:
        parts.append(quoted(facts["found"]))
    return f" ({', '.join(parts)})" if parts else ""


def _counted(fact: str | int) -> str:
    return f"{fact:,}" if isinstance(fact, int) else quoted(fact)
