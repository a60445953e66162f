"""Pictures: decoded within bounds and written anew, so that nothing but what is seen stays in them.

A photograph of a telephone says where and when it was taken and with which device; none of that is kept.
"""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from core.uploads.kind import FileKind
from core.uploads.unfit import unfit

MOST_PIXELS = 40_000_000
LONGEST_EDGE = 4_096
"""Pixels of the longer edge as stored: a sheet of A4 at 350 dpi."""
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_QUALITY = {"jpg": 88, "webp": 88}


def written_anew(data: bytes, kind: FileKind) -> bytes:
    """The picture alone, upright, its longer edge at most 4,096; of a moving one the first frame.

    Refused `pixels` before anything is decoded, `damaged` for what does not decode to its end.
    """
    file_format = _FORMATS[kind.code]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes; the bound below refuses them
            image: Image.Image = Image.open(io.BytesIO(data), formats=[file_format])
        if image.width * image.height > MOST_PIXELS:
            raise unfit("pixels")
        if file_format == "JPEG":
            image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        image.load()
        image = ImageOps.exif_transpose(image)
    except Image.DecompressionBombError:
        raise unfit("pixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError):
        raise unfit("damaged") from None
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    bare = image.convert("RGBA" if has_alpha and file_format != "JPEG" else "RGB")
    bare.info.clear()
    out = io.BytesIO()
    bare.save(out, file_format, **({"quality": _QUALITY[kind.code]} if kind.code in _QUALITY else {}))
    return out.getvalue()
