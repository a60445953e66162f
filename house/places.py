"""Where things lie: the checkout, its run-time state, and the hashed directories outside it."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107  # bytes; sun_path of a unix socket on Linux, less the closing zero


@dataclass(frozen=True)
class Places:
    """The directories of one running portal; two checkouts never share one."""

    root: Path
    var: Path

    @classmethod
    def of(cls, environ: Mapping[str, str], *, name: str = "") -> "Places":
        """The places that the environment chooses (`IEUM_VAR`, else `var/`), or a folder `name` in them."""
        var = Path(environ.get("IEUM_VAR") or ROOT / "var")
        if not var.is_absolute():
            var = ROOT / var
        return cls(root=ROOT, var=var.resolve() / name if name else var.resolve())

    @property
    def mark(self) -> str:
        """Twelve hexadecimal digits that only this state directory has."""
        return hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def running(self) -> Path:
        """Locks and notes about what runs now."""
        return self.var / "running"

    @property
    def outside(self) -> Path:
        """Durable state for when the checkout is closed to the user that PostgreSQL runs as."""
        return Path("/var/tmp") / f"ieum-{self.mark}"  # noqa: S108 - owner and mode are checked before use

    def socket_directories(self) -> list[Path]:
        """Candidates for PostgreSQL's socket, best first; only those whose socket path is short enough."""
        name = f"ieum-{self.mark}"
        homes = dict.fromkeys([Path(tempfile.gettempdir()), Path("/tmp")])  # noqa: S108 - checked before use
        return [home / name for home in homes if fits(home / name)]

    def prepare(self) -> None:
        """Create the state directories; they are for their owner only, but for the way through `var`."""
        self.var.mkdir(parents=True, exist_ok=True)
        for directory in (self.logs, self.running):
            directory.mkdir(exist_ok=True, mode=0o700)


def fits(directory: Path) -> bool:
    """Whether PostgreSQL's socket in this directory stays below the kernel's limit for a socket path."""
    return len(os.fsencode(directory / SOCKET_NAME)) < LONGEST_SOCKET_PATH


def venv_python() -> Path:
    """The interpreter of the environment, which need not exist yet."""
    return ROOT / ".venv" / "bin" / "python"


def venv_program(name: str) -> str:
    """The path of a program that the environment installs."""
    return str(ROOT / ".venv" / "bin" / name)
