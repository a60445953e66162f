"""A place inside a framework document, in the reader's words."""

from django import template
from django.utils.translation import pgettext_lazy

register = template.Library()

NAMES = {
    "title": pgettext_lazy("document", "name"),
    "summary": pgettext_lazy("document", "summary"),
    "notice": pgettext_lazy("document", "notice"),
    "source": pgettext_lazy("document", "source"),
    "question": pgettext_lazy("document", "question"),
    "why": pgettext_lazy("document", "why it is asked"),
    "evidence": pgettext_lazy("document", "evidence"),
    "choices": pgettext_lazy("document", "choice"),
    "label": pgettext_lazy("document", "words"),
    "example": pgettext_lazy("document", "example"),
    "next_step": pgettext_lazy("document", "next step"),
    "points": pgettext_lazy("document", "points"),
    "weight": pgettext_lazy("document", "weight"),
    "threshold": pgettext_lazy("document", "threshold"),
    "operator": pgettext_lazy("document", "operator"),
    "factor": pgettext_lazy("document", "factor"),
    "rounding": pgettext_lazy("document", "rounding"),
    "ask_when": pgettext_lazy("document", "asked only when"),
    "not_applicable": pgettext_lazy("document", "“not applicable” allowed"),
    "dont_know": pgettext_lazy("document", "“don't know” allowed"),
    "exclusive": pgettext_lazy("document", "excludes the others"),
    "kind": pgettext_lazy("document", "kind of answer"),
    "domains": pgettext_lazy("document", "technology"),
    "at_least": pgettext_lazy("document", "at least"),
    "at_most": pgettext_lazy("document", "at most"),
    "levels": pgettext_lazy("document", "levels"),
    "tiers": pgettext_lazy("document", "tiers"),
    "bounds": pgettext_lazy("document", "bound"),
    "from": pgettext_lazy("document", "from"),
    "requires": pgettext_lazy("document", "requires"),
    "cumulative": pgettext_lazy("document", "cumulative"),
    "maps_from": pgettext_lazy("document", "takes its answer from"),
    "ko": pgettext_lazy("document", "Korean"),
    "en": pgettext_lazy("document", "English"),
}


@register.filter
def document_place(path: str) -> str:
    """`choices.3.label.ko` as "choice 3 · words · Korean"; codes and names without words stay as written."""
    said: list[str] = []
    for step in path.split("."):
        if step in NAMES:
            said.append(str(NAMES[step]))
        elif said:
            said[-1] = f"{said[-1]} {step}"
        else:
            said.append(step)
    return " · ".join(said)
