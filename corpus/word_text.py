"""What the paragraphs and tables of a Word file say, as they are read on paper."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SIGNS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_TEXT, _NOTE = qn("w:t"), (qn("w:footnoteReference"), qn("w:endnoteReference"))
_AS_SIGN = {qn(name): sign for name, sign in _SIGNS.items()}
_PARAGRAPH, _TABLE, _CONTENT = qn("w:p"), qn("w:tbl"), (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"))
# Deleted text, old forms kept for old programs, and boxes, which `boxes` reads as paragraphs of their own.
_UNREAD = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:tabs")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_INVISIBLE = {"nil", "none"}


def blocks(parent: "Element") -> Iterator["Element"]:
    """Yield the paragraphs and tables that stand in an element, through content controls."""
    for child in parent.iterchildren():
        if child.tag in {_PARAGRAPH, _TABLE}:
            yield child
        elif child.tag in _CONTENT:
            yield from blocks(child)


def is_table(block: "Element") -> bool:
    """Whether a block is a table; else it is a paragraph."""
    return bool(block.tag == _TABLE)


def said(paragraph: "Element") -> str:
    """Return what a paragraph says, deleted text left out; a footnote's sign is `[1]`."""
    return "".join(_pieces(paragraph))


def _pieces(element: "Element") -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag in _UNREAD or child.tag == _FALLBACK:
            continue
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _NOTE:
            yield f"[{child.get(qn('w:id'))}]"
        else:
            yield _AS_SIGN.get(child.tag, "")
            yield from _pieces(child)


def boxes(paragraph: "Element") -> Iterator["Element"]:
    """Yield the paragraphs in text boxes that hang on this paragraph."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from box.iter(_PARAGRAPH)


def rows(table: "Element") -> Iterator[list["Element"]]:
    """Yield the cells of each row, leaving out cells that only go on from the row above."""
    for row in table.iterchildren(qn("w:tr")):
        yield [cell for cell in row.iter(qn("w:tc")) if cell.getparent() is row or _controlled(cell, row)]


def _controlled(cell: "Element", row: "Element") -> bool:
    """Whether nothing but content controls stands between a cell and its row."""
    between: list[Element] = []
    for above in cell.iterancestors():
        if above is row:
            return all(one.tag in _CONTENT for one in between)
        between.append(above)
    return False


def goes_on(cell: "Element") -> bool:
    """Whether a cell only goes on from the one above it."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def has_lines(table: "Element", document: Document) -> bool:
    """Whether any line of the table can be seen; one without lines only sets columns beside each other."""
    style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    wanted = style.get(qn("w:val")) if style is not None else None
    named = [found for found in document.styles.element if wanted and found.get(qn("w:styleId")) == wanted]
    own = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    drawn = [own] if own is not None else [found for s in named for found in s.iter(qn("w:tblBorders"))]
    drawn += list(table.iter(qn("w:tcBorders")))
    return any(line.get(qn("w:val")) not in _INVISIBLE for borders in drawn for line in borders)


def notes(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the number and the text of each footnote and endnote."""
    for rel in document.part.rels.values():
        if rel.is_external or not rel.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        for note in parse_xml(rel.target_part.blob).iterchildren():
            if note.get(qn("w:type")) is None:  # the others are the lines above the notes
                yield str(note.get(qn("w:id"))), " ".join(said(p).strip() for p in note.iter(_PARAGRAPH)).strip()


def running_heads(document: Document) -> Iterator[str]:
    """Yield what stands above the pages, each once, leaving out page numbers."""
    seen: set[str] = set()
    for section in document.sections:
        for head in (section.first_page_header, section.header):
            for paragraph in head.paragraphs if not head.is_linked_to_previous else ():
                text = said(paragraph._p).strip()  # noqa: SLF001  # python-docx has no public way to the element
                if text not in seen and any(sign.isalpha() for sign in text):
                    seen.add(text)
                    yield text
