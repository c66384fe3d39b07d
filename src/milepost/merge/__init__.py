"""What holds? Accepted values, conflicts and decisions become one dataset."""

from milepost.merge.dataset import Accepted, merge

__all__ = ["Accepted", "merge"]
