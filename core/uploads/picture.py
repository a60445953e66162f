"""Pictures: decoded within bounds and written anew, so that nothing but what is seen stays in them.

A photograph of a telephone says where and when it was taken and with which device; none of that is kept.
"""

import io
import warnings

from PIL import Image

from core.uploads.kind import FileKind
from core.uploads.unfit import unfit
from core.web.refusal import Refused

MOST_PIXELS = 40_000_000
LONGEST_EDGE = 4_096
"""Pixels of the longer edge as stored: a sheet of A4 at 350 dpi."""
LONGEST_TAKEN = 32_767
"""Pixels of the longer edge as sent: a thread of pixels takes a gigabyte to make smaller."""
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned upright (Exif 2.3, tag 0x0112, as Pillow's `ImageOps.exif_transpose` reads it)."""
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_QUALITY = {"jpg": 88, "webp": 88}


def written_anew(data: bytes, kind: FileKind) -> bytes:
    """The picture alone, upright, its longer edge at most 4,096; of a moving one the first frame.

    Refused `pixels` before anything is decoded, `damaged` for what does not decode to its end.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes; the bounds below refuse them
            return _written(data, kind)
    except Refused:
        raise
    except Image.DecompressionBombError:
        raise unfit("pixels") from None
    except Exception:  # whatever a decoder trips over in bytes that somebody made for that
        raise unfit("damaged") from None


def _written(data: bytes, kind: FileKind) -> bytes:
    file_format = _FORMATS[kind.code]
    image: Image.Image = Image.open(io.BytesIO(data), formats=[file_format])
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_TAKEN:
        raise unfit("pixels")
    if file_format == "JPEG":
        image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
    image.load()
    turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    bare = image.convert("RGBA" if has_alpha and file_format != "JPEG" else "RGB")
    if turn is not None:
        bare = bare.transpose(turn)
    bare.info.clear()
    out = io.BytesIO()
    bare.save(out, file_format, **({"quality": _QUALITY[kind.code]} if kind.code in _QUALITY else {}))
    return out.getvalue()
