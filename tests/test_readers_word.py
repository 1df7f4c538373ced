"""Word files: what Word shows is read, the numbers of automatic lists too."""

from collections.abc import Sequence

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from papers import listed, read_all, read_only, saved, word, word_list, zipped

from corpus.incoming import Refused
from corpus.word_lists import numeral

LEVELS = [("decimal", "%1."), ("lowerLetter", "%2)"), ("decimal", "%1.%2.%3.")]


@pytest.mark.parametrize(
    ("form", "numbers", "expected"),
    [
        pytest.param("decimal", [1, 12], ["1", "12"], id="decimal"),
        pytest.param("decimalZero", [1, 12], ["01", "12"], id="with a zero"),
        pytest.param("lowerLetter", [1, 26, 27], ["a", "z", "aa"], id="letters"),
        pytest.param("upperLetter", [3], ["C"], id="capitals"),
        pytest.param("lowerRoman", [4, 9, 14, 40], ["iv", "ix", "xiv", "xl"], id="Roman"),
        pytest.param("upperRoman", [1, 1999], ["I", "MCMXCIX"], id="Roman capitals"),
        pytest.param("chicago", [2], ["2"], id="a form that is not known"),
    ],
)
def test_numbers_have_forms(form: str, numbers: Sequence[int], expected: Sequence[str]) -> None:
    assert [numeral(number, form) for number in numbers] == expected


def test_automatic_numbers_are_made_visible() -> None:
    document = Document()
    name = word_list(document, LEVELS)
    for text, level in [
        ("Sở Y tế:", 0),
        ("báo cáo", 1),
        ("kiểm tra", 1),
        ("ngay", 2),
        ("Sở Nội vụ:", 0),
        ("thẩm định", 1),
    ]:
        listed(document, text, name, level)
    bullets = word_list(document, [("bullet", "\uf0b7"), ("bullet", "-")])
    listed(document, "các xã", bullets)
    listed(document, "các phường", bullets, 1)
    listed(document, "không thuộc danh sách", "0")
    assert read_only(saved(document), "a.docx").text.splitlines() == [
        "1. Sở Y tế:",
        "a) báo cáo",
        "b) kiểm tra",
        "1.b.1. ngay",
        "2. Sở Nội vụ:",
        "a) thẩm định",
        "• các xã",
        "- các phường",
        "không thuộc danh sách",
    ]


def test_a_list_of_its_style_is_numbered() -> None:
    document = Document()
    for text in ("Báo cáo", "Kiểm tra"):
        document.add_paragraph(text, style="List Number")
    assert read_only(saved(document), "a.docx").text == "1. Báo cáo\n2. Kiểm tra"


def test_a_letterhead_without_lines_is_read_column_after_column() -> None:
    document = Document()
    table = document.add_table(2, 2)
    for (row, column), text in {
        (0, 0): "UBND TỈNH HẢI ĐÔNG\nVĂN PHÒNG",
        (0, 1): "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        (1, 0): "Số: 12/TB-VP",
        (1, 1): "Hải Đông, ngày 5 tháng 6 năm 2025",
    }.items():
        table.cell(row, column).text = text
    document.add_paragraph("THÔNG BÁO")
    incoming = read_only(saved(document), "a.docx")
    assert incoming.text.split("\n\n") == [
        "UBND TỈNH HẢI ĐÔNG\nVĂN PHÒNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/TB-VP",
        "Hải Đông, ngày 5 tháng 6 năm 2025",
        "THÔNG BÁO",
    ]
    assert (str(incoming.published_on), incoming.reading.published_from) == ("2025-06-05", "text")


def test_a_table_with_lines_is_read_row_by_row() -> None:
    document = Document()
    table = document.add_table(2, 2, style="Table Grid")
    for at, text in enumerate(["Đơn vị", "Nhiệm vụ", "Sở Y tế", "Báo cáo\nkết quả"]):
        table.cell(*divmod(at, 2)).text = text
    incoming = read_only(saved(document), "a.docx")
    assert incoming.text == "Đơn vị\tNhiệm vụ\nSở Y tế\tBáo cáo kết quả"
    assert [(place.kind, place.label) for place in incoming.reading.places] == [
        ("cell", "bảng 1 hàng 1"),
        ("cell", "bảng 1 hàng 2"),
    ]


def test_what_is_deleted_is_not_read_and_what_is_added_is() -> None:
    document = Document()
    paragraph = document.add_paragraph("Giao ")
    for tag, inner, text in (("w:del", "w:delText", "Sở Y tế"), ("w:ins", "w:t", "Sở Nội vụ")):
        change, run, said = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        said.text = text
        run.append(said)
        change.append(run)
        paragraph._p.append(change)  # noqa: SLF001  # python-docx writes no changes
    assert read_only(saved(document), "a.docx").text == "Giao Sở Nội vụ"


def test_the_running_head_is_read_once_and_page_numbers_are_not() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "DỰ THẢO LẦN 2"
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    document.add_paragraph("Nội dung")
    assert read_only(saved(document), "a.docx").text == "DỰ THẢO LẦN 2\nNội dung"


def test_every_paragraph_is_known_by_its_number() -> None:
    document = Document()
    for text in ("Một", "", "Hai"):
        document.add_paragraph(text).paragraph_format.space_after = Pt(6)
    incoming = read_only(saved(document), "a.docx")
    found = [(place.label, incoming.text[place.start : place.end]) for place in incoming.reading.places]
    assert found == [("1", "Một"), ("3", "Hai")]


def test_a_word_file_is_known_by_content_against_its_name() -> None:
    incoming = read_only(word("Một", "Hai"), "a.txt")
    assert (incoming.text, incoming.reading.reader) == ("Một\nHai", "docx")


def test_macros_are_left_alone_and_named() -> None:
    document = Document()
    document.add_paragraph("Một")
    with_macros = saved(document) + b"vbaProject.bin"
    assert read_only(with_macros, "a.docm").reading.flags == ("macros",)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(word("Một")[:-300], id="cut short"),
        pytest.param(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), id="no document inside"),
    ],
)
def test_what_is_no_whole_word_file_is_refused(content: bytes) -> None:
    [refused] = read_all(content, "a.docx")
    assert isinstance(refused, Refused)
    assert "bị hỏng" in refused.reason


def test_numbers_set_by_hand_stay_as_they_are() -> None:
    document = Document()
    document.add_paragraph("1. Sở Y tế")
    document.styles["Normal"].element.get_or_add_pPr().append(OxmlElement("w:keepNext"))
    assert document.styles["Normal"].element.find(qn("w:pPr")) is not None
    assert read_only(saved(document), "a.docx").text == "1. Sở Y tế"
