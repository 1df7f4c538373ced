"""Files of each format, made as their programs make them: what the readers are tested on."""

import io
import tarfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl import Workbook

from corpus.incoming import Incoming, Refused
from corpus.readers import read_stream

NOTICE = "Giao Sở Y tế báo cáo trước ngày 30/6/2025."

PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Họp về giá thuốc | Báo Mẫu</title>
<meta property="og:description" content="Sáng 3/4, Bộ trưởng Bộ Y tế chủ trì cuộc họp về giá thuốc tại...">
{published}<meta name="author" content="Minh Anh"><link rel="canonical" href="https://baomau.example/hop-123.html">
<script>document.write("chữ do máy viết ra")</script></head>
<body><header><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/a">Thời sự</a></li></ul></nav></header>
<article><h1>Bộ Y tế họp về giá thuốc</h1>{stamp}
<h2>Sáng 3/4, Bộ trưởng Bộ Y tế chủ trì cuộc họp về giá thuốc tại các bệnh viện tuyến trung ương.</h2>
<p>Bộ trưởng yêu cầu Cục Quản lý Dược rà soát giá thuốc của bệnh viện, báo cáo Bộ trước ngày 30/4 để tổng hợp.</p>
<figure><img src="a.jpg"><figcaption>Quang cảnh cuộc họp. Ảnh: Minh Anh</figcaption></figure>
<p>Tại cuộc họp, Bộ trưởng giao các đơn vị trực thuộc những việc sau đây, hoàn thành trong quý II:</p>
<ol><li>Vụ Bảo hiểm y tế sửa đổi thông tư;</li><li>Thanh tra Bộ kiểm tra 12 bệnh viện.</li></ol>
<table><tr><th>Đơn vị</th><th>Số việc</th></tr><tr><td>Cục Quản lý Dược</td><td>15 nhiệm vụ</td></tr></table>
<p>Các đơn vị gửi báo cáo về Văn phòng Bộ để tổng hợp, trình Bộ trưởng xem xét, quyết định.</p></article>
<div class="related"><h3>Tin liên quan</h3><a href="/x">Giá xăng giảm</a><a href="/y">Trận mở màn</a></div>
<footer>Báo Mẫu. Giấy phép số 1. Điện thoại: 024</footer></body></html>"""
PUBLISHED = '<meta property="article:published_time" content="2019-04-03T23:15:00+07:00">'


def read_all(content: bytes, name: str) -> list[Incoming | Refused]:
    """Return everything that stands in a file of this name."""
    return list(read_stream(io.BytesIO(content), name))


def read_only(content: bytes, name: str) -> Incoming:
    """Return the one document in a file."""
    [incoming] = read_all(content, name)
    assert isinstance(incoming, Incoming), incoming
    return incoming


def page(published: str = PUBLISHED, stamp: str = "") -> bytes:
    """Return a page of a newspaper with furniture around its article."""
    return PAGE.format(published=published, stamp=stamp).encode()


def saved(document: object) -> bytes:
    """Return a Word file or workbook as bytes."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]  # both kinds have `save`
    return out.getvalue()


def word_list(document: object, levels: Iterable[tuple[str, str]]) -> str:
    """Add a list with these forms and patterns of its levels to a Word file, and return its id."""
    numbering = document.part.numbering_part.element  # type: ignore[attr-defined]  # a python-docx document
    name = str(50 + len(numbering))
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (form, pattern) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{made}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'))
    return name


def listed(document: object, text: str, name: str, level: int = 0) -> None:
    """Add a paragraph that belongs to a list."""
    paragraph = document.add_paragraph(text)  # type: ignore[attr-defined]  # a python-docx document
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # python-docx knows no lists
    member = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", str(level)), ("w:numId", name)):
        found = OxmlElement(tag)
        found.set(qn("w:val"), value)
        member.append(found)
    properties.append(member)


def word(*paragraphs: str) -> bytes:
    """Return a Word file with these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def workbook(rows: Iterable[Sequence[object]], title: str = "Trang 1") -> bytes:
    """Return a workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return saved(book)


def mail(body: str, *, subtype: str = "plain", attached: Mapping[str, bytes] | None = None) -> bytes:
    """Return an e-mail with attachments."""
    message = EmailMessage()
    message["From"] = "Văn phòng Sở <vanphong@so.example>"
    message["To"] = "tiepnhan@trungtam.example"
    message["Subject"] = "Chỉ đạo về phòng dịch"
    message["Date"] = "Wed, 03 Apr 2019 23:15:00 +0700"
    message.set_content(body, subtype=subtype)
    for name, content in (attached or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    """Return a tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]  # any mode of tar
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()
