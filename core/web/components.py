"""The typed components: a frozen dataclass and a template each. Template tags only build and render them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, Literal

from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeString

Text = str | Promise
ButtonKind = Literal["primary", "secondary", "tertiary", "danger", "link"]
AlertKind = Literal["info", "success", "warning", "danger"]
BadgeKind = Literal[
    "plain", "quiet", "info", "success", "warning", "danger", "basic", "advanced", "verified", "example"
]
StepState = Literal["done", "now", "later", "stopped"]


@dataclass(frozen=True, slots=True)
class Component:
    """Something drawn by its own template with its fields as the context."""

    template_name: ClassVar[str]

    def render(self, **extra: Any) -> SafeString:
        """The HTML. `extra` joins the context."""
        context = {each.name: getattr(self, each.name) for each in fields(self)}
        html = get_template(self.template_name).render({**context, "it": self, **extra})
        return SafeString(html.strip())


@dataclass(frozen=True, slots=True)
class Button(Component):
    """A button, or a link that looks like one when `href` is given.

    `refused` is why it cannot be used now: the button stays focusable, does nothing and says so.
    """

    template_name: ClassVar[str] = "components/button.html"
    label: Text
    href: str = ""
    kind: ButtonKind = "primary"
    type: Literal["submit", "button"] = "submit"
    name: str = ""
    value: str = ""
    form: str = ""
    formaction: str = ""
    size: Literal["", "small", "large"] = ""
    icon: str = ""
    icon_after: str = ""
    refused: Text = ""
    about: Text = ""
    download: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Alert(Component):
    """Something the page says: what is so, and what to do. `live` announces it when it is swapped in."""

    template_name: ClassVar[str] = "components/alert.html"
    body: Text = ""
    title: Text = ""
    kind: AlertKind = "info"
    href: str = ""
    action: Text = ""
    live: bool = False

    @property
    def icon(self) -> str:
        """The icon's name; meaning is never carried by colour alone."""
        return {"info": "info", "success": "check-circle", "warning": "warning", "danger": "alert"}[self.kind]


@dataclass(frozen=True, slots=True)
class Badge(Component):
    """A state or property in one or two words."""

    template_name: ClassVar[str] = "components/badge.html"
    label: Text
    kind: BadgeKind = "plain"

    @property
    def css(self) -> str:
        """The modifier class; 'verified' is drawn like success, with a tick."""
        return "success" if self.kind == "verified" else self.kind


@dataclass(frozen=True, slots=True)
class Due(Component):
    """A day by which something is to be done: how many days are left, or by how many it is over."""

    template_name: ClassVar[str] = "components/due.html"
    day: date
    today: date

    @property
    def left(self) -> int:
        """Days to the day; below zero once it is over."""
        return (self.day - self.today).days

    @property
    def late(self) -> int:
        """Days since it was over; 0 while it is not."""
        return max(0, -self.left)


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to a page; the last has no address."""

    label: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a task list. `hint` is one line, `state` a badge; `done`/`total` print when total > 0."""

    label: Text
    url: str = ""
    hint: Text = ""
    state: Text = ""
    state_kind: BadgeKind = "plain"
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class TaskList(Component):
    """Parts of a piece of work, each with its state."""

    template_name: ClassVar[str] = "components/task_list.html"
    items: Sequence[Task]


@dataclass(frozen=True, slots=True)
class Progress(Component):
    """How much is done: never rounded up to all. `unit` is the Korean counter or English noun."""

    template_name: ClassVar[str] = "components/progress.html"
    done: int
    total: int
    label: Text = ""

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, 0 to 100; 0 when there is nothing to do."""
        return 0 if self.total <= 0 else max(0, min(100, self.done * 100 // self.total))


@dataclass(frozen=True, slots=True)
class Empty(Component):
    """An empty state: what is so, why, what to do."""

    template_name: ClassVar[str] = "components/empty.html"
    title: Text
    body: Text = ""
    action: Text = ""
    href: str = ""
    level: int = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a summary list; `action` is the link's verb, `label` completes its name for screen readers."""

    label: Text
    value: object
    href: str = ""
    action: Text = ""


@dataclass(frozen=True, slots=True)
class SummaryList(Component):
    """Names and values, each with at most one action."""

    template_name: ClassVar[str] = "components/summary_list.html"
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of the same thing, reached by a link."""

    label: Text
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Tabs(Component):
    """Links between the views of one thing; works without script."""

    template_name: ClassVar[str] = "components/tabs.html"
    tabs: Sequence[Tab]
    label: Text


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One value to filter by, with how many rows it leaves."""

    label: Text
    url: str
    count: int
    current: bool = False


@dataclass(frozen=True, slots=True)
class Facet(Component):
    """One dimension to filter by; a chosen value is taken away by the same link."""

    template_name: ClassVar[str] = "components/facet.html"
    title: Text
    options: Sequence[FacetOption]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a process or an event in time; `when` is printed as given."""

    label: Text
    state: StepState = "later"
    when: Text = ""
    body: Text = ""


@dataclass(frozen=True, slots=True)
class Stepper(Component):
    """Where one is in a short sequence."""

    template_name: ClassVar[str] = "components/stepper.html"
    steps: Sequence[Step]
    label: Text


@dataclass(frozen=True, slots=True)
class Timeline(Component):
    """What happened and what comes, from top to bottom."""

    template_name: ClassVar[str] = "components/timeline.html"
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Level:
    """One answer to choose: a whole sentence and an example of what one would see."""

    value: str
    label: Text
    example: Text = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Question(Component):
    """A question with its levels as radio cards.

    `others` are the answers beside the scale (do not know, not applicable). With `multiple` the levels are
    boxes to tick and `chosen` the ticked ones. `save_url` makes every change
    save itself by htmx into `save_target`; without script the page's own submit button saves.
    """

    template_name: ClassVar[str] = "components/question.html"
    name: str
    title: Text
    levels: Sequence[Level]
    others: Sequence[Level] = ()
    value: str = ""
    multiple: bool = False
    chosen: Sequence[str] = ()
    number: Text = ""
    hint: Text = ""
    error: Text = ""
    save_url: str = ""
    save_target: str = ""
    note: SafeString | Literal[""] = ""

    @property
    def described_by(self) -> str:
        """The ids of hint and error, in reading order."""
        ids = [f"{self.name}_hint"] if self.hint else []
        return " ".join([*ids, f"{self.name}_error"] if self.error else ids)

    @property
    def has_examples(self) -> bool:
        """Whether an answer comes with an example; on a narrow screen they are shown on demand."""
        return any(level.example for level in self.levels)


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page to go to; number None is a gap."""

    number: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pagination(Component):
    """The pages of a list; drawn only when there is more than one, with the whole count always."""

    template_name: ClassVar[str] = "components/pagination.html"
    links: Sequence[PageLink]
    first: int
    last: int
    count: int
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of an error summary; `url` jumps to the field (`#id_name`)."""

    message: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class ErrorSummary(Component):
    """All that is wrong with a form, at its top, each a link to its field."""

    template_name: ClassVar[str] = "components/error_summary.html"
    problems: Sequence[Problem]
