"""Where does the composite index of a framework stand, year by year, and what moved it?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from milepost.assess.composite import Component, Composite, Group, composite
from milepost.assess.decomposition import Decomposition, decompose
from milepost.model.dataset import Dataset
from milepost.model.framework import Direction, Framework


@dataclass(frozen=True, slots=True)
class IndexRun:
    """The index from its base year to the year of the report.

    Attributes:
        years: One for each year, earliest first.
        decomposition: What moved it from the year before to the year of the report; None where one is not given.
    """

    years: tuple[Composite, ...]
    decomposition: Decomposition | None

    @property
    def latest(self) -> Composite:
        """The index of the report's year."""
        return self.years[-1]


def index_run(framework: Framework, dataset: Dataset) -> IndexRun | None:
    """Compute the index of every year from its base year to the dataset's; None where the framework has none.

    Raises:
        CompositeError: If a component has no usable value in the base year.

    Source:
        methods M7.
    """
    index = framework.index
    if index is None or dataset.year < index.base_year:
        return None
    groups = index_groups(framework, dataset)
    years = tuple(
        composite(groups, index.base_year, year, index.mean) for year in range(index.base_year, dataset.year + 1)
    )
    moved = decompose(years[-2], years[-1]) if len(years) > 1 else None
    return IndexRun(years, moved)


def index_groups(framework: Framework, dataset: Dataset) -> list[Group]:
    """The sub-indices of the framework with the latest vintage of every yearly value of their components.

    Args:
        framework: Names sub-indices, components, weights and floors; components may be context series too.
        dataset: What holds.
    """
    return [
        Group(one.id, one.weight, tuple(_component(framework, dataset, *part) for part in one.components.items()))
        for one in (framework.index.groups if framework.index else ())
    ]


def _component(framework: Framework, dataset: Dataset, name: str, weight: Decimal) -> Component:
    indicator = framework.indicator(name)
    falls = indicator is not None and indicator.direction is Direction.FALL
    values = {one.year: one.value for one in dataset.yearly(name)}
    return Component(name, weight, values, -1 if falls else 1, indicator.floor if indicator else Decimal(0))
