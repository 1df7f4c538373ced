"""Publication days: read where one day is meant, never where two could be."""

import pytest

from corpus.published import day, in_file_name, in_text, is_stamp, mail_day


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2019-04-03", "2019-04-03"),
        ("2019-04-03T23:15:00+07:00", "2019-04-03"),
        ("Thứ tư, 03/04/2019 10:15", "2019-04-03"),
        ("3.4.2019", "2019-04-03"),
        ("ngày 3 tháng 4 năm 2019", "2019-04-03"),
        ("31/02/2019", None),
        ("04/2019", None),
        ("03/04/2019 - 05/04/2019", None),
        ("13/4/19", None),
        ("hôm nay", None),
    ],
)
def test_a_statement_names_one_day_or_none(said: str, expected: str | None) -> None:
    found = day(said)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tin/2019-04-03-hop.txt", "2019-04-03"),
        ("20190403_hop.docx", "2019-04-03"),
        ("TB 03.04.2019.pdf", "2019-04-03"),
        ("bao-cao_03042019.doc", "2019-04-03"),
        ("2018-01-01/hop.txt", None),
        ("217-CD-TTg-2025.pdf", None),
        ("hop-2019-04-03-den-2019-04-05.txt", None),
        ("0912345678.txt", None),
        ("20191403.txt", None),
    ],
)
def test_a_file_name_names_one_day_or_none(name: str, expected: str | None) -> None:
    found = in_file_name(name)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND TỈNH\n\nHải Đông, ngày 5\ntháng 6 năm 2025\n\nTHÔNG BÁO", "2025-06-05"),
        ("Số: 12/TB-VP      *Hải Đông, ngày 5 tháng 6 năm 2025*", "2025-06-05"),
        ("Tại hội nghị ở Hải Đông, ngày 5 tháng 6 năm 2025, Bộ trưởng nói.", None),
        ("Bộ Y tế họp\nThứ tư, 03/04/2019 10:15 (GMT+7)\nSáng nay…", "2019-04-03"),
        ("Ngày 5 tháng 6 năm 2025, tại trụ sở, Bộ trưởng họp.", None),
        ("Hải Đông, ngày 5 tháng 6 năm 2025\nHà Nội, ngày 7 tháng 6 năm 2025", None),
        ("a\n" * 2_000 + "Hải Đông, ngày 5 tháng 6 năm 2025", None),
    ],
)
def test_a_dateline_names_the_day_of_its_text(text: str, expected: str | None) -> None:
    found = in_text(text)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Thứ tư, 03/04/2019 10:15", True),
        ("Cập nhật: 10:15 03/04/2019", True),
        ("Chủ nhật, ngày 07/04/2019, 08:00 (GMT+7)", True),
        ("Ngày 03/04/2019, Bộ Y tế họp", False),
        ("Thứ tư tuần sau", False),
        ("03/04/2019", False),
    ],
)
def test_a_stamp_is_nothing_but_a_day(line: str, expected: bool) -> None:  # noqa: FBT001  # a column of the table
    assert is_stamp(line) == expected


@pytest.mark.parametrize(
    ("said", "expected"), [("Wed, 03 Apr 2019 23:15:00 +0700", "2019-04-03"), ("rubbish", None), ("", None)]
)
def test_the_day_of_a_mail_is_the_senders(said: str, expected: str | None) -> None:
    found = mail_day(said)
    assert (found.isoformat() if found else None) == expected
