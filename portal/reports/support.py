"""What a report says of support fitted to the result: part of its frozen content, and pure like it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SupportTrack:
    """A track of the plant's group. `conditions` are sentences, empty where it asks nothing more."""

    code: str
    title: str
    about: str
    is_open: bool
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Support:
    """The group and its tracks under the rules that held at submission.

    `group` is weak, fair, strong, or empty without a score. `why` is a whole sentence, `range_sentence` is
    written only when what is not known could change the group, `onward` says what the next group takes.
    """

    version: str
    group: str
    group_title: str
    why: str
    tracks: tuple[SupportTrack, ...]
    notice: str
    source: str
    range_sentence: str = ""
    onward: str = ""

    @property
    def open_titles(self) -> str:
        """The tracks that are open, by name."""
        return ", ".join(track.title for track in self.tracks if track.is_open)
