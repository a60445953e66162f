"""The line of a document that names its version."""

import re

_VERSION = re.compile(r"""^(version:[ \t]*["']?)([^"'\n#]+?)(["']?[ \t]*(?:#.*)?)$""", re.MULTILINE)
"""With what stands around the name."""


def renamed(source: str, version: str) -> str:
    """The document under another version's name; as it is where the line cannot be found."""
    return _VERSION.sub(lambda found: f"{found[1]}{version}{found[3]}", source, count=1)
