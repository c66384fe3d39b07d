"""T: which rules are about the cells of a task, a figure or a case? The checks that find them are in ``cells``."""

from milepost.model.finding import Rule, Severity

STATE_MISSING = Rule(
    code="T05",
    severity=Severity.DOUBT,
    says="The state is missing.",
    asks="Choose the state from the list.",
    passes="A row with a text and the state “in progress”.",
    fails="A row with a text and without a state.",
    absence=True,
)
STATE_UNKNOWN = Rule(
    code="T06",
    severity=Severity.REJECT,
    says="The state “{found}” is not one of the list.",
    asks="Choose the state from the list.",
    passes="“completed”, “已完成”, “done”.",
    fails="“nearly there”.",
)
COMPLETED_WITHOUT_DATE = Rule(
    code="T07",
    severity=Severity.DOUBT,
    says="The task is completed, but no date of completion is given.",
    asks="Enter the day on which it was completed.",
    passes="Completed, on 2024-06-30.",
    fails="Completed, and the date is empty. A report compiled from public sources keeps this as a note.",
)
DATE_OUTSIDE_YEAR = Rule(
    code="T08",
    severity=Severity.DOUBT,
    says="The date of completion lies outside the year (expected {lowest} to {highest}, found {found}).",
    asks="Check the date, or confirm it under remarks.",
    passes="2024-06-30 in the form of 2024.",
    fails="2042-06-30 in the form of 2024.",
)
NOT_A_DAY = Rule(
    code="T09",
    severity=Severity.REJECT,
    says="“{found}” is not a day (expected for example {expected}).",
    asks="Enter the day with year, month and day.",
    passes="2024-06-30, 2024年6月30日, 20240630.",
    fails="“end of June”, “2024年6月”.",
)
COMPLETED_WITHOUT_EVIDENCE = Rule(
    code="T10",
    severity=Severity.DOUBT,
    says="The task is completed, but no evidence is named; it is printed as “evidence outstanding”.",
    asks="Name a document number, the address of a page, or an attachment.",
    passes="Completed, with the number of a document.",
    fails="Completed, and the evidence is empty.",
    absence=True,
)
PERCENT_OUTSIDE = Rule(
    code="T11",
    severity=Severity.REJECT,
    says="The percent is outside its bounds (expected {lowest} to {highest}, found {found}).",
    asks="Enter a whole number from 0 to 100, or leave it empty.",
    passes="85",
    fails="850",
)
PERCENT_AGAINST_STATE = Rule(
    code="T12",
    severity=Severity.DOUBT,
    says="The percent does not fit the state “{state}” (expected {expected}, found {found}).",
    asks="Correct the state or the percent.",
    passes="Completed at 100 %, not started at 0 %, or no percent at all.",
    fails="Completed at 60 %, or not started at 30 %.",
)
TEXT_MISSING = Rule(
    code="T13",
    severity=Severity.DOUBT,
    says="It is not said what was done.",
    asks="Say in a few sentences what was done in the year.",
    passes="In progress, with two sentences on what was done.",
    fails="In progress, and the text is empty.",
    absence=True,
)
TOO_LONG = Rule(
    code="T14",
    severity=Severity.NOTE,
    says="“{column}” is too long (expected at most {highest} characters, found {found}).",
    asks="Shorten it; until then it is printed whole.",
    passes="A text of 500 characters.",
    fails="A text of 1,200 characters.",
)
DELAYED_WITHOUT_DIFFICULTY = Rule(
    code="T15",
    severity=Severity.DOUBT,
    says="The task is delayed, but it is not said what stands in the way.",
    asks="Fill in the difficulties.",
    passes="Delayed; the land is not available yet.",
    fails="Delayed, and the difficulties are empty.",
    absence=True,
)
DELAYED_WITHOUT_NEXT_STEP = Rule(
    code="T16",
    severity=Severity.DOUBT,
    says="The task is delayed, but it is not said what comes next.",
    asks="Fill in the next step and by when.",
    passes="Delayed; the draft goes out for comment in March.",
    fails="Delayed, and the next step is empty.",
    absence=True,
)
NOT_A_NUMBER = Rule(
    code="T17",
    severity=Severity.REJECT,
    says="“{found}” under “{column}” is not a number.",
    asks="Enter the number alone.",
    passes="85",
    fails="“about half”",
)
NOT_IN_LIST = Rule(
    code="T18",
    severity=Severity.REJECT,
    says="“{found}” under “{column}” is not an entry of the list.",
    asks="Choose from the list.",
    passes="Restricted: yes.",
    fails="Restricted: perhaps.",
)
FIGURE_INCOMPLETE = Rule(
    code="T22",
    severity=Severity.REJECT,
    says="“{column}” is missing; without it the figure cannot be printed.",
    asks="Fill it in, or clear the whole row.",
    passes="Task 12, trees planted, 5,000, pieces, 2024.",
    fails="A row with a task, a name and a unit of measure, but without a value.",
)
FIGURE_VAGUE = Rule(
    code="T23",
    severity=Severity.DOUBT,
    says="“{column}” of the figure is missing.",
    asks="Fill it in; a number alone says little.",
    passes="Task 12, trees planted, 5,000, pieces, 2024.",
    fails="A row with a task, a name and a value, but without a period.",
    absence=True,
)
CASE_INCOMPLETE = Rule(
    code="T24",
    severity=Severity.REJECT,
    says="“{column}” is missing; without it the case cannot be printed.",
    asks="Fill it in, or clear the whole card.",
    passes="A card with a title and a text.",
    fails="A card with a text and without a title.",
)
CASE_NOT_RELEASED = Rule(
    code="T25",
    severity=Severity.DOUBT,
    says="It is not said whether the case may be published; until then it is not.",
    asks="Choose yes or no.",
    passes="A card with “may be published: yes”.",
    fails="A card with title and text, and the choice is empty.",
    absence=True,
)

RULES = (
    STATE_MISSING,
    STATE_UNKNOWN,
    COMPLETED_WITHOUT_DATE,
    DATE_OUTSIDE_YEAR,
    NOT_A_DAY,
    COMPLETED_WITHOUT_EVIDENCE,
    PERCENT_OUTSIDE,
    PERCENT_AGAINST_STATE,
    TEXT_MISSING,
    TOO_LONG,
    DELAYED_WITHOUT_DIFFICULTY,
    DELAYED_WITHOUT_NEXT_STEP,
    NOT_A_NUMBER,
    NOT_IN_LIST,
    FIGURE_INCOMPLETE,
    FIGURE_VAGUE,
    CASE_INCOMPLETE,
    CASE_NOT_RELEASED,
)
