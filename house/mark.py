"""Notes that something was made from its sources as they stand; only when those change it is made again."""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LEFT_OUT = frozenset({".mo", ".pyc"})  # made from what is looked at anyway


@dataclass(frozen=True)
class Mark:
    """A file that holds the fingerprint of what something was made from.

    While it is being made there is no mark: wherever a kill strikes, the next start makes it again.
    """

    path: Path
    sources: Sequence[Path]
    also: str = ""  # what else it depends on

    def is_current(self) -> bool:
        """Whether it was made, to the end, from the sources as they are now."""
        try:
            return self.path.read_text() == self._now()
        except FileNotFoundError:
            return False

    def forget(self) -> None:
        """From now on it counts as not made."""
        self.path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def making(self) -> Iterator[None]:
        """The block makes it; noted when it ends well, with the sources as they were when it began."""
        begin = self._now()
        self.forget()
        yield
        self.path.write_text(begin)

    def _now(self) -> str:
        return hashlib.sha256(f"{fingerprint(self.sources)} {self.also}".encode()).hexdigest()


def fingerprint(sources: Iterable[Path]) -> str:
    """A digest of names, sizes and times of change of everything in these files and folders."""
    digest = hashlib.sha256()
    for source in sources:
        for path in sorted([source, *source.rglob("*")] if source.is_dir() else [source]):
            if path.is_file() and path.suffix not in LEFT_OUT:
                found = path.stat()
                digest.update(os.fsencode(path) + f" {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
