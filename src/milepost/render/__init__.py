"""How do values become files? HTML and PDF from the same values."""
