"""PDF: the text layer in reading order; a scan is recognised where the extra `[ocr]` is, else set aside as such."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from corpus.encodings import repair_parts
from corpus.incoming import Incoming, Reading, Refused
from corpus.readers.text import take
from corpus.recognition import can_recognise, recognise
from models.errors import FormatError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

    from corpus.pdf_order import TextLine
    from corpus.pdf_segments import PageText

# ruff: noqa: PLC0415  # PDFium is heavy: only who reads a PDF waits for it
_WITHIN = 1024  # bytes: some programs write before the mark
_AFTER_END = 4096
_END = b"%%EOF"
_FEWEST_CHARACTERS = 8
_MOST_UNMAPPED = 0.1
_DOTS_A_POINT = 300 / 72
_MOST_DOTS = 25_000_000


def recognises(head: bytes, name: str) -> bool:
    """Whether the file has the mark of PDF near its beginning."""
    del name
    return b"%PDF-" in head[:_WITHIN] and not head.startswith(b"PK")


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused]:
    """Yield the document; raises FormatError where it is locked, cut short, broken, or a scan that nothing reads."""
    import pypdfium2

    raw = take(stream)
    end = raw.rfind(_END)
    if end < 0 or len(raw) - end > _AFTER_END:
        raise FormatError("tệp PDF bị cắt cụt (không có phần cuối tệp); hãy tải lại tệp gốc")
    try:
        with pypdfium2.PdfDocument(raw) as document:
            yield _document(document, source, raw)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise FormatError("tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi nạp lại") from None
        raise FormatError(f"tệp PDF bị hỏng ({error}); hãy tải lại tệp gốc") from None


def _document(document: "PdfDocument", source: str, raw: bytes) -> Incoming:
    from corpus.pdf_pages import joined

    pages: list[list[TextLine]] = []
    flags: set[str] = set()
    for page in document:
        lines, flag = _page(page)
        pages.append(lines)
        flags |= {flag} if flag else set()
        page.close()
    if "unread_pages" in flags and not any(pages):
        raise FormatError(
            "PDF là bản quét, không có lớp chữ; hãy cài chidao[ocr] và tesseract-ocr-vie, hoặc nạp bản có chữ"
        )
    repaired = repair_parts([line.text for page in pages for line in page])
    texts = iter(repaired.parts)
    whole = joined([[line._replace(text=next(texts)) for line in page] for page in pages])
    facts = document.get_metadata_dict()
    reading = Reading(
        encoding=repaired.encoding,
        flags=tuple(sorted({*flags, *repaired.flags})),
        title=facts.get("Title") or None,
        author=facts.get("Author") or None,
        places=whole.places,
    )
    return Incoming(whole.text, None, None, source, reading, raw)


def _page(page: "PdfPage") -> "tuple[list[TextLine], str | None]":
    """Return the lines of a page, and a flag where they were recognised, may be wrong, or could not be read."""
    from corpus.pdf_order import in_reading_order
    from corpus.pdf_segments import read_page

    found = read_page(page)
    if found.characters < _FEWEST_CHARACTERS and found.pictured:
        return (_recognised(page), "ocr") if can_recognise() else ([], "unread_pages")
    return in_reading_order(found.segments, found.lines), "broken_text_layer" if _is_broken(found) else None


def _is_broken(found: "PageText") -> bool:
    """Whether many characters of the page have no letter, or one of a font's own."""
    text = "".join(segment.text for segment in found.segments)
    own = sum("\ue000" <= sign < "\uf900" or sign == "\ufffd" for sign in text)
    return max(found.unmapped, own) > _MOST_UNMAPPED * max(1, len(text))


def _recognised(page: "PdfPage") -> "list[TextLine]":
    from corpus.pdf_order import TextLine

    width, height = page.get_size()
    scale = min(_DOTS_A_POINT, (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        lines = recognise(bitmap.to_pil()).splitlines()
    finally:
        bitmap.close()
    shown = [line for line in lines if line.strip()]
    return [TextLine(line, 0.0, 0.0, -float(at), 1.0, at) for at, line in enumerate(shown)]
