"""`manage.py assess`: score answers and print the report, from files to files."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.scoring import Faults
from core.web.wording import SEOUL
from portal.assessing.inputs import read_inputs
from portal.assessing.outputs import outcome_of, report_content, result_json, write_all
from portal.reports.handlers import print_content
from portal.reports.renderer import renderer

WRONG_INPUT = 2


class Command(BaseCommand):
    """Exit status 0 when all was written, 2 for wrong input (nothing written), 1 when a file cannot be."""

    requires_system_checks: tuple[str, ...] = ()
    help = "Score answers against a framework and make the report, without a browser."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Three inputs, two outputs."""
        parser.add_argument("--framework", required=True, metavar="CODE-or-FILE.yaml")
        parser.add_argument("--answers", required=True, type=Path, metavar="FILE.json")
        parser.add_argument("--company", required=True, type=Path, metavar="FILE.json")
        parser.add_argument("--json", type=Path, metavar="OUT", help="write the result there")
        parser.add_argument("--pdf", type=Path, metavar="OUT", help="make the report there")
        parser.add_argument("--language", choices=["ko", "en"], default="ko", help="of report and faults")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything, then score, then write."""
        at = timezone.now()
        if options["json"] and options["json"] == options["pdf"]:
            raise CommandError("--json and --pdf name the same file", returncode=WRONG_INPUT)
        try:
            inputs = read_inputs(
                framework=options["framework"],
                answers=options["answers"],
                company=options["company"],
                on=at.astimezone(SEOUL).date(),
            )
        except Faults as faults:
            for fault in faults.faults:
                words = fault.message_ko if options["language"] == "ko" else fault.message
                self.stderr.write(f"{fault.file}:{fault.line}: {fault.path}: {words} [{fault.code}]")
            sys.exit(WRONG_INPUT)
        outcome = outcome_of(inputs)
        result = result_json(inputs, outcome)
        files: dict[Path, bytes] = {}
        if options["pdf"]:
            content = report_content(inputs, outcome, language=options["language"], at=at)
            if not content.suppliers:
                self.stderr.write("No suppliers: the database cannot be reached, or none fits.")
            try:
                files[options["pdf"]] = print_content(content).pdf
            finally:
                renderer().close()
        if options["json"]:
            files[options["json"]] = result
        try:
            write_all(files)
        except OSError as error:
            self.stderr.write(f"{error.filename}: {error.strerror}. Nothing was written.")
            sys.exit(1)
        if not options["json"]:
            self.stdout.write(result.decode(), ending="")
