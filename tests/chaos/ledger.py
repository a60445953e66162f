"""What somebody typed, what the page told them, what is stored: and whether the three agree."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

RECORDER = """(() => {
  const at = () => performance.timeOrigin + performance.now();
  const version = (item) => Number((document.getElementsByName(`${item}.version`)[0] || {}).value || 0);
  const questions = () => [...document.querySelectorAll('fieldset.question')];
  const answers = () => Object.fromEntries(questions().flatMap((each) => [
    [each.id, (each.querySelector('.levels input:checked, .levels__aside input:checked') || {}).value || ''],
    [`${each.id}.comment`, (each.querySelector('textarea') || { value: '' }).value.trim()]]));
  const tell = (kind, data) => window.tell(JSON.stringify({ kind, at: at(), ...data }));
  const look = () => {
    const line = document.querySelector('[data-save-status]');
    if (line && line.dataset.state === 'saved') tell('saved', { answers: answers() });
  };
  const start = () => {
    const line = document.querySelector('[data-save-status]');
    if (!line) return;
    new MutationObserver(look).observe(line, { attributes: true });
    look();
  };
  document.addEventListener('change', ({ target }) => {
    const question = target.closest('fieldset.question');
    if (!question) return;
    const item = target.matches('textarea') ? `${question.id}.comment` : question.id;
    tell('typed', { item, value: target.value.trim(), seen: version(question.id) });
  }, true);
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('button[data-hx-post][data-hx-vals]');
    if (!button) return;
    const values = JSON.parse(button.dataset.hxVals);
    const item = button.closest('fieldset.question').id;
    const seen = Number(values[`${item}.version`]);
    const all = answers();
    tell('typed', { item, value: item in values ? values[item] : all[item], seen });
    const note = `${item}.comment`;
    if (!('whole' in values) && !(note in values)) return;
    tell('typed', { item: note, value: note in values ? values[note] : all[note], seen });
  }, true);
  document.addEventListener('DOMContentLoaded', start);
})();"""
"""Tells `window.tell` of every change somebody makes, and what the page shows when it says "saved"."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value given for an item (or `ITEM.comment`), when, and over which version."""

    item: str
    value: str
    at: float
    seen: int


@dataclass(frozen=True, slots=True)
class Stored:
    """One version of a stored answer, in the order of versions; `by` the person's id."""

    item: str
    version: int
    value: str
    comment: str
    by: str


@dataclass
class Ledger:
    """The owner's own account of what happened, kept outside of the portal and of the page."""

    meant: list[tuple[str, str]] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)
    saved: dict[str, tuple[str, float]] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)

    def hear(self, message: str) -> None:
        """What the recorder tells."""
        data = json.loads(message)
        if data["kind"] == "typed":
            self.typed.append(Typed(data["item"], data["value"], data["at"], data["seen"]))
            self.meant.append((data["item"], data["value"]))
            return
        for item, value in data["answers"].items():
            self.saved[item] = (value, data["at"])

    def mean(self, item: str, value: str) -> None:
        """Say what will be typed next: the page may die before it can tell."""
        self.meant.append((item, value))

    def last(self, item: str) -> str | None:
        """What was typed last; None where nothing was."""
        found = [each for each in self.typed if each.item == item]
        return found[-1].value if found else None

    def unheard(self, item: str) -> set[str]:
        """What was typed after the last change that the page told of: it was closed before it could tell."""
        own = [value for name, value in self.meant if name == item]
        last = max((at for at, value in enumerate(own) if value == self.last(item)), default=-1)
        return set(own[last + 1 :])


def stored(url: str, session: uuid.UUID | str) -> list[Stored]:
    """Every version of every answer of a session, as PostgreSQL holds them."""
    columns = "item, version, array_to_string(choices, ','), non_answer, comment, answered_by_id::text"
    parts = [
        f"SELECT {columns} FROM {table} WHERE session_id = %(session)s"
        for table in ("assessments_formeranswer", "assessments_answer")
    ]
    with psycopg.connect(url) as connection:
        connection.execute("SELECT set_config('ieum.system', 'on', true)")
        rows = connection.execute(f"{' UNION ALL '.join(parts)} ORDER BY 1, 2", {"session": str(session)})
        return [Stored(row[0], row[1], row[2] or row[3], row[4], row[5] or "") for row in rows]


def faults(ledger: Ledger, rows: Sequence[Stored], owner: str, *, is_all_here: bool) -> list[str]:
    """What is lost, invented or silently replaced; empty when nothing is.

    `is_all_here`: the owner's device lived on, so that everything typed must be stored, said saved or not.
    """
    found = []
    now: dict[str, str] = {}
    others: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        for item, value in ((row.item, row.value), (f"{row.item}.comment", row.comment)):
            before = now.get(item, "")
            now[item] = value
            if value == before:
                continue
            if row.by != owner:
                others.setdefault(item, []).append((row.version, value))
                continue
            if (item, value) not in ledger.meant:
                found.append(f"{item}: {value!r} was never typed")
            found += _unseen(ledger, item, value, row.version, others.get(item, []))
    for item, (value, at) in ledger.saved.items():
        later = {each.value for each in ledger.typed if each.item == item and each.at > at}
        heard = {(each.item, each.value) for each in ledger.typed}
        silent = {known for name, known in ledger.meant if name == item and (name, known) not in heard}
        allowed = {value} | later | silent | {each for _version, each in others.get(item, [])}
        allowed |= _replaced_knowingly(ledger, rows, item, value, at)
        if now.get(item, "") not in allowed:
            found.append(f"{item}: {value!r} was called saved, {now.get(item, '')!r} is stored")
    if is_all_here:
        for item in {each.item for each in ledger.typed} - set(others) - ledger.given_up:
            if now.get(item, "") not in {ledger.last(item), *ledger.unheard(item)}:
                found.append(f"{item}: {ledger.last(item)!r} was typed, {now.get(item, '')!r} is stored")
    return found


def _replaced_knowingly(ledger: Ledger, rows: Sequence[Stored], item: str, value: str, at: float) -> set[str]:
    """What was given last before a page said "saved", in another window that showed that page's `value`.

    The window that was left alone goes on showing it. Empty where the replacing one had not seen it.
    """
    name, _dot, note = item.partition(".")
    held = [row.version for row in rows if row.item == name and value == (row.comment if note else row.value)]
    given = [each for each in ledger.typed if each.item == item and each.at <= at]
    first = min([0] * (value == "") + held, default=None)
    return {each.value for each in given[-1:] if first is not None and each.seen >= first}


def account(ledger: Ledger, rows: Sequence[Stored]) -> list[str]:
    """Everything typed and everything stored, line by line: what to read when a run fails."""
    return [
        *map(str, ledger.typed),
        *(f"saved {item}: {told}" for item, told in ledger.saved.items()),
        *map(str, rows),
    ]


def _unseen(
    ledger: Ledger, item: str, value: str, version: int, others: Sequence[tuple[int, str]]
) -> list[str]:
    """Somebody else's answer replaced by one that was typed without having seen it.

    Who chose the same as the other and then something else has seen the answer that they replaced.
    """
    latest, theirs = max((each for each in others if each[0] < version), default=(0, ""))
    if not latest:
        return []
    own = [each for each in ledger.typed if each.item == item]
    typings = [(before, each) for before, each in zip([None, *own], own, strict=False) if each.value == value]
    if not typings or any(
        each.seen >= latest or (before and before.value == theirs) for before, each in typings
    ):
        return []
    return [f"{item}: {value!r} silently replaced somebody else's version {latest}"]


def listen(ledger: Ledger) -> Any:
    """The function that a browser context exposes as `tell`."""
    return lambda _source, message: ledger.hear(message)
