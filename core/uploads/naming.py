"""A file's name as it is kept and shown: what a person typed, without what a disk or a header refuses."""

import re
import unicodedata

LONGEST_NAME = 120
"""Letters. 120 of Hangul are 360 bytes, more than a file system holds; it is never a path."""
_REFUSED = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def file_name(given: str, ending: str) -> str:
    """The last part of the given name in composed Hangul, with the ending that fits the content."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(each for each in last if unicodedata.category(each) not in {"Cf", "Cs", "Co"})
    stem = re.sub(r"\.(jpe?g|png|webp|pdf|docx?|xlsx?|pptx?|hwpx?)$", "", seen, flags=re.I)
    bare = " ".join(_REFUSED.sub(" ", stem).split()).strip(". ")
    return f"{bare[: LONGEST_NAME - len(ending) - 1] or 'file'}.{ending}"
