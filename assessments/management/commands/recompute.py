"""List results before and after, scored again today or under another version. Stored results never change."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessments.models import FrameworkVersion
from assessments.queries.recomputed import Recomputed, Standing, recomputed
from assessments.scoring.number import shown
from core import audit, scope


class Command(BaseCommand):
    """`manage.py recompute CODE[@VERSION] [--with CODE@VERSION] [--all] [--record --because TEXT]`."""

    help = (
        "Lists results whose score, level or tier would be another, before and after. Writes nothing unless "
        "--record asks for an audit event each; a stored result is never changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to score again, under which version, and whether to leave a record."""
        parser.add_argument("what", metavar="CODE[@VERSION]")
        parser.add_argument("--with", dest="other", metavar="CODE@VERSION", help="under this version instead")
        parser.add_argument("--all", action="store_true", help="list results that stay the same as well")
        parser.add_argument("--dry", action="store_true", help="write nothing; this is the default")
        parser.add_argument("--record", action="store_true", help="write an audit event for each difference")
        parser.add_argument("--because", default="", metavar="TEXT", help="why; required with --record")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each difference, and how many there are."""
        if options["record"] and (options["dry"] or not options["because"].strip()):
            raise CommandError("--record needs --because, and does not go with --dry")
        with scope.acting_as_system() as by:
            other = _versions(options["other"])[0] if options["other"] else None
            for version in _versions(options["what"]):
                count = different = 0
                for each in recomputed(version, other):
                    count += 1
                    different += each.differs
                    if each.differs or options["all"]:
                        self.stdout.write(_line(each))
                    if each.differs and options["record"]:
                        audit.record(
                            by=by,
                            at=timezone.now(),
                            verb="result.recomputed",
                            subject_kind="result",
                            subject_id=each.result,
                            data={
                                "before": _words(each.before),
                                "after": _words(each.after),
                                "with": str(other or version),
                                "because": options["because"].strip(),
                            },
                        )
                self.stdout.write(f"{version}: {count} results, {different} would differ, none was changed")


def _versions(what: str) -> list[FrameworkVersion]:
    code, _at, version = what.partition("@")
    rows = FrameworkVersion.objects.filter(code=code).defer("document", "source").order_by("published_at")
    found = list(rows.filter(version=version) if version else rows)
    if not found:
        raise CommandError(f"{what}: no such version.")
    return found


def _line(each: Recomputed) -> str:
    left = f"\t{each.left} questions open" if each.left else ""
    return f"{each.result}\t{_words(each.before)} -> {_words(each.after)}{left}"


def _words(standing: Standing) -> str:
    score = "-" if standing.score is None else str(shown(standing.score))
    return f"{score} level {'-' if standing.level is None else standing.level} {standing.tier or '-'}"
