"""Headers: what kind of document a text is, and what its letterhead and close say."""

import datetime as dt

import pytest

from extractor.annotations import HeaderFinding
from extractor.stages.headers import describe
from extractor.text.layout import Layout, build_layout
from models.spans import Span
from models.vocabulary import Kind, Urgency

TELEGRAM = """
BỘ Y TẾ
-------

CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 12/CĐ-BYT

Hà Nội, ngày 05
tháng 9 năm 2024

HỎA TỐC

CÔNG ĐIỆN
VỀ VIỆC BẢO ĐẢM CÔNG TÁC Y TẾ TRONG MƯA LŨ

BỘ TRƯỞNG BỘ Y TẾ điện:

- Giám đốc Sở Y tế tỉnh Lào Cai;
- Giám đốc Sở Y tế tỉnh Yên Bái.

Mưa lũ diễn biến phức tạp, Bộ trưởng Bộ Y tế yêu cầu các Sở Y tế trực cấp cứu 24/24 giờ, chuẩn bị đủ thuốc./.

Nơi nhận:
- Như trên;
- Văn phòng Chính phủ (để b/c);
- Lưu: VT, KCB.

KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Hoàng Minh Lợi
"""
PARTY = """
BAN CHẤP HÀNH TRUNG ƯƠNG

ĐẢNG CỘNG SẢN VIỆT NAM

Số 21-KL/TW

Hà Nội, ngày 3 tháng 2 năm 2026

KẾT LUẬN
CỦA BAN BÍ THƯ VỀ CÔNG TÁC THƯ VIỆN

Ban Bí thư kết luận như sau:

1. Giao Đảng ủy Chính phủ lãnh đạo việc rà soát mạng lưới thư viện.

T/M BAN BÍ THƯ
Lý Thành Nhân
"""
MINUTES = """
BIÊN BẢN
Họp giao ban tháng 3

Thời gian: 8 giờ 30 ngày 4 tháng 3 năm 2024
Địa điểm: Phòng họp tầng 2
Chủ trì: Ông Lê Văn Bách
1. Kiểm kê tài sản xong trước ngày 15/3.
"""
ARTICLE = (
    "Bộ Y tế họp về giá thuốc\n\nSáng 5/9, Bộ Y tế họp bàn về giá thuốc tại Hà Nội với đại diện các bệnh viện lớn."
)


def header(layout: Layout, *, kind: Kind) -> HeaderFinding:
    found = describe(layout, None, None)
    assert found.kind is kind
    assert found.header is not None
    return found.header


def words(layout: Layout, span: Span | None) -> str | None:
    return None if span is None else span.of(layout.text)


def test_a_telegram_is_read_whole() -> None:
    layout = build_layout(TELEGRAM)
    found = header(layout, kind=Kind.ADMINISTRATIVE)
    assert (found.number, found.type, found.place) == ("12/CĐ-BYT", "Công điện", "Hà Nội")
    assert found.date == dt.date(2024, 9, 5)
    assert found.subject == "BẢO ĐẢM CÔNG TÁC Y TẾ TRONG MƯA LŨ"
    assert found.urgency is Urgency.EXPRESS
    assert words(layout, found.issuer) == "BỘ Y TẾ"
    assert [words(layout, r.span) for r in found.to] == [
        "Giám đốc Sở Y tế tỉnh Lào Cai",
        "Giám đốc Sở Y tế tỉnh Yên Bái",
    ]
    assert [(words(layout, r.span), r.purpose) for r in found.copies] == [
        ("Như trên", None),
        ("Văn phòng Chính phủ", "để b/c"),
        ("Lưu: VT, KCB", None),
    ]
    assert words(layout, found.signing) == "KT. BỘ TRƯỞNG THỨ TRƯỞNG"
    assert words(layout, found.signer) == "Hoàng Minh Lợi"


def test_a_party_document_is_its_signing_body_s() -> None:
    layout = build_layout(PARTY)
    found = header(layout, kind=Kind.ADMINISTRATIVE)
    assert (found.number, found.type, found.date) == ("21-KL/TW", "Kết luận", dt.date(2026, 2, 3))
    assert words(layout, found.issuer) == "BAN BÍ THƯ"


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        (TELEGRAM, Kind.ADMINISTRATIVE, dt.date(2024, 9, 5)),
        (PARTY, Kind.ADMINISTRATIVE, dt.date(2026, 2, 3)),
        (MINUTES, Kind.MINUTES, dt.date(2024, 3, 4)),
        (ARTICLE, Kind.NEWS, None),
        ("Một bài báo dài kể chuyện lũ. " * 12 + "\n" + TELEGRAM, Kind.NEWS, None),
        ("Bộ đội biên phòng lập biên bản ba tàu cá vi phạm.\nThời gian: 3 ngày.", Kind.NEWS, None),
    ],
    ids=["telegram", "Party conclusion", "minutes", "article", "article that prints a telegram", "talk of minutes"],
)
def test_kind_and_date_of_a_document(text: str, kind: Kind, day: dt.date | None) -> None:
    found = describe(build_layout(text), None, None)
    assert (found.kind, found.date) == (kind, day)


def test_what_the_caller_says_wins() -> None:
    found = describe(build_layout(TELEGRAM), dt.date(2024, 9, 7), Kind.NEWS)
    assert (found.kind, found.date, found.header) == (Kind.NEWS, dt.date(2024, 9, 7), None)


LETTER = """
Kính gửi:

- Các phòng, ban thuộc huyện;
- Trạm Y tế các xã.

Để giữ sạch nguồn nước, đề nghị các đơn vị rà soát giếng khoan trước ngày 30/6/2025./.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lò Nam
"""
WIRED = """
CÔNG ĐIỆN

VỀ PHÒNG, CHỐNG DỊCH SỞI

BỘ TRƯỞNG BỘ Y TẾ điện:

- Giám đốc Sở Y tế các tỉnh.

Bệnh sởi tăng nhanh, các Sở Y tế mở điểm tiêm./.

Nơi nhận:
- Như trên.

BỘ TRƯỞNG
Hà Thị Vân
"""
DIRECTIVE = """
CHỈ THỊ CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI VỀ GIỮ RỪNG

1. Chi cục Kiểm lâm tuần tra ban đêm.

CHỦ TỊCH
Hoàng Văn Páo
"""


@pytest.mark.parametrize(
    ("text", "issuer", "signer"),
    [
        (LETTER, "ỦY BAN NHÂN DÂN", "Lò Nam"),
        (WIRED, "BỘ TRƯỞNG BỘ Y TẾ", "Hà Thị Vân"),
        (LETTER.partition("TM.")[0] + "KT. GIÁM ĐỐC SỞ Y TẾ\nLò Nam\n", "GIÁM ĐỐC SỞ Y TẾ", "Lò Nam"),
        (DIRECTIVE + "\nNơi nhận:\n- Như trên.\n", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI", None),
    ],
    ids=["signed for", "wired", "signing office", "title"],
)  # fmt: skip
def test_without_a_letterhead_wire_title_or_signature_name_the_issuer(
    text: str, issuer: str, signer: str | None
) -> None:
    layout = build_layout(text)
    found = header(layout, kind=Kind.ADMINISTRATIVE)
    assert words(layout, found.issuer) == issuer
    assert signer is None or words(layout, found.signer) == signer


@pytest.mark.parametrize(
    ("text", "title", "day"),
    [
        (
            (
                "TRƯỜNG THCS HOA BAN\n\n# BIÊN BẢN HỌP TỔ TOÁN\n\n"
                "Hôm nay, vào hồi 14 giờ ngày 6/5/2022, tổ họp.\n1. Chủ tọa: cô Hòa"
            ),
            "BIÊN BẢN HỌP TỔ TOÁN",
            dt.date(2022, 5, 6),
        ),
        (
            (
                "UBND XÃ MƯỜNG SO\n\nBIÊN BẢN\nHọp bản về nước sạch\n\n"
                "Vào lúc 19h ngày 8/3/2021, tại nhà văn hóa.\nChúng tôi gồm có:\nÔng Lò Văn Pẻng"
            ),
            "BIÊN BẢN\nHọp bản về nước sạch",
            dt.date(2021, 3, 8),
        ),
        (
            "Biên bản họp nhóm\n\n**Thời gian**: 9h ngày 4/5/2023\n**Địa điểm**: thư viện",
            "Biên bản họp nhóm",
            dt.date(2023, 5, 4),
        ),
    ],
    ids=["heading and numbered fields", "capitals and the line below", "bold fields"],
)
def test_minutes_are_known_by_their_fields_and_title(text: str, title: str, day: dt.date) -> None:
    layout = build_layout(text)
    found = describe(layout, None, None)
    assert (found.kind, words(layout, found.title), found.date) == (Kind.MINUTES, title, day)
