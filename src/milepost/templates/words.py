"""Which fixed sentences does a language have? Catalogues are read straight from their .po files."""

from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from milepost.errors import WorkspaceError
from milepost.model.words import Words, english_plural, no_plural
from milepost.templates.folders import TemplateFolders

LOCALES = {"en": "en", "zh": "zh_CN"}
"""Language code -> folder below ``locales/``."""

_PLURALS: dict[str, Callable[[int], int]] = {"en": english_plural, "zh": no_plural}


def read_words(folders: TemplateFolders, language: str) -> Words:
    """Read the catalogue of a language.

    Every ``.po`` file of the language's folder is read, ``milepost.po`` and what stands beside it; a workspace's file
    replaces the engine's of the same name only sentence by sentence. Message ids are the English sentences, so English
    needs no catalogue; one may still be given to say something in other words. Fuzzy and empty entries do not count.

    Args:
        folders: Where templates are found; earlier folders win.
        language: Language code, ``"en"`` or ``"zh"``.

    Raises:
        WorkspaceError: If the language is unknown, has no catalogue, or a catalogue cannot be read.
    """
    if language not in LOCALES:
        known = ", ".join(LOCALES)
        raise WorkspaceError(
            f'templates: the language "{language}" is not known (known: {known}). Correct `languages`.'
        )
    messages: dict[str, str] = {}
    plurals: dict[tuple[str, str], tuple[str, ...]] = {}
    paths = list(_catalogues(folders, LOCALES[language]))
    if not paths and language != "en":
        raise WorkspaceError(f"templates: there is no catalogue in locales/{LOCALES[language]}/LC_MESSAGES.")
    for path in paths:
        for message in _read(path, LOCALES[language]):
            _keep(message, messages, plurals)
    return Words(language, messages, plurals, _PLURALS[language])


def _catalogues(folders: TemplateFolders, locale: str) -> Iterator[Path]:
    for folder in folders.paths:
        yield from sorted((folder / "locales" / locale / "LC_MESSAGES").glob("*.po"))


def _read(path: Path, locale: str) -> Catalog:
    try:
        with path.open("rb") as stream:
            return read_po(stream, locale=locale, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise WorkspaceError(f"{path}: not a readable catalogue ({error}). Correct the file.") from error


def _keep(message: Message, messages: dict[str, str], plurals: dict[tuple[str, str], tuple[str, ...]]) -> None:
    """Enter one message unless it is the header, fuzzy, empty or already there from an earlier folder."""
    if not message.id or message.fuzzy:
        return
    if isinstance(message.id, str):
        if isinstance(message.string, str) and message.string:
            messages.setdefault(message.id, message.string)
        return
    given = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    forms = tuple(form for form in given if form)
    if forms and len(forms) == len(given):
        plurals.setdefault((message.id[0], message.id[1]), forms)
