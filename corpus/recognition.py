"""Recognition of text in pictures of pages, where the optional extra `[ocr]` and Debian's `tesseract-ocr-vie` are."""

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# ruff: noqa: PLC0415  # only who reads a scan needs the library
_LANGUAGE = "vie"
_SECONDS_A_PAGE = 60


@cache
def can_recognise() -> bool:
    """Whether Vietnamese text can be recognised here."""
    if find_spec("pytesseract") is None:
        return False
    import pytesseract

    try:
        return _LANGUAGE in pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError):
        return False


def recognise(page: "Image") -> str:
    """Return the lines that the picture of a page shows; raises RuntimeError where that takes too long."""
    import pytesseract

    found: str = pytesseract.image_to_string(page, lang=_LANGUAGE, timeout=_SECONDS_A_PAGE)
    return found
