"""How does the report become one HTML file that opens offline, without a request to anywhere?"""

import re
from collections.abc import Mapping
from pathlib import Path

from milepost.model.words import Words
from milepost.render.environment import environment, render_template
from milepost.render.style import data_address, style
from milepost.templates.folders import TemplateFolders
from milepost.templates.fonts import FACES, cut_woff2, printable

STAND_IN = "□"
"""Printed for a character that no shipped face has."""

_HIDDEN = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'"}


def printed_text(markup: str) -> str:
    """Give the text of a page: what stands between tags, and in the attributes that style sheets print."""
    bare = _HIDDEN.sub("", markup)
    attributes = " ".join(re.findall(r'\bdata-(?:head|edition|notice|fingerprint)="([^"]*)"', bare))
    text = _TAG.sub(" ", bare) + attributes + " …–/0123456789→"
    for entity, char in _ENTITIES.items():
        text = text.replace(entity, char)
    return text


def with_stand_ins(markup: str, folders: TemplateFolders) -> str:
    """Put a stand-in for each character that no shipped face has, such as an emoji in a unit's text.

    The renderer would take such a character silently from any other face, or print an empty box. That it was there is
    a finding of the checks; the build goes on.
    """
    missing = set(printed_text(markup)) - printable(folders)
    return markup.translate({ord(char): STAND_IN for char in missing}) if missing else markup


def _with_style(markup: str, sheet: str) -> str:
    return markup.replace("</head>", f"<style>\n{sheet}\n</style>\n</head>", 1)


def screen_page(
    folders: TemplateFolders, words: Words, template: str, values: Mapping[str, object], cache: Path | None = None
) -> str:
    """Write the page for the screen: one file with style, faces and pictures inside.

    Args:
        folders: Where templates are found.
        words: Fixed sentences of the language.
        template: Name of the template, e.g. ``"report/report.html.j2"``.
        values: What the template is given.
        cache: Folder that keeps cut faces between builds; None keeps nothing.

    Raises:
        TemplateFaultError: If a template cannot be used.
    """
    markup = with_stand_ins(render_template(environment(folders, words, "screen"), template, **values), folders)
    cuts = cut_woff2(FACES, printed_text(markup), folders, cache)
    addresses = {face: data_address(cut, "font/woff2") for face, cut in cuts.items()}
    return _with_style(markup, style(folders, "screen", addresses.get))


def print_page(folders: TemplateFolders, words: Words, template: str, values: Mapping[str, object]) -> str:
    """Write the page that the PDF is made from; faces stay files of the template folders.

    Raises:
        TemplateFaultError: If a template cannot be used.
    """
    markup = with_stand_ins(render_template(environment(folders, words, "print"), template, **values), folders)
    return _with_style(markup, style(folders, "print", lambda face: folders.find(f"fonts/{face.file}").as_uri()))
