"""Compare policies by what owners would see, over the fictitious companies and suppliers."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.scoring import load
from matching.demo import companies
from matching.demo.quality import Quality, quality
from matching.demo.sample import everywhere, needs, profiles
from matching.management.commands.load_policies import FOLDER
from matching.ranking import Malformed, Policy
from matching.ranking.vocabulary import Proximity

_FRAMEWORK = Path(__file__).resolve().parents[3] / "assessments/frameworks/kr-smart-factory.yaml"


class Command(BaseCommand):
    """`manage.py recommendation_quality [FILE ...]`: a Markdown table with a column a policy."""

    help = "Prints how well policies recommend, over fictitious companies and suppliers; needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Policies to compare instead of those in matching/policies, and the sizes of the sample."""
        parser.add_argument("files", nargs="*", type=Path, help="YAML files instead of the portal's own")
        parser.add_argument("--results", type=int, default=300, help="fictitious results (default 300)")
        parser.add_argument("--each", type=int, help="instead, so many results of every province alike")
        parser.add_argument("--suppliers", type=int, default=300, help="fictitious suppliers (default 300)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table. CommandError for a policy that is none or a sample too small to say anything."""
        if options["results"] < 2 or options["suppliers"] < 20:
            raise CommandError("at least 2 results and 20 suppliers are needed")
        try:
            policies = [Policy.from_file(file) for file in options["files"] or FOLDER.glob("*.yaml")]
        except (OSError, UnicodeDecodeError, Malformed) as fault:
            raise CommandError(str(fault)) from None
        policies.sort(key=lambda policy: (policy.effective_from, policy.code))
        framework = load(_FRAMEWORK.read_text("utf-8"), name=_FRAMEWORK.name)
        asking = everywhere(options["each"]) if options["each"] else companies(options["results"])
        asked, market = needs(framework, asking), profiles(options["suppliers"])
        found = [quality(asked, market, policy) for policy in policies]
        self.stdout.write("| | " + " | ".join(policy.code for policy in policies) + " |")
        self.stdout.write("|---|" + "---|" * len(policies))
        for title, cells in zip(
            _rows(found[0]), zip(*(_rows(each).values() for each in found), strict=True), strict=True
        ):
            self.stdout.write(f"| {title} | " + " | ".join(cells) + " |")


def _rows(found: Quality) -> dict[str, str]:
    low, middle, high = found.points
    near = found.near
    return {
        "results": str(found.needs),
        "suppliers that pass the gate (median)": f"{found.eligible:.0f}",
        "first five: places that do something about the biggest gap": _percent(found.biggest),
        "first five: places that do something about one of the three": _percent(found.some),
        "lists with a helper for the biggest gap, where there is one": _percent(found.lists),
        "of the three gaps, those somebody of the five helps with": _percent(found.gaps),
        "points for the technology: 10th, 50th, 90th percentile": f"{low:.1f}, {middle:.1f}, {high:.1f}",
        "the most there is for the technology": f"{found.weight:.0f}",
        "same 시군구": _percent(near[Proximity.SAME_SIGUNGU]),
        "same 시도": _percent(near[Proximity.SAME_SIDO]),
        "bordering 시도": _percent(near[Proximity.BORDERING]),
        "same 권역": _percent(near[Proximity.SAME_MACRO]),
        "elsewhere": _percent(near[Proximity.ELSEWHERE]),
        "results with a newcomer shown apart": _percent(found.newcomers),
        "Gini of the appearances in the first five": f"{found.gini:.3f}",
        "results in which the most shown supplier stands": _percent(found.most),
        "suppliers shown at all": str(found.distinct),
    }


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
