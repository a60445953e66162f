"""The fixed cast: the same people in demo, tests and documentation."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.identifiers import fictitious_business_number
from core.industries import classify
from matching.demo.place import on_day
from matching.demo.profile import DemoCompany, Sketch

_FIRST_NUMBER = 399_900

SUPPLIERS = (
    Sketch(
        name="미래시스템",
        name_en="Mirae System",
        brand="미래",
        home="48250",
        regions=("48", "26", "31"),
        evidence=(
            ("MES", "verified"),
            ("POP", "verified"),
            ("SENSOR_IOT", "documented"),
            ("QMS", "declared"),
        ),
        industries=("30", "25", "29"),
        is_eligible=True,
    ),
    Sketch(
        name="나래로보틱스",
        name_en="Narae Robotics",
        brand="나래",
        home="48123",
        regions=("48", "26"),
        evidence=(("ROBOT", "verified"), ("VISION", "documented"), ("CONTROL", "documented")),
        industries=("30", "29", "31"),
        is_eligible=True,
    ),
    Sketch(
        name="다온데이터",
        name_en="Daon Data",
        brand="다온",
        home="11545",
        regions=("all",),
        evidence=(("AI", "verified"), ("TWIN", "documented"), ("CLOUD", "documented")),
        industries=("26", "30", "22"),
        is_eligible=True,
    ),
    Sketch(
        name="새길정보",
        name_en="Saegil Information",
        brand="새길",
        home="48121",
        regions=("48",),
        evidence=(("ERP", "documented"), ("CLOUD", "declared")),
        industries=("25", "30"),
        is_newcomer=True,
        is_eligible=True,
    ),
)
"""Mirae first. Saegil is new: it has no track record yet."""


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    name_en: str
    sigungu: str
    industry: str
    employees: int
    average_sales_won: int
    founded: int
    capability: int
    shares: bool = True


_COMPANIES = (
    _Part("한빛정밀", "Hanbit Precision", "48123", "303", 42, 8_400_000_000, 2004, 165),
    _Part("다산테크", "Dasan Tech", "41597", "262", 118, 31_000_000_000, 1998, 290),
    _Part("하람금형", "Haram Mold", "48250", "259", 8, 1_150_000_000, 2015, 80, False),
    _Part("온빛금속", "Onbit Metal", "47111", "241", 64, 19_500_000_000, 1991, 210),
    _Part("하늬섬유", "Hanui Textile", "41630", "134", 23, 3_900_000_000, 2001, 120),
    _Part("새솔푸드", "Saesol Food", "12170", "107", 31, 5_200_000_000, 2010, 140),
    _Part("별하광학", "Byeolha Optics", "12330", "273", 27, 6_100_000_000, 2012, 305),
    _Part("큰솔마린", "Keunsol Marine", "48310", "311", 86, 21_000_000_000, 1996, 370),
)


def companies(on: date) -> tuple[DemoCompany, ...]:
    """Hanbit in Changwon and Dasan in Hwaseong first, then one for each kind of desk a test may need."""
    return tuple(_company(index, part, on) for index, part in enumerate(_COMPANIES))


def _company(index: int, part: _Part, on: date) -> DemoCompany:
    return DemoCompany(
        name=part.name,
        name_en=part.name_en,
        business_number=fictitious_business_number(_FIRST_NUMBER + index),
        sigungu=on_day(part.sigungu, on),
        industry=part.industry,
        size=str(classify(part.industry[:2], part.average_sales_won, part.employees, on)),
        employees=part.employees,
        average_sales_won=part.average_sales_won,
        founded_on=date(part.founded, 3, 2),
        capability=part.capability,
        assessed_on=on - timedelta(days=7 * (index + 1)),
        shares_with_technopark=part.shares,
        contact_name=("김민재", "박서진", "이하린", "정우진", "최보람", "강유찬", "윤채운", "오태오")[index],
        contact_email=f"{part.name_en.split()[0].lower()}@example.com",
    )
