"""F: which rules are there about the file and the form? The checks that find them are in ``files`` and ``counting``."""

from milepost.model.finding import Rule, Severity

LAYOUT_UNKNOWN = Rule(
    code="F03",
    severity=Severity.REJECT,
    says="The form's layout is not one that can be read (expected version {expected}, found {found}).",
    asks="Fill in the form that was sent for this year.",
    passes="The form as it was issued this year.",
    fails="The form of an older layout, or another office's form.",
)
OTHER_YEAR = Rule(
    code="F04",
    severity=Severity.REJECT,
    says="The form is about another year (expected {expected}, found {found}).",
    asks="Fill in the form that was sent for this year.",
    passes="The form of 2024 for the report of 2024.",
    fails="The form of 2023, sent in again for 2024.",
)
OTHER_UNIT = Rule(
    code="F05",
    severity=Severity.REJECT,
    says="The form was issued to {expected}, but it comes from {found}.",
    asks="Fill in the unit's own form; a colleague's form cannot be used.",
    passes="NORTH.xlsx with the form that was issued to NORTH.",
    fails="NORTH.xlsx with the form that was issued to SOUTH.",
)
UNIT_UNKNOWN = Rule(
    code="F06",
    severity=Severity.REJECT,
    says="It cannot be told whose form this is (found “{found}”).",
    asks="Copy the entries into the form that was sent to the unit.",
    passes="A form with its stamp, with the unit's name on the sign-off sheet, or with rows that only one unit has.",
    fails="A workbook whose cells were copied into a new file, without the name of a unit.",
)
STAMP_LOST = Rule(
    code="F07",
    severity=Severity.NOTE,
    says="The form has lost its stamp; by what stands in it, we read it as the form of {expected}.",
    asks="Next time, keep the workbook that was sent and save it as .xlsx.",
    passes="A form with its stamp.",
    fails="Sheets copied into a new workbook.",
)
LOCKED_CHANGED = Rule(
    code="F08",
    severity=Severity.DOUBT,
    says="A locked cell under “{column}” was changed (was “{expected}”, is “{found}”).",
    asks="Restore it; if it was wrong, say so to the office named in the guide.",
    passes="Only white cells are filled in.",
    fails="The title of a task or the unit of measure of an indicator was typed over.",
)
PLAN_CHANGED = Rule(
    code="F09",
    severity=Severity.NOTE,
    says="The plan was corrected after this form had been issued.",
    asks="Nothing needs to be done; what is missing is asked for again.",
    passes="The form was issued after the last change of the plan.",
    fails="A task was added to the plan after the form had been issued.",
)
SHEET_MISSING = Rule(
    code="F10",
    severity=Severity.DOUBT,
    says="The sheet “{sheet}” is missing; nothing of it could be read.",
    asks="Send the form again with all its sheets.",
    passes="All sheets of the form, under whatever names.",
    fails="The sheet of the indicators was deleted.",
)
COLUMN_MISSING = Rule(
    code="F11",
    severity=Severity.DOUBT,
    says="The column “{column}” is missing; nothing of it could be read.",
    asks="Send the form again with all its columns.",
    passes="All columns of the form, in whatever order.",
    fails="The column of the evidence was deleted.",
)
UNREAD_ROWS = Rule(
    code="F12",
    severity=Severity.DOUBT,
    says="Something stands outside the form's rows and was not read ({count} rows: {found}).",
    asks="Move it into the form's own rows, or remove it.",
    passes="Entries only in the rows of the form.",
    fails="A comment typed three rows below the last task.",
)
NOT_CALCULATED = Rule(
    code="F13",
    severity=Severity.REJECT,
    says="The cell holds a formula that was never calculated (“={found}”).",
    asks="Enter the value itself.",
    passes="1,250",
    fails="=SUM(A1:A9) in a file that a program wrote without calculating.",
)
FORMULA = Rule(
    code="F14",
    severity=Severity.DOUBT,
    says="The cell holds a formula (“={formula}”); we read its last result, “{found}”.",
    asks="Enter the value itself.",
    passes="1,250",
    fails="=B4*1.05 in the cell of a value.",
)
ERROR_VALUE = Rule(
    code="F15",
    severity=Severity.REJECT,
    says="The cell shows the error {found}.",
    asks="Enter the value itself.",
    passes="1,250",
    fails="#N/A, #DIV/0!, #REF!",
)
OUTSIDE_LINK = Rule(
    code="F16",
    severity=Severity.NOTE,
    says="The workbook has links to other files; they were not followed.",
    asks="Enter the values themselves and break the links.",
    passes="A workbook that stands alone.",
    fails="A cell takes its value from another workbook.",
)
ACTIVE_CONTENT = Rule(
    code="F17",
    severity=Severity.NOTE,
    says="The workbook holds macros or other active content; nothing of it was run.",
    asks="Save it as .xlsx without macros.",
    passes="A workbook without macros.",
    fails="A workbook with a macro, or with an embedded object.",
)
HIDDEN_CONTENT = Rule(
    code="F18",
    severity=Severity.NOTE,
    says="Something is hidden; it was read like the rest.",
    asks="Show it and check that it is meant to be sent.",
    passes="All sheets, rows and columns of the form are visible.",
    fails="A row with an entry is hidden by a filter.",
)
RECOVERED = Rule(
    code="F19",
    severity=Severity.NOTE,
    says="The form was changed in its build: {what} ({found}). We read it as “{value}”.",
    asks="Check that this is meant; next time, keep the build of the form.",
    passes="Sheets, columns and rows stand where they stood in the form.",
    fails="A column was moved, or a sheet renamed.",
)
DUPLICATE_FILE = Rule(
    code="F20",
    severity=Severity.NOTE,
    says="The file is the same as “{found}”, byte by byte; it counts once.",
    asks="Nothing needs to be done.",
    passes="Two files that differ.",
    fails="The same file under two names.",
)
NUMBER_TWICE = Rule(
    code="F21",
    severity=Severity.REJECT,
    says="Two different files have the submission number {expected}: this one and “{found}”. Neither counts.",
    asks="Send the right one again with the next number.",
    passes="Submissions 1 and 2.",
    fails="Two different files, both with the number 1.",
)
LOWER_NUMBER_LATER = Rule(
    code="F22",
    severity=Severity.DOUBT,
    says="Submission {found} was received after submission {expected}; it counts as the older one.",
    asks="If it is the newer one, send it again with the next number.",
    passes="Number 1 received in January, number 2 in February.",
    fails="Number 2 received in January, number 1 in February.",
)
ORDER_BY_RECEIPT = Rule(
    code="F23",
    severity=Severity.DOUBT,
    says="One of several files, without a submission number; its place follows from the day of receipt.",
    asks="Send the one that counts again with a number.",
    passes="Several files, each with its number.",
    fails="Two files, one of them without a number.",
)
ORDER_UNKNOWN = Rule(
    code="F24",
    severity=Severity.REJECT,
    says="One of several files, which neither a number nor the days of receipt put in order; it does not count.",
    asks="Send the one that counts again with a number.",
    passes="Two files without a number, whose receipt is recorded.",
    fails="Two files without a number, and nothing is recorded of their receipt.",
)
CHANGES_NOTHING = Rule(
    code="F25",
    severity=Severity.NOTE,
    says="The entries are the same as in “{found}”; the submission changes nothing.",
    asks="If something was to be changed, send it again.",
    passes="Submission 2 with a corrected value.",
    fails="Submission 2 with the entries of submission 1.",
)
READ_WITH_DOUBT = Rule(
    code="F26",
    severity=Severity.DOUBT,
    says="“{found}” under “{column}” could be read only with doubt, as {value}.",
    asks="Enter it plainly, or confirm it under remarks.",
    passes="12,000",
    fails="“about 12,000”",
)
NOTICED = Rule(
    code="F27",
    severity=Severity.NOTE,
    says="Something unusual was noticed in the workbook ({found}).",
    asks="Check that it is meant.",
    passes="A workbook with nothing beside the form.",
    fails="A workbook with content that the form does not have.",
)

STAMPS_DIFFER = Rule(
    code="F28",
    severity=Severity.DOUBT,
    says="The places in which the form is stamped contradict each other; we read it as the form of {expected}.",
    asks="Confirm whose form it is, or copy the entries into the form that was sent to the unit.",
    passes="The same stamp in all places.",
    fails="Sheets of one unit's form, copied into another's.",
)
READ_AS = Rule(
    code="F29",
    severity=Severity.NOTE,
    says="“{found}” under “{column}” was read as {value}.",
    asks="Check that this is what is meant.",
    passes="320000000",
    fails="“3.2亿” where the unit of measure is 元; a day shown as the number 45473.",
)

RULES = (
    LAYOUT_UNKNOWN,
    OTHER_YEAR,
    OTHER_UNIT,
    UNIT_UNKNOWN,
    STAMP_LOST,
    LOCKED_CHANGED,
    PLAN_CHANGED,
    SHEET_MISSING,
    COLUMN_MISSING,
    UNREAD_ROWS,
    NOT_CALCULATED,
    FORMULA,
    ERROR_VALUE,
    OUTSIDE_LINK,
    ACTIVE_CONTENT,
    HIDDEN_CONTENT,
    RECOVERED,
    DUPLICATE_FILE,
    NUMBER_TWICE,
    LOWER_NUMBER_LATER,
    ORDER_BY_RECEIPT,
    ORDER_UNKNOWN,
    CHANGES_NOTHING,
    READ_WITH_DOUBT,
    NOTICED,
    STAMPS_DIFFER,
    READ_AS,
)
