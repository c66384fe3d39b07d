"""How does a note reach a cell whose comment is a conversation, of which Excel shows nothing else?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from milepost.inputs.address import cell_place
from milepost.inputs.comments import AUTHOR
from milepost.inputs.limits import Limits
from milepost.inputs.splice import Edit, elements, escaped, grown, prefix_of, spliced

_NAMESPACE = uuid.UUID("6f1d9c1e-6f0e-5d7b-9a55-3f6b6d4b1c11")
PERSON = "{" + str(uuid.uuid5(_NAMESPACE, AUTHOR)).upper() + "}"


def with_replies(data: bytes, part: str, limits: Limits, notes: Mapping[tuple[int, int], str]) -> bytes:
    """Answer the conversations of these cells; earlier answers of Milepost are taken out.

    An answer carries the date of the comment it answers: no clock in an output.
    """
    root = elements(data, part, limits)
    prefix = prefix_of(data, root.start)
    edits: list[Edit] = []
    replies = b""
    answered: set[tuple[int, int]] = set()
    for comment in root.children:
        cell = cell_place(comment.attributes.get("ref", ""))
        if comment.attributes.get("personId", "").upper() == PERSON:
            edits.append(Edit(comment.start, comment.end, b""))
        elif cell is not None and cell in notes and cell not in answered and "parentId" not in comment.attributes:
            answered.add(cell)
            replies += _reply(prefix, comment.attributes, notes[cell])
    return spliced(data, edits + (grown(data, root, replies) if replies else []))


def with_person(data: bytes, part: str, limits: Limits) -> bytes:
    """Put Milepost on the list of those who comment."""
    root = elements(data, part, limits)
    if any(person.attributes.get("id", "").upper() == PERSON for person in root.children):
        return data
    prefix = prefix_of(data, root.start)
    entry = f'<{prefix}person displayName="{AUTHOR}" id="{PERSON}" userId="{AUTHOR}" providerId="None"/>'
    return spliced(data, grown(data, root, entry.encode()))


def _reply(prefix: str, parent: Mapping[str, str], note: str) -> bytes:
    address, parent_id = parent.get("ref", ""), parent.get("id", "")
    identity = "{" + str(uuid.uuid5(_NAMESPACE, f"{parent_id}\n{note}")).upper() + "}"
    head = f'<{prefix}threadedComment ref="{address}" dT="'.encode() + escaped(parent.get("dT", ""))
    head += f'" personId="{PERSON}" id="{identity}" parentId="'.encode() + escaped(parent_id) + b'">'
    body = f"<{prefix}text>".encode() + escaped(note) + f"</{prefix}text></{prefix}threadedComment>".encode()
    return head + body
