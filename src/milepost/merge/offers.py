"""Which figures and cases do the units offer beside their statements?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from milepost.merge.statements import origin
from milepost.merge.verdicts import Verdicts, without_taken_out
from milepost.merge.wording import Wording
from milepost.model.dataset import CaseCard, NamedFigure
from milepost.model.exchange import CellName
from milepost.model.plan import Plan
from milepost.model.submission import Row, Submission
from milepost.model.text import Text


def figures(
    submissions: Mapping[str, Submission], plan: Plan, verdicts: Verdicts, wording: Wording
) -> Mapping[str, tuple[NamedFigure, ...]]:
    """Task id -> the complete figures given for it, by unit and row."""
    found: dict[str, list[NamedFigure]] = {}
    rows = plan.rows()
    for unit, submission in submissions.items():
        for row in submission.rows("figures"):
            one = _figure(unit, submission, without_taken_out(row, verdicts), verdicts, wording)
            if one is not None and one.task in rows:
                found.setdefault(one.task, []).append(one)
    return {task: tuple(several) for task, several in found.items()}


def _figure(unit: str, submission: Submission, row: Row, verdicts: Verdicts, wording: Wording) -> NamedFigure | None:
    task, name, value = row.text("task"), row.text("name"), row.number_of("value")
    if task is None or name is None or value is None or verdicts.row_out(row["value"].ref):
        return None
    measured_in = row.text("unit") or ""
    return NamedFigure(
        unit=unit,
        task=task,
        name=wording.text(CellName(unit, row.id, "name"), name),
        value=value,
        measured_in=wording.text(CellName(unit, row.id, "unit"), measured_in) if measured_in else Text(),
        period=row.text("period") or "",
        origin=origin(unit, submission, row["value"]),
    )


def cases(submissions: Mapping[str, Submission], verdicts: Verdicts, wording: Wording) -> Iterator[CaseCard]:
    """The cards that have a title and a text, by unit and card."""
    for unit, submission in submissions.items():
        for row in submission.rows("cases"):
            card = without_taken_out(row, verdicts)
            title, text = card.text("title"), card.text("text")
            if title is None or text is None:
                continue

            def words(key: str, unit: str = unit, card: Row = card) -> Text | None:
                typed = card.text(key)
                return wording.text(CellName(unit, card.id, key), typed) if typed else None

            yield CaseCard(
                unit=unit,
                id=f"{unit} {card.id}",
                title=words("title") or Text(),
                place=words("place"),
                tasks=tuple(part.strip() for part in (card.text("tasks") or "").replace("、", ",").split(",") if part),
                text=words("text") or Text(),
                figures=words("figures"),
                publish=card.value("publish") == "yes",
                origins={key: origin(unit, submission, cell) for key, cell in card.cells.items() if not cell.empty},
                evidence=words("evidence"),
                remarks=words("remarks"),
            )
