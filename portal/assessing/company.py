"""The company file: whose plant it is, where, in which industry, how large."""

from dataclasses import asdict, dataclass
from datetime import date

from assessments.scoring import Fault, Faults, jsonfile, marked
from assessments.scoring.faults import FaultList
from assessments.scoring.reading import found, hint
from core.identifiers import InvalidBusinessNumber, parse_business_number
from core.industries import INDUSTRIES, NoThreshold, SizeClass, classify
from core.regions import REGIONS, Level, Resolved, explain

TEXTS = ("name", "plant", "business_number", "sigungu", "industry", "size")
NUMBERS = ("employees", "average_sales_won")
REQUIRED = ("name", "sigungu", "industry")
LONGEST = 120  # characters of a text
LARGEST = 10**15  # employees, or won a year


@dataclass(frozen=True, kw_only=True)
class CompanyFile:
    """A company as a file describes it: codes checked, the business number as ten digits or empty."""

    name: str
    sigungu: str
    industry: str
    size: str
    plant: str = ""
    business_number: str = ""
    employees: int | None = None
    average_sales_won: int | None = None

    def document(self) -> dict[str, object]:
        """The company as plain data."""
        return asdict(self)


class CompanyFaults(Faults):
    """A company file that cannot be used."""


class _Reader:
    def __init__(self, name: str, on: date) -> None:
        self.faults = FaultList(name)
        self.on = on
        self.lines: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.numbers: dict[str, int] = {}

    def refuse(self, key: str, code: str, english: str, korean: str) -> None:
        """Note a fault that only company files have."""
        line = self.lines.get(key, 1)
        self.faults.faults.append(Fault(self.faults.file, key, line, code, english, korean))

    def take(self, node: marked.Mapping) -> None:
        """Read keys and kinds."""
        known = [*TEXTS, *NUMBERS]
        for key, line in node.repeated:
            self.faults.add("duplicate-key", key, line, key=key)
        for key, value in node.entries.items():
            self.lines[key] = node.lines[key]
            if key not in known:
                self.faults.add("unknown-key", key, node.lines[key], key=key, **hint(key, known))
            elif key in TEXTS:
                self._text(key, value)
            else:
                self._number(key, value)
        for key in REQUIRED:
            if key not in node.entries:
                self.faults.add("missing-key", "", node.line, key=key)

    def _text(self, key: str, value: marked.Marked) -> None:
        if not isinstance(value, marked.Scalar) or value.kind != "str":
            self.faults.add("not-text", key, value.line, **found(value))
            return
        text = value.text.strip()
        if key in REQUIRED and not text:
            self.refuse(key, "blank", "Write something here.", "내용을 적어 주십시오.")
        elif len(text) > LONGEST:
            self.refuse(
                key,
                "too-long",
                f"At most {LONGEST} characters.",
                f"{LONGEST}자까지 적을 수 있습니다.",
            )
        else:
            self.texts[key] = text

    def _number(self, key: str, value: marked.Marked) -> None:
        if not isinstance(value, marked.Scalar) or value.kind != "int":
            self.faults.add("not-integer", key, value.line, **found(value))
        elif len(value.text) > len(str(LARGEST)) or not 0 <= int(value.text) <= LARGEST:
            self.refuse(
                key,
                "range",
                f"A number from 0 to {LARGEST:,} is expected.",
                f"0부터 {LARGEST:,}까지의 수를 적어 주십시오.",
            )
        else:
            self.numbers[key] = int(value.text)

    def business_number(self) -> str:
        """Ten digits, or empty."""
        typed = self.texts.get("business_number", "")
        try:
            return parse_business_number(typed) if typed else ""
        except InvalidBusinessNumber:
            self.refuse(
                "business_number",
                "business-number",
                f'"{typed}" is not a business number: ten digits with a right check digit are expected.',
                f"'{typed}'은(는) 사업자등록번호가 아닙니다. 검증 숫자가 맞는 열 자리여야 합니다.",
            )
            return ""

    def sigungu(self) -> str:
        """The district's code today; an old code is followed to where the place is now."""
        typed = self.texts.get("sigungu", "")
        if not typed:
            return ""
        place = REGIONS.resolve(typed, self.on, Level.SIGUNGU)
        if isinstance(place, Resolved):
            return place.region.code
        self.refuse("sigungu", "region", explain(place, "en"), explain(place, "ko"))
        return ""

    def industry(self) -> str:
        """The KSIC code."""
        typed = self.texts.get("industry", "")
        industry = INDUSTRIES.resolve(typed) if typed else None
        if industry is not None:
            return industry.code
        if typed:
            self.refuse(
                "industry",
                "industry",
                f'"{typed}" is not a manufacturing industry (KSIC code of 2 or 3 digits, or its name).',
                f"'{typed}'은(는) 제조업 업종이 아닙니다. 산업분류 두세 자리 코드나 이름을 적어 주십시오.",
            )
        return ""

    def size(self, industry: str) -> str:
        """The size class as written, else worked out from employees and sales, else a fault."""
        typed = self.texts.get("size", "")
        if typed:
            try:
                return SizeClass(typed).value
            except ValueError:
                names = ", ".join(each.value for each in SizeClass)
                self.refuse(
                    "size",
                    "size",
                    f'"{typed}" is not a size class. Use one of: {names}.',
                    f"'{typed}'은(는) 규모가 아닙니다. 다음 가운데 하나를 적어 주십시오: {names}.",
                )
                return ""
        if industry and len(self.numbers) == len(NUMBERS):
            sales, employees = self.numbers["average_sales_won"], self.numbers["employees"]
            try:
                return classify(industry[:2], sales, employees, self.on).value
            except NoThreshold:
                pass
        self.refuse(
            "size",
            "size-unknown",
            'Give "size", or both "employees" and "average_sales_won".',
            "'size'를 적거나, 'employees'와 'average_sales_won'을 함께 적어 주십시오.",
        )
        return ""


def read_company(text: str, *, name: str, on: date) -> CompanyFile:
    """The company in a company file (JSON). `name` is the file named in faults, `on` the day of the regions.

    Raises CompanyFaults with everything that is wrong, each with file, path and line.
    """
    reader = _Reader(name, on)
    node = jsonfile.read(text, reader.faults)
    if isinstance(node, marked.Mapping):
        reader.take(node)
        industry = reader.industry()
        company = CompanyFile(
            name=reader.texts.get("name", ""),
            plant=reader.texts.get("plant", ""),
            business_number=reader.business_number(),
            sigungu=reader.sigungu(),
            industry=industry,
            size=reader.size(industry),
            employees=reader.numbers.get("employees"),
            average_sales_won=reader.numbers.get("average_sales_won"),
        )
    elif node is not None:
        reader.faults.add("not-mapping", "", node.line, **found(node))
    if reader.faults:
        raise CompanyFaults(reader.faults.faults)
    return company
