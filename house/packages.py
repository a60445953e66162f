"""What the machine itself must bring: libraries for the PDF, and for the tests a browser and Java."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from house.words import Stop, note


@dataclass(frozen=True)
class Need:
    """One Debian package: what it is for, and how to see that it (or its like) is there."""

    package: str
    purpose: str
    present: Callable[[], bool]
    essential: bool = True


def library(name: str) -> Callable[[], bool]:
    """A check that a shared library can be loaded, whichever way it was installed."""

    def present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def program(*names: str) -> Callable[[], bool]:
    """A check that one of these programs is on the path."""
    return lambda: any(shutil.which(name) for name in names)


HEADLESS = "chromium-headless-shell"
BROWSERS = (HEADLESS, "chromium", "chromium-browser", "google-chrome")
FOR_REPORTS = (
    Need("libpango-1.0-0", "lays out the PDF report", library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", "lays out the PDF report", library("libpangoft2-1.0.so.0")),
    Need(
        "libharfbuzz-subset0",
        "writes the PDF ten times faster",
        library("libharfbuzz-subset.so.0"),
        essential=False,
    ),
)
FOR_TESTS = (
    *FOR_REPORTS,
    Need("chromium", "the browser of the journeys", program(*BROWSERS)),
    Need(
        HEADLESS,
        "the same browser without its windows: the journeys in half the time",
        lambda: is_ubuntu() or program(HEADLESS)(),
        essential=False,
    ),
    Need("default-jre-headless", "runs the HTML checker", program("java")),
    Need("npm", "brings the HTML checker", program("npm")),
    Need("poppler-utils", "reads the PDF report in tests", program("pdftotext")),
    Need("qpdf", "checks the PDF report in tests", program("qpdf")),
)


def ensure(needs: Sequence[Need]) -> None:
    """See that everything is there; install what is missing when root on Debian or Ubuntu, after naming it.

    Raises:
        Stop: something essential is missing and cannot be installed from here; holds the exact command.
    """
    missing = [need for need in needs if not need.present()]
    if not missing:
        return
    for need in missing:
        note(f"Missing on this machine: {need.package} ({need.purpose})")
    if is_debian() and os.geteuid() == 0:
        _install([need.package for need in missing if need.essential])
        for need in missing:  # one by one: an older Debian does not know each of them
            if not need.essential:
                _install([need.package])
        missing = [need for need in missing if not need.present()]
    if not missing:
        return
    words = f"Install with:  {command_for([need.package for need in missing])}"
    if any(need.package == "chromium" for need in missing) and is_ubuntu():
        words += "\nOn Ubuntu chromium is a snap:  sudo snap install chromium"
    if any(need.essential for need in missing):
        raise Stop(words)
    note(words)


def install_venv() -> None:
    """Get Debian's `venv` module, which is a package of its own there.

    Raises:
        Stop: it is missing and cannot be installed from here.
    """
    version = f"python3.{sys.version_info.minor}-venv"
    package = version if sys.executable.endswith(f"3.{sys.version_info.minor}") else "python3-venv"
    note(f"Missing on this machine: {package} (makes Python environments)")
    if is_debian() and os.geteuid() == 0:
        _install([package])
    else:
        raise Stop(f"Install with:  {command_for([package])}")


def command_for(packages: Sequence[str]) -> str:
    """The command that installs these Debian packages."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install --no-install-recommends {' '.join(packages)}"


def _install(packages: list[str]) -> None:
    if not packages:
        return
    note(f"Installing Debian packages: {' '.join(packages)}")
    environ = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=environ, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        note(done.stderr.strip())


def _release() -> str:
    try:
        return Path("/etc/os-release").read_text(encoding="utf-8").lower()
    except OSError:
        return ""


def is_debian() -> bool:
    """Whether this machine takes Debian packages (Debian, Ubuntu and their like)."""
    return "debian" in _release() and shutil.which("apt-get") is not None


def is_ubuntu() -> bool:
    """Whether this is Ubuntu, where some packages are snaps."""
    return "ubuntu" in _release()
