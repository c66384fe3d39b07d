"""What does the documentation tell the person in a unit who fills in the form? Writes docs/unit.md and docs/unit.zh.md.

Steps, states, colours, columns and help texts are those of the form itself, in the words of the catalogues; only what
stands around them is written here. Run again when the form changes:

    python tools/unit_page.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from milepost.inputs import todo  # noqa: E402
from milepost.inputs.constraints import Required  # noqa: E402
from milepost.inputs.form import INDICATORS, Form, Layout, Sheet, form_of  # noqa: E402
from milepost.inputs.guide import ADVICE, COLOURS, NEXT, STEPS  # noqa: E402
from milepost.model.finding import Severity  # noqa: E402
from milepost.model.words import Words  # noqa: E402
from milepost.templates.folders import template_folders  # noqa: E402
from milepost.templates.words import read_words  # noqa: E402

PAGES = {"en": "unit.md", "zh": "unit.zh.md"}
ANY_YEAR = 2031


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the words of the form, in one language."""

    title: str
    opening: str
    form_picture: str
    columns: str
    columns_opening: str
    column_heads: str
    always: str
    exists: str
    begun: str
    when: str
    returned: str
    returned_opening: str
    todo_picture: str
    notes_opening: str
    returned_picture: str
    note_heads: str
    notes: Mapping[Severity, tuple[str, str]]
    closing: str
    several: str


ENGLISH = Around(
    title="For a unit: filling in the form",
    opening="You have received one Excel workbook: your unit's form for the year. It can be filled in with Microsoft "
    "Excel, WPS or LibreOffice. This page says again what the sheet Guide of the form says, and what the notes mean "
    "when the workbook comes back. The pictures show the form of a made-up unit.",
    form_picture="The sheet Tasks as it was sent: grey cells are filled in, white ones are empty",
    columns="What each column asks for",
    columns_opening="YYYY stands for the year of the form. A column that is not listed was filled in by the office.",
    column_heads="| column | what to enter | needed |",
    always="always",
    exists="once there is a value",
    begun="in a row that was begun",
    when="when {column} is {choices}",
    returned="When the workbook comes back",
    returned_opening="It is your own file with one sheet more, a colour and a note on each cell with something to look "
    "at. The first sheet, To do, lists everything: what it is about, what is wrong, what was expected and found, what "
    "to do, a link to the cell, and what follows.",
    todo_picture="The sheet To do of a returned workbook",
    notes_opening="The same words stand in the note on the cell: rest the mouse on it. The code, such as T09, leads to "
    "the rule in [rules.md](rules.md).",
    returned_picture="The sheet Tasks with a note: a day was written in words",
    note_heads="| what follows | colour | what it means |",
    notes={
        Severity.REJECT: ("orange", "The value cannot be used. Correct the cell."),
        Severity.DOUBT: (
            "yellow",
            "Something is missing or unclear; the value is printed with a footnote. Correct the cell, or say in the "
            "column Answer why it is right.",
        ),
        Severity.NOTE: ("blue", "The value is printed with a footnote. Correct it if it is wrong; else do nothing."),
    },
    closing="Correct the cells in the returned workbook itself, raise the submission number on the sheet Sign-off by "
    "one, save it as .xlsx and send it. Neither the notes nor the sheet To do need be removed. The whole workbook "
    "counts: what you take out of it is gone from the report, too. A file that could not be opened at all comes back "
    "as a text that says why.",
    several="Where several units answer for one task, each fills in its own form. If they contradict each other, each "
    "is told. The same holds for an indicator that two units report: a value on which they differ is not printed until "
    "it is settled.",
)

CHINESE = Around(
    title="责任单位：如何填写填报表",
    opening="贵单位收到的Excel工作簿就是本年度的填报表，可用Microsoft Excel、WPS或LibreOffice填写。本页重述表中“填报"
    "说明”的内容，并说明工作簿退回时各条批注的含义。图中为虚构单位的填报表。",
    form_picture="下发时的“任务进展”表：灰色单元格已填好，白色单元格待填写",
    columns="各栏填什么",
    columns_opening="YYYY代表填报表的年度。未列出的栏目已由办公室填写。",
    column_heads="| 栏目 | 填写内容 | 是否必填 |",
    always="必填",
    exists="有数据时必填",
    begun="已开始填写的行必填",
    when="“{column}”为{choices}时必填",
    returned="工作簿退回之后",
    returned_opening="退回的是贵单位自己的文件，只多了一张工作表，并在需要查看的单元格上加了底色和批注。第一张工作表“待办”列出全部"
    "事项：涉及什么、有何问题、应为和实为、如何处理、单元格链接，以及后果。",
    todo_picture="退回工作簿的“待办”表",
    notes_opening="单元格的批注内容相同，将鼠标停在单元格上即可阅读。代码（如T09）对应[rules.md](rules.md)中的规则（英文）。",
    returned_picture="带批注的“任务进展”表：日期写成了文字",
    note_heads="| 后果 | 底色 | 含义 |",
    notes={
        Severity.REJECT: ("橙色", "数值无法采用，请更正该单元格。"),
        Severity.DOUBT: (
            "黄色",
            "有缺漏或不清楚，数值载入报告并加脚注。请更正该单元格，或在“答复”栏说明其正确的理由。",
        ),
        Severity.NOTE: ("蓝色", "数值载入报告并加脚注。有误则更正，否则不必处理。"),
    },
    closing="请直接在退回的工作簿中更正，将“签报”表中的报送次数加一，保存为.xlsx格式后报送。批注和“待办”表不必删除。以整份工作簿"
    "为准：从中删去的内容，报告中也不再有。完全无法打开的文件，退回的是一份说明原因的文本。",
    several="多个单位共同负责一项任务的，各自填写本单位的填报表；相互矛盾的，分别告知各单位。两个单位报送同一指标的也是如此："
    "数值不一致的，在作出决定之前不载入报告。",
)

AROUND = {"en": ENGLISH, "zh": CHINESE}


def unit_page(language: str) -> str:
    """The page in one language."""
    words = read_words(template_folders(), language)
    return "\n".join(_lines(words, AROUND[language], form_of(ANY_YEAR))) + "\n"


def _lines(words: Words, around: Around, form: Form) -> Iterator[str]:
    yield from (f"# {around.title}", "", around.opening, "")
    yield from (f"![{around.form_picture}](pictures/form-tasks.png)", "")
    yield from (f"## {words.say('Step by step')}", "")
    yield from (f"{number}. {_say(words, message)}" for number, message in enumerate(STEPS, 1))
    yield from ("", f"## {words.say('What each state means')}", "")
    yield from ("| | |", "|---|---|")
    for state in form.lists["states"]:
        yield f"| **{words.say(state.label)}** | {words.say(state.meaning)} |"
    yield from ("", f"## {words.say('Colours')}", "", "| | |", "|---|---|")
    for _, name, message in COLOURS:
        yield f"| {words.say(name)} | {words.say(message)} |"
    yield from ("", f"## {words.say('Good to know')}", "")
    yield from (f"- {_say(words, message)}" for message in ADVICE)
    yield from (f"- {around.several}", "", f"## {around.columns}", "", around.columns_opening)
    for sheet in form.sheets:
        if sheet.layout is not Layout.PAGE:
            yield from _sheet(sheet, words, around, form)
    yield from ("", f"## {around.returned}", "", around.returned_opening, "")
    yield from (f"![{around.todo_picture}](pictures/returned-todo.png)", "", around.note_heads, "|---|---|---|")
    for severity, (colour, meaning) in around.notes.items():
        yield f"| {words.say(todo.SEVERITIES[severity])} | {colour} | {meaning} |"
    yield from ("", around.notes_opening, "", f"![{around.returned_picture}](pictures/returned-tasks.png)")
    yield from ("", around.closing, "", f"## {words.say('What happens next')}", "")
    yield from (f"{number}. {_say(words, message)}" for number, message in enumerate(NEXT, 1))


def _sheet(sheet: Sheet, words: Words, around: Around, form: Form) -> Iterator[str]:
    yield from (
        "",
        f"### {words.say(sheet.title)}",
        "",
        words.say(sheet.hint),
        "",
        around.column_heads,
        "|---|---|---|",
    )
    for column in sheet.entries:
        asked = [one for one in sheet.constraints if isinstance(one, Required) and one.column == column.key]
        needed = "; ".join(dict.fromkeys(_needed(one, sheet, words, around, form) for one in asked))
        yield f"| {words.say(column.label)} | {_say(words, column.help)} | {needed} |"


def _needed(one: Required, sheet: Sheet, words: Words, around: Around, form: Form) -> str:
    if one.when is None and sheet.key == INDICATORS.key:
        return around.exists  # the sheet's own line of help: a value that does not exist stays empty
    if one.when is None:
        return around.begun if sheet.ready else around.always
    labels = {choice.key: words.say(choice.label) for choice in form.lists[one.when.choices]}
    choices = ", ".join(f"“{labels[key]}”" for key in one.when.keys)
    return around.when.format(column=words.say(sheet.column(one.when.column).label), choices=choices)


def _say(words: Words, message: str) -> str:
    return words.say(message, year="YYYY") if message else ""


def main() -> None:
    """Write both pages."""
    for language, name in PAGES.items():
        (ROOT / "docs" / name).write_text(unit_page(language), encoding="utf-8", newline="\n")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
