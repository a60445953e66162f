"""The sample report: a made-up plant, printed by the worker once a layout, read by anybody."""

import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core.accounts.actor import SYSTEM
from core.jobs.actions import owe
from core.jobs.handlers import handles
from core.jobs.work import Work
from portal.reports.content import ReportContent
from portal.reports.document import TEMPLATE_VERSION
from portal.reports.handlers import print_content

KIND = "sample-report"
FOLDER = Path(__file__).resolve().parent / "samples"
LANGUAGES = ("ko", "en")


@dataclass(frozen=True, slots=True)
class SampleFile:
    """Where a printed sample lies in storage."""

    name: str

    def read(self) -> bytes | None:
        """The file, None while it is still being made."""
        if not default_storage.exists(self.name):
            return None
        with default_storage.open(self.name, "rb") as file:
            pdf: bytes = file.read()
            return pdf


@cache
def sample_content(language: str) -> ReportContent:
    """The sample in a language; its texts and numbers are fixed."""
    return ReportContent.from_json((FOLDER / f"{language}.json").read_bytes())


def sample_file(language: str) -> SampleFile:
    """The printed sample of the current layout."""
    return SampleFile(f"reports/sample/{sample_content(language).sha256[:32]}-{TEMPLATE_VERSION}.pdf")


def owe_samples() -> None:
    """See that the samples of this layout are made; called when a worker starts."""
    for language in LANGUAGES:
        if not default_storage.exists(sample_file(language).name):
            owe(
                kind=KIND,
                dedupe_key=f"{sample_file(language).name}:{uuid.uuid4()}",
                payload={"language": language},
                by=SYSTEM,
                at=timezone.now(),
            )


@handles(KIND, attempts=3)
def make_sample(work: Work) -> None:
    """Print one sample and store it, unless it is there."""
    language = str(work.payload["language"])
    file = sample_file(language)
    if not default_storage.exists(file.name):
        default_storage.save(file.name, ContentFile(print_content(sample_content(language), work).pdf))
