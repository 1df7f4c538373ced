"""PDF files as a printer driver writes them: text at places, in a font that says which letter each code is."""

from collections.abc import Sequence
from dataclasses import dataclass

A4 = (595, 842)
_SIZE = 12


@dataclass(frozen=True)
class At:
    """Text that begins at this place of the page, counted from its lower left corner."""

    x: float
    y: float
    text: str


def lines(texts: Sequence[str], top: float = 700, left: float = 72) -> list[At]:
    """Return texts one below the other."""
    return [At(left, top - 18 * at, text) for at, text in enumerate(texts)]


def pdf(pages: Sequence[Sequence[At]], rules: Sequence[tuple[float, float, float, float]] = ()) -> bytes:
    """Return a PDF with these pages, every letter as wide as the next; `rules` are lines drawn on each page."""
    letters = sorted({sign for page in pages for at in page for sign in at.text})
    codes = {sign: code for code, sign in enumerate(letters, start=1)}
    drawn = "".join(f"{x} {y} m {right} {up} l S\n" for x, y, right, up in rules)
    streams = [drawn + "".join(_shown(at, codes) for at in page) for page in pages]
    first = 5
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        _font(len(letters)),
        _stream(_mapping(codes)),
    ]
    for at, stream in enumerate(streams):
        box = f"/MediaBox [0 0 {A4[0]} {A4[1]}] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {first + 2 * at + 1} 0 R >>")
        objects.append(_stream(stream))
    return written(objects)


def written(objects: Sequence[str]) -> bytes:
    """Return a PDF of these objects, the first of them its root."""
    out = "%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def _shown(at: At, codes: dict[str, int]) -> str:
    code = "".join(f"{codes[sign]:02x}" for sign in at.text)
    return f"BT /F {_SIZE} Tf {at.x} {at.y} Td <{code}> Tj ET\n"


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _font(count: int) -> str:
    widths = " ".join(["500"] * count)
    return (
        f"<< /Type /Font /Subtype /TrueType /BaseFont /Mau /FirstChar 1 /LastChar {count} /Widths [{widths}]"
        " /FontDescriptor << /Type /FontDescriptor /FontName /Mau /Flags 4 /FontBBox [0 -200 500 800]"
        " /Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >> /ToUnicode 4 0 R >>"
    )


def _mapping(codes: dict[str, int]) -> str:
    mapped = "\n".join(f"<{code:02x}> <{sign.encode('utf-16-be').hex()}>" for sign, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{mapped}\nendbfchar\n"
        "endcmap end end"
    )
