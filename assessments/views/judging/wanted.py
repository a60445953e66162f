"""Which questions of a verification the assessor wants to see: the address says it, so it can be kept."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from assessments.queries.named import text_of
from core.hangul import initials_pattern, normalised

OPEN_ONES, AGREED, DIFFERENT, ALL = "open", "agreed", "different", "all"
LABELS: dict[str, Callable[[], str]] = {
    OPEN_ONES: lambda: _("Not looked at"),
    AGREED: lambda: _("Found as answered"),
    DIFFERENT: lambda: _("Found differently"),
    ALL: lambda: _("All questions"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A group, a part, words, only with files; `done` is a question just kept, which stays in sight."""

    show: str
    part: str = ""
    text: str = ""
    files: bool = False
    done: str = ""

    @classmethod
    def of(cls, source: Mapping[str, str], default: str) -> "Wanted":
        """As an address or a form says it; what is not known counts as not said."""
        show = source.get("show", "")
        return cls(
            show=show if show in LABELS else default,
            part=source.get("part", ""),
            text=text_of(source),
            files=source.get("files") == "on",
            done=source.get("done", ""),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the group is chosen."""
        return bool(self.part or self.text or self.files)

    def address(self, show: str = "", done: str = "") -> str:
        """The same in an address, with another group, or with a question to keep in sight."""
        said = {
            "show": show or self.show,
            "part": self.part,
            "q": self.text,
            "files": "on" if self.files else "",
            "done": done,
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})

    def finds(self, *texts: str) -> bool:
        """Whether every word stands in one of the texts; a lone initial stands for its syllables."""
        whole = normalised(" ".join(texts))
        return all(re.search(initials_pattern(word), whole) for word in normalised(self.text).split())
