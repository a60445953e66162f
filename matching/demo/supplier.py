"""Fictitious suppliers that read like real ones: profile, products, track records, response."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice

from core.domains import DOMAINS
from core.identifiers import fictitious_business_number
from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS
from matching.demo import place, texts, words
from matching.demo.cast import SUPPLIERS
from matching.demo.chance import Chance, Weighted
from matching.demo.profile import DAY, SEED, DemoSolution, DemoSupplier, Sketch
from matching.demo.record import records


def suppliers(count: int = 300, seed: str = SEED, on: date = DAY) -> list[DemoSupplier]:
    """That many suppliers, the fixed cast first; the same for the same seed and day, whatever the count."""
    return list(islice(supplier_stream(seed, on), count))


def supplier_stream(seed: str = SEED, on: date = DAY) -> Iterator[DemoSupplier]:
    """Suppliers one by one, up to 40,000 different ones; the fixed cast first."""
    for index, sketch in enumerate(SUPPLIERS):
        yield _supplier(sketch, index, Chance(seed, "cast", index), on)
    index = len(SUPPLIERS)
    while True:
        chance = Chance(seed, "supplier", index)
        yield _supplier(_sketch(chance, index, on), index, chance, on)
        index += 1


def _sketch(chance: Chance, index: int, on: date) -> Sketch:
    domains = words.document("marginals")["domains"]
    in_turn = tuple(domains)[index // 2 % len(domains)]  # so that no domain goes without suppliers
    primary = in_turn if index % 2 else chance.draw(_domains())
    others = chance.several(words.document("marginals")["affinity"][primary], chance.whole(1, 3))
    is_newcomer = chance.hit(15)
    levels = [
        chance.draw(_NEW_LEVELS if is_newcomer else _LEVELS if rank == 0 else _SIDE_LEVELS)
        for rank in range(len(others) + 1)
    ]
    evidence = sorted(zip((primary, *others), levels, strict=True), key=lambda pair: _RANK[pair[1]])
    suffixes = tuple(words.document("words")["suppliers"][DOMAINS.get(primary).area.code].items())
    around, turn = divmod(index, words.stem_count())
    rounds, ending = divmod(around, len(suffixes))
    stem_ko, stem_en = words.stem(turn + rounds * words.stem_count())
    suffix_ko, suffix_en = suffixes[ending]
    home = place.supplier_home(chance, on)
    return Sketch(
        name=stem_ko + suffix_ko,
        name_en=f"{stem_en} {suffix_en}",
        brand=stem_ko,
        home=home,
        regions=_regions(chance, REGIONS.get(home).sido_code, on, 75 if domains[primary] <= 5 else 34),
        evidence=tuple(evidence),
        industries=tuple(dict.fromkeys(chance.draw(_divisions()) for _ in range(chance.whole(2, 4)))),
        is_newcomer=is_newcomer,
    )


def _regions(chance: Chance, home: str, on: date, nationwide: int) -> tuple[str, ...]:
    """A firm of a rare craft serves the whole country more often than one that every province has."""
    if chance.hit(nationwide):
        return ("all",)
    if chance.hit(73):
        near = place.neighbours(home, on)
        return (home, *sorted(chance.several(near, chance.whole(1, max(1, len(near))))))
    return (home,)


def _supplier(sketch: Sketch, index: int, chance: Chance, on: date) -> DemoSupplier:
    home = REGIONS.get(sketch.home)
    slug = "-".join("".join(letter if letter.isalnum() else " " for letter in sketch.name_en.lower()).split())
    founded = date(on.year - (chance.whole(0, 3) if sketch.is_newcomer else chance.whole(4, 26)), 1, 1)
    founded += timedelta(days=chance.whole(0, 300))
    founded = min(founded, on - timedelta(days=60))
    employees = chance.low(3, 25) if sketch.is_newcomer else chance.low(6, 190)
    built = () if sketch.is_newcomer else records(chance, sketch, home.sido_code, founded, on)
    confirmed = sum(record.is_confirmed for record in built)
    worst = 75 if sketch.is_eligible else 45
    promptness, quality = chance.whole(worst, 98), chance.whole(worst + 5, 98)
    closings = chance.several(words.document("words")["closings"], len(sketch.evidence))
    requests = chance.low(0, 6) if sketch.is_newcomer else chance.low(20 if sketch.is_eligible else 2, 60)
    capacity = chance.whole(1, 2 + min(4, employees // 20))
    is_open = sketch.is_eligible or chance.hit(88)
    age = chance.low(0, 330) if sketch.is_eligible or chance.hit(93) else chance.whole(366, 640)
    first_size = chance.draw(_FIRST_SIZES)
    phone = f"070-0000-{index % 10_000:04d}"
    summary_ko, summary_en = texts.summary(chance, sketch, founded.year, employees)
    return DemoSupplier(
        slug=slug,
        name=sketch.name,
        name_en=sketch.name_en,
        business_number=fictitious_business_number(index),
        home_sigungu=sketch.home,
        home_sido=home.sido_code,
        regions=sketch.regions,
        evidence=sketch.evidence,
        remote_domains=tuple(
            domain for domain, _ in sketch.evidence if DOMAINS.get(domain).is_remote and chance.hit(60)
        ),
        solutions=tuple(
            DemoSolution(domain=domain, **texts.solution(chance, domain, sketch, closing))
            for (domain, _), closing in zip(sketch.evidence, closings, strict=True)
        ),
        industries=sketch.industries,
        sizes=tuple(str(size) for size in tuple(SizeClass)[first_size : first_size + chance.whole(2, 3)]),
        employees=employees,
        sales_won=employees * chance.whole(85, 210) * 1_000_000,
        founded_on=founded,
        summary_ko=summary_ko,
        summary_en=summary_en,
        homepage=f"https://{slug}.example.com",
        contact_name=chance.pick(words.document("words")["surnames"])
        + chance.pick(words.document("words")["given"]),
        contact_email=f"hello@{slug}.example.com",
        contact_phone=phone,
        capacity_total=capacity,
        capacity_open=chance.whole(1, capacity) if is_open else 0,
        is_accepting=sketch.is_eligible or chance.hit(94),
        is_verified=sketch.is_eligible or chance.hit(94),
        profile_confirmed_on=on - timedelta(days=age),
        track_records=built,
        requests_received=requests,
        requests_answered_in_time=sum(chance.hit(promptness) for _ in range(requests)),
        projects_rated=confirmed,
        projects_satisfied=sum(chance.hit(quality) for _ in range(confirmed)),
    )


_RANK = {"verified": 0, "documented": 1, "declared": 2}
_LEVELS = Weighted({"verified": 42, "documented": 38, "declared": 20})
_SIDE_LEVELS = Weighted({"verified": 14, "documented": 36, "declared": 50})
_NEW_LEVELS = Weighted({"documented": 35, "declared": 65})
_FIRST_SIZES = Weighted({0: 48, 1: 40, 2: 12})


@cache
def _domains() -> Weighted[str]:
    return Weighted(words.document("marginals")["domains"])


@cache
def _divisions() -> Weighted[str]:
    weights = words.document("marginals")["divisions"]
    return Weighted({division.code: weights[division.code] for division in INDUSTRIES.divisions()})
