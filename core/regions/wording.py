"""What became of a region, in a sentence for the person who typed it. Bilingual like all reference texts."""

from core.hangul import with_particle
from core.regions.region import Ambiguous, Region, Resolution, Resolved, Unknown


def explain(resolution: Resolution, language: str = "ko") -> str:
    """One or two sentences, or "" when the region simply is what was typed. `language` is "ko" or "en"."""
    if isinstance(resolution, Unknown):
        if language == "ko":
            return f"'{resolution.text}'에 해당하는 지역이 없습니다. 시도와 시군구를 함께 적어 주십시오."
        return f"No region matches “{resolution.text}”. Give the province or city together with the district."
    if isinstance(resolution, Ambiguous):
        return _choice_ko(resolution) if language == "ko" else _choice_en(resolution)
    return _move(resolution, language)


def _move(resolution: Resolved, language: str) -> str:
    old, new = resolution.moved_from, resolution.region
    if old is None:
        return ""
    day = resolution.moves[-1].effective.isoformat()
    if _is_later(new, old):
        if language == "ko":
            return f"{with_particle(old.full_ko, '은/는')} {day}부터 {new.full_ko}입니다."
        return f"{old.full_en} has been {new.full_en} since {day}."
    if language == "ko":
        return f"{with_particle(old.full_ko, '은/는')} {day}에 생겼고, 그 전에는 {new.full_ko}였습니다."
    return f"{old.full_en} exists since {day}; before that it was {new.full_en}."


def _choice_ko(resolution: Ambiguous) -> str:
    options = ", ".join(option.full_ko for option in resolution.options)
    origin = resolution.split_from
    if origin is None:
        return f"'{resolution.text}'에 해당하는 지역이 여러 곳입니다. 하나를 고르십시오: {options}."
    day = resolution.moves[0].effective.isoformat()
    subject = with_particle(origin.full_ko, "은/는")
    if _is_later(resolution.options[0], origin):
        return f"{subject} {day}에 나뉘었습니다. 지금 어디에 속하는지 고르십시오: {options}."
    return f"{subject} {day}에 생겼습니다. 그 전에 어디였는지 고르십시오: {options}."


def _choice_en(resolution: Ambiguous) -> str:
    options = "; ".join(option.full_en for option in resolution.options)
    origin = resolution.split_from
    if origin is None:
        return f"“{resolution.text}” may mean several regions. Choose one: {options}."
    day = resolution.moves[0].effective.isoformat()
    if _is_later(resolution.options[0], origin):
        return f"{origin.full_en} was divided on {day}. Choose where the place is now: {options}."
    return f"{origin.full_en} exists since {day}. Choose where the place was before: {options}."


def _is_later(one: Region, other: Region) -> bool:
    """Whether the one begins after the other has ended."""
    return one.valid_from is not None and other.valid_to is not None and one.valid_from > other.valid_to
