"""Titles that open a row of names: «các đồng chí Ủy viên Trung ương Đảng: Trần A, …; Lê B»."""

from bisect import bisect_left
from collections.abc import Sequence

from extractor.resolve.person_titles import TitleReader
from extractor.resolve.shared_titles import Holder
from extractor.resolve.title_links import ROW
from extractor.resolve.title_phrases import TitlePhrase

_MOST = 5  # titles in a row


def announce(reader: TitleReader, holders: Sequence[Holder]) -> None:
    """Give the title at the head of a row to every item."""
    starts = [h.named.span.start for h in holders]
    for phrase in reader.by_start.values():
        opened = ROW.match(reader.text, phrase.ends[-1])
        heads = _plural_row(reader, phrase) if opened else []
        if not opened or not heads:
            continue
        position, bare = opened.end(), False
        for holder in holders[bisect_left(starts, position) :]:
            body = reader.units.mention_ending(holder.start - 1)
            body = body if body and body[0].start >= position else None
            gap = reader.text[position : body[0].start if body else holder.start]
            told = ":" in opened[0] or position > opened.end()  # «các Phó Chủ tịch là [những người …, ông] Trần A»
            joined = gap.strip() in {"", "và"} or (told and (";" in gap or "," in gap))
            own = [p for p in holder.before if p not in heads]
            if "\n" in gap or "." in gap or not joined or (bare and own):
                break  # «các Thứ trưởng: Trần A, Lê B; Bí thư Đảng ủy Bộ [Phạm C]»
            bare = not own
            holder.before[:0] = [*heads[:-1], heads[-1]._replace(unit=body[1])] if body else heads
            reader.taken.update((head.span.start, -1) for head in heads)
            position = max(holder.named.span.end, *(p.ends[-1] for p in holder.behind or [phrase]))


def _plural_row(reader: TitleReader, phrase: TitlePhrase) -> list[TitlePhrase]:
    """Return a plural phrase and those it opens: «các cựu ủy viên Ban cán sự đảng, thứ trưởng: …»."""
    row = [phrase]
    while not row[0].plural and len(row) < _MOST:
        above = reader.stacked(row[0].span.start)
        if above is None:
            return []
        row.insert(0, above)
    return row if row[0].plural else []
