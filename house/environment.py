"""The Python environment: `.venv`, filled with exactly the pinned and hashed requirements."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from house.locks import Lock
from house.places import ROOT
from house.words import Stop, note

RUN = "run.txt"
DEV = "dev.txt"  # contains everything that RUN contains, at the same versions


class Environment:
    """One virtual environment and the note in it about what was installed."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.home = root / ".venv"
        self.python = self.home / "bin" / "python"
        self.installed = self.home / "ieum-installed.json"

    def digest(self, name: str) -> str:
        """The SHA-256 of a requirements file, in hexadecimal."""
        return hashlib.sha256((self.root / "requirements" / name).read_bytes()).hexdigest()

    def is_current(self, name: str) -> bool:
        """Whether the environment holds what this requirements file says now."""
        try:
            done = json.loads(self.installed.read_text())
        except (OSError, ValueError):
            return False
        return self.python.exists() and bool(done.get(name) == self.digest(name))

    def ensure(self, *, dev: bool = False) -> None:
        """Make or renew the environment if the requirements changed since it was filled; else do nothing.

        Raises:
            Stop: it cannot be made; says what is missing.
        """
        name = DEV if dev else RUN
        if self.is_current(name):
            return
        self.root.joinpath("var").mkdir(exist_ok=True)
        with Lock(self.root / "var" / "environment.lock"):
            if not self.is_current(name):
                self._fill(name)

    def _fill(self, name: str) -> None:
        uv = working_uv()
        if not self._works():
            note(f"Making the Python environment in {self.home} ...")
            self._make(uv)
        note(f"Installing requirements/{name} (checked by hash) ...")
        file = str(self.root / "requirements" / name)
        if uv:
            command = [
                uv,
                "pip",
                "install",
                "--quiet",
                "--python",
                str(self.python),
                "--require-hashes",
                "-r",
                file,
            ]
        else:
            command = [str(self.python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
            command += ["--require-hashes", "--only-binary=:all:", "-r", file]
        environ = {
            key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "PYTHONHOME"}
        }
        if subprocess.run(command, check=False, env=environ, stdout=sys.stderr).returncode != 0:
            raise Stop(
                f"The requirements in {file} could not be installed; the reason stands above.\nTry again."
            )
        # A development environment also holds everything that is needed to run.
        names = (RUN, DEV) if name == DEV else (RUN,)
        self.installed.write_text(json.dumps({each: self.digest(each) for each in names}))

    def _works(self) -> bool:
        try:
            asked = [str(self.python), "-c", "import sys; raise SystemExit(sys.version_info < (3, 11))"]
            return subprocess.run(asked, capture_output=True, check=False).returncode == 0
        except OSError:
            return False

    def _make(self, uv: str | None) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        if uv:
            command = [uv, "venv", "--quiet", "--no-project", "--python", sys.executable, str(self.home)]
        else:
            if importlib.util.find_spec("ensurepip") is None:
                from house.packages import install_venv

                install_venv()
            command = [sys.executable, "-m", "venv", str(self.home)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            shutil.rmtree(self.home, ignore_errors=True)
            raise Stop(f"The Python environment could not be made:\n{(done.stderr or done.stdout).strip()}")


def working_uv() -> str | None:
    """The path of uv if there is one that runs; `IEUM_INSTALLER=pip` leaves it aside."""
    path = shutil.which("uv")
    if not path or os.environ.get("IEUM_INSTALLER") == "pip":
        return None
    try:
        subprocess.run([path, "--version"], capture_output=True, check=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return None
    return path
