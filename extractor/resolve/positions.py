"""Positions: from title phrases to titles and units as records write them."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from extractor.annotations import DocumentFinding, PositionFinding, UnitFinding
from extractor.resolve.bare_heads import headed_alone
from extractor.resolve.person_identity import Figure
from extractor.resolve.person_titles import TitleReader
from extractor.resolve.shared_titles import Holder
from extractor.resolve.stand_ins import committee_of_place
from extractor.resolve.title_bodies import also, beside, headed, joint, seat, twins
from extractor.resolve.title_phrases import TitlePhrase
from extractor.resolve.unit_lexicon import pairs, strings
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.spans import Span
from models.vocabulary import Kind

_ABBREVIATED = 4  # letters: HLV, CEO, MC, GVCN
_IN_PLACE_OF = re.compile(r"(?:KT|K/T|TL|T/L|TUQ|TM|T/M)\.? ?$")
_SIDE = 160  # characters before a name in which the side stands that it speaks for
_FOR_WHOM = re.compile(
    r"(?<!\w)(?:[Đđ]ại diện|[Vv]ề phía|[Pp]hía)(?: cho)? (?P<body>[^:;.\n]{2,120}?)(?: gồm)?(?: có)?:? "
    r"(?:[Ôô]ng |[Bb]à |[Đđ]ồng chí |[Aa]nh |[Cc]hị )?$"
)
_SIGNED = re.compile(r"\W*(?:(?:đã )?ký(?: tên)?(?:,? (?:và )?đóng dấu)?)\W*", re.IGNORECASE)
_OVER = re.compile(r"(?<!\w)nguyên là $", re.IGNORECASE)
_GOES_ON = re.compile(r" [^\W\d_A-ZĐ]")
_MINUTES = re.compile(r"^[#* ]*BIÊN BẢN", re.MULTILINE | re.IGNORECASE)
_OF_PARTY = re.compile(r"(?:chi bộ|đảng bộ|đảng ủy)(?!\w)", re.IGNORECASE)
_SCHOOL = re.compile(r"(?:trường|đại học|học viện|nhóm|mầm non|cơ sở)(?!\w)", re.IGNORECASE)
_PART_OF = re.compile(r"trưởng (đoàn|khoa|phòng|ban|bộ môn|nhóm|thôn|xóm|ấp|bản|khu phố)\b|^(tổ|nhóm|đội) trưởng")


@cache
def written_out() -> Mapping[str, str]:
    """Return what abbreviated titles stand for."""
    return pairs("titles", "written_out")


class PositionReader:
    """Writes the positions of one text."""

    def __init__(
        self,
        layout: Layout,
        phrases: Sequence[TitlePhrase],
        reader: TitleReader,
        units: Sequence[UnitFinding],
        document: DocumentFinding | None,
    ) -> None:
        """Take the text's titles in the form in which they first stand with a capital, and its issuer."""
        self.layout = layout
        self.text = layout.text
        self.reader = reader
        self.units = units
        self.phrases = {p.span.start: p for p in phrases}
        self.starts = sorted(self.phrases)
        self.issuer = self._issuer(document)
        header = document.header if document else None
        self.signing, self.signer = (header.signing, header.signer) if header else (None, None)
        self.is_minutes = document is not None and document.kind is Kind.MINUTES
        self.host = self._host()
        self.forms: dict[str, str] = {}
        for phrase in phrases:
            shown = phrase.span.of(self.text)
            if shown[0].isupper() and not shown.isupper():
                self.forms.setdefault(shown.lower(), shown)

    def _issuer(self, document: DocumentFinding | None) -> int | None:
        """Return the body that issues a document: the last one of its lines, «UBND TỈNH LÀO CAI⏎[SỞ Y TẾ]»."""
        span = document.header.issuer if document and document.header else None
        if span is None:
            return None
        found = [(m.start, i) for i, unit in enumerate(self.units) for m in unit.mentions if m.overlaps(span)]
        return max(found)[1] if found else None

    def written(self, title: str) -> str:
        """Return a title in the text's first capitalised form; a title in capitals in normal case."""
        words = [written_out().get(word, word) for word in title.split()]
        if (full := " ".join(words)) != title:
            return full
        if title.lower() in self.forms:
            return self.forms[title.lower()]
        if not title.isupper() or len(title) <= _ABBREVIATED:
            return title[0].upper() + title[1:]
        words = title.lower().split()
        deputy = len(words) > 1 and words[0] in strings("titles", "deputy_words")
        return " ".join(w.capitalize() if i == 0 or (i == 1 and deputy) else w for i, w in enumerate(words))

    def of(self, holder: Holder) -> list[PositionFinding]:
        """Return the positions that the words around one mention give."""
        found = [
            PositionFinding(self.written(p.span.of(self.text)), u)
            for i, p in enumerate(holder.before)
            for u in (
                self._unit(p, joint(self.text, self.reader.units, holder.before, i)),
                *twins(self.text, self.reader.units, p),
            )
        ]
        if found and found[-1].unit is None and holder.before[-1].kind in {"hired", "office"}:
            found[-1] = PositionFinding(found[-1].title, seat(self.text, self.reader.units, holder))
        for i, phrase in enumerate(holder.behind):
            unit = headed(self.text, self.reader.units, holder, phrase)
            unit = self._unit(phrase, joint(self.text, self.reader.units, holder.behind, i)) if unit is None else unit
            if unit is None and i:
                unit = also(self.text, self.reader.units, holder, i)
            if unit is None and phrase.kind == "office":
                last = i + 1 == len(holder.behind)
                unit = beside(self.text, self.reader.units, phrase) if last else None
                unit = self._represented(holder) if unit is None else unit
            found += [
                PositionFinding(self.written(self._title(phrase)), u)
                for u in (unit, *twins(self.text, self.reader.units, phrase))
            ]
        return found or self._signed(holder)

    def _represented(self, holder: Holder) -> int | None:
        """Return the body that one speaks for: «Đại diện Sở Y tế: bà Lê Hoa, Phó Giám đốc»."""
        start = holder.named.span.start
        left = self.text[max(0, start - _SIDE) : start]
        if not (for_whom := _FOR_WHOM.search(left)):
            return None
        body = Span(start - len(left) + for_whom.start("body"), start - len(left) + for_whom.end("body"))
        return next((i for i, unit in enumerate(self.units) for m in unit.mentions if m == body), None)

    def _title(self, phrase: TitlePhrase) -> str:
        """Return the words of a title behind a name, that it is over said with it (`nguyên là Giám đốc`)."""
        over = _OVER.search(self.text, max(0, phrase.span.start - 12), phrase.span.start)
        title = phrase.span.of(self.text)
        return f"nguyên {title}" if over else title

    def _unit(self, phrase: TitlePhrase, joint: int | None = None) -> int | None:
        """Return the unit of a title; a title of its own in minutes is of the body that meets."""
        if phrase.unit is None and joint is not None:
            return joint
        bare = phrase.unit is None
        seat = committee_of_place(self.text, phrase.span, self.reader.units, told=True) if bare else None
        if seat is not None:
            return seat[0]  # «Trần A, Chủ tịch phường B»
        whole = not _GOES_ON.match(self.text, phrase.span.end)  # «Bí thư chi bộ» is of a body that is no unit
        own = phrase.kind == "local" or (self.is_minutes and phrase.kind == "office" and whole)
        return self._body(phrase) if phrase.unit is None and own else phrase.unit

    def _body(self, phrase: TitlePhrase) -> int | None:
        """Return the body that meets, unless the title says that it is of a smaller one («Trưởng [khoa]»)."""
        title = phrase.span.of(self.text).lower()
        part = _PART_OF.search(title)
        if self.host is None or (_OF_PARTY.match(self.units[self.host].name) and "bí thư" not in title):
            return None  # «Hiệu trưởng» in the minutes of a party cell
        if "hiệu trưởng" in title and not _SCHOOL.match(self.units[self.host].name):
            return None
        if part is None:
            return self.host
        return self.host if self.units[self.host].name.lower().startswith(part[1] or part[2]) else None

    def _host(self) -> int | None:
        """Return the body a document is of: the last one that its letterhead names."""
        heads = [b.span for b in self.layout.blocks if b.kind is BlockKind.LETTERHEAD]
        titled = _MINUTES.search(self.text) if self.is_minutes and not heads else None
        end = heads[-1].end if heads else titled.start() if titled else 0
        found = [(m.start, i) for i, u in enumerate(self.units) for m in u.mentions if m.end <= end]
        return max(found)[1] if found else self.issuer

    def _signed(self, holder: Holder) -> list[PositionFinding]:
        """Return the office above a signature, of the body that issues the document."""
        place = self._office(holder.named.span)
        if place is None:
            return []
        low, high = (bisect_left(self.starts, edge) for edge in place)
        above = [self.phrases[start] for start in self.starts[low:high]]
        own = [p for p in above if not _IN_PLACE_OF.search(self.text[place.start : p.span.start])]
        if not own and not above:
            return []
        title = (own or above)[-1]
        self.reader.taken.setdefault(title.span.start, -1)
        return [
            PositionFinding(
                self.written(title.span.of(self.text)),
                title.unit if title.unit is not None else self._signing(title),
            )
        ]

    def _office(self, name: Span) -> Span | None:
        """Return where a signer's office stands: on the line above, or in the column beside the recipients."""
        i = self.layout.block_at(name.start)
        if self.layout.blocks[i].span != name:
            return self.signing if self.signing and name == self.signer else None
        i -= 1
        while i > 0 and _SIGNED.fullmatch(self.layout.blocks[i].span.of(self.text)):
            i -= 1
        block = self.layout.blocks[i]
        signs = block.kind is BlockKind.SIGNATURE or block.span.of(self.text).isupper()
        return block.span if signs else None

    def _signing(self, title: TitlePhrase) -> int | None:
        """Return the issuer; of an office («Chánh Văn phòng») the body it serves."""
        index = self.issuer if self.issuer is not None else self._above(title.span.start)
        if index is None:
            return self.host
        issuer = self.units[index]
        serves = "văn phòng" in title.span.of(self.text).lower() and issuer.name.startswith("Văn phòng")
        return issuer.parent if serves and issuer.parent is not None else index

    def _above(self, position: int) -> int | None:
        """Return the body in whose name is signed: «TM. ỦY BAN NHÂN DÂN»."""
        first = self.layout.blocks[max(0, self.layout.block_at(position) - 2)].span.start
        found = [(m.start, i) for i, u in enumerate(self.units) for m in u.mentions if first <= m.start < position]
        signed = [(start, i) for start, i in found if _IN_PLACE_OF.search(self.text[max(0, start - 6) : start])]
        return max(signed)[1] if signed else None

    def _is_said_in_full(self, position: PositionFinding, held: Sequence[PositionFinding]) -> bool:
        """Whether the title stands with more: «Bộ Ngoại giao Lào» for «Bộ Ngoại giao», «Phó Chủ tịch Thường trực»."""
        if position.unit is None:
            return any(p.title.lower().startswith(f"{position.title.lower()} ") for p in held)
        names = [
            self.units[p.unit].name for p in held if p.unit is not None and p.title.lower() == position.title.lower()
        ]
        return any(name.startswith(f"{self.units[position.unit].name} ") for name in names)

    def complete(self, figure: Figure) -> None:
        """Give who heads a body that the title does not name the one of the text; of one title the fuller unit."""
        figure.positions[:] = [p for p in figure.positions if not self._is_said_in_full(p, figure.positions)]
        if len(figure.positions) != 1 or figure.positions[0].unit is not None:
            return
        body = headed_alone(self.text, self.units, figure)
        if body is not None:
            figure.positions[0] = PositionFinding(figure.positions[0].title, body)
