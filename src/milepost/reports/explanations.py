"""How did each rating come about, told with the marks of the sources instead of their addresses?"""

from dataclasses import replace

from milepost.assess.explain import explanation
from milepost.assess.explain_tasks import task_explanation
from milepost.assess.explanation import Explanation, Input, Sentence
from milepost.assess.tasks import Calendar
from milepost.model.text import Text
from milepost.reports.certificates import public_id
from milepost.reports.material import Material, anchor_of
from milepost.reports.provenance import Certificates
from milepost.reports.sources import name_source, read_evidence


def indicator_explanations(material: Material, certificates: Certificates) -> dict[str, Explanation]:
    """How the rating of every indicator came about, by its anchor."""
    definition = material.definition
    return {
        anchor_of("indicator", one.id): _with_marks(
            explanation(one, material.ratings.indicators[one.id], definition.thresholds, definition.year),
            material,
            certificates,
        )
        for one in material.framework.indicators
    }


def task_explanations(material: Material) -> dict[str, Explanation]:
    """How the state of every task came about, by its anchor; none where the edition withholds a statement."""
    definition, plan = material.definition, material.plan
    calendar = Calendar(plan.year, plan.issued, definition.cut_off)
    found: dict[str, Explanation] = {}
    for task in plan.tasks:
        merged = material.merged(task.id)
        if merged is not None and not any(material.withheld(one) for one in merged.statements):
            found[anchor_of("task", task.id)] = task_explanation(
                task.title,
                merged,
                material.ratings.rows[task.id],
                calendar,
                definition.thresholds,
                asked=definition.asked,
            )
    return found


def _with_marks(told: Explanation, material: Material, certificates: Certificates) -> Explanation:
    def marked(sentence: Sentence) -> Sentence:
        source = sentence.facts.get("source")
        if not isinstance(source, str) or not source:
            return sentence
        return replace(sentence, facts={**sentence.facts, "source": _marks(source, material, certificates)})

    inputs = (Input(marked(one.sentence), tuple(marked(origin) for origin in one.origins)) for one in told.inputs)
    return replace(told, inputs=tuple(inputs))


def _marks(source: str, material: Material, certificates: Certificates) -> tuple[str, ...]:
    """The marks of the entries of a source; the words themselves where there is none."""
    language = material.definition.languages[0]
    named = read_evidence(Text({language: source}), material.sources)
    keys = (*named.sources, *(words.said(language) for words in named.documents))
    entries = [certificates.by_id.get(public_id(name_source(key, material.sources).key)) for key in keys]
    return tuple(one.mark for one in entries if one is not None) or (source,)
