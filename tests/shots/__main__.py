"""`python -m tests.shots DIR`: pictures of the running demonstration; `./run shots DIR` starts one before."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from house.places import ROOT
from tests.browser.chromium import DESK, PHONE, chromium
from tests.shots import index, people, visitor
from tests.shots.camera import Album, Camera
from tests.shots.diagnostic import diagnostic

ALBUM: tuple[tuple[str, str, Callable[[Camera], None]], ...] = (
    ("visitor", "", visitor.visitor),
    ("visitor", "", diagnostic),
    ("english", "", visitor.english),
    ("owner", "owner@hanbit.example", people.owner),
    ("supplier", "sales@mirae.example", people.supplier),
    ("officer", "officer@gntp.example", people.officer),
    ("elsewhere", "officer@seoultp.example", people.elsewhere),
    ("programme", "programme@ministry.example", people.programme),
    ("integrity", "integrity@ministry.example", people.anybody),
    ("auditor", "auditor@ministry.example", people.anybody),
    ("local", "officer@gyeongnam.example", people.anybody),
    ("assessor", "assessor@body.example", people.anybody),
)


def _sessions() -> dict[str, str]:
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"}
    command = [sys.executable, "-m", "tests.browser.sessions"]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, check=True, stdout=subprocess.PIPE)
    return {email: each["session"] for email, each in json.loads(done.stdout).items()}


def main(arguments: list[str]) -> int:
    """0 when every picture was taken, 1 when some are missing, 2 without a folder."""
    if len(arguments) != 1:
        sys.stderr.write("python -m tests.shots DIR\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    began = time.monotonic()
    album = Album(folder, os.environ["PUBLIC_URL"], _sessions())
    with chromium() as browser:
        for width in (PHONE, DESK):
            for role, email, act in ALBUM:
                with Camera(browser, album, role, email, width) as camera:
                    act(camera)
    out = index.write(folder, album.missing)
    count = len(list(folder.glob("*.png")))
    sys.stdout.write(f"{count} pictures in {time.monotonic() - began:.0f} s: {out}\n")
    for each in album.missing:
        sys.stdout.write(f"missing: {each}\n")
    return 1 if album.missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
