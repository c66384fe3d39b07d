"""What does the first sheet tell the person who fills in the form?"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.form import GUIDE, Choice
from milepost.inputs.paper import Paper, put, spot
from milepost.inputs.workbook_style import LOCKED_TINT, MISSING_TINT, WHITE, WRONG_TINT, Style, row_height
from milepost.model.definition import ReportDefinition
from milepost.model.plan import Unit

STEPS = (
    "Fill in the white cells only. The tinted cells were filled in by the office and are locked.",
    "Tasks: one row for each task; where a task lists deliverables, each has a row of its own below it, and the "
    "task's own state, date and percent are locked. Give the state, what was done, and the evidence.",
    "Figures: the numbers that your texts rest on, one on each row, so that each can be checked and cited.",
    "Indicators: the value of the whole year, in the unit of measure of the row. Leave a value empty while it does not "
    "exist; never write 0 for it.",
    "Cases: only where there is something worth telling. Say whether it may be published.",
    "Sign-off: fill it in last. The submission number is 1 for the first time, then 2, 3 and so on.",
    "When the column Check says complete on every row, save the workbook as .xlsx and send it back.",
)
ADVICE = (
    "Please do not insert, delete or move rows, columns or sheets. A row may be made taller and a column wider.",
    "Dates: {year}-06-30. Numbers: digits alone; 85 for 85 %, and the amount in the unit of measure of the row.",
    "Evidence: document number, address of a page or name of an attachment, each on a line of its own (Alt+Enter).",
    "A row that must not be in the public edition is marked yes under Restricted.",
    "Names and telephone numbers on the Sign-off sheet serve questions about this form only; they appear in no report.",
)
NEXT = (
    "The office checks every cell. Where something is wrong or unclear, your own workbook comes back with a note on "
    "the cell: what was found, what was expected, what to do.",
    "Correct the cells in that workbook and send it again with the next submission number. The latest submission "
    "counts as a whole.",
    "What is accepted goes into the report, and every figure in it names the cell it came from.",
)
COLOURS = (
    (WHITE, "white", "to be filled in by you"),
    (LOCKED_TINT, "grey", "filled in by the office, locked"),
    (MISSING_TINT, "yellow", "still missing in a row that was begun"),
    (WRONG_TINT, "red", "cannot be so: too long, or outside what is possible"),
)

_KEY_WIDTH = 24
_TEXT_WIDTHS = {1: 110, 2: 62}
"""Width of a column of text, by the number of languages."""


class _Guide:
    """The sheet being written, line by line: a key, then the text in each language beside it."""

    def __init__(self, paper: Paper, page: Worksheet) -> None:
        self.paper, self.page, self.row = paper, page, 2
        self.width = _TEXT_WIDTHS.get(len(paper.words), 46)
        page.column_dimensions["A"].width = _KEY_WIDTH
        for at in range(len(paper.words)):
            page.column_dimensions["BCDEFG"[at]].width = self.width

    def heading(self, message: str) -> None:
        """A heading with an empty line above it."""
        self.row += 1
        for at in range(len(self.paper.words) + 1):
            self.paper.styles.section.apply(spot(self.page, self.row, at + 1))
        put(spot(self.page, self.row, 1), self.paper.say(message, " "))
        self.page.row_dimensions[self.row].height = 22
        self.row += 1

    def line(self, key: str, texts: list[str], style: Style | None = None) -> None:
        """A key and its text; a text that is the same in all languages stands once."""
        cell = spot(self.page, self.row, 1)
        put(cell, key)
        (style or self.paper.styles.strong).apply(cell)
        for at, text in enumerate(dict.fromkeys(texts), 2):
            put(spot(self.page, self.row, at), text)
            self.paper.styles.words.apply(spot(self.page, self.row, at))
        heights = [(key, float(_KEY_WIDTH)), *((text, float(self.width)) for text in texts)]
        self.page.row_dimensions[self.row].height = row_height(heights)
        self.row += 1

    def sentence(self, key: str, message: str, style: Style | None = None) -> None:
        """A key and a message in each language."""
        self.line(key, [one.say(message, **self.paper.facts) for one in self.paper.words], style)


def write_guide(paper: Paper, unit: Unit, definition: ReportDefinition, states: tuple[Choice, ...]) -> Worksheet:
    """Write the Guide sheet."""
    page = paper.add(GUIDE)
    guide = _Guide(paper, page)
    languages = [one.language for one in paper.words]
    for label, texts in _about(unit, definition).items():
        guide.line(paper.say(label, " "), [texts[language] for language in languages if language in texts])
    if definition.deadline is not None:
        guide.line(paper.say("Please send back by", " "), [definition.deadline.isoformat()])
    guide.heading("Step by step")
    for number, message in enumerate(STEPS, 1):
        guide.sentence(str(number), message)
    guide.heading("What each state means")
    for state in states:
        guide.sentence(paper.say(state.label, " "), state.meaning)
    guide.heading("Colours")
    for colour, name, message in COLOURS:
        guide.sentence(paper.say(name, " "), message, paper.styles.swatch(colour))
    guide.heading("Good to know")
    for message in ADVICE:
        guide.sentence("•", message)
    guide.heading("What happens next")
    for number, message in enumerate(NEXT, 1):
        guide.sentence(str(number), message)
    return page


def _about(unit: Unit, definition: ReportDefinition) -> Mapping[str, Mapping[str, str]]:
    """What the form is about: label -> words by language."""
    found = {
        "Unit": unit.name.by_language,
        "Report": definition.title.by_language,
        "Office": definition.office.by_language,
    }
    if definition.contact:
        found["Contact"] = definition.contact.by_language
    if definition.notice:
        found["Please note"] = definition.notice.by_language
    return found
