"""Answers of a fictitious company to any framework whose items are answered by level."""

from collections.abc import Collection, Sequence

from matching.demo.chance import Chance
from matching.demo.profile import SEED, DemoCompany


def demo_answers(
    company: DemoCompany,
    framework_item_codes: Sequence[str],
    seed: str = SEED,
    *,
    top: int = 5,
    may_be_unknown: Collection[str] = (),
    may_not_apply: Collection[str] = (),
) -> dict[str, str]:
    """One answer an item: a level from "0" to `top`, or now and then "dont_know" or "not_applicable".

    The mean level is the company's capability (rescaled when `top` is not 5), whole modules are better or
    worse than others, and only items named in the two collections get an answer that is no level.
    """
    chance = Chance(seed, "answers", company.business_number)
    aim = company.capability * top / 500
    modules: dict[str, float] = {}
    answers: dict[str, str] = {}
    owed = 0.0
    for code in framework_item_codes:
        module = code.rpartition("-")[0]
        tilt = modules.setdefault(module, (chance.share() - 0.5) * 1.4)
        noise = (chance.share() - 0.5) * 1.6
        share = chance.share()
        if code in may_not_apply and share < 0.04:
            answers[code] = "not_applicable"
            continue
        if code in may_be_unknown and share > 0.97:
            answers[code] = "dont_know"
            continue
        level = min(top, max(0, round(aim + tilt + noise + owed / 2)))
        owed += aim - level  # what one answer gives too little the following give back, so the mean holds
        answers[code] = str(level)
    return answers
