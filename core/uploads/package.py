"""Office and HWPX files: ZIP packages, read by their list of parts and never unpacked as a whole."""

import io
import re
import zipfile

from core.uploads.unfit import unfit
from core.web.refusal import Refused

MOST_PARTS = 3_000
LARGEST_UNPACKED = 300 * 1024 * 1024
LARGEST_RATIO = 200
"""How far a part over one megabyte may unpack; drawings and tables in XML reach about fifty."""
_SMALL = 1024 * 1024
_READ = 1024 * 1024
"""Bytes of a part that is looked into; one that goes on behind them is refused."""
_MOST_SCRIPTS = 8
"""Parts with scripts; the word processor writes two."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""The methods these formats use (ISO/IEC 29500-2; KS X 6101), and the only ones that unpack to a bound."""
_MAIN = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_MACRO = re.compile(
    r"vbaproject|vbadata|/activex/|/macrosheets/|\.(bin\.exe|exe|dll|scr|com|bat|cmd|vbs|ps1|jar|msi)$", re.I
)
_COMMENT = re.compile(r"//|/\*")
_EMPTY_SCRIPT = re.compile(
    r"var\s+Documents\s*=\s*XHwpDocuments\s*;|var\s+Document\s*=\s*Documents\s*\.\s*"
    r"Active_XHwpDocument\s*;|function\s+\w+\s*\(\s*\)\s*\{\s*\}"
)
"""What the word processor writes into every document where nobody wrote a script."""


def code_of(data: bytes) -> str:
    """The kind of a package: docx, xlsx, pptx or hwpx.

    Refused `unknown` for other archives, `damaged`, `locked`, `macro`, `unpacks` (a bomb, by what it says of
    itself; the parts that are read are read to a bound).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _code(archive)
    except Refused:
        raise
    except Exception:  # whatever the reader trips over in bytes that somebody made for that
        raise unfit("damaged") from None


def _code(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    _refuse_bomb(parts)
    names = {each.filename for each in parts}
    code = "hwpx" if "mimetype" in names and _is_hwpx(archive) else _open_xml(names)
    if any(each.flag_bits & 0x1 for each in parts):
        raise unfit("locked")
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise unfit("damaged")
    if any(_MACRO.search(f"/{name}") for name in names) or _has_script(archive, code):
        raise unfit("macro")
    return code


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """By what it says of itself, before any part is read; other methods than these unpack without a bound."""
    if any(each.compress_type not in _METHODS for each in parts):
        raise unfit("damaged")
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST_UNPACKED:
        raise unfit("unpacks")
    if any(_SMALL < each.file_size > LARGEST_RATIO * max(each.compress_size, 1) for each in parts):
        raise unfit("unpacks")


def _open_xml(names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        for main, code in _MAIN.items():
            if main in names:
                return code
    raise unfit("unknown")


def _is_hwpx(archive: zipfile.ZipFile) -> bool:
    return _read(archive, "mimetype").strip() == b"application/hwp+zip"


def _has_script(archive: zipfile.ZipFile, code: str) -> bool:
    if code != "hwpx":
        return b"macroenabled" in _read(archive, "[Content_Types].xml").lower()
    scripts = [name for name in archive.namelist() if name.lower().startswith("scripts/")]
    return len(scripts) > _MOST_SCRIPTS or any(_says_something(_read(archive, name)) for name in scripts)


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        found = part.read(_READ + 1)
    if len(found) > _READ:
        raise unfit("unpacks")
    return found


def _says_something(raw: bytes) -> bool:
    text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", errors="replace")
    return bool(_EMPTY_SCRIPT.sub("", _uncommented(text)).strip())


def _uncommented(text: str) -> str:
    """Without comments, once from front to back; one that never ends stays."""
    kept, at = [], 0
    while found := _COMMENT.search(text, at):
        ending = "\n" if found[0] == "//" else "*/"
        end = text.find(ending, found.end())
        if end < 0 and ending == "*/":
            break
        kept.append(text[at : found.start()])
        at = len(text) if end < 0 else end + len(ending)
    return " ".join([*kept, text[at:]])
