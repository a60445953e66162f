"""From one version of a framework to the next: which questions stayed the same, and what answers become.

A question stayed the same when its code, its kind, its wording and its choices did. The document may say
more under `continues`: that a question was renamed or only reworded, what its old choices mean now, or that
it is to be asked anew although nothing seems to have changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.scoring.answers import DONT_KNOW, NOT_APPLICABLE, Answer, check
from assessments.scoring.faults import AnswerFaults
from assessments.scoring.framework import Carry, Framework, Item, Text


@dataclass(frozen=True, slots=True)
class Source:
    """The old question that a new one continues; `choices` says what its choices became, None: the same."""

    item: str
    choices: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """What a version takes over from an older one, by the code of the new item."""

    old: Framework
    new: Framework
    sources: Mapping[str, Source]

    def carried(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """The answers to the new version that the old ones give, in the order of the new document."""
        found = {}
        for code in self.sources:
            value = self.answer(code, answers)
            if value is not None:
                found[code] = value
        return found

    def answer(self, code: str, answers: Mapping[str, Answer]) -> Answer | None:
        """What the old answers say to the new item `code`; None when it has to be asked."""
        source = self.sources.get(code)
        given = answers.get(source.item) if source else None
        if source is None or given is None:
            return None
        meant = _meant(source, given)
        if meant is None:
            return None
        try:
            return check(self.new, {code: meant})[code]
        except AnswerFaults:
            return None


def succession(old: Framework, new: Framework) -> Succession:
    """What `new` takes over from `old`, another version of the same framework."""
    said = next((each.items for each in new.continues if each.version == old.version), ())
    by_item = {carry.item: carry for carry in said}
    sources = {}
    for code, item in new.items.items():
        source = _source(old, item, by_item.get(code))
        if source is not None:
            sources[code] = source
    return Succession(old, new, sources)


def _source(old: Framework, item: Item, said: Carry | None) -> Source | None:
    if said is None:
        before = old.items.get(item.code)
        return Source(item.code) if before is not None and is_same_question(old, before, item) else None
    origin = said.origin or item.code
    if said.anew or origin not in old.items:
        return None
    return Source(origin, dict(said.choices) if said.choices else None)


def is_same_question(old: Framework, before: Item, after: Item) -> bool:
    """Whether both ask the same, in the same words in every language both have, with the same choices."""
    languages = [name for name in ("ko", "en") if name in old.languages and _has(after, name)]

    def words(text: Text) -> tuple[str, ...]:
        return tuple(getattr(text, language) for language in languages)

    def asked(item: Item) -> tuple[object, ...]:
        choices = {choice.code: (words(choice.label), choice.exclusive) for choice in item.choices}
        return item.kind, words(item.question), choices

    return bool(languages) and asked(before) == asked(after)


def _has(item: Item, language: str) -> bool:
    return bool(getattr(item.question, language))


def _meant(source: Source, given: Answer) -> Answer | None:
    if given in (DONT_KNOW, NOT_APPLICABLE) or source.choices is None:
        return given
    if isinstance(given, str):
        return source.choices.get(given)
    meant = [source.choices.get(choice) for choice in given]
    return None if None in meant else tuple(dict.fromkeys(choice for choice in meant if choice is not None))
