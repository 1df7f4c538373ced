"""Back-references: `Nghị quyết này`, `Chỉ thị nói trên`, linked to the numbered document that they mean."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.annotations import ReferenceFinding
from extractor.rules.loader import Match, load_rules
from models.spans import Cover

_FILE = "references_again"
_ANY = "văn bản"  # «văn bản nói trên» may be a document of any kind
_REACH = 2500  # characters back to the citation that is meant
_LIST = 8  # characters between two numbers after one type word: «57, 59», «57 và số 59»
_OWN = "này"  # «Kế hoạch này» in a Kế hoạch is the document itself


def link_again(text: str, references: Sequence[ReferenceFinding], own_type: str | None) -> tuple[ReferenceFinding, ...]:
    """Return the references, each with the places after it that name it again without its number.

    `own_type` is what the document itself is (`Kế hoạch`): empty where it has a letterhead that does not say, None
    where it has none.
    """
    again = defaultdict(list)
    cited = Cover(reference.span for reference in references)
    for match in load_rules(_FILE).find(text):
        if cited.meets(match.span):
            continue
        meant = _meant(match, references, own_type)
        if meant is not None:
            again[meant].append(match.span)
    return tuple(found._replace(again=tuple(again[i])) for i, found in enumerate(references))


def _meant(match: Match, references: Sequence[ReferenceFinding], own_type: str | None) -> int | None:
    """Return the nearest document of that kind cited before; None where two of one list are equally near."""
    kind = match.groups["type"].casefold()
    may_be_own = own_type is not None and (not own_type or kind == _ANY or _same(kind, own_type.casefold()))
    if may_be_own and match.groups["nearness"].casefold() == _OWN:
        return None
    before = list(_cited_before(match.span.start, kind, references))
    if not before:
        return None
    last = before[-1]
    if len(before) > 1:
        other, nearest = references[before[-2]], references[last]
        listed = nearest.span.start - other.span.end <= _LIST
        if listed and other.number != nearest.number:
            return None
    return last


def _cited_before(at: int, kind: str, references: Sequence[ReferenceFinding]) -> Iterator[int]:
    for i, reference in enumerate(references):
        if at - _REACH <= reference.span.end <= at and (kind == _ANY or _same(kind, reference.type.casefold())):
            yield i


def _same(one: str, other: str) -> bool:
    """Whether two words for a kind of document may mean one: `thông báo`, `kết luận`, `thông báo kết luận`."""
    return one == other or one in other.split(" kết luận") or (one == "kết luận" and other.endswith(one))
