"""Files that somebody brings: what is taken, and how each of the others is refused."""

import os
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from casework.errors import DocumentError
from casework.ports import PageImage
from hardware.scanner import importing
from hardware.scanner.decoding import PIXELS, examine
from hardware.scanner.importing import import_file
from tests.hardware.scanner import samples

WHOLE = {
    "jpeg": samples.encoded(samples.noise(), "JPEG"),
    "png": samples.encoded(samples.noise("RGBA"), "PNG"),
    "palette": samples.encoded(samples.noise("P"), "PNG"),
    "tiff": samples.tiff(samples.noise("1"), samples.noise()),
    "pdf": samples.pdf(2),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def brought(folder: Path, body: bytes, name: str = "材料.bin") -> tuple[PageImage, ...]:
    path = folder / name
    path.write_bytes(body)
    return import_file(path)


def code_of(folder: Path, body: bytes, **limits: float) -> str:
    path = folder / "材料.bin"
    path.write_bytes(body)
    with pytest.raises(DocumentError) as caught:
        import_file(path, **limits)
    assert caught.value.facts["name"] == "材料.bin"
    return caught.value.code


def opened(body: bytes) -> Image.Image:
    image = Image.open(BytesIO(body))
    image.load()
    return image


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("JPEG", mode) for mode in ("L", "RGB")),
        *(("PNG", mode) for mode in ("1", "L", "RGB")),
        *(("TIFF", mode) for mode in ("1", "L", "RGB")),
    ],
)
def test_a_picture_keeps_its_size_and_tone(folder: Path, kind: str, mode: str) -> None:
    (page,) = brought(folder, samples.encoded(samples.noise(mode), kind))
    image = opened(page.body)
    assert (image.mode, image.size) == (mode, (60, 80))
    assert (page.width, page.height) == (60, 80)
    assert page.media_type == ("image/png" if mode == "1" else "image/jpeg")
    assert page.source == "材料.bin"


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA", "I;16"])
def test_other_tones_become_plain(folder: Path, mode: str) -> None:
    (page,) = brought(folder, samples.encoded(samples.noise().convert("L").convert(mode), "PNG"))
    assert opened(page.body).mode in {"L", "RGB"}


def test_what_was_transparent_is_white_and_sixteen_bits_are_scaled(folder: Path) -> None:
    clear = samples.encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")
    assert opened(brought(folder, clear)[0].body).getpixel((9, 9)) == (255, 255, 255)
    half = samples.encoded(Image.new("I;16", (20, 20), 0x8000), "PNG")
    assert opened(brought(folder, half)[0].body).getpixel((9, 9)) == pytest.approx(128, abs=2)


def test_pages_of_a_tiff_come_one_by_one(folder: Path) -> None:
    pages = brought(folder, samples.tiff(*[samples.noise(size=(50 + n, 70)) for n in range(3)]))
    assert [page.width for page in pages] == [50, 51, 52]


def test_a_photo_is_turned_and_loses_its_metadata(folder: Path) -> None:
    body = samples.sideways()
    assert b"Zhengzhou" in body
    (page,) = brought(folder, body)
    assert (page.width, page.height) == (60, 80)
    assert b"Zhengzhou" not in page.body
    assert not opened(page.body).getexif()


def test_a_pdf_stays_as_it_is(folder: Path) -> None:
    body = samples.pdf(3)
    (page,) = brought(folder, body, "a.jpg")
    assert page.body == body
    assert (page.media_type, page.width, page.height) == ("application/pdf", 120, 170)
    assert max(opened(page.thumbnail).size) == 160
    assert page.source == "a.jpg"


@pytest.mark.parametrize("kind", WHOLE)
def test_a_thumbnail_is_a_small_png(folder: Path, kind: str) -> None:
    for page in brought(folder, WHOLE[kind]):
        small = opened(page.thumbnail)
        assert small.format == "PNG"
        assert max(small.size) <= 160


@pytest.mark.parametrize(
    "body",
    [b"", b"hello", b"GIF89a" + bytes(50), b"<svg/>", b"PK\x03\x04" + bytes(50), b" %PDF-1.4"],
)
def test_another_kind_of_file(folder: Path, body: bytes) -> None:
    assert code_of(folder, body) == "HW-301"


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_cut_off_in_the_middle(folder: Path, kind: str) -> None:
    body = WHOLE[kind]
    assert code_of(folder, body[: len(body) // 2]) == "HW-302"


def test_a_pdf_that_lost_only_its_last_line(folder: Path) -> None:
    assert code_of(folder, WHOLE["pdf"][:-8]) == "HW-302"


def test_a_picture_of_300_megapixels_is_refused_before_it_is_decoded(folder: Path) -> None:
    body = samples.png_of(20_000, 15_000)
    assert len(body) < 100_000
    began = time.monotonic()
    assert code_of(folder, body) == "HW-303"
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("side", [10_001, 14_200])
def test_a_picture_a_little_too_large(folder: Path, side: int) -> None:
    """Pillow warns up to twice its limit and refuses beyond: both must be refusals here."""
    assert side * side > PIXELS
    assert code_of(folder, samples.png_of(side, side)) == "HW-303"


def test_a_large_photo_is_halved(folder: Path) -> None:
    body = samples.encoded(Image.new("L", (8000, 6000), 200), "JPEG")
    (page,) = brought(folder, body)
    assert (page.width, page.height) == (4000, 3000)


@pytest.mark.parametrize("kind", ["jpeg", "png", "pdf"])
def test_two_kinds_in_one_file(folder: Path, kind: str) -> None:
    assert code_of(folder, samples.with_archive(WHOLE[kind])) == "HW-304"


def test_a_pdf_with_a_password(folder: Path) -> None:
    locked = BytesIO()
    with pikepdf.open(BytesIO(WHOLE["pdf"])) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert code_of(folder, locked.getvalue()) == "HW-305"


def test_a_pdf_that_unfolds_costs_its_process_and_no_more(folder: Path) -> None:
    bomb = samples.pdf_bomb(1 << 30)
    assert len(bomb) < 100_000
    assert code_of(folder, bomb) == "HW-309"
    assert brought(folder, WHOLE["pdf"])


def test_the_time_limit(folder: Path) -> None:
    assert code_of(folder, samples.png_of(9_000, 9_000), time_limit=0.05) == "HW-306"


def test_a_file_that_is_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SIZE_LIMIT", 1000)
    assert code_of(folder, WHOLE["pdf"]) == "HW-307"


def test_too_many_pages(folder: Path) -> None:
    with pikepdf.new() as document:
        for _ in range(501):
            document.add_blank_page()
        body = BytesIO()
        document.save(body)
    assert code_of(folder, body.getvalue()) == "HW-308"


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    for path in (folder / "nothing.pdf", folder):
        with pytest.raises(DocumentError, match="HW-300"):
            import_file(path)


def test_no_process_is_left(folder: Path) -> None:
    brought(folder, WHOLE["png"])
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_text(encoding="utf-8")
            parent = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        assert not ("decoding:examine" in command and int(parent) == os.getpid())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_damage_raises_nothing_but_a_document_error(kind: str, data: st.DataObject) -> None:
    body = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(body)))
    try:
        examine(("x", bytes(body[:cut]) if data.draw(st.booleans()) else bytes(body)))
    except DocumentError as error:
        assert error.facts["name"] == "x"  # noqa: PT017 - a whole file is as good an outcome
