"""How do the secretariat's own words become markup? Markdown by a kept library, without raw HTML."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markupsafe import Markup

_HEADING = 2
"""Headings of own words begin this many levels below the page's own, so that none stands above a chapter's."""


def markdown(words: str) -> Markup:
    """Render Markdown: paragraphs, lists, emphasis, tables, quotations, headings; no HTML, no pictures, no links out.

    Raw HTML is printed as text. An address stays readable text, since only registered hosts may be linked.
    """
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").disable(["image", "link"])
    tokens = parser.parse(words)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + _HEADING, 6)}"
    # The library escapes all text, so its markup is safe as it is.
    return Markup(parser.renderer.render(tokens, parser.options, {}))
