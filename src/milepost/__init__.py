"""Milepost builds the yearly monitoring and evaluation report of a public plan."""

__version__ = "0.1.0"
