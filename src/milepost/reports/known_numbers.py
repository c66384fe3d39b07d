"""Which numbers do the data hold, so that the secretariat's own words can be held against them?"""

from collections.abc import Iterator
from decimal import Decimal

from milepost.checks.numbers_in_text import half_width, numbers
from milepost.checks.own_words import Known
from milepost.model.text import Text
from milepost.reports.chosen_cases import chosen_cases
from milepost.reports.counts import largest_remainder
from milepost.reports.grades import grade_tally
from milepost.reports.material import Material
from milepost.reports.provenance import Ledger
from milepost.reports.tasks import part_tally, plan_tally


def known_numbers(material: Material, ledger: Ledger) -> tuple[Known, ...]:
    """Every number that the report prints or that its data hold, each once, in every language of its unit of measure.

    Args:
        material: What the report is made of.
        ledger: The printed figures, after all chapters were composed.
    """
    return tuple(dict.fromkeys(_known(material, ledger)))


def _known(material: Material, ledger: Ledger) -> Iterator[Known]:
    yield from map(Known, ledger.numbers)
    for entry in ledger.certificates.entries:
        if entry.value is not None:
            units = entry.measured_in.by_language.values() if entry.measured_in else ("",)
            yield from (Known(entry.value, unit) for unit in units)
    yield from (Known(Decimal(count)) for count in _counts(material))
    for words in _texts(material):
        for said in words.by_language.values():
            yield from (Known(mention.value) for _, mention in numbers(half_width(said)))


def _counts(material: Material) -> Iterator[int]:
    """What is counted without being a figure of its own: parts, sections, tasks, indicators, shares."""
    plan = material.plan
    yield from (len(plan.parts), sum(len(part.sections) for part in plan.parts), len(plan.tasks))
    yield from (len(material.framework.indicators), len(material.framework.context), len(material.units))
    if plan.printed_tasks is not None:
        yield plan.printed_tasks
    tallies = [plan_tally(material), *(part_tally(part, material) for part in plan.parts)]
    for one in tallies:
        yield one.total
        for state in one.counts:
            yield from (state.count, state.share, one.total - state.count)
    graded = grade_tally(material)
    yield from (graded.total, graded.met, graded.early, graded.short)
    found = [one.count for one in graded.present]
    yield from (*found, *largest_remainder(found))


def _texts(material: Material) -> Iterator[Text]:
    """What the units say, as far as this edition prints it."""
    for row in material.dataset.rows.values():
        for one in row.statements:
            if not material.withheld(one):
                yield from (text for text in (one.text, one.difficulties, one.next_step, one.remarks) if text)
    for card in chosen_cases(material).printed:
        yield from (text for text in (card.text, card.figures) if text)
