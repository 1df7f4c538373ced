"""Encodings: bytes written by hand from the published tables, texts in several encodings, and what stays as it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encodings import MISREAD, MIXED, decode, repair, repair_parts
from models.errors import InputError, NotTextError

MEANT = "Bộ Tài nguyên và Môi trường đã báo cáo"
TCVN3 = b"B\xe9 T\xb5i nguy\xaan v\xb5 M\xabi tr\xad\xeang \xae\xb7 b\xb8o c\xb8o"
VNI = b"Bo\xe4 Ta\xf8i nguye\xe2n va\xf8 Mo\xe2i tr\xf6\xf4\xf8ng \xf1a\xf5 ba\xf9o ca\xf9o"
VISCII = b"B\xb5 T\xe0i nguy\xean v\xe0 M\xf4i tr\xdf\xb6ng \xf0\xe3 b\xe1o c\xe1o"
WINDOWS = b"B\xf4\xf2 T\xe0i nguy\xean v\xe0 M\xf4i tr\xfd\xf5\xccng \xf0a\xde b\xe1o c\xe1o"
OLD = [(TCVN3, "tcvn3"), (VNI, "vni"), (VISCII, "viscii"), (WINDOWS, "windows-1258")]


@pytest.mark.parametrize(("raw", "name"), OLD, ids=[name for _, name in OLD])
def test_bytes_of_an_old_encoding_are_told_by_their_syllables(raw: bytes, name: str) -> None:
    decoded = decode(raw)
    assert (decoded.text, decoded.encoding, decoded.flags) == (MEANT, name, ())
    assert decoded.score == 1


@pytest.mark.parametrize(("raw", "name"), OLD, ids=[name for _, name in OLD])
def test_bytes_taken_for_latin_letters_are_repaired(raw: bytes, name: str) -> None:
    repaired = repair(raw.decode("cp1252"))
    assert (repaired.text, repaired.encoding, repaired.flags) == (MEANT, name, (MISREAD,))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"\xa7\xb6ng \xb6nh h\xad\xebng \xae\xd5n v\xf9c", "Đảng ảnh hưởng đến vực", id="TCVN3"),
        pytest.param(b"C\xe9NG HO\xb5 h\xe9i \xae\xe5ng", "CỘNG HOÀ hội đồng", id="TCVN3 with the capitals locked"),
        pytest.param(b"s\xe8 05/N\xa7-CP c\xf1a Ch\xddnh ph\xf1", "số 05/NĐ-CP của Chính phủ", id="TCVN3 and codes"),
        pytest.param(
            b"CO\xc4NG HO\xd8A XA\xd5 HO\xc4I \xd1O\xc4C LA\xc4P", "CỘNG HÒA XÃ HỘI ĐỘC LẬP", id="VNI capitals"
        ),
        pytest.param(
            b"k\xf3 s\xf6 thua\xe4t, th\xf2 tr\xf6\xf4\xf8ng, l\xedt", "kĩ sư thuật, thị trường, lít", id="VNI i"
        ),
        pytest.param(b"C\xd4NG H\xd2A X\xc3 H\x93I, th\xb8 x\xe3", "CÔNG HÒA XÃ HỘI, thị xã", id="VISCII below A0"),
        pytest.param(
            b"Nguy\xea\xden V\xe3n \xd0\xeanh d\xfd\xf2 h\xf4\xf2i", "Nguyễn Văn Đênh dự hội", id="Windows-1258"
        ),
    ],
)
def test_letters_of_each_table(raw: bytes, expected: str) -> None:
    assert decode(raw).text == expected


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        pytest.param(MEANT.encode(), "utf-8", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + MEANT.encode(), "utf-8", id="UTF-8 with a byte order mark"),
        pytest.param(b"\xff\xfe" + MEANT.encode("utf-16-le"), "utf-16-le", id="UTF-16 LE with a mark"),
        pytest.param(b"\xfe\xff" + MEANT.encode("utf-16-be"), "utf-16-be", id="UTF-16 BE with a mark"),
        pytest.param(MEANT.encode("utf-16-le"), "utf-16-le", id="UTF-16 LE without"),
        pytest.param(MEANT.encode("utf-16-be"), "utf-16-be", id="UTF-16 BE without"),
    ],
)
def test_unicode_in_every_form_of_bytes(raw: bytes, name: str) -> None:
    assert (decode(raw).text, decode(raw).encoding, decode(raw).flags) == (MEANT, name, ())


def test_nul_elsewhere_is_no_text() -> None:
    with pytest.raises(NotTextError, match="vị trí 5"):
        decode(b"Bo Y \0te")


def test_a_unicode_heading_over_an_old_body() -> None:
    decoded = decode("Kính gửi: Bộ Tài chính\n".encode() + TCVN3 + b"\nKh\xb8 l\xb5 t\xe8t")
    assert decoded.text == f"Kính gửi: Bộ Tài chính\n{MEANT}\nKhá là tốt"
    assert (decoded.encoding, decoded.flags) == ("tcvn3", (MIXED,))


def test_one_text_of_several_encodings_is_repaired_word_by_word() -> None:
    old = "\n".join([TCVN3.decode("cp1252"), VNI.decode("cp1252")])
    repaired = repair(f"Chánh Văn phòng ủy ban: {old}")
    assert repaired.text == f"Chánh Văn phòng ủy ban: {MEANT}\n{MEANT}"
    assert MIXED in repaired.flags


def test_cells_are_repaired_with_their_neighbours_and_stay_cells() -> None:
    cells = ["B¸o c¸o", "Sè", "", "12", "Bé Y tÕ", "ngµy"]
    assert repair_parts(cells).parts == ("Báo cáo", "Số", "", "12", "Bộ Y tế", "ngày")


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        pytest.param("n−íc vµ Trung −¬ng, −5 ®é", "nước và Trung ương, −5 độ", id="a minus for the soft hyphen"),
        pytest.param("vμ nh÷ng viÖc cña μn", "và những việc của àn", id="a Greek mu for the micro sign"),
        pytest.param("Bá»™ Y táº¿ bÃ¡o cÃ¡o", "Bộ Y tế báo cáo", id="UTF-8 taken for Windows-1252"),
    ],
)
def test_what_converters_make_of_letters(shown: str, meant: str) -> None:
    assert repair(shown).text == meant


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"\x97 ng\xe0y\xa012 \x97 Vi\xaet B\xa1c h\xb5i", "— ngày\xa012 — Việt Bắc hội", id="VISCII"),
        pytest.param(b"th\xe1ng 11 n\xe3m 2025", "tháng 11 năm 2025", id="Windows-1258"),
    ],
)
def test_what_is_good_as_it_is_stays_among_old_letters(raw: bytes, expected: str) -> None:
    assert decode(raw).text == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Các «bộ», ngành: 5°C, 10 m², ½ tấn, © 2024 ® VTV", id="signs that old encodings use for letters"),
        pytest.param("Boy’s Day, ¡Feliz día! Müller, São Paulo, façade, Pérez", id="foreign words"),
        pytest.param("Thái Lan có cà phê; là và hai thì cóc xá xù", id="letters that Latin-1 has too"),
        pytest.param("thông\u00adtin báo\u00adcáo của Bộ", id="soft hyphens"),
        pytest.param(unicodedata.normalize("NFD", MEANT) + " và " + MEANT, id="decomposed beside composed"),
        pytest.param("Bo Tai nguyen va Moi truong", id="without diacritics"),
        pytest.param("", id="nothing"),
    ],
)
def test_unicode_stays_as_it_is(text: str) -> None:
    assert repair(text).text == text
    assert repair(text).encoding == "unicode"
    assert decode(text.encode()).text == text


@given(st.text())
def test_whatever_comes_is_decoded_or_refused_and_keeps_its_white_space(text: str) -> None:
    repaired = repair(text)
    assert [c for c in repaired.text if c in " \t\r\n\f\v"] == [c for c in text if c in " \t\r\n\f\v"]


@given(st.binary())
def test_no_bytes_break_the_decoder(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except InputError:
        return
    decoded.text.encode()
