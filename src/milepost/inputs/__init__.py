"""How are forms issued, and how is what comes back read? This package handles the folder ``inputs/``."""
