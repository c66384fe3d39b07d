"""Which hostile, broken and odd files are there in all?"""

from tests.hostile import crowds, markups, pointers, strangers, wrappings

CASES = (*wrappings.CASES, *markups.CASES, *crowds.CASES, *strangers.CASES, *pointers.CASES)
"""Every file; at least ninety of them must be refused."""
