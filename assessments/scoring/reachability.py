"""Whether the conditions of a document make sense: what they name exists, nothing goes in a circle,
and some answers lead to every item."""

from collections.abc import Iterator
from typing import Any

from assessments.scoring.conditions import AtLeast, Atom, Condition, Either, Every, Negation, atoms
from assessments.scoring.plain import condition_from
from assessments.scoring.reading import Reading, hint, join
from assessments.scoring.schema import NON_ANSWERS

MAX_STEPS = 20_000  # beyond this much searching an item counts as reachable

Data = dict[str, Any]
Marks = frozenset[Atom]  # the conditions on one item that one of its answers makes true


def check(items: dict[str, Data], paths: dict[str, str], reading: Reading) -> None:
    """Add the faults in the conditions of `items` (by code, as plain data) to `reading`."""
    conditions: dict[str, Condition] = {}
    sound = True
    for code, item in items.items():
        if not item.get("ask_when"):
            continue
        if code not in paths:  # it has no code, which is a fault of its own
            sound = False
            continue
        path = join(paths[code], "ask_when")
        if is_known(item["ask_when"], path, items, reading):
            conditions[code] = condition_from(item["ask_when"])
        else:
            sound = False
    cyclic = _cycles(conditions, paths, reading)
    if not sound or cyclic:
        return
    for code in conditions:
        if not _reachable(code, conditions, items):
            path = join(paths[code], "ask_when")
            reading.faults.add("unreachable", path, reading.lines[path], value=code)


def is_known(data: Any, path: str, items: dict[str, Data], reading: Reading) -> bool:
    """Whether a condition is whole and everything it names exists; faults are noted."""
    if not isinstance(data, dict) or not data:
        return False
    for key in ("all", "any"):
        if key in data:
            places = [join(join(path, key), i) for i in range(len(data[key]))]
            parts = [
                is_known(part, place, items, reading) for part, place in zip(data[key], places, strict=True)
            ]
            return all(parts)
    if "not" in data:
        return is_known(data["not"], join(path, "not"), items, reading)
    code = data.get("item")
    if code is None or not ("any_of" in data or "at_least" in data):
        return False
    if code not in items:
        where = join(path, "item")
        reading.faults.add("unknown-item", where, reading.lines[where], value=code, **hint(code, list(items)))
        return False
    return _choices_known(data, path, code, items[code], reading)


def _choices_known(data: Data, path: str, code: str, item: Data, reading: Reading) -> bool:
    choices = [choice["code"] for choice in _choices(item)]
    sound = True
    if "at_least" in data:
        where = join(path, "at_least")
        if item.get("kind") == "multiple":
            reading.faults.add("at-least-multiple", where, reading.lines[where], item=code)
            sound = False
        named, allowed = [(data["at_least"], where)], choices
    else:
        places = join(path, "any_of")
        named = [(choice, join(places, i)) for i, choice in enumerate(data["any_of"])]
        allowed = [*choices, *(word for word in NON_ANSWERS if item.get(word, word == "dont_know"))]
    for choice, where in named:
        if choice is None:
            sound = False
        elif choice not in allowed:
            values = {"item": code, "value": choice, **hint(choice, allowed)}
            reading.faults.add("unknown-choice", where, reading.lines[where], **values)
            sound = False
    return sound


def _choices(item: Data) -> list[Data]:
    """The choices of an item that can be named at all."""
    return [choice for choice in item.get("choices") or () if choice and "code" in choice]


def _cycles(conditions: dict[str, Condition], paths: dict[str, str], reading: Reading) -> bool:
    """Whether any condition leads back to its own item; each circle is one fault."""
    done: set[str] = set()
    found = False
    for start in conditions:
        trail: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            trail.append(start)
            stack.append((start, iter(_named(conditions[start]))))
        while stack:
            code, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                trail.pop()
                done.add(code)
            elif following in trail:
                circle = [*trail[trail.index(following) :], following]
                path = join(paths[code], "ask_when")
                reading.faults.add("condition-cycle", path, reading.lines[path], cycle=" -> ".join(circle))
                found = True
            elif following in conditions and following not in done:
                trail.append(following)
                stack.append((following, iter(_named(conditions[following]))))
    return found


def _named(condition: Condition) -> list[str]:
    return list(dict.fromkeys(atom.item for atom in atoms(condition)))


def _reachable(code: str, conditions: dict[str, Condition], items: dict[str, Data]) -> bool:
    """Whether some answers make the item asked: a search over what the answers make true.

    Only what conditions can tell apart is tried, an item at a time, and a branch is left as soon as
    the condition is decided. An item that is not asked makes nothing about itself true.
    """
    order: list[str] = []
    _before(code, conditions, order)
    every_atom = {atom for name in order if name in conditions for atom in atoms(conditions[name])}
    worlds = {name: _worlds(items[name], [a for a in every_atom if a.item == name]) for name in order}
    variables = order[:-1]
    steps = 0

    def search(place: int, true: frozenset[Atom]) -> bool:
        nonlocal steps
        steps += 1
        if steps > MAX_STEPS:
            return True
        if place == len(variables):
            return _holds(conditions[code], true)
        name = variables[place]
        if name in conditions and not _holds(conditions[name], true):
            return search(place + 1, true)
        return any(search(place + 1, true | world) for world in worlds[name])

    return search(0, frozenset())


def _before(code: str, conditions: dict[str, Condition], order: list[str]) -> None:
    """Append to `order` everything `code` depends on, each after what it depends on, then `code`."""
    if code in order:
        return
    if code in conditions:
        for name in _named(conditions[code]):
            _before(name, conditions, order)
    order.append(code)


def _worlds(item: Data, about: list[Atom]) -> list[Marks]:
    """The sets of `about` that answers to one item can make true, without repetition."""
    choices = _choices(item)
    codes = [choice["code"] for choice in choices]

    def marks(answer: str) -> Marks:
        return frozenset(atom for atom in about if answer in _accepted(atom, codes))

    worlds: set[Marks] = {frozenset()}
    worlds.update(marks(word) for word in NON_ANSWERS if item.get(word, word == "dont_know"))
    if item.get("kind") != "multiple":
        worlds.update(marks(code) for code in codes)
        return sorted(worlds, key=len)
    ticked: set[Marks] = {frozenset()}
    for choice in choices:
        if choice.get("exclusive"):
            worlds.add(marks(choice["code"]))
        else:
            ticked |= {world | marks(choice["code"]) for world in ticked}
    return sorted(worlds | ticked, key=len)


def _accepted(atom: Atom, codes: list[str]) -> tuple[str, ...]:
    if isinstance(atom, AtLeast):
        return tuple(codes[codes.index(atom.choice) :])
    return atom.choices


def _holds(condition: Condition, true: frozenset[Atom]) -> bool:
    if isinstance(condition, Negation):
        return not _holds(condition.part, true)
    if isinstance(condition, Every):
        return all(_holds(part, true) for part in condition.parts)
    if isinstance(condition, Either):
        return any(_holds(part, true) for part in condition.parts)
    return condition in true
