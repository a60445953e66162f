"""`python tests/bench/procurement.py TRAIN TEST --out ranks.csv`: public awards, ranked by the engine.

Learns from TRAIN alone: its last days are held out for the table that is printed, then weights are fitted to
all of it and the contracts of TEST are ranked. The winners of TEST are never read.
"""

import argparse
import csv
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from matching.ranking import CRITERIA, Criterion, Policy, rank  # noqa: E402
from matching.ranking.fitting import Choice, Fitted, fit  # noqa: E402
from matching.ranking.vocabulary import ALL_CRITERIA, PROJECT_CRITERIA  # noqa: E402
from tests.bench.awards import rivals  # noqa: E402
from tests.bench.awards.contract import Contract, read  # noqa: E402
from tests.bench.awards.figures import figures  # noqa: E402
from tests.bench.awards.learning import asked, choices, windows  # noqa: E402
from tests.bench.awards.market import Market, market  # noqa: E402
from tests.bench.awards.policy import HAND, policy  # noqa: E402

POPULARITY = frozenset({Criterion.RECORD})
"""How much somebody won, whatever it was: no weight is fitted for it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the ranks are written."""
    parser = argparse.ArgumentParser(description="Ranks public awards by the portal's engine.")
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    ours = [Policy.from_file(file) for file in (ROOT / "matching/policies").glob("*.yaml")]
    like = max(ours, key=lambda each: each.effective_from)
    train = read(chosen.train, winners=True)
    spans = windows(train)
    if not spans:
        parser.error(f"{chosen.train}: too few days to learn from")
    learnt = [list(choices(train, span, like)) for span in spans]
    say(f"{sum(map(len, learnt))} choices in {len(spans)} spans of days; {time.process_time():.0f} s of CPU")
    if len(spans) > 1:
        compare(train, spans[0], [choice for part in learnt[1:] for choice in part], like)
    fitted = learn([choice for part in learnt for choice in part])
    say(f"\nfitted to all {fitted.choices} choices: {_weights(fitted)}")
    write(chosen.out, train, read(chosen.test, winners=False), fitted, like)
    say(f"{chosen.out} written; {time.process_time():.0f} s of CPU")
    return 0


def learn(found: Sequence[Choice], without: frozenset[Criterion] = frozenset()) -> Fitted:
    """Weights without popularity, and without other criteria that are asked not to count."""
    return fit(found, ALL_CRITERIA, without=POPULARITY | without)


def compare(
    train: Sequence[Contract], span: tuple[object, object], before: Sequence[Choice], like: Policy
) -> None:
    """Print every method over the held-out days, learnt from what came before them."""
    known = [contract for contract in train if contract.day <= span[0]]  # type: ignore[operator]
    now = market(known)
    contracts = asked(train, now, span)  # type: ignore[arg-type]
    fitted, ten = learn(before), learn(before, frozenset(PROJECT_CRITERIA))
    methods = {
        "chance": rivals.by_chance(now),
        "popularity": rivals.by_popularity(now),
        "region and category filter, then popularity": rivals.by_filter(now),
        "BM25 on past contracts and their classes": search(known, like),
        "engine, weights by hand": engine(now, policy(known, HAND, like)),
        f"engine, fitted, the {len(CRITERIA)} criteria of before": engine(
            now, policy(known, ten.weights, like)
        ),
        "engine, fitted, with past projects": engine(now, policy(known, fitted.weights, like)),
    }
    say(f"\nheld out: {contracts[0].day} to {contracts[-1].day}, {len(contracts)} contracts of new pairs,")
    say(f"{len(now.suppliers)} suppliers known; weights fitted to {fitted.choices} earlier choices\n")
    say("| method | recall@10 | nDCG@10 | coverage@10 |\n|---|---|---|---|")
    for name, listed in methods.items():
        lists = [listed(contract) for contract in contracts]
        found = figures(lists, [contract.winner for contract in contracts], len(now.suppliers))
        say(
            f"| {name} | {found.recall:.3f} ± {found.recall_range:.3f} "
            f"| {found.gain:.3f} ± {found.gain_range:.3f} | {found.coverage:.3f} |"
        )
    say(f"\nweights: {_weights(fitted)}")
    say(f"log-likelihood of a choice {fitted.likelihood:.3f}, by chance {fitted.chance:.3f}")


def engine(known: Market, rule: Policy) -> rivals.Lister:
    """The portal's own ranking, without suppliers that sold to the buyer before."""

    def listed(contract: Contract) -> list[str]:
        met = known.sold_to.get(contract.buyer, set())
        ranking = rank(known.need(contract), known.pool, rule, limit=rivals.MOST + len(met))
        return [item.supplier_id for item in ranking.items if item.supplier_id not in met][: rivals.MOST]

    return listed


def search(known: Sequence[Contract], like: Policy) -> rivals.Lister:
    """A plain text search over what suppliers won, the names of the classes among the words."""
    told = [contract.told for contract in known]
    listed = engine(market(told), policy(told, {"text": 10_000}, like))
    return lambda contract: listed(contract.told)


def write(
    path: Path, train: Sequence[Contract], test: Sequence[Contract], fitted: Fitted, like: Policy
) -> None:
    """Write `contract_id,rank,supplier_id`, fifty a contract, every contract once."""
    listed = engine(market(train), policy(train, fitted.weights, like))
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["contract_id", "rank", "supplier_id"])
        for contract in {contract.id: contract for contract in reversed(test)}.values():
            for place, supplier in enumerate(listed(contract), start=1):
                rows.writerow([contract.id, place, supplier])


def say(words: str) -> None:
    """Print at once: the whole takes minutes."""
    print(words, flush=True)


def _weights(fitted: Fitted) -> str:
    weighed = sorted(fitted.weights.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{criterion} {weight / 100:g}" for criterion, weight in weighed if weight)


if __name__ == "__main__":
    sys.exit(main())
