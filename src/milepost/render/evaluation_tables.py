"""Which tables hold what the evaluation rests on: ratings by every method, forecasts, cases, revisions, changes?"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from milepost.assess.forecast import Outlook
from milepost.model.dataset import CaseCard, Dataset, FormOrigin
from milepost.model.rating import Ratings
from milepost.render.table import Row, Table, named, said
from milepost.reports.beside import Beside


def sensitivity(ratings: Ratings) -> Table:
    """Every indicator by every method, and by its own with half a unit of rounding."""
    columns = ("indicator", "method", "variant", "value", "rating", "common", "changes", "fragile")
    rows: list[Row] = []
    for name, one in ratings.indicators.items():
        found = one.sensitivity
        if found is None or found.common is None or one.latest is None:
            continue
        latest = one.latest.value
        rows.append((name, one.method, "chosen", latest, str(one.standing), str(found.common), False, found.fragile))
        for other in (*found.methods, *found.roundings):
            variant = "method" if other in found.methods else "lower" if other.value < latest else "higher"
            changes = other in found.changed_by
            standing = str(other.verdict.standing)
            rows.append((name, other.method, variant, other.value, standing, str(other.common), changes, found.fragile))
    return Table(columns, tuple(rows))


def forecasts(outlooks: Mapping[str, Outlook]) -> Table:
    """What each trend expects, year by year up to the target year."""
    columns = ("indicator", "trend", "year", "value", "low", "high", "level")
    rows: list[Row] = [
        (name, str(kind), year.year, _decimal(year.value), _decimal(year.low), _decimal(year.high), _decimal(one.level))
        for name, one in outlooks.items()
        for kind, found in one.forecasts.items()
        for year in found.expected
    ]
    return Table(columns, tuple(rows))


def trends(outlooks: Mapping[str, Outlook]) -> Table:
    """When each trend meets the target, how often it was right before, and what is still needed."""
    columns = ("indicator", "trend", "met", "met_in", "hits", "tries", "needed_step", "needed_rate")
    rows: list[Row] = [
        (
            name,
            str(kind),
            one.met,
            found.met_in,
            found.past.hits,
            found.past.tries,
            one.needed_step,
            None if one.needed_rate is None else _decimal(one.needed_rate),
        )
        for name, one in outlooks.items()
        for kind, found in one.forecasts.items()
    ]
    return Table(columns, tuple(rows))


def _decimal(value: float) -> Decimal:
    """Ten significant digits: what binary fractions add is dropped, so that machines agree."""
    return Decimal(f"{value:.10g}")


def cases(cards: Sequence[CaseCard], languages: Sequence[str]) -> Table:
    """The cases that may be printed."""
    texts = ("title", "place", "text", "figures", "evidence", "remarks")
    columns = (
        "case",
        "unit",
        "tasks",
        "publish",
        *(name for text in texts for name in named(text, languages)),
        "workbook",
        "sheet",
        "cell",
        "sha256",
    )
    rows: list[Row] = []
    for card in cards:
        origin = card.origins.get("title")
        place = _place(origin) if origin else ("",) * 4
        words = [one for text in texts for one in said(getattr(card, text), languages)]
        rows.append((card.id, card.unit, " ".join(card.tasks), card.publish, *words, *place))
    return Table(columns, tuple(rows))


def _place(origin: FormOrigin) -> tuple[str, str, str, str]:
    return origin.ref.workbook, origin.ref.sheet, origin.ref.address, origin.sha256


def revisions(dataset: Dataset, languages: Sequence[str]) -> Table:
    """Values that were published and are now others."""
    columns = (
        "indicator",
        "year",
        "period",
        "breakdown",
        "was",
        "was_published",
        "now",
        "published",
        *named("reason", languages),
    )
    rows: list[Row] = [
        (
            one.indicator,
            one.year,
            one.period,
            one.breakdown,
            one.was.value,
            str(one.was.published or ""),
            one.now.value,
            str(one.now.published or ""),
            *said(one.now.reason, languages),
        )
        for one in dataset.revisions
    ]
    return Table(columns, tuple(rows))


def carried(dataset: Dataset) -> Table:
    """Tasks that go on from an earlier year, with the state that held then."""
    rows: list[Row] = [
        (row, one.year, one.row, str(one.state) if one.state else None) for row, one in dataset.carried.items()
    ]
    return Table(("row", "year", "earlier_row", "state"), tuple(rows))


def changes(beside: Beside) -> Table:
    """What is not as in the kept draft; no rows where there is none."""
    columns = ("draft", "what", "id", "kind", "was", "now")
    found = beside.comparison
    if found is None:
        return Table(columns, ())
    name = found.draft.name
    rows: list[Row] = [
        (name, "figure", one.id, str(one.kind), _written(one.was), _written(one.now)) for one in found.figures
    ]
    for what, several in (("rating", found.ratings), ("state", found.states), ("text", found.texts)):
        rows += [(name, what, one.id, str(one.kind), one.was, one.now) for one in several]
    return Table(columns, tuple(rows))


def _written(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
