"""What is the form? The one description of its sheets, columns, choices, bounds and help texts.

``issue`` writes the workbook from it, ``read`` reads it back, ``checks`` builds its cell rules from the constraints,
and ``annotate`` and the documentation use it too. All texts are message ids (English sentences); the words come from
``Words``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from milepost.inputs.constraints import Between, Constraint, Longest, Required, When
from milepost.model.states import TaskState
from milepost.model.words import Words

FORM_ID = "milepost-form"
LAYOUT = 1
ACCEPTED_LAYOUTS = (1,)

TITLE_ROW, HINT_ROW, KEY_ROW, LABEL_ROW, FIRST_ROW = 1, 2, 3, 4, 5
"""Rows of every sheet: title, one line of help, hidden keys, column labels, first row of content."""

LISTS_SHEET, META_SHEET = "_lists", "_meta"
STAMP_NAME = "milepost_stamp"


class Kind(StrEnum):
    """What a column holds."""

    ID = "id"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    STATUS = "status"  # the form's own formula: complete, or what is missing


class Layout(StrEnum):
    """How a sheet is laid out: a table with one row each, or fields below each other (label, entry, hidden key)."""

    TABLE = "table"
    FIELDS = "fields"
    PAGE = "page"  # words only


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a drop-down: stable key, label, other spellings that people use for it, and what it means.

    ``label`` and ``meaning`` are message ids; the synonyms stand for themselves.
    """

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one field.

    Attributes:
        key: Stable key, written in the hidden row (or column) of keys.
        label: Message id of the heading.
        kind: What it holds.
        width: Width in the workbook, in characters.
        locked: True when the secretariat fills it in and the unit cannot change it.
        choices: Name of the list, for ``Kind.CHOICE``.
        help: Message id of the input message; ``""`` for none.
        person: True when the entry names a person: it serves the sign-off rules only and is not kept.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    width: float = 14
    locked: bool = False
    choices: str = ""
    help: str = ""
    person: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the form.

    Attributes:
        key: Stable key.
        name: Message id of the sheet's name (short: a name has at most 31 characters in all languages together).
        title: Message id of the title in A1.
        hint: Message id of the line below the title.
        columns: Columns of a table, or the fields of one card.
        constraints: What must hold within a row.
        cards: How many times the fields are repeated (``Layout.FIELDS``).
        ready: True when the rows are ready ones that may stay empty: an untouched row says nothing.
    """

    key: str
    name: str
    title: str
    hint: str
    layout: Layout
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    cards: int = 1
    ready: bool = False

    def column(self, key: str) -> Column:
        """The column with this key.

        Raises:
            KeyError: If there is none.
        """
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def entries(self) -> tuple[Column, ...]:
        """The columns that the unit fills in."""
        return tuple(one for one in self.columns if not one.locked and one.kind is not Kind.STATUS)


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form of one year."""

    year: int
    sheets: tuple[Sheet, ...]
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    layout: int = LAYOUT

    def sheet(self, key: str) -> Sheet:
        """The sheet with this key.

        Raises:
            KeyError: If there is none.
        """
        for sheet in self.sheets:
            if sheet.key == key:
                return sheet
        raise KeyError(key)


def bilingual(message: str, words: Sequence[Words], separator: str = "\n", **facts: object) -> str:
    """Say a message in every language of the form, the units' own first; equal sayings once."""
    return separator.join(dict.fromkeys(one.say(message, **facts) for one in words))


def choice_label(choice: Choice, words: Sequence[Words]) -> str:
    """What a drop-down shows for a choice, e.g. ``"已完成 completed"``."""
    return bilingual(choice.label, words, " ")


def sheet_name(sheet: Sheet, words: Sequence[Words]) -> str:
    """The sheet's name in the workbook, e.g. ``"任务进展 Tasks"``."""
    return bilingual(sheet.name, words, " ")


STATES = (
    Choice(
        TaskState.NOT_STARTED,
        "not started",
        ("未启动", "未开展", "尚未启动", "no", "notstarted"),
        "Nothing has been done yet.",
    ),
    Choice(
        TaskState.IN_PROGRESS,
        "in progress",
        ("推进中", "正在推进", "进行中", "ongoing", "in-progress"),
        "Work is under way; no result of its own yet.",
    ),
    Choice(
        TaskState.PHASED_PROGRESS,
        "phased progress",
        ("取得阶段性进展", "阶段性进展", "partly completed"),
        "Part of what the plan asks for is there, or a step of it is finished.",
    ),
    Choice(
        TaskState.COMPLETED,
        "completed",
        ("已完成", "完成", "办结", "已办结", "done", "finished", "complete"),
        "All that the plan asks for this year is there. Give the date and the evidence.",
    ),
    Choice(
        TaskState.CONTINUING,
        "continuing",
        ("持续推进", "长期坚持", "长期推进", "permanent"),
        "A permanent duty without an end, carried out this year as planned.",
    ),
    Choice(
        TaskState.DELAYED,
        "delayed",
        ("进展滞后", "滞后", "延期", "late"),
        "It will be or was later than planned. Give the difficulty and the next step.",
    ),
    Choice(
        TaskState.CANCELLED,
        "cancelled",
        ("取消", "已取消", "canceled"),
        "It is given up or merged into another task. The office confirms this before it counts.",
    ),
)
YES_NO = (Choice("yes", "yes", ("是", "y", "true", "✓", "√")), Choice("no", "no", ("否", "n", "false")))
VALUE_STATUS = (
    Choice("final", "final", ("最终数", "正式", "终值")),
    Choice("provisional", "provisional", ("初步数", "快报数", "preliminary")),
    Choice("revised", "revised", ("修订数", "修订")),
)

_ENDED = When("state", "states", (TaskState.COMPLETED,))
_LATE = When("state", "states", (TaskState.DELAYED,))
_UNTOUCHED = When("state", "states", (TaskState.NOT_STARTED,))
_HUNDRED, _ZERO = Decimal(100), Decimal(0)

GUIDE = Sheet("guide", "Guide", "How to fill in this form", "", Layout.PAGE)


def _tasks(year: int) -> Sheet:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Sheet(
        key="tasks",
        name="Tasks",
        title="Progress of the tasks",
        hint="Fill in the white cells of each row. The last column says at once what is still missing.",
        layout=Layout.TABLE,
        columns=(
            Column("id", "No.", Kind.ID, 6, locked=True),
            Column("number", "Number in the plan", Kind.TEXT, 8, locked=True),
            Column("title", "Task", Kind.TEXT, 26, locked=True),
            Column("role", "Role", Kind.TEXT, 7, locked=True),
            Column("due", "Due date", Kind.DATE, 12, locked=True),
            Column("last_state", "Last year's state", Kind.TEXT, 11, locked=True),
            Column(
                "state",
                "State",
                Kind.CHOICE,
                16,
                choices="states",
                help="Choose from the list. What each state means is on the Guide sheet.",
            ),
            Column(
                "completed_on",
                "Completed on",
                Kind.DATE,
                13,
                help="The day on which it was completed, for example {year}-06-30. Only for completed tasks.",
            ),
            Column(
                "percent",
                "Percent",
                Kind.NUMBER,
                9,
                help="A whole number from 0 to 100, without a percent sign. May stay empty.",
            ),
            Column(
                "text",
                "What was done",
                Kind.TEXT,
                48,
                help="What was done in the year, in at most 800 characters. Facts and figures rather than plans.",
            ),
            Column(
                "evidence",
                "Evidence",
                Kind.TEXT,
                46,
                help="Document number, address of a page, or name of an attachment; several on lines of their own.",
            ),
            Column(
                "difficulties",
                "Difficulties",
                Kind.TEXT,
                22,
                help="What stands in the way. Needed when the task is delayed.",
            ),
            Column(
                "next_step",
                "Next step",
                Kind.TEXT,
                22,
                help="What comes next and when. Needed when the task is delayed.",
            ),
            Column("remarks", "Remarks", Kind.TEXT, 22, help="Anything that a reader of the figures must know."),
            Column(
                "restricted",
                "Restricted?",
                Kind.CHOICE,
                13,
                choices="yes_no",
                help="Choose yes when this row must not be in the public edition.",
            ),
            Column("status", "Check", Kind.STATUS, 16, locked=True),
        ),
        constraints=(
            Required("state_missing", "state", "state is missing"),
            Required("completed_without_date", "completed_on", "completion date is missing", _ENDED),
            Between("date_outside_year", "completed_on", "date is outside the year", first, last),
            Required("completed_without_evidence", "evidence", "evidence is missing", _ENDED),
            Between("percent_outside", "percent", "percent is not between 0 and 100", _ZERO, _HUNDRED),
            Between("percent_against_state", "percent", "percent does not fit the state", _HUNDRED, None, _ENDED),
            Between("percent_against_state", "percent", "percent does not fit the state", None, _ZERO, _UNTOUCHED),
            Required("text_missing", "text", "text is missing"),
            Longest("text_too_long", "text", "text is too long", 800),
            Required("delayed_without_difficulty", "difficulties", "difficulties are missing", _LATE),
            Required("delayed_without_next_step", "next_step", "next step is missing", _LATE),
            Longest("evidence_too_long", "evidence", "evidence is too long", 2000),
            Longest("difficulties_too_long", "difficulties", "difficulties are too long", 800),
            Longest("next_step_too_long", "next_step", "next step is too long", 800),
            Longest("remarks_too_long", "remarks", "remarks are too long", 800),
        ),
    )


FIGURES = Sheet(
    key="figures",
    name="Figures",
    title="Key figures",
    hint="The figures that the texts rest on, one on each row: task, what the number says, value, unit, period.",
    layout=Layout.TABLE,
    columns=(
        Column("row", "Row", Kind.ID, 6, locked=True),
        Column("task", "Task", Kind.CHOICE, 34, choices="tasks", help="Choose the task from the list."),
        Column("name", "Figure", Kind.TEXT, 40, help="What the number says, for example: applications received."),
        Column("value", "Value", Kind.NUMBER, 14, help="The number alone, without unit or separators."),
        Column(
            "unit",
            "Unit of measure",
            Kind.TEXT,
            18,
            help="What the number counts, for example: 10,000 pieces, 100 million yuan, %.",
        ),
        Column(
            "period",
            "Period",
            Kind.TEXT,
            16,
            help="The time it is about: {year}, {year}-H1, {year}-Q1-Q3, {year}-06, {year}-06-30.",
        ),
        Column("status", "Check", Kind.STATUS, 20, locked=True),
    ),
    constraints=(
        Required("figure_task_missing", "task", "task is missing"),
        Required("figure_name_missing", "name", "name is missing"),
        Required("figure_value_missing", "value", "value is missing"),
        Required("figure_unit_missing", "unit", "unit of measure is missing"),
        Required("figure_period_missing", "period", "period is missing"),
        Longest("figure_name_too_long", "name", "name is too long", 200),
    ),
    ready=True,
)

INDICATORS = Sheet(
    key="indicators",
    name="Indicators",
    title="Indicator data",
    hint="One row for each indicator and data year. Leave a value empty while it does not exist; never write 0 for it.",
    layout=Layout.TABLE,
    columns=(
        Column("id", "Code", Kind.ID, 22, locked=True),
        Column("name", "Indicator", Kind.TEXT, 26, locked=True),
        Column("unit", "Unit of measure", Kind.TEXT, 11, locked=True),
        Column("definition", "Definition", Kind.TEXT, 36, locked=True),
        Column("data_year", "Data year", Kind.NUMBER, 8, locked=True),
        Column("breakdown", "Breakdown", Kind.TEXT, 12, locked=True),
        Column("previous", "Values so far", Kind.TEXT, 16, locked=True),
        Column(
            "value",
            "Value",
            Kind.NUMBER,
            13,
            help=(
                "The number alone, in this row's unit of measure, for the whole year; x for one that must not be shown."
            ),
        ),
        Column(
            "value_status",
            "Status",
            Kind.CHOICE,
            15,
            choices="value_status",
            help="Final, provisional, or revised when it replaces a published value.",
        ),
        Column(
            "source",
            "Source document",
            Kind.TEXT,
            38,
            help="Where the value is published or filed: title, number, date or address.",
        ),
        Column(
            "change_reason",
            "Why it moved",
            Kind.TEXT,
            24,
            help="Needed when the value moved more than usual since the year before.",
        ),
        Column(
            "revised_value",
            "Revised earlier value",
            Kind.NUMBER,
            13,
            help="The new value of the year before this data year, only where it was revised.",
        ),
        Column(
            "revision_reason",
            "Reason for the revision",
            Kind.TEXT,
            24,
            help="Needed with a revised value: what changed and who decided it.",
        ),
        Column("remarks", "Remarks", Kind.TEXT, 22, help="Anything that a reader of the figures must know."),
        Column("status", "Check", Kind.STATUS, 16, locked=True),
    ),
    constraints=(
        Required("value_missing", "value", "value is missing"),
        Required("status_missing", "value_status", "status is missing"),
        Required("source_missing", "source", "source is missing"),
        Required(
            "revision_without_reason",
            "revision_reason",
            "reason for the revision is missing",
            When("value_status", "value_status", ("revised",)),
        ),
        Required(
            "provisional_without_note",
            "remarks",
            "remark on the provisional value is missing",
            When("value_status", "value_status", ("provisional",)),
        ),
        Longest("source_too_long", "source", "source is too long", 1000),
        Longest("reason_too_long", "change_reason", "reason is too long", 800),
    ),
)

CASES = Sheet(
    key="cases",
    name="Cases",
    title="Typical cases",
    hint="Ten empty cards. Use as many as you like; a card without a title is not read.",
    layout=Layout.FIELDS,
    columns=(
        Column("title", "Title", help="One line that says what was achieved."),
        Column("place", "Place", help="Where it happened."),
        Column("tasks", "Related tasks", help="Numbers of the tasks from the Tasks sheet, with commas: 3, 12."),
        Column("text", "Text", help="What was done, how, and with what result, in at most 2,000 characters."),
        Column("figures", "Figures", help="The figures of the case with their units."),
        Column(
            "evidence",
            "Evidence",
            help="Document number, address of a page, or name of an attachment; several on lines of their own.",
        ),
        Column("remarks", "Remarks", help="Anything that a reader of the figures must know."),
        Column("publish", "May be published?", Kind.CHOICE, choices="yes_no", help="Choose yes or no."),
    ),
    constraints=(
        Required("case_title_missing", "title", "title is missing"),
        Required("case_text_missing", "text", "text is missing"),
        Required("case_publish_missing", "publish", "say whether it may be published"),
        Longest("case_text_too_long", "text", "text is too long", 2000),
    ),
    cards=10,
    ready=True,
)

SIGN_OFF = Sheet(
    key="sign_off",
    name="Sign-off",
    title="Sign-off",
    hint="Fill in before sending back. The submission number is 1 for the first time, then 2, 3 and so on.",
    layout=Layout.FIELDS,
    columns=(
        Column("unit", "Unit", locked=True),
        Column("year", "Year", locked=True),
        Column("form_version", "Form version", locked=True),
        Column("prepared_by", "Prepared by", person=True),
        Column("telephone", "Telephone", person=True),
        Column("checked_by", "Checked by", person=True),
        Column("approved_by", "Approved by", person=True),
        Column("date", "Date", Kind.DATE, help="The day of signing, for example {year}-12-31."),
        Column(
            "submission_number", "Submission number", Kind.NUMBER, help="1 for the first time, then 2, 3 and so on."
        ),
    ),
    constraints=(
        Required("prepared_missing", "prepared_by", "prepared by is missing"),
        Required("checked_missing", "checked_by", "checked by is missing"),
        Required("approved_missing", "approved_by", "approved by is missing"),
        Required("sign_date_missing", "date", "date is missing"),
        Required("submission_number_missing", "submission_number", "submission number is missing"),
    ),
)


def form_of(year: int) -> Form:
    """The form of a year, layout version ``LAYOUT``. The list ``tasks`` differs by unit and is added by ``issue``."""
    lists = {"states": STATES, "yes_no": YES_NO, "value_status": VALUE_STATUS}
    return Form(year, (GUIDE, _tasks(year), FIGURES, INDICATORS, CASES, SIGN_OFF), lists)
