"""An error owns its sentence; mistakes in definitions are told all at once."""

from __future__ import annotations

from pathlib import PurePath

from milepost.errors import DefinitionError, MilepostError
from milepost.model.places import FilePlace, Mistake


def test_all_mistakes_stand_in_one_error() -> None:
    mistakes = [Mistake(FilePlace(PurePath("a.yaml"), line), f"Wrong {line}.", "Mend it.") for line in (3, 9)]
    error = DefinitionError(mistakes)
    assert isinstance(error, MilepostError)
    assert str(error).splitlines() == [
        "2 mistakes in the definitions:",
        "  a.yaml:3: Wrong 3. Mend it.",
        "  a.yaml:9: Wrong 9. Mend it.",
    ]
    assert str(DefinitionError(mistakes[:1])).startswith("1 mistake in the definitions:")
