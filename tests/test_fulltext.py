"""Words, queries and snippets: the part of the search that no database sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fulltext import Term, highlights, parse, snippet, stretches, words


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        pytest.param("địa phương", [(("địa",), True), (("phương",), True)], id="marks look up the exact column"),
        pytest.param("dia phuong", [(("dia",), False), (("phuong",), False)], id="no marks, the stripped column"),
        pytest.param("đia phuong", [(("dia",), False), (("phuong",), False)], id="đ alone is no mark"),
        pytest.param("đang làm", [(("đang",), True), (("làm",), True)], id="đ counts where marks are typed"),
        pytest.param("ban hành", [(("ban",), False), (("hành",), True)], id="each word by itself"),
        pytest.param('"ban hành luật"', [(("ban", "hành", "luật"), True)], id="a phrase is in one column"),
        pytest.param("30/2020/NĐ-CP", [(("30", "2020", "nd", "cp"), False)], id="a symbol is a phrase"),
        pytest.param("hoà thuỷ", [(("hòa",), True), (("thủy",), True)], id="tone marks in one place"),
        pytest.param("a\u0300 BÔ\u0323", [(("à",), True), (("bộ",), True)], id="decomposed and upper case"),
        pytest.param('"chưa đóng', [(("chưa", "đóng"), True)], id="an unclosed quote ends with the query"),
        pytest.param('* " ( ) : ^ -', [], id="signs are no words"),
        pytest.param("a OR b*", [(("a",), False), (("or",), False), (("b",), False)], id="operators are words"),
        pytest.param("ten:exact", [(("ten", "exact"), False)], id="a column filter is a phrase"),
    ],
)
def test_a_query_is_read_as_terms(query: str, terms: list[tuple[tuple[str, ...], bool]]) -> None:
    assert list(parse(query)) == [Term(*term) for term in terms]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        pytest.param("Các ĐỊA PHƯƠNG cần báo cáo", "địa phương", ["ĐỊA", "PHƯƠNG"], id="the source's own letters"),
        pytest.param("đia\u0323 phương", "dia", ["đia\u0323"], id="decomposed source"),
        pytest.param("Nghị định 30/2020/NĐ-CP nêu", "30/2020/nđ-cp", ["30/2020/NĐ-CP"], id="a symbol whole"),
        pytest.param("cơ sở hoà bình", "hòa", ["hoà"], id="old tone placement"),
        pytest.param("bàn, bán, ban", "bán", ["bán"], id="marks typed are exact"),
        pytest.param("a b c b c", '"b c"', ["b c", "b c"], id="every place of a phrase"),
        pytest.param("a b", "", [], id="nothing wanted, nothing marked"),
    ],
)
def test_what_matches_is_marked_in_the_source(text: str, query: str, marked: list[str]) -> None:
    assert [span.of(text) for span in highlights(text, parse(query))] == marked


@given(st.text(max_size=400), st.text(max_size=30), st.integers(10, 100))
def test_a_snippet_is_a_stretch_of_the_source(text: str, query: str, width: int) -> None:
    shown = "".join(piece.text for piece in snippet(text, parse(query), width=width))
    assert shown.removeprefix("… ").removesuffix(" …") in text


def test_a_snippet_shows_the_place_with_most_matches() -> None:
    text = f"quy hoạch {'một hai ' * 60} quy hoạch quy hoạch {'ba bốn ' * 60}"
    pieces = snippet(text, parse("quy hoạch"), width=100)
    assert [piece.text for piece in pieces if piece.matches] == ["quy", "hoạch", "quy", "hoạch"]
    assert (pieces[0].text, pieces[-1].text) == ("… ", " …")


@given(st.text(max_size=300), st.integers(3, 20))
def test_stretches_cover_every_word(text: str, size: int) -> None:
    parts = list(stretches(text, size=size, overlap=2))
    assert {word for _, part in parts for word in part.exact.split()} == {word.exact for word in words(text)}
    assert all(len(part.exact.split()) == len(part.stripped.split()) <= size for _, part in parts)
