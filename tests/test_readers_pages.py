"""Web pages and e-mail: the article without furniture, the mail with what hangs on it."""

import base64

import pytest
from papers import NOTICE, mail, page, read_all, read_only, word, zipped

from corpus.incoming import Incoming, Refused

LEAD = "Sáng 3/4, Bộ trưởng Bộ Y tế chủ trì cuộc họp về giá thuốc tại các bệnh viện tuyến trung ương."


def test_an_article_is_title_lead_body_captions_lists_and_tables() -> None:
    assert read_only(page(), "a.html").text.splitlines() == [
        "Bộ Y tế họp về giá thuốc",
        LEAD,
        "Bộ trưởng yêu cầu Cục Quản lý Dược rà soát giá thuốc của bệnh viện, báo cáo Bộ trước ngày 30/4 để tổng hợp.",
        "Quang cảnh cuộc họp. Ảnh: Minh Anh",
        "Tại cuộc họp, Bộ trưởng giao các đơn vị trực thuộc những việc sau đây, hoàn thành trong quý II:",
        "1. Vụ Bảo hiểm y tế sửa đổi thông tư;",
        "2. Thanh tra Bộ kiểm tra 12 bệnh viện.",
        "Đơn vị\tSố việc",
        "Cục Quản lý Dược\t15 nhiệm vụ",
        "Các đơn vị gửi báo cáo về Văn phòng Bộ để tổng hợp, trình Bộ trưởng xem xét, quyết định.",
    ]


def test_what_the_page_says_of_itself_is_kept() -> None:
    incoming = read_only(page(), "a.html")
    reading = incoming.reading
    assert (reading.title, reading.lead, reading.author) == ("Bộ Y tế họp về giá thuốc", LEAD, "Minh Anh")
    assert (reading.address, reading.encoding) == ("https://baomau.example/hop-123.html", "utf-8")
    assert incoming.received == page()
    assert [incoming.text[place.start : place.end] for place in reading.places] == incoming.text.splitlines()


JSON_LD = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2019-04-02"}]}</script>'
)
TWO_STAMPS = '<span class="date">03/04/2019</span><span class="date">05/04/2019</span>'


@pytest.mark.parametrize(
    ("made", "name", "day", "source"),
    [
        pytest.param(page(), "a.html", "2019-04-03", "metadata", id="the day in the zone of the page"),
        pytest.param(page(JSON_LD), "a.html", "2019-04-02", "metadata", id="JSON-LD"),
        pytest.param(
            page("", '<span class="date">Thứ tư, 03/04/2019 10:15</span>'), "a.html", "2019-04-03", "page", id="stamp"
        ),
        pytest.param(page("", '<time datetime="2019-04-03">hôm nay</time>'), "a.html", "2019-04-03", "page", id="time"),
        pytest.param(page(""), "tin/20190403-hop.html", "2019-04-03", "file_name", id="file name"),
        pytest.param(page("", TWO_STAMPS), "a.html", None, None, id="two days are none"),
        pytest.param(page(""), "a.html", None, None, id="a day within the body is none"),
    ],
)
def test_a_publication_day_says_where_it_came_from(made: bytes, name: str, day: str | None, source: str | None) -> None:
    incoming = read_only(made, name)
    assert (str(incoming.published_on) if incoming.published_on else None, incoming.reading.published_from) == (
        day,
        source,
    )


def test_a_stamp_beside_the_title_is_no_text() -> None:
    assert "10:15" not in read_only(page(stamp="<p>Thứ tư, 03/04/2019 10:15</p>"), "a.html").text


@pytest.mark.parametrize(
    ("content", "name", "reader"),
    [
        pytest.param(page(), "a.txt", "html", id="a page called .txt"),
        pytest.param(
            b"<!-- x -->\n<html><body><p>" + NOTICE.encode() * 9 + b"</p></body></html>", "a", "html", id="a comment"
        ),
        pytest.param(NOTICE.encode() + b"<html>", "a.html", "text", id="text called .html"),
        pytest.param(mail(NOTICE), "a.txt", "eml", id="a mail called .txt"),
        pytest.param(b"Subject: Giao ban\n\n" + NOTICE.encode(), "a.txt", "text", id="one field makes no mail"),
    ],
)
def test_the_format_is_told_by_content(content: bytes, name: str, reader: str) -> None:
    assert read_only(content, name).reading.reader == reader


def test_a_mail_is_its_subject_and_body_with_day_and_sender() -> None:
    incoming = read_only(mail(f"Kính gửi Trung tâm,\n{NOTICE}\n"), "a.eml")
    assert incoming.text.splitlines() == ["Chỉ đạo về phòng dịch", "Kính gửi Trung tâm,", NOTICE]
    assert (str(incoming.published_on), incoming.reading.published_from) == ("2019-04-03", "metadata")
    assert "vanphong@so.example" in str(incoming.reading.author)


def test_what_hangs_on_a_mail_is_not_kept_with_it() -> None:
    first, attached = read_all(mail(NOTICE, attached={"mat.txt": b"TOI MAT"}), "a.eml")
    assert isinstance(first, Incoming)
    assert isinstance(attached, Incoming)
    assert attached.received == b"TOI MAT"
    assert b"Subject:" in first.received
    assert b"mat.txt" not in first.received
    assert base64.b64encode(b"TOI MAT") not in first.received


def test_a_mail_in_html_is_read_as_a_page() -> None:
    body = f"<html><body><p>Kính gửi Trung tâm tiếp nhận thông tin của tỉnh,</p><p>{NOTICE}</p></body></html>"
    assert read_only(mail(body, subtype="html"), "a.eml").text.splitlines()[-1] == NOTICE


def test_attachments_are_read_by_their_own_content_however_deep() -> None:
    inner = mail("Thư trong thư.", attached={"b.docx": word("Một")})
    archive = zipped({"c.txt": b"Hai", "d.png": b"\x89PNG"})
    items = read_all(mail(NOTICE, attached={"inner.eml": inner, "e.zip": archive}), "a.eml")
    found = {item.source: item.text if isinstance(item, Incoming) else None for item in items}
    assert found == {
        "a.eml": f"Chỉ đạo về phòng dịch\n{NOTICE}",
        "a.eml/inner.eml": "Chỉ đạo về phòng dịch\nThư trong thư.",
        "a.eml/inner.eml/b.docx": "Một",
        "a.eml/e.zip/c.txt": "Hai",
        "a.eml/e.zip/d.png": None,
    }
    assert isinstance(items[-1], Refused)
