"""How do the tables beside the report become one workbook, and a data package that other programs understand?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from milepost.files.book import PlainSheet, book_bytes
from milepost.model.definition import ReportDefinition
from milepost.render.dictionary import TITLES, fields_of
from milepost.render.tables import Table

DICTIONARY = ("table", "column", "type", "description")


def dataset_book(tables: Mapping[str, Table], definition: ReportDefinition) -> bytes:
    """Write ``dataset.xlsx``: a dictionary of all columns first, then one sheet for each table.

    Args:
        tables: Name -> table.
        definition: The report's title, languages and dates.
    """
    dictionary = [
        (name, field.name, field.type, field.description)
        for name, table in tables.items()
        for field in fields_of(name, table, definition.languages)
    ]
    sheets = [PlainSheet("dictionary", DICTIONARY, dictionary)]
    sheets += [PlainSheet(name, table.columns, table.rows) for name, table in tables.items()]
    title = definition.title.said("en")
    return book_bytes(title, sheets, definition.published or definition.cut_off)


def data_package(tables: Mapping[str, Table], definition: ReportDefinition) -> bytes:
    """Write ``datapackage.json``: a Frictionless Tabular Data Package of the CSV files beside it.

    Source:
        Frictionless Data Package v1, https://specs.frictionlessdata.io/data-package/
    """
    package = {
        "profile": "tabular-data-package",
        "name": f"milepost-{definition.year}",
        "title": definition.title.said("en"),
        "created": f"{(definition.published or definition.cut_off).isoformat()}T00:00:00Z",
        "resources": [_resource(name, table, definition.languages) for name, table in tables.items()],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


_KEYS = {
    "carried": ("row",),
    "cases": ("case",),
    "changes": ("what", "id"),
    "forecasts": ("indicator", "trend", "year"),
    "goals": ("indicator", "kind", "year"),
    "indicators": ("indicator",),
    "methods": ("method", "place"),
    "parts": ("part",),
    "reporting": ("unit",),
    "revisions": ("indicator", "year", "period", "breakdown", "published"),
    "sensitivity": ("indicator", "method", "variant"),
    "trends": ("indicator", "trend"),
    "figures": ("id",),
    "observations": ("indicator", "year", "period", "breakdown", "vintage"),
    "ratings": ("indicator",),
    "statements": ("row", "unit"),
    "tasks": ("row",),
    "units": ("unit",),
}
"""Columns that tell the rows of a table apart."""


def _resource(name: str, table: Table, languages: Sequence[str]) -> dict[str, object]:
    fields = [
        {"name": one.name, "type": one.type, "description": one.description}
        | ({"trueValues": ["true"], "falseValues": ["false"]} if one.type == "boolean" else {})
        for one in fields_of(name, table, languages)
    ]
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if name in _KEYS:
        schema["primaryKey"] = list(_KEYS[name])
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": TITLES[name],
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
