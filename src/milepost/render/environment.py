"""How do templates become markup? Escaped, strict, and every fixed sentence through the catalogue."""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import NoReturn

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import UndefinedError
from markupsafe import Markup, escape

from milepost.assess.explanation import Explanation, Sentence
from milepost.errors import MilepostError
from milepost.model.words import Words
from milepost.render.charts import (
    bar_drawing,
    grades_drawing,
    grid_drawing,
    outlook_drawing,
    panels_drawing,
    part_bars_drawing,
    parts_drawing,
    path_drawing,
    rows_drawing,
    spark_drawing,
    waterfall_drawing,
)
from milepost.render.filters import TAGS, Printer, close_han
from milepost.render.markdown import markdown
from milepost.templates.folders import TemplateFolders


class TemplateFaultError(MilepostError):
    """A template cannot be used: a syntax error, an undefined name, a missing file."""

    def __init__(self, place: str, problem: str) -> None:
        """Say where and what; the remedy is the same for all of them."""
        super().__init__(f"{place}: {problem}. Correct the template; templates/README.md lists what it may use.")


class UntranslatedError(MilepostError):
    """A fixed sentence has no translation."""

    def __init__(self, language: str, message: str) -> None:
        """Name the sentence and the language."""
        super().__init__(
            f'templates: the sentence "{message}" has no translation into "{language}". '
            "Add it to a catalogue in templates/locales/."
        )


def refuse_untranslated(language: str, message: str) -> NoReturn:
    """Stop at a sentence without translation."""
    raise UntranslatedError(language, message)


def environment(
    folders: TemplateFolders,
    words: Words,
    medium: str,
    missing: Callable[[str, str], None] = refuse_untranslated,
) -> Environment:
    """Make the template environment of one language and medium.

    Args:
        folders: Where templates are found; a workspace's file of the same name comes first.
        words: Fixed sentences of the language.
        medium: ``"print"`` or ``"screen"``.
        missing: Told the language and the English sentence that has no translation; stops by default.
    """
    made = Environment(
        loader=FileSystemLoader(folders.paths),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    printer = Printer(words.language)
    made.filters.update(printer.filters())
    made.filters["markdown"] = markdown
    made.filters["explained"] = partial(_explained, words=words)
    made.filters.update(
        {
            "path_drawing": partial(path_drawing, printed=printer.number),
            "bar_drawing": bar_drawing,
            "grades_drawing": grades_drawing,
            "outlook_drawing": partial(outlook_drawing, printed=printer.number),
            "rows_drawing": partial(rows_drawing, printed=printer.number),
            "panels_drawing": panels_drawing,
            "part_bars_drawing": part_bars_drawing,
            "parts_drawing": parts_drawing,
            "grid_drawing": grid_drawing,
            "spark_drawing": spark_drawing,
            "waterfall_drawing": partial(waterfall_drawing, printed=printer.number),
        }
    )
    made.globals.update(
        {
            "_": _sayer(words, missing),
            "n_": _counter(words, missing),
            "language": words.language,
            "language_tag": TAGS[words.language],
            "medium": medium,
            "mark_shape": partial(_mark_shape, folders),
        }
    )
    return made


def _explained(told: Explanation | Sentence, words: Words) -> tuple[Markup, ...]:
    """The lines of an explanation, or the one line of a sentence; names of Chinese sheets carry their language."""
    lines = told.lines(words) if isinstance(told, Explanation) else (told.said(words),)
    if words.language == "zh":
        return tuple(escape(line) for line in lines)
    return tuple(Markup(_HAN.sub(r'<span lang="zh-CN">\g<0></span>', str(escape(line)))) for line in lines)


_HAN = re.compile("[\u3400-\u9fff]+")


@cache
def _mark_shape(folders: TemplateFolders, key: str) -> tuple[str, str]:
    """Give colour and outline of a mark, as its file says, for use inside a chart."""
    path = folders.find(f"style/marks/{key}.svg")
    found = re.search(r'<path fill="([^"]+)"[^>]* d="([^"]+)"', path.read_text(encoding="utf-8"))
    if found is None:
        raise TemplateFaultError(str(path), 'expected one <path fill="..." ... d="...">')
    return found[1], found[2]


def _sayer(words: Words, missing: Callable[[str, str], None]) -> Callable[..., Markup]:
    """Make ``_``: the sentence in the language, its facts escaped unless they are markup."""

    def say(message: str, /, **facts: object) -> Markup:
        if not words.has(message):
            missing(words.language, message)
        sentence = escape(words.say(message, **{name: "{" + name + "}" for name in facts}))
        return sentence.format(**facts) if facts else sentence

    return say


def _counter(words: Words, missing: Callable[[str, str], None]) -> Callable[..., Markup]:
    """Make ``n_``: the form of a sentence for a count, its facts escaped unless they are markup."""

    def say_n(singular: str, plural: str, n: int, /, **facts: object) -> Markup:
        if words.language != "en" and (singular, plural) not in words.plurals:
            missing(words.language, plural)
        facts = {"n": n, **facts}
        sentence = words.say_n(singular, plural, n, **{name: "{" + name + "}" for name in facts})
        return escape(sentence).format(**facts)

    return say_n


def render_template(made: Environment, name: str, **values: object) -> str:
    """Render one template to markup, without line breaks between Han characters.

    Raises:
        TemplateFaultError: If the template is missing, malformed or uses a name that is not there.
    """
    try:
        return close_han(made.get_template(name).render(**values))
    except TemplateNotFound as error:
        raise TemplateFaultError(name, f"the template {error.name} was not found") from error
    except TemplateSyntaxError as error:
        raise TemplateFaultError(f"{error.filename or error.name}, line {error.lineno}", str(error.message)) from error
    except UndefinedError as error:
        raise TemplateFaultError(_place(error, name), str(error.message)) from error
    except TemplateError as error:
        raise TemplateFaultError(_place(error, name), str(error)) from error


def _place(error: BaseException, name: str) -> str:
    """Find the innermost template line that an error passed through."""
    place = name
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename.endswith((".j2", ".html")):
            place = f"{step.tb_frame.f_code.co_filename}, line {step.tb_lineno}"
        step = step.tb_next
    return place
