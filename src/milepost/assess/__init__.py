"""Where does each indicator and each task stand? Pure functions on numbers."""

from milepost.assess.ratings import METHODS, index_groups, method_of, rate_all

__all__ = ["METHODS", "index_groups", "method_of", "rate_all"]
