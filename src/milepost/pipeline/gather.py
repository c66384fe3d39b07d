"""What do the definitions say, and what has been exchanged with the units?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from milepost.errors import DefinitionError
from milepost.indicators.definitions import Definitions
from milepost.inputs.drafts import find_draft
from milepost.inputs.editorial import find_editorial, places_of
from milepost.inputs.exchange import find_exchange
from milepost.inputs.form import Form, form_of
from milepost.model.definition import ReportDefinition
from milepost.model.draft import Draft
from milepost.model.editorial import Editorial
from milepost.model.exchange import Exchange
from milepost.model.words import Words
from milepost.pipeline.workspace import Workspace
from milepost.reports.definition import find_report
from milepost.templates.folders import TemplateFolders, template_folders
from milepost.templates.words import read_words


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that is known before a single workbook is opened.

    Attributes:
        words: Language -> fixed sentences, in the order of the report's languages (the units' own first).
        editorial: The secretariat's own words.
        as_of: Day whose knowledge is used instead of the cut-off's; None for the report itself.
        previous: The kept draft that the report is compared with; None for none.
    """

    workspace: Workspace
    definition: ReportDefinition
    definitions: Definitions
    exchange: Exchange
    form: Form
    folders: TemplateFolders
    words: Mapping[str, Words]
    editorial: Editorial
    as_of: date | None = None
    previous: Draft | None = None

    @property
    def year(self) -> int:
        """The report's year."""
        return self.definition.year

    @property
    def target(self) -> Path:
        """The folder that ``build`` makes: a look back never takes the place of the report."""
        folder = self.workspace.report(self.year)
        return folder.with_name(f"{folder.name}-as-of-{self.as_of.isoformat()}") if self.as_of else folder


def gather(workspace: Workspace, year: int, as_of: date | None = None, drafts: bool = False) -> Setting:
    """Read every definition of a year, and the exchange with the units beside their workbooks.

    Args:
        workspace: The workspace.
        year: Year of the report.
        as_of: Day whose knowledge is used instead of the cut-off's; what became known later is left out.
        drafts: Whether decisions that are not fully written yet are taken as they are.

    Raises:
        WorkspaceError: If a folder or file is missing.
        DefinitionError: If there is any mistake in any definition; it tells them all.
    """
    definition, definitions, mistakes = find_report(workspace.root, year)
    exchange, more = find_exchange(workspace.root, year, drafts)
    mistakes += more
    editorial = Editorial()
    if definition is not None and definitions is not None:
        chapters = [one.key for one in definition.chapters]
        places = places_of(definitions.plan, definitions.framework, chapters)
        editorial, more = find_editorial(workspace.root, year, places, definition.languages)
        mistakes += more
    previous = None
    if definition is not None and definition.previous:
        previous, more = find_draft(workspace.root, year, definition.previous)
        mistakes += more
    if mistakes or definition is None or definitions is None:
        raise DefinitionError(sorted(set(mistakes)))
    if as_of is not None:
        definition = replace(definition, cut_off=as_of, published=as_of)
    folders = template_folders(workspace.root)
    words = {language: read_words(folders, language) for language in definition.languages}
    return Setting(
        workspace, definition, definitions, exchange, form_of(year), folders, words, editorial, as_of, previous
    )
