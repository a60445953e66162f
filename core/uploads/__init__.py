"""Files that people upload: known by content, bounded, without what they give away, scanned, stored once.

taken = checked(data, name="점검표.pdf")     # Refused says in words why a file cannot be taken
store.put(name, taken.data)                  # under the SHA-256 of its bytes
"""

from core.uploads.checking import LARGEST, Taken, checked, received
from core.uploads.kind import ACCEPTED, FileKind
from core.uploads.serving import attachment, handed_out

__all__ = ["ACCEPTED", "LARGEST", "FileKind", "Taken", "attachment", "checked", "handed_out", "received"]
