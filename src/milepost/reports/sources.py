"""Who stands behind a source that is named by an address, by the id of a document, or in words?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from milepost.model.framework import SourceKind, SourceRegister
from milepost.model.text import Text

_ADDRESS = re.compile(r"https?://[^\s，；、。）】》“”]+")
_EDGES = " \t;；,，、。"


class SourceForm(StrEnum):
    """How a source is named."""

    ADDRESS = "address"
    DOCUMENT = "document"
    WITHHELD = "withheld"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source as the report names it.

    Attributes:
        key: What the definitions or the unit wrote: an address, the id of a document, or words.
        form: Which of these it is.
        name: Name of the publisher, title of the document, or the words themselves; None where nobody is known.
        host: Host of the address, without port; ``""`` where there is no address.
        kind: What kind of body stands behind it; None where that is not known.
        address: The address; ``""`` where there is none or it is withheld.
        live: True where the address may be printed as a link.
    """

    key: str
    form: SourceForm
    name: Text | None = None
    host: str = ""
    kind: SourceKind | None = None
    address: str = ""
    live: bool = False


def name_source(key: str, register: SourceRegister, language: str = "") -> NamedSource:
    """Say who stands behind one source.

    Args:
        key: An address, the id of a document of the register, words declared there as standing for a withheld address,
            or any other words.
        register: Hosts, documents and withheld addresses by name.
        language: Language of words that the register does not know.
    """
    key = key.strip()
    document = register.documents.get(key)
    if document is not None:
        live = document.url is not None and _host_may_be_linked(document.url, register)
        return NamedSource(key, SourceForm.DOCUMENT, document.title, address=document.url or "", live=live)
    withheld = _withheld(key, register)
    if withheld is not None:
        return NamedSource(withheld, SourceForm.WITHHELD, register.withheld[withheld])
    if _ADDRESS.fullmatch(key):
        host = _host(key)
        known = register.hosts.get(host)
        if known is None:
            return NamedSource(key, SourceForm.ADDRESS, host=host, address=key)
        return NamedSource(key, SourceForm.ADDRESS, known.name, host, known.kind, key, known.link)
    return NamedSource(key, SourceForm.WORDS, Text({language: key}) if language else None)


def _host_may_be_linked(address: str, register: SourceRegister) -> bool:
    known = register.hosts.get(_host(address))
    return known is not None and known.link


def _host(address: str) -> str:
    """Host of an address in small letters; ``""`` where it has none or is malformed."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _withheld(words: str, register: SourceRegister) -> str | None:
    """The register's key for words that stand for a withheld address, in whatever language they were written."""
    for key, text in register.withheld.items():
        if words == key or words in text.by_language.values():
            return key
    return None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an evidence cell names.

    Attributes:
        documents: Document numbers, titles, names of attachments.
        sources: Keys of public sources, each once, in the order of the cell.
    """

    documents: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()


def read_evidence(cell: Text | None, register: SourceRegister) -> Evidence:
    """Take an evidence cell apart: addresses, known documents and withheld sources here, everything else there."""
    if not cell:
        return Evidence()
    found: dict[str, None] = {}
    documents: dict[str, list[str]] = {}
    for language, words in cell.by_language.items():
        lines = [line.strip(_EDGES) for line in words.splitlines()]
        documents[language] = []
        for line in lines:
            rest = _ADDRESS.sub("", line).strip(_EDGES) if _ADDRESS.search(line) else line
            found.update(dict.fromkeys(_ADDRESS.findall(line)))
            if not rest:
                continue
            withheld = _withheld(rest, register)
            if withheld is not None or rest in register.documents:
                found[withheld or rest] = None
            else:
                documents[language].append(rest)
    return Evidence(_side_by_side(documents), tuple(found))


def _side_by_side(lines: dict[str, list[str]]) -> tuple[Text, ...]:
    """Pair the lines of all languages; where their numbers differ, each language is one text."""
    lines = {language: found for language, found in lines.items() if found}
    if not lines:
        return ()
    counts = {len(found) for found in lines.values()}
    if len(counts) == 1:
        return tuple(Text(dict(zip(lines, row, strict=True))) for row in zip(*lines.values(), strict=True))
    return (Text({language: _joined(found, language) for language, found in lines.items()}),)


def _joined(lines: Iterable[str], language: str) -> str:
    return ("；" if language == "zh" else "; ").join(lines)
