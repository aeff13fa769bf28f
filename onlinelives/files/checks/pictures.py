"""Pictures are drawn again: what is kept shows the same, and nothing else that was in the file is left.

Gone are the place and the time where it was taken, the camera, comments, thumbnails of what was cut away, further
pictures, and whatever stood behind the end.
"""

import warnings
from io import BytesIO

from PIL import Image, ImageCms, ImageFile, ImageOps

from onlinelives.rules.verdict import Invalid

FORMATS = {"jpg": "JPEG", "png": "PNG"}
MOST_PIXELS = 40_000_000
QUALITY = 88
MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")}

TOO_LARGE = "This picture is too large. Make it smaller than 40 megapixels, such as 8,000 by 5,000."
UNREADABLE = "This picture cannot be read: it is damaged, or of another kind than its name says."


def redrawn(content: bytes, kind: str) -> bytes:
    """A JPEG ("jpg") or PNG ("png") drawn again: upright, in sRGB, without any of what came with the picture.

    Raises Invalid for anything else. For the process that `apart` starts: 40 megapixels take 500 MB for a moment.
    """
    try:
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # the library that makes PDFs lets half pictures pass, in its process
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=[FORMATS[kind]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Invalid(TOO_LARGE, "file")
            picture.load()
            return _saved(_in_srgb(ImageOps.exif_transpose(picture)), FORMATS[kind])
    except (Image.DecompressionBombError, MemoryError) as error:
        raise Invalid(TOO_LARGE, "file") from error
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, ArithmeticError) as error:
        raise Invalid(UNREADABLE, "file") from error


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Its colours as they would look in sRGB, so that the profile it came with can go."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return picture
    try:
        given, wanted = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        turned = ImageCms.profileToProfile(picture, given, wanted, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture  # a broken profile is worth nothing; the picture still is
    return turned or picture


def _saved(picture: Image.Image, form: str) -> bytes:
    if picture.mode not in MODES[form]:
        picture = picture.convert("RGB" if form == "JPEG" else "RGBA")
    bare = picture.copy()
    # Some of what a picture came with would be written out again, comments among it.
    bare.info = {"transparency": picture.info["transparency"]} if "transparency" in picture.info else {}
    out = BytesIO()
    bare.save(out, form, **({"quality": QUALITY} if form == "JPEG" else {}))
    return out.getvalue()
