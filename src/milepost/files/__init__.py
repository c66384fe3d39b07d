"""How are plain files read and written? YAML and CSV with line numbers, whole files replaced at once, checksums."""
