"""What was promised, by whom, and what is known of it? The definitions, judged as a whole."""

from milepost.indicators.definitions import Definitions, find_definitions, plan_names, read_definitions

__all__ = ["Definitions", "find_definitions", "plan_names", "read_definitions"]
