"""How is the report said? Template files, faces and translated words, found and read."""

from milepost.templates.folders import TemplateFolders, engine_templates, template_folders
from milepost.templates.words import read_words

__all__ = ["TemplateFolders", "engine_templates", "read_words", "template_folders"]
