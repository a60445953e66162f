"""The yardstick of public awards, over a small made-up file: what it writes, and what it never reads."""

import csv
import gzip
import random
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from matching.ranking import Policy, rank
from tests.bench import procurement
from tests.bench.awards.contract import read, words
from tests.bench.awards.figures import figures
from tests.bench.awards.market import market
from tests.bench.awards.policy import HAND, policy

FIELDS = (
    *("contract_id", "contract_type", "procedure", "object", "buyer_id", "supplier_id", "published"),
    *("signed", "price_eur", "cpv8", "cpv_text", "district", "municipality", "country"),
)
CRAFTS = {
    "30000000": "computadores portáteis",
    "45000000": "obras de pavimentação",
    "33000000": "reagentes laboratório",
}


def rows(number: int, first: date, *, seed: int) -> list[dict[str, str]]:
    """Contracts of three crafts over some weeks; each craft has suppliers of its own in two districts."""
    draw = random.Random(seed)
    found = []
    for index in range(number):
        craft = draw.choice(sorted(CRAFTS))
        district = draw.choice(("Lisboa", "Faro"))
        day = first + timedelta(days=index * 28 // number)
        found.append(
            dict(
                zip(
                    FIELDS,
                    (
                        f"{seed}-{index}",
                        "Aquisição de bens móveis",
                        "Consulta Prévia",
                        f"Fornecimento de {CRAFTS[craft]}",
                        f"b{draw.randint(0, 60)}",
                        f"s{craft[:2]}{district}{draw.randint(0, 3)}",
                        *(day.isoformat(), day.isoformat()),
                        draw.choice(("-5.00", "1000.50", "250000.00")),
                        *(craft, "Material", district, district, "Portugal"),
                    ),
                    strict=True,
                )
            )
        )
    return found


def written(path: Path, contracts: list[dict[str, str]]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(contracts)
    return path


@pytest.fixture
def files(tmp_path):
    train = rows(240, date(2024, 1, 1), seed=1)
    test = rows(12, date(2024, 1, 29), seed=2)
    return (
        written(tmp_path / "train.csv.gz", train),
        written(tmp_path / "test.csv.gz", [row | {"supplier_id": ""} for row in test]),
        written(tmp_path / "told.csv.gz", test),
        tmp_path / "ranks.csv",
    )


def test_every_contract_gets_its_list_without_who_sold_to_the_buyer_before(files, capsys):
    train, test, told, out = files
    assert procurement.main([str(train), str(test), "--out", str(out)]) == 0
    lists = defaultdict(list)
    with out.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            lists[row["contract_id"]].append(row["supplier_id"])
            assert int(row["rank"]) == len(lists[row["contract_id"]])
    known = defaultdict(set)
    for contract in read(train, winners=True):
        known[contract.buyer].add(contract.winner)
    for contract in read(test, winners=False):
        assert lists[contract.id]
        assert not known[contract.buyer] & set(lists[contract.id])
        # The craft decides: whoever comes first has done the like.
        assert lists[contract.id][0][1:3] == contract.category[:2]
    told_table = capsys.readouterr().out
    for method in ("chance", "popularity", "filter", "BM25", "by hand", "fitted"):
        assert method in told_table
    once = out.read_bytes()
    procurement.main([str(train), str(told), "--out", str(out)])
    assert out.read_bytes() == once


def test_too_short_a_file_is_refused(files, tmp_path):
    day = written(tmp_path / "day.csv.gz", rows(240, date(2024, 1, 1), seed=1)[:5])
    with pytest.raises(SystemExit):
        procurement.main([str(day), str(files[1]), "--out", str(files[3])])


def test_what_a_row_does_not_say_well_counts_as_unknown(tmp_path):
    day = rows(4, date(2024, 1, 1), seed=1)
    endless = " ".join(f"palavra{number}" for number in range(1_500))
    day[0] |= {"price_eur": "", "object": endless, "district": "Distrito não determinado"}
    day[1] |= {"price_eur": "NaN", "cpv8": ""}
    day[2] |= {"price_eur": "-3.00"}
    day[3] |= {"price_eur": "1" + "0" * 20}
    contracts = read(written(tmp_path / "odd.csv.gz", day), winners=True)
    assert [contract.cents for contract in contracts] == [0, 0, 0, 10**15]
    assert contracts[0].district == ""
    known = market(contracts)
    assert all(rank(known.need(contract), known.pool, hand(contracts)).eligible for contract in contracts)


def hand(contracts):
    """The yardstick's policy by hand."""
    like = Policy.from_file(procurement.ROOT / "matching/policies/2026-11-22.yaml")
    return policy(contracts, HAND, like)


def test_words_lose_accents_endings_and_what_every_text_has():
    assert words("Aquisição de Computadores e portáteis, n.º 42") == ["aquisi", "comput", "portat", "42"]


def test_figures_count_places_up_to_the_tenth():
    lists = [["a", "b"], ["c", "a"], [*"bcdefghijk", "a"]]
    found = figures(lists, ["a", "a", "a"], known=20)
    assert found.recall == pytest.approx(2 / 3)
    assert found.gain == pytest.approx((1 + 0.6309297) / 3)
    assert found.coverage == pytest.approx(10 / 20, abs=0.06)
