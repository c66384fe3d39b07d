"""Does reading touch anything but the file? Listens to what Python itself reports of its own doings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Everything that reaches the net or another program, or changes a file.
FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "urllib.Request",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.fork",
        "os.startfile",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.mkdir",
        "os.link",
        "os.symlink",
        "os.truncate",
        "os.chmod",
        "os.chown",
        "os.utime",
        "shutil.rmtree",
        "webbrowser.open",
    }
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class _Listening:
    """Whether anybody listens now, and what was heard; a hook cannot be taken away again."""

    heard: list[str] | None = None
    hooked = False


def is_forbidden(event: str, arguments: tuple[object, ...]) -> bool:
    """Say whether an event is one that reading a file must not cause."""
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 else 0
        return isinstance(flags, int) and bool(flags & _WRITING)
    return event in FORBIDDEN


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _Listening.heard is not None and is_forbidden(event, arguments):
        _Listening.heard.append(f"{event} {arguments!r}"[:300])


@contextmanager
def watching() -> Iterator[list[str]]:
    """Gather every forbidden event while the block runs."""
    if not _Listening.hooked:
        sys.addaudithook(_hook)
        _Listening.hooked = True
    heard: list[str] = []
    _Listening.heard = heard
    try:
        yield heard
    finally:
        _Listening.heard = None


# Run by Python itself at the start of every process that finds this as ``sitecustomize.py``: each forbidden event
# becomes a line of the file that WATCH_LOG names.
CUSTOMIZED = """
import os, sys
from tests.hostile.watch import is_forbidden

log = os.open(os.environ["WATCH_LOG"], os.O_WRONLY | os.O_APPEND)

def hook(event, arguments):
    if is_forbidden(event, arguments):
        os.write(log, f"{event} {arguments!r}\\n".encode("utf-8", "backslashreplace"))

sys.addaudithook(hook)
"""
