"""Scans: recognised where the extra `[ocr]` and its Debian packages are, else set aside as what they are."""

import io
from pathlib import Path

import pytest
from papers import read_all, read_only
from PIL import Image, ImageDraw, ImageFont
from printed import written

from corpus.incoming import Refused
from corpus.limits import Limits
from corpus.readers import pdf
from corpus.recognition import can_recognise

FONT = next(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"), None)  # fonts-dejavu-core: has all Vietnamese letters
SENTENCE = "Giao Sở Y tế báo cáo trước ngày 30 tháng 6"


def scan(picture: Image.Image) -> bytes:
    """Return a PDF of one page that is a picture."""
    out = io.BytesIO()
    picture.convert("L").save(out, "JPEG", quality=90)
    image, (width, height) = out.getvalue().decode("latin-1"), picture.size
    facts = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray"
    use = "/Resources << /XObject << /I 5 0 R >> >>"
    return written(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {use} >>",
            "<< /Length 30 >>\nstream\n595 0 0 842 0 0 cm /I Do      \nendstream",
            f"<< {facts} /BitsPerComponent 8 /Filter /DCTDecode /Length {len(image)} >>\nstream\n{image}\nendstream",
        ]
    )


def drawn(sentence: str) -> Image.Image:
    """Return a page at 200 dots an inch on which a sentence stands."""
    picture = Image.new("L", (1654, 2339), 255)
    font = ImageFont.truetype(str(FONT), 44)
    ImageDraw.Draw(picture).text((200, 300), sentence, fill=0, font=font)
    return picture


def test_a_scan_that_nothing_reads_is_set_aside_as_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    [refused] = read_all(scan(Image.new("L", (595, 842), 255)), "a.pdf")
    assert isinstance(refused, Refused)
    assert "bản quét" in refused.reason
    assert "tesseract-ocr-vie" in refused.reason


@pytest.mark.skipif(not can_recognise(), reason="tesseract with Vietnamese is not installed")
@pytest.mark.skipif(FONT is None, reason="fonts-dejavu-core is not installed, nothing to draw a scan with")
def test_a_scan_is_recognised_and_says_so() -> None:
    incoming = read_only(scan(drawn(SENTENCE)), "a.pdf")
    assert incoming.text.strip() == SENTENCE
    assert incoming.reading.flags == ("ocr",)
    assert [(place.kind, place.label) for place in incoming.reading.places] == [("page", "1")]


@pytest.mark.skipif(not can_recognise(), reason="tesseract with Vietnamese is not installed")
@pytest.mark.skipif(FONT is None, reason="fonts-dejavu-core is not installed, nothing to draw a scan with")
def test_a_worker_recognises_within_its_memory(tmp_path: Path) -> None:
    from api.reading import ParallelReading  # noqa: PLC0415  # the other tests need no worker

    (tmp_path / "a.pdf").write_bytes(scan(drawn(SENTENCE)))
    with ParallelReading(Limits(), workers=1) as readers:
        [item] = readers.read([tmp_path / "a.pdf"])
    assert not isinstance(item, Refused), item
    assert item.text.strip() == SENTENCE
