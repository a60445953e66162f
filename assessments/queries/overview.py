"""A session as a list of parts, each with how far it has come."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessments import given as answers
from assessments.documents import framework_of
from assessments.models import Answer, Session
from assessments.scoring import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Framework,
    Item,
    Node,
    Progress,
    asked_in_order,
    progress,
)
from assessments.scoring import (
    Answer as Value,
)


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """One page of questions: `total` of its items are asked and apply, `done` of those have an answer.

    `open` counts items asked without any answer.
    """

    node: Node
    done: int
    total: int
    open: int
    asked: int

    @property
    def state(self) -> str:
        """complete, started, untouched, or skipped (nothing in it is asked)."""
        if not self.asked:
            return "skipped"
        if not self.open:
            return "complete"
        return "started" if self.open < self.asked else "untouched"


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area with its modules. An area that has items itself is its own only module."""

    node: Node
    modules: tuple[ModuleLine, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All of a session's answers and progress."""

    session: Session
    framework: Framework
    answers: Mapping[str, Value]
    progress: Progress
    areas: tuple[AreaLine, ...]

    @property
    def next_open(self) -> Item | None:
        """The first item without an answer."""
        codes = self.progress.unanswered
        return self.framework.items[codes[0]] if codes else None

    def next_open_after(self, module: str) -> Item | None:
        """The first item without an answer behind this module, else the first of all."""
        places = {code: place for place, code in enumerate(self.framework.items)}
        node = self.framework.nodes[module]
        last = max((places[child.code] for child in node.children if isinstance(child, Item)), default=-1)
        later = (code for code in self.progress.unanswered if places[code] > last)
        code = next(later, None) or next(iter(self.progress.unanswered), None)
        return self.framework.items[code] if code else None


def overview(session: Session) -> Overview:
    """The overview of a session that comes with its framework version (one query)."""
    framework = framework_of(session.framework)
    rows = Answer.objects.filter(session=session).values_list("item", "choices", "non_answer")
    return overview_of(session, framework, answers.of_rows(framework, rows))


def overview_of(session: Session, framework: Framework, given: Mapping[str, Value]) -> Overview:
    """The overview of answers that were read already."""
    asked = frozenset(asked_in_order(framework, given))
    areas = []
    for area in framework.tree.children:
        if isinstance(area, Node):
            modules = [module for module in framework.modules if _is_within(framework, module, area)]
            areas.append(AreaLine(area, tuple(_line(module, given, asked) for module in modules)))
    if framework.tree in framework.modules:
        areas.append(AreaLine(framework.tree, (_line(framework.tree, given, asked),)))
    return Overview(session, framework, given, progress(framework, given), tuple(areas))


def module_lines(framework: Framework, given: Mapping[str, Value]) -> tuple[ModuleLine, ...]:
    """How far every page of questions has come."""
    asked = frozenset(asked_in_order(framework, given))
    return tuple(_line(module, given, asked) for module in framework.modules)


def progress_of(
    framework: Framework, given: Mapping[str, Value], modules: Collection[str] | None = None
) -> Progress:
    """How far the answering of these modules has come; of all for None."""
    if modules is None:
        return progress(framework, given)
    lines = [line for line in module_lines(framework, given) if line.node.code in modules]
    unanswered, open_items = progress(framework, given).unanswered, asked_in_order(framework, given)
    return Progress(
        asked=sum(line.asked for line in lines),
        answered=sum(line.asked - line.open for line in lines),
        not_applicable=sum(line.asked - line.total for line in lines),
        dont_know=sum(
            answer == DONT_KNOW and framework.parents[code].code in modules
            for code, answer in given.items()
            if code in open_items
        ),
        unanswered=tuple(code for code in unanswered if framework.parents[code].code in modules),
    )


def _is_within(framework: Framework, node: Node, area: Node) -> bool:
    here: Node | None = node
    while here is not None:
        if here.code == area.code:
            return True
        here = framework.parents.get(here.code)
    return False


def _line(module: Node, given: Mapping[str, Value], asked: frozenset[str]) -> ModuleLine:
    codes = [child.code for child in module.children if isinstance(child, Item) and child.code in asked]
    skipped = sum(given.get(code) == NOT_APPLICABLE for code in codes)
    answered = sum(code in given for code in codes)
    return ModuleLine(
        node=module,
        done=answered - skipped,
        total=len(codes) - skipped,
        open=len(codes) - answered,
        asked=len(codes),
    )
