"""Sentences of fictitious suppliers: who they are, what they sell, what it brought."""

from typing import TypedDict

from core.domains import DOMAINS
from core.hangul import with_particle
from core.industries import INDUSTRIES
from core.regions import REGIONS
from matching.demo.chance import Chance
from matching.demo.profile import Sketch
from matching.demo.words import document, fill

_SPEAKING = frozenset(
    {"비전검사", "협동로봇", "자동화", "게이트웨이", "클라우드", "컨설팅", "3D프린팅", "OT보안"}
)
"""Last words of product names that stand alone; others need the whole name."""


class SolutionTexts(TypedDict):
    """Name and description of a product."""

    name: str
    description_ko: str
    description_en: str


def solution(chance: Chance, domain: str, sketch: Sketch, closing: dict[str, str]) -> SolutionTexts:
    """A product of the domain under the supplier's brand, written for one of its customer industries."""
    product = chance.pick(document("solutions")[domain]["products"])
    industry = INDUSTRIES.get(chance.pick(sketch.industries))
    numbers = {
        "weeks": chance.whole(4, 14),
        "months": chance.pick((6, 12, 18, 24)),
        "hours": chance.pick((2, 4, 8)),
    }
    ko = fill(f"{product['ko']} {closing['ko']}", industry=industry.short_ko, **numbers)
    en = fill(f"{product['en']} {closing['en']}", industry=_lower(industry.short_en), **numbers)
    last = product["name"].split()[-1]
    name = last if (last.isascii() or last in _SPEAKING) and chance.hit(60) else product["name"]
    return {"name": f"{sketch.brand} {name}", "description_ko": ko, "description_en": en}


def outcome(chance: Chance, domain: str) -> tuple[str, str]:
    """What a finished project brought, Korean and English."""
    template = chance.pick(document("solutions")[domain]["outcomes"])
    before, after = chance.whole(*template["a"]), chance.whole(*template["b"])
    if template.get("unit") == "tenth":
        values = {"a": f"{before // 10}.{before % 10}", "b": f"{after // 10}.{after % 10}"}
    else:
        values = {"a": str(before), "b": str(after)}
    return fill(template["ko"], **values), fill(template["en"], **values)


def summary(chance: Chance, sketch: Sketch, founded: int, employees: int) -> tuple[str, str]:
    """Two sentences about the supplier, Korean and English."""
    templates = document("words")["summaries"]
    if sketch.regions == ("all",):
        templates = [template for template in templates if "{region" not in template["ko"]]
    if sketch.is_newcomer:
        templates = [template for template in templates if not template.get("experienced")]
    template = chance.pick(templates)
    main = [DOMAINS.get(domain) for domain, _ in sketch.evidence[:2]]
    home = REGIONS.get(sketch.home)
    served = [REGIONS.get(code) for code in sketch.regions if code != "all"][:2]
    industry = INDUSTRIES.get(sketch.industries[0])
    ko = fill(
        template["ko"],
        founded=founded,
        employees=employees,
        city=home.label_ko,
        area=main[0].area.name_ko,
        industry=industry.short_ko,
        domains=_joined([domain.short_ko for domain in main]),
        region=_joined([region.label_ko for region in served]),
    )
    en = fill(
        template["en"],
        founded=founded,
        employees=employees,
        city=home.label_en,
        area=_lower(main[0].area.name_en),
        industry=_lower(industry.short_en),
        domains=" and ".join(_lower(domain.name_en) for domain in main),
        region=" and ".join(region.label_en for region in served),
    )
    return ko, en[0].upper() + en[1:]


def _joined(terms: list[str]) -> str:
    return " ".join([*(with_particle(term, "과/와") for term in terms[:-1]), terms[-1]]) if terms else ""


def _lower(name: str) -> str:
    """A name inside a sentence; abbreviations such as OT and 3D keep their capitals."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]
