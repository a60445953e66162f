"""The Nu HTML checker: one Java process, asked over HTTP."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from tests.browser.portal import free_port

SECONDS_TO_START = 120


class Checker:
    """Asks the checker about documents."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._is_ready = False

    def _wait(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._is_ready:
            try:
                with urlopen(self._url, timeout=30):
                    self._is_ready = True
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)

    def faults(self, html: str) -> list[str]:
        """What is wrong with the document, each with its line and the place in its source; warnings too.

        The first question waits until the checker has started.
        """
        self._wait()
        request = Request(
            f"{self._url}/?out=json",
            data=html.encode(),
            headers={"Content-Type": "text/html; charset=utf-8", "User-Agent": "ieum-tests"},
        )
        with urlopen(request, timeout=30) as answer:
            messages = json.load(answer)["messages"]
        return [
            f"line {each.get('lastLine', '?')}: {each['message']} [{each.get('extract', '').strip()}]"
            for each in messages
            if each["type"] != "info" or each.get("subType") == "warning"
        ]


def jar() -> Path | None:
    """The checker's file: `IEUM_VNU_JAR`, else where `./run test` puts it; None when it is not there."""
    from house.places import ROOT

    default = ROOT / ".node/node_modules/vnu-jar/build/dist/vnu.jar"
    path = Path(os.environ.get("IEUM_VNU_JAR") or default)
    return path if path.exists() else None


@contextmanager
def checker(log: Path) -> Iterator[Checker | None]:
    """The checker for as long as the block runs; None where its file is absent."""
    path = jar()
    if path is None:
        yield None
        return
    port = free_port()
    # A process of some minutes: what a better compiler and collector gain costs more than it is worth here.
    command = ["java", "-Xmx320m", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command += ["-Dnu.validator.servlet.bind-address=127.0.0.1"]
    command += ["-cp", str(path), "nu.validator.servlet.Main", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        try:
            yield Checker(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(10)
