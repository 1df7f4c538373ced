"""Sentences made from templates, the authority file and made-up names, each with its marks; the same for a seed."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from extractor.ner.examples import Marked
from extractor.resolve.name_lexicon import load_lexicon
from extractor.resolve.unit_lexicon import load_places, strings
from extractor.resolve.unit_registry import load_registry
from models.spans import Span

Words: TypeAlias = Mapping[str, Sequence[str]]
_SEAT = re.compile(r"\{(\w+)\}")
_LABEL = {"org": "ORG", "made": "ORG", "firm": "ORG", "letters": "ORG", "per": "PER", "foreign": "PER"}
_ONSETS = (
    "b",
    "br",
    "c",
    "d",
    "f",
    "fr",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "v",
    "w",
    "z",
)
_NUCLEI = ("a", "e", "i", "o", "u", "ai", "ee", "ou", "ea")
_CODAS = ("", "l", "n", "r", "s", "x", "rt", "nd", "ck", "lm")


class Maker:
    """Makes names for the seats of templates; every choice comes from one seeded source."""

    def __init__(self, words: Words, chance: random.Random) -> None:
        """Take the word lists of the configuration and the source of chance."""
        self.words = words
        self.chance = chance
        names = load_lexicon()
        self.surnames, self.given = sorted(names.surnames - names.weak_surnames), sorted(names.given)
        self.fields = [field for field in strings("unit_words", "fields") if field[0].islower()]
        self.places = sorted({place.short for _, place in load_places()})
        self.units = sorted({form for unit in load_registry() for form in (unit.name, *unit.aliases)})
        self.seats: dict[str, Callable[[], str]] = {
            "org": lambda: self.pick(self.units), "made": self.made, "firm": self.firm, "letters": self.letters,
            "letters_thing": self.letters, "per": self.person, "foreign": self.foreigner, "thing": self.firm,
            "place": lambda: self.pick(self.places), "title": lambda: self.pick(self.words["titles"]),
        }  # fmt: skip

    def pick(self, options: Sequence[str]) -> str:
        """Return one of `options`."""
        return self.chance.choice(options)

    def made(self) -> str:
        """Return a unit that may not exist: head, one or two fields, perhaps a place or a proper name."""
        field = self.pick(self.fields)
        if self.chance.random() < 0.4:  # noqa: PLR2004  # names of two fields are common
            field += self.pick((" và ", " - ", ", ")) + self.pick(self.fields)
        shown = field.title() if self.chance.random() < 0.15 else field[0].upper() + field[1:]  # noqa: PLR2004  # rare
        tail = self.chance.choice(("", "", "", f" {self.pick(self.places)}", f" tỉnh {self.pick(self.places)}"))
        return f"{self.pick(self.words['heads'])} {shown}{tail}"

    def word(self) -> str:
        """Return a capitalised word of no language."""
        chance = self.chance
        parts = [f"{chance.choice(_ONSETS)}{chance.choice(_NUCLEI)}{chance.choice(_CODAS)}" for _ in range(2)]
        return "".join(parts[: chance.choice((1, 2, 2))]).capitalize()

    def firm(self) -> str:
        """Return a proper name, foreign or Vietnamese."""
        roll = self.chance.random()
        if roll < 0.3:  # noqa: PLR2004  # «Hòa Bình», «Thành Long»
            return " ".join(self.pick(self.given).capitalize() for _ in range(2))
        end = f" {self.pick(self.words['firm_ends'])}" if roll < 0.7 else ""  # noqa: PLR2004  # the rest bare
        return f"{self.word()}{end}"

    def letters(self) -> str:
        """Return an abbreviation of three to five letters."""
        return "".join(self.chance.choice("ABCDEFGHIKLMNOPQRSTUVW") for _ in range(self.chance.choice((3, 3, 4, 4, 5))))

    def person(self) -> str:
        """Return a Vietnamese name of two to four syllables."""
        given = [self.pick(self.given) for _ in range(self.chance.choice((1, 2, 2, 3)))]
        return " ".join(word.capitalize() for word in (self.pick(self.surnames), *given))

    def foreigner(self) -> str:
        """Return a foreign name of one to three words, some of Vietnamese-looking syllables (`Kim Min-ho`)."""
        if self.chance.random() < 0.2:  # noqa: PLR2004  # fewer than names in Latin letters
            return f"{self.pick(self.surnames).capitalize()} {self.word()}-{self.word().lower()}"
        return " ".join(self.word() for _ in range(self.chance.choice((1, 2, 2, 2, 3))))

    def fill(self, template: str) -> tuple[str, list[Marked]]:
        """Return the sentence of a template and what it names."""
        text, marked, last = "", [], 0
        for seat in _SEAT.finditer(template):
            text += template[last : seat.start()]
            name = self.seats[seat[1]]()
            if seat[1] in _LABEL:
                marked.append(Marked(Span(len(text), len(text) + len(name)), _LABEL[seat[1]]))
            text += name
            last = seat.end()
        return text + template[last:], marked


def generate(words: Words, count: int, seed: int) -> Iterator[tuple[str, list[Marked]]]:
    """Yield `count` sentences with their marks, each template in turn."""
    maker = Maker(words, random.Random(seed))  # noqa: S311  # seeded on purpose, no secret
    for i in range(count):
        yield maker.fill(words["sentences"][i % len(words["sentences"])])
