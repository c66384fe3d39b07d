"""Where does each indicator and each task stand? Pure functions on numbers."""

from milepost.assess.index import index_groups, index_run
from milepost.assess.ratings import METHODS, method_of, rate_all

__all__ = ["METHODS", "index_groups", "index_run", "method_of", "rate_all"]
