"""Letterheads: the header and close of an administrative document, read block by block.

The parts and their order are those of Nghị định 30/2020/NĐ-CP, Phụ lục I; Party documents reverse the symbol
(`212-KL/TW`) and are signed `T/M` a body, which then is the issuer.
"""

import datetime as dt
import re
from collections.abc import Iterator

from extractor.annotations import HeaderFinding, RecipientFinding
from extractor.rules.loader import load_rules
from extractor.text.blocks import Block
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout
from models.folding import tidy
from models.spans import Span
from models.vocabulary import Urgency

_MOTTO = re.compile(
    r"(?:^|\s)(?:CỘNG HÒA XÃ HỘI|HỘI CHỦ NGHĨA|CHỦ NGHĨA VIỆT|Độc lập|ĐẢNG CỘNG SẢN VIỆT NAM|Số\b).*", re.IGNORECASE
)
_ABOUT = re.compile(r"^(?:VỀ|Về)(?: VIỆC| việc)? ")
_ON_BEHALF = re.compile(r"^T/?M\.?\s+(?P<body>.+?)(?=\n|\sKT\.|$)")
_OPENING = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH)
_STANDING = re.compile(
    r"(?:BAN THƯỜNG VỤ|BAN CHẤP HÀNH|THƯỜNG TRỰC|CHI BỘ|ĐẢNG ỦY)(?: (?:PHÓ )?BÍ THƯ.*)?"
)  # of whom, the letterhead says
_OF_PLACES = {"phố", "xã", "trấn"}  # «Thành phố Vinh», «Thị xã Sa Pa»
_BESIDE = re.compile(r"^[-–+*•].{2,}[;.,] (?P<name>[^\W\d_][\w.]*(?: [^\W\d_]\w*){1,4})$")
_SIGNED = re.compile(r"\(?đã ký\)?", re.IGNORECASE)


class _Reader:
    """Reads one letterhead; every span is a view span."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.rules = {rule.name: rule.pattern for rule in load_rules("headers").rules}

    def text(self, block: Block) -> str:
        return block.span.of(self.layout.text)

    def blocks(self, *kinds: BlockKind) -> Iterator[Block]:
        return (block for block in self.layout.blocks if block.kind in kinds)

    def first(self, rule: str, *kinds: BlockKind) -> tuple[Block, re.Match[str]] | None:
        """Return the first block of `kinds` in which `rule` is found."""
        for block in self.blocks(*kinds):
            if found := self.rules[rule].search(self.text(block)):
                return block, found
        return None

    def group(self, rule: str, group: str, *kinds: BlockKind) -> str | None:
        found = self.first(rule, *kinds)
        return tidy(found[1][group]) if found and found[1][group] else None

    def header(self) -> HeaderFinding:
        head = (BlockKind.LETTERHEAD, BlockKind.HEADING, BlockKind.PARAGRAPH)
        place = self.first("place-date", *head) or self.first("place-date", BlockKind.TITLE)  # beside «V/v …»
        signing, signer = self.signature()
        kind = self.group("type", "type", BlockKind.TITLE)
        number = self.group("number", "number", BlockKind.LETTERHEAD, BlockKind.HEADING)
        return HeaderFinding(
            number=number.replace(" ", "") if number else None,
            type=kind.capitalize() if kind else ("Công văn" if self.first("addressed", *head) else None),
            place=tidy(place[1].string[_place(place[1]) : place[1].end("place")]) if place else None,
            date=_day(place[1]) if place else None,
            date_span=_inside(place[0], place[1], "date") if place else None,
            subject=self.subject(),
            issuer=self.issuer(signing),
            to=tuple(self.addressed()),
            copies=tuple(self.copies()),
            signing=signing,
            signer=signer,
            urgency=self.urgency(),
        )

    def issuer(self, signing: Span | None) -> Span | None:
        """Return the words that name the issuing body: the left column, or the body signed for in a Party document."""
        motto = any("ĐẢNG CỘNG SẢN" in self.text(b) for b in self.blocks(BlockKind.LETTERHEAD))
        signed = _ON_BEHALF.match(signing.of(self.layout.text)) if signing else None
        behind = signing.start if signing else 0
        body = Span(behind + signed.start("body"), behind + signed.end("body")) if signed else None
        if motto and body:
            generic = _STANDING.fullmatch(body.of(self.layout.text))
            return (self.left_column() if generic else None) or body
        return self.left_column() or self.unheaded(body)

    def left_column(self) -> Span | None:
        """Return what names the body in the letterhead: a line of its own, else its lines left of the motto.

        «ỦY BAN NHÂN DÂN   CỘNG HÒA XÃ HỘI …⏎TỈNH LÀO CAI   Độc lập - …»: from the one to the other.
        """
        broken: list[Span] = []
        for block in self.blocks(BlockKind.LETTERHEAD):
            text = self.text(block)
            left = _MOTTO.sub("", text).rstrip()
            if not any(c.isalpha() for c in left) or self.rules["place-date"].search(text):
                continue
            if len(left) == len(text):
                if broken or self.rules["urgency"].match(text):
                    break
                return block.span
            broken.append(Span(block.span.start, block.span.start + len(left)))
        return Span(broken[0].start, broken[-1].end) if broken else None

    def unheaded(self, signed_for: Span | None) -> Span | None:
        """Return who issues a document without a letterhead: who wires it, whose its title is, who is signed for.

        «THỦ TƯỚNG CHÍNH PHỦ điện:», «TM. ỦY BAN NHÂN DÂN», «CÔNG ĐIỆN CỦA BỘ TRƯỞNG BỘ Y TẾ», «BỘ TRƯỞNG BỘ Y TẾ»;
        where only «KT. CHỦ TỊCH» signs, whose voice the body speaks with: «Chủ tịch UBND tỉnh yêu cầu».
        """
        if wired := self.first("wired", *_OPENING):
            return _inside(*wired, "from")
        titled = self.first("title-issuer", BlockKind.TITLE)
        if titled and not self.first("announcement", BlockKind.TITLE):  # «THÔNG BÁO⏎KẾT LUẬN CỦA …» is of who tells
            return _inside(*titled, "issuer")
        if signed_for:
            return signed_for
        if signing := self.first("signing-office", BlockKind.SIGNATURE):
            return _inside(*signing, "issuer")
        return next(self.own_voice(), None)

    def own_voice(self) -> Iterator[Span]:
        """Yield where the body that the signer heads says what it asks."""
        offices = [self.text(block) for block in self.blocks(BlockKind.SIGNATURE)]
        for rule in load_rules("headers").rules:
            signs = rule.text("signs")
            if signs and any(signs in office for office in offices) and (said := self.first(rule.name, *_OPENING)):
                yield _inside(*said, "issuer")

    def subject(self) -> str | None:
        """Return what the document is about: `V/v …`, or what follows the type, on its line or the next."""
        if found := self.group("subject", "subject", BlockKind.TITLE, BlockKind.LETTERHEAD):
            beside = self.rules["place-date"].search(found)
            return found[: _place(beside)].rstrip() if beside else found
        if found := self.group("type", "subject", BlockKind.TITLE):
            return found
        titles = [self.text(block) for block in self.blocks(BlockKind.TITLE)]
        typed = [i for i, title in enumerate(titles) if self.rules["type"].match(title)]
        return _ABOUT.sub("", tidy(titles[typed[0] + 1])) if typed and typed[0] + 1 < len(titles) else None

    def urgency(self) -> Urgency | None:
        for block in self.layout.blocks[:14]:
            if found := self.rules["urgency"].match(self.text(block)):
                return Urgency(found["urgency"])
        return None

    def signature(self) -> tuple[Span | None, Span | None]:
        """Return the span of the signing power and office, and that of the signer's name."""
        beside = self.first("copies", BlockKind.RECIPIENTS)  # «Nơi nhận:   TRƯỞNG BAN»
        signing = _inside(*beside, "copies") if beside and beside[1]["copies"].isupper() else None
        name: Span | None = None
        for block in self.blocks(BlockKind.SIGNATURE):
            text = self.text(block)
            if text.isupper() and name is None and not any(c.isdigit() for c in text):  # «08 KH» counts the copies
                signing = block.span if signing is None else Span(signing.start, block.span.end)
            elif text.istitle() or (name is None and text[:1].isupper() and not _SIGNED.search(text)):
                name = block.span
        return signing, name or (self.beside_recipients() if signing else None)

    def beside_recipients(self) -> Span | None:
        """Return the name in a column of its own beside the last lines of recipients: «- Lưu: VT;    Lê Văn An»."""
        for block in self.blocks(BlockKind.RECIPIENTS):
            if (found := _BESIDE.search(self.text(block))) and found["name"].istitle():
                return _inside(block, found, "name")
        return None

    def addressed(self) -> Iterator[RecipientFinding]:
        """Yield the lines of `Kính gửi:` and of `… điện:`, inline or as the items below."""
        blocks = self.layout.blocks
        for i, block in enumerate(blocks):
            found = self.rules["addressed"].match(self.text(block)) or self.rules["wired"].match(self.text(block))
            if not found:
                continue
            if found["to"].strip():
                yield RecipientFinding(_inside(block, found, "to"))
            for item in blocks[i + 1 :]:
                if item.kind not in {BlockKind.ITEM, BlockKind.LETTERHEAD} or self.text(item)[0] not in "-–+*•":
                    break
                yield from self.line(item)
            return

    def copies(self) -> Iterator[RecipientFinding]:
        """Yield the lines of `Nơi nhận:` with their purpose."""
        for block in self.blocks(BlockKind.RECIPIENTS):
            found = self.rules["copies"].match(self.text(block))
            if found is None:
                yield from self.line(block)
            elif found["copies"].strip() and not found["copies"].isupper():  # «Nơi nhận:   TRƯỞNG BAN»
                yield RecipientFinding(_inside(block, found, "copies"))

    def line(self, block: Block) -> Iterator[RecipientFinding]:
        if found := self.rules["recipient"].match(self.text(block)):
            yield RecipientFinding(_inside(block, found, "who"), found["purpose"])


def _inside(block: Block, found: re.Match[str], group: str) -> Span:
    return Span(block.span.start + found.start(group), block.span.start + found.end(group))


def _place(found: re.Match[str]) -> int:
    """Return where the place before a date begins, in a column of its own: «V/v nước sạch   Hà Nội, ngày …»."""
    words = list(re.finditer(r"\S+", found["place"]))
    lower = [i for i, word in enumerate(words[:-1]) if word[0].islower() and word[0] not in _OF_PLACES]
    return found.start("place") + (words[lower[-1] + 1].start() if lower else 0)


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def read_header(layout: Layout) -> HeaderFinding:
    """Return what letterhead and close of the document say; absent parts are None or empty."""
    return _Reader(layout).header()
