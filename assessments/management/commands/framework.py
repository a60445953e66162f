"""Write, check, compare, publish and retire framework versions without a browser."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.http import Http404
from django.utils import timezone

from assessments import actions
from assessments.documents import framework_of, published_documents
from assessments.examples import examples
from assessments.models import FrameworkState, FrameworkVersion
from assessments.scoring import (
    Detail,
    DocumentFaults,
    Framework,
    checksum,
    difference,
    load,
    succession,
)
from core import scope
from core.accounts.actor import Actor
from core.web import Refused

WRONG_INPUT = 2


class Command(BaseCommand):
    """Exit status 0 when done, 2 with every fault of a file by line, 1 for anything else that is refused."""

    requires_system_checks: tuple[str, ...] = ()
    help = "Framework versions: list, validate, diff, draft, publish, retire."

    def add_arguments(self, parser: CommandParser) -> None:
        """One subcommand."""
        parser.add_argument("--language", choices=["ko", "en"], default="ko", help="of the faults")
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="every version with its state and checksum")
        for name, words in (
            ("validate", "check a file, also against the published versions it continues"),
            ("draft", "keep a file as a draft"),
        ):
            acts.add_parser(name, help=words).add_argument("file", type=Path)
        publish = acts.add_parser("publish", help="publish a file or a draft")
        publish.add_argument("what")
        publish.add_argument(
            "--sums-meant", action="store_true", help="also with sums of weights that do not come out"
        )
        acts.add_parser("retire", help="offer a version no longer").add_argument(
            "what", metavar="CODE@VERSION"
        )
        diff = acts.add_parser("diff", help="what differs between two files or versions")
        diff.add_argument("old")
        diff.add_argument("new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; every fault of a document goes to stderr, a line each."""
        try:
            with scope.acting_as_system() as by:
                getattr(self, f"_{options['act']}")(options, by)
        except DocumentFaults as faults:
            for fault in faults.faults:
                words = fault.message_ko if options["language"] == "ko" else fault.message
                self.stderr.write(f"{fault.file}:{fault.line}: {fault.path}: {words} [{fault.code}]")
            sys.exit(WRONG_INPUT)
        except Refused as refused:
            raise CommandError(refused.message) from None
        except Http404:
            raise CommandError("There is no such version in that state.") from None

    def _list(self, options: Mapping[str, Any], by: Actor) -> None:
        rows = FrameworkVersion.objects.defer("document", "source").order_by(
            "code", "published_at", "version"
        )
        for row in rows:
            self.stdout.write(f"{row.code}@{row.version}\t{row.state}\t{row.checksum}")

    def _validate(self, options: Mapping[str, Any], by: Actor) -> None:
        framework = _loaded(options["file"])
        self.stdout.write(f"{framework.code}@{framework.version}: {checksum(framework)}")

    def _draft(self, options: Mapping[str, Any], by: Actor) -> None:
        file: Path = options["file"]
        source = _read(file)
        known = _version_of(load(source, name=file.name, older=published_documents), FrameworkState.DRAFT)
        version = actions.draft_framework(
            source=source,
            name=file.name,
            by=by,
            at=timezone.now(),
            version_id=known.pk if known else None,
            seen=known.checksum if known else "",
        )
        self.stdout.write(f"{version.code}@{version.version}: draft {version.checksum}")

    def _publish(self, options: Mapping[str, Any], by: Actor) -> None:
        what: str = options["what"]
        at = timezone.now()
        if "@" in what and not Path(what).exists():
            row = _stored(what)
            version = actions.publish_draft(
                version_id=row.pk,
                seen=row.checksum,
                said=row.version,
                sums_meant=options["sums_meant"],
                by=by,
                at=at,
            )
        else:
            source = _read(Path(what))
            version, _is_new = actions.publish_framework(
                source=source, name=Path(what).name, sums_meant=options["sums_meant"], by=by, at=at
            )
        self.stdout.write(f"{version.code}@{version.version}: published {version.checksum}")

    def _retire(self, options: Mapping[str, Any], by: Actor) -> None:
        row = _stored(options["what"])
        actions.retire_framework(version_id=row.pk, said=row.version, by=by, at=timezone.now())
        self.stdout.write(f"{row.code}@{row.version}: retired")

    def _diff(self, options: Mapping[str, Any], by: Actor) -> None:
        old, new = _named(options["old"]), _named(options["new"])
        found = difference(old, new)
        for code in (*found.nodes_added, *found.items_added):
            self.stdout.write(f"+ {code}")
        for code in (*found.nodes_removed, *found.items_removed):
            self.stdout.write(f"- {code}")
        for part in found.parts:
            if part.is_moved:
                self.stdout.write(f"~ {part.code}: moved")
            self._details(part.code, part.details)
        self._details("policies", found.policies)
        self._details("levels", found.levels)
        self._details("document", found.head)
        kept = len(succession(old, new).sources)
        scores = "can change" if found.changes_scores else "stay"
        self.stdout.write(
            f"{kept} of {len(new.items)} answers carry over; scores of the same answers {scores}"
        )

    def _details(self, name: str, details: tuple[Detail, ...]) -> None:
        for each in details:
            self.stdout.write(f"~ {name} {each.path} [{each.sort}]: {each.before!r} -> {each.after!r}")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: {error}", returncode=WRONG_INPUT) from None


def _loaded(file: Path) -> Framework:
    source = _read(file)
    try:
        return load(source, name=file.name, older=published_documents)
    except DatabaseError:
        raise CommandError(
            "The file continues older versions, and the database cannot be reached to check them."
        ) from None


def _version_of(framework: Framework, state: FrameworkState) -> FrameworkVersion | None:
    rows = FrameworkVersion.objects.filter(code=framework.code, version=framework.version, state=state.value)
    return rows.first()


def _stored(what: str) -> FrameworkVersion:
    """The version that CODE@VERSION names, the newest published one for CODE alone."""
    code, _at, version = what.partition("@")
    rows = FrameworkVersion.objects.filter(code=code)
    rows = rows.filter(version=version) if version else rows.published()
    found = rows.order_by("-published_at", "-version").first()
    if found is None:
        raise CommandError(f"{what}: no such version.")
    return found


def _named(what: str) -> Framework:
    """A file, a stored version, or an example that comes with the portal."""
    if what.endswith((".yaml", ".yml")):
        return load(_read(Path(what)), name=Path(what).name)
    if what in examples() and not FrameworkVersion.objects.filter(code=what).exists():
        return examples()[what]
    return framework_of(_stored(what))
