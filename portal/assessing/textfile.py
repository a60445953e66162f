"""One input file as text, or the fault that says why it cannot be read."""

from pathlib import Path

from assessments.scoring import Faults
from assessments.scoring.faults import FaultList

REASONS: dict[type[OSError], tuple[str, str]] = {
    FileNotFoundError: ("there is no such file", "파일이 없습니다"),
    IsADirectoryError: ("it is a folder", "폴더입니다"),
    PermissionError: ("you may not read it", "읽을 권한이 없습니다"),
}


def read_text(path: Path, *, most: int) -> str:
    """What stands in a UTF-8 file of at most `most` bytes; never reads more, whatever the file is.

    Raises Faults with one fault: `unreadable`, `too-large` or, with its line, `not-utf8`.
    """
    faults = FaultList(str(path))
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        english, korean = REASONS.get(type(error), (error.strerror or str(error),) * 2)
        faults.add("unreadable", "", 1, problem=english, problem_ko=korean)
        raise Faults(faults.faults) from None
    if len(content) > most:
        faults.add("too-large", "", 1, most=most)
        raise Faults(faults.faults)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.add("not-utf8", "", line, byte=f"0x{content[error.start]:02X}")
        raise Faults(faults.faults) from None
