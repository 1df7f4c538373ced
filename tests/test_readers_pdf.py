"""PDF: lines of the page in reading order, without what is printed on every page."""

import pytest
from papers import read_all, read_only
from printed import At, lines, pdf

from corpus.incoming import Refused

WIDE = "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính và các đơn vị có liên"
LETTERHEAD = [
    At(60, 760, "UBND TỈNH HẢI ĐÔNG"),
    At(300, 760, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    At(80, 742, "VĂN PHÒNG"),
    At(330, 742, "Độc lập - Tự do - Hạnh phúc"),
    At(60, 724, "Số: 12/TB-VP"),
    At(300, 724, "Hải Đông, ngày 5 tháng 6 năm 2025"),
]


def test_a_line_broken_by_the_margin_is_joined_and_a_paragraph_is_not() -> None:
    made = pdf([lines([WIDE, "quan rà soát.", "1. Sở Y tế báo cáo.", "2. Sở Tài chính cấp vốn."])])
    assert read_only(made, "a.pdf").text.splitlines() == [
        f"{WIDE} quan rà soát.",
        "1. Sở Y tế báo cáo.",
        "2. Sở Tài chính cấp vốn.",
    ]


def test_a_letterhead_is_read_column_by_column() -> None:
    incoming = read_only(pdf([[*LETTERHEAD, *lines([WIDE, "quan rà soát."], top=670)]]), "a.pdf")
    assert incoming.text.splitlines() == [
        "UBND TỈNH HẢI ĐÔNG",
        "VĂN PHÒNG",
        "Số: 12/TB-VP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hải Đông, ngày 5 tháng 6 năm 2025",
        f"{WIDE} quan rà soát.",
    ]
    assert (str(incoming.published_on), incoming.reading.published_from) == ("2025-06-05", "text")


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left = ["Chủ tịch tỉnh yêu cầu các sở", "rà soát toàn bộ công trình"]
    right = ["Sở Xây dựng tổng hợp kết quả", "báo cáo trước ngày 30/6"]
    made = pdf([[*lines(left, left=60), *lines(right, left=320)]])
    assert read_only(made, "a.pdf").text == (
        "Chủ tịch tỉnh yêu cầu các sở rà soát toàn bộ công trình\nSở Xây dựng tổng hợp kết quả báo cáo trước ngày 30/6"
    )


def test_a_ruled_table_is_read_row_by_row() -> None:
    cells = [
        [At(60, 700, "Đơn vị"), At(300, 700, "Nhiệm vụ")],
        [At(60, 670, "Sở Y tế"), At(300, 670, "Báo cáo kết quả"), At(300, 655, "phòng dịch")],
        [At(60, 625, "Sở Nội vụ"), At(300, 625, "Thẩm định đề án")],
    ]
    rules = [(50, y, 550, y) for y in (715, 690, 645, 610)]
    made = pdf([[at for row in cells for at in row]], rules)
    assert read_only(made, "a.pdf").text.splitlines() == [
        "Đơn vị\tNhiệm vụ",
        "Sở Y tế\tBáo cáo kết quả phòng dịch",
        "Sở Nội vụ\tThẩm định đề án",
    ]


def test_running_heads_and_page_numbers_are_dropped_and_pages_are_known() -> None:
    def sheet(number: int, body: str) -> list[At]:
        return [At(72, 800, "Công báo số 12 ngày 5-6-2025"), At(72, 500, body), At(290, 40, f"- {number} -")]

    bodies = ["Sở Y tế báo cáo.", "Sở Nội vụ thẩm định.", "Sở Xây dựng cấp phép."]
    incoming = read_only(pdf([sheet(at, body) for at, body in enumerate(bodies, start=1)]), "a.pdf")
    assert incoming.text.splitlines() == bodies
    places = incoming.reading.places
    assert [(place.kind, place.label, incoming.text[place.start : place.end]) for place in places] == [
        ("page", str(at), body) for at, body in enumerate(bodies, start=1)
    ]


def test_a_sentence_goes_on_over_the_page() -> None:
    pages = [[*lines([WIDE]), At(290, 40, "1")], [*lines(["quan rà soát."]), At(290, 40, "2")]]
    assert read_only(pdf(pages), "a.pdf").text == f"{WIDE} quan rà soát."


def test_a_page_whose_letters_nobody_knows_is_flagged() -> None:
    broken = pdf([lines(["\ue001\ue002\ue003 \ue004\ue005 \ue001\ue002\ue003"])])
    assert read_only(broken, "a.pdf").reading.flags == ("broken_text_layer",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(pdf([lines([WIDE])])[:-200], "bị cắt cụt", id="cut short"),
        pytest.param(b"%PDF-1.7\nrubbish\n%%EOF\n", "bị hỏng", id="no PDF inside"),
    ],
)
def test_what_is_no_whole_pdf_is_refused(content: bytes, reason: str) -> None:
    [refused] = read_all(content, "a.pdf")
    assert isinstance(refused, Refused)
    assert reason in refused.reason


def test_a_pdf_is_known_by_content_against_its_name() -> None:
    assert read_only(pdf([lines([WIDE])]), "a.txt").reading.reader == "pdf"
