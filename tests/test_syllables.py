"""The inventory of syllables: what may be a Vietnamese word, and what may not."""

import unicodedata

import pytest

from models.syllables import is_bare_syllable, is_syllable

KNOWN = "nước tiến hoà hòa quý qúy thuở khuỷu nguyễn giếng gìn gì quốc yêu NGHIÊNG Thuế đã xoong Đắk uỷ ủy huỳnh"


@pytest.mark.parametrize("word", KNOWN.split())
def test_a_syllable_is_known_in_any_case_and_form(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))
    assert is_syllable(word.swapcase())


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("cảc", "a syllable that ends in a stop has only two tones"),
        ("nứơc", "the tone stands on the second of two shaped vowels"),
        ("Bỏọ", "two tones"),
        ("cên", "c before e is k"),
        ("kám", "k before a is c"),
        ("ngiêng", "ng before i is ngh"),
        ("Bé®", "a sign is no letter"),
        ("tr", "no vowel"),
        ("minister", "foreign"),
        ("lç", "a letter that Vietnamese does not have"),
        ("", "nothing"),
    ],
)
def test_what_breaks_the_orthography_is_none(word: str, why: str) -> None:
    assert not is_syllable(word), why


def test_without_diacritics_there_is_an_inventory_of_its_own() -> None:
    assert all(map(is_bare_syllable, ["Chinh", "phu", "yeu", "cau", "bo", "viet", "duong"]))
    assert not any(map(is_bare_syllable, ["government", "asks", "việt"]))
