"""Who stands behind the addresses from which the facts were taken?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Annotated
from urllib.parse import urlsplit

from milepost.files.fields import AnySaid, Flag, Said, Words, choice
from milepost.files.nearest import instead, nearest
from milepost.files.shape import Shape, needed, shaped
from milepost.files.yaml import read_yaml
from milepost.model.framework import Document, Host, SourceKind, SourceRegister
from milepost.model.places import FilePlace, Mistake
from milepost.model.text import Text

Kind = Annotated[SourceKind, choice(*SourceKind)]


class HostEntry(Shape):
    """One host; its name is a name, so it need not exist in every language."""

    name: AnySaid = needed(Text())
    kind: Kind = needed(SourceKind.PRESS)
    link: Flag = False


class DocumentEntry(Shape):
    """One document that is a source itself."""

    title: Said = needed(Text())
    kind: Words = needed("")
    url: Words | None = None


class SourcesFile(Shape):
    """``sources.yaml``: hosts, documents, and the words that stand where an address is withheld."""

    hosts: Mapping[str, HostEntry] = {}
    documents: Mapping[str, DocumentEntry] = {}
    withheld: Mapping[str, Said] = {}


def read_sources(file: Path, path: PurePath, languages: Sequence[str] = ()) -> tuple[SourceRegister, list[Mistake]]:
    """Read ``sources.yaml``; a workspace without the file has an empty register.

    Args:
        file: Where the file is.
        path: Its path relative to the workspace.
        languages: Titles of documents must exist in these languages.

    Returns:
        The register and every mistake found.
    """
    if not file.exists():
        return SourceRegister(), []
    read, mistakes = read_yaml(file, path)
    content, more = shaped(read, SourcesFile, languages) if read else (None, [])
    mistakes += more
    if content is None:
        return SourceRegister(), mistakes
    mistakes += [
        Mistake(content.place("hosts", name), f'"{name}" is no name of a host.', "Write it as www.example.org.")
        for name in content.hosts
        if host_of(f"http://{name}/") != name
    ]
    register = SourceRegister(
        {name: Host(one.name, one.kind, one.link) for name, one in content.hosts.items()},
        {name: Document(name, one.title, one.kind, one.url) for name, one in content.documents.items()},
        content.withheld,
    )
    return register, mistakes


def host_of(source: str) -> str | None:
    """Give the host of an address, in small letters and without a port; None where the source is no address."""
    try:
        parts = urlsplit(source)
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def unknown_sources(named: Iterable[tuple[FilePlace, str]], register: SourceRegister) -> list[Mistake]:
    """Tell which sources are neither an address nor known to ``sources.yaml``."""
    known = (*register.documents, *register.withheld)
    return [
        Mistake(
            place,
            f'The source "{source}" is neither an address nor in sources.yaml{instead(nearest(source, known))}.',
            "Write an address (https://...), or the id of a document there, or add it.",
        )
        for place, source in named
        if host_of(source) is None and source not in known
    ]
