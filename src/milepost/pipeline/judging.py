"""What came in, what is wrong with it, and what counts?"""

from __future__ import annotations

from milepost.pipeline.checking import Judged, by_severity, check_all, context_of
from milepost.pipeline.gather import Setting
from milepost.pipeline.lastyear import carried_over
from milepost.pipeline.progress import Progress

__all__ = ["Judged", "by_severity", "context_of", "judge"]


def judge(setting: Setting, progress: Progress) -> Judged:
    """Read every file of the year, check every cell, and decide which submission of each unit counts.

    What earlier years said of tasks that go on is read again where it is in the workspace.
    """
    return check_all(setting, carried_over(setting, progress), progress)
