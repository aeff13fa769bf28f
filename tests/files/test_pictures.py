"""Pictures show the same, and say nothing else."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from onlinelives.files.checks import apart, pictures
from onlinelives.files.checks.pictures import redrawn
from onlinelives.rules.verdict import Invalid
from tests.files.samples import exif, packed, picture, unless_refused

FORMS = [("jpg", "JPEG"), ("png", "PNG")]
RED, BLUE = (255, 0, 0), (0, 0, 255)


def opened(content: bytes) -> Image.Image:
    shown = Image.open(io.BytesIO(content))
    shown.load()
    return shown


def near(one: object, other: tuple[int, int, int]) -> bool:
    return isinstance(one, tuple) and all(abs(a - b) < 12 for a, b in zip(one[:3], other, strict=True))


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_place_time_camera_and_comments_are_gone(kind: str, form: str) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "A planted sentence")
    words.add_itxt("XML:com.adobe.xmp", "A planted packet")
    more = {"pnginfo": words} if form == "PNG" else {"comment": b"A planted sentence", "xmp": b"A planted packet"}
    sent = picture(form, exif=exif(), **more)
    assert opened(sent).getexif().get_ifd(0x8825)
    assert b"Invented Cameras" in sent
    assert b"planted" in sent
    kept = redrawn(sent, kind)
    assert dict(opened(kept).getexif()) == {}
    assert opened(kept).getexif().get_ifd(0x8825) == {}
    assert b"Invented Cameras" not in kept
    assert b"planted" not in kept
    assert b"Exif" not in kept
    assert b"eXIf" not in kept
    assert set(opened(kept).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(("kind", "form"), FORMS)
@pytest.mark.parametrize("held", range(1, 9))
def test_a_picture_is_turned_as_it_was_held(kind: str, form: str, held: int) -> None:
    """Red is where a viewer that honours the mark would show it."""
    sent = picture(form, exif=exif(held))
    kept = opened(redrawn(sent, kind)).convert("RGB")
    assert kept.size == ((60, 40) if held < 5 else (40, 60))
    across, down = kept.size
    red = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}[held]
    spot = {
        "left": (2, down // 2),
        "right": (across - 3, down // 2),
        "top": (across // 2, 2),
        "bottom": (across // 2, down - 3),
    }[red]
    assert near(kept.getpixel(spot), RED)


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_what_stands_behind_the_end_is_gone(kind: str, form: str) -> None:
    kept = redrawn(picture(form) + packed({"a.txt": b"hidden"}) + b"<script>alert(1)</script>", kind)
    assert b"script" not in kept
    assert b"PK\x03\x04" not in kept
    assert near(opened(kept).convert("RGB").getpixel((2, 2)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_looks_as_before(mode: str) -> None:
    grey = Image.radial_gradient("L")
    drawn = {
        "P": lambda: grey.convert("RGB").quantize(8),
        "I;16": lambda: grey.convert("I").point(lambda value: value * 200).convert("I;16"),
    }.get(mode, lambda: grey.convert(mode))()
    out = io.BytesIO()
    drawn.save(out, "PNG")
    kept = opened(redrawn(out.getvalue(), "png"))
    assert kept.mode == mode
    assert kept.convert("RGB").tobytes() == drawn.convert("RGB").tobytes()


def test_what_was_see_through_still_is() -> None:
    drawn = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    drawn.putpixel((1, 1), (0, 0, 255, 255))
    for sent in (drawn, drawn.quantize(4)):
        out = io.BytesIO()
        sent.save(out, "PNG")
        kept = opened(redrawn(out.getvalue(), "png")).convert("RGBA")
        assert kept.getpixel((0, 0))[3] == 0
        assert kept.getpixel((1, 1)) == (0, 0, 255, 255)


def test_colours_of_another_profile_are_turned_into_those_of_every_screen() -> None:
    """A profile in which red and green change places: to everybody who knew it, the left half was green."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 1], profile[green : green + 1] = b"g", b"r"
    kept = redrawn(picture("PNG", icc_profile=bytes(profile)), "png")
    assert near(opened(kept).getpixel((2, 2)), (0, 255, 0))
    assert "icc_profile" not in opened(kept).info


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_a_broken_profile_is_left_out(kind: str, form: str) -> None:
    kept = redrawn(picture(form, icc_profile=b"nonsense" * 20), kind)
    assert near(opened(kept).getpixel((2, 2)), RED)


def test_a_picture_for_print_becomes_one_for_screens() -> None:
    kept = opened(redrawn(picture("JPEG", mode="CMYK"), "jpg"))
    assert kept.mode == "RGB"
    assert near(kept.getpixel((57, 20)), BLUE)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn() -> None:
    for size in ((30_000, 30_000), (8_001, 5_000), (2**31 - 1, 2**31 - 1)):
        head = b"IHDR" + struct.pack("!2L5B", *size, 8, 2, 0, 0, 0)
        sent = picture("PNG")[:12] + head + struct.pack("!L", zlib.crc32(head)) + picture("PNG")[33:]
        with pytest.raises(Invalid, match="40 megapixels"):
            redrawn(sent, "png")


def test_forty_megapixels_fit_into_the_other_process() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = picture("JPEG", (8_000, 5_000), exif=exif(6), icc_profile=profile)
    assert opened(apart.check(sent, "jpg")).size == (5_000, 8_000)


@pytest.mark.asvs("V5.2.2")
@pytest.mark.parametrize("kind", pictures.FORMATS)
@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90\x00",
        b"\xff\xd8\xff\xe0",
        picture("GIF"),
        picture("BMP"),
        picture("WEBP"),
        picture("TIFF"),
        picture("JPEG", (300, 300))[:900],
        picture("PNG", (300, 300))[:120],
    ],
)
def test_what_is_no_such_picture_is_refused(kind: str, content: bytes) -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        redrawn(content, kind)


def test_a_picture_of_the_other_kind_is_refused() -> None:
    for content, kind in ((picture("PNG"), "jpg"), (picture("JPEG"), "png")):
        with pytest.raises(Invalid, match="another kind"):
            redrawn(content, kind)


SENT = {"jpg": picture("JPEG", exif=exif()), "png": picture("PNG", exif=exif())}


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(SENT)),
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_picture_with_altered_bytes_is_drawn_or_refused_in_words(kind: str, altered: list[tuple[int, int]]) -> None:
    content = bytearray(SENT[kind])
    for place, value in altered:
        content[place % len(content)] = value
    kept = unless_refused(lambda: redrawn(bytes(content), kind))
    assert kept is None or dict(opened(kept).getexif()) == {}
