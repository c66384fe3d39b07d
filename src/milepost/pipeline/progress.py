"""What is happening, and how long did each stage take?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


def _silent(line: str) -> None:
    del line


@dataclass(slots=True)
class Progress:
    """Tells each stage as it begins and remembers its seconds.

    Attributes:
        tell: Called with one line for each stage; the command line prints it.
        detail: Called with lines that only ``-v`` shows.
        seconds: Stage -> seconds by the clock, in order. They are printed, never written to a file.
    """

    tell: Callable[[str], None] = _silent
    detail: Callable[[str], None] = _silent
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, line: str) -> Iterator[None]:
        """Tell that a stage begins, and measure it."""
        self.tell(line)
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begin
