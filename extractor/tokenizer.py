"""The tokenizer: underthesea's words, lossless over the source.

The unit of segmentation is the sentence that the layout cut: every sentence of the view is segmented once and alone,
and its words are laid back on the source's own characters. Symbols of documents, dates and numbers
stay whole. Whatever stands between words (line breaks, double spaces, invisible characters) is a token of its own,
so that joining tokens gives back the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from underthesea.pipeline.text_normalize.character_normalize import normalize_characters_in_text

from extractor.attributes import declare
from extractor.segmentation import Place, load_segmenter
from extractor.text.layout import build_layout

TOKENIZER = "chidao.underthesea.v1"

# «30/2020/NĐ-CP», «36-NQ/TW», «28/2/2019», «3.726», «98,62%»: one token each. The look-behind stands after the first
# digit, so that the search leaps from digit to digit.
_WHOLE = re.compile(r"\d(?<!\w.)\d*(?:(?:[-/][\wĐđ.]+)*[-/][A-ZĐƯÔÂÊƠĂ][\wĐđƯ&.-]*(?:/[\wĐđ-]+)*|(?:[./,:-]\d+)+%?|%)")
# No word is so long; underthesea takes the square of its length on `1.1.1.1…`.
_MOST = 1000
_ENDLESS = re.compile(rf"\S{{{_MOST}}}")
_FALLBACK = re.compile(r"\w+|[^\w\s]")
_LEXEMES = 5_000  # words of a vocabulary, which never forgets one, before a new one takes its place


def segment(sentences: Sequence[str]) -> Iterator[list[Place]]:
    """Yield where the words of each sentence of the view begin and end in it, in order; symbols and numbers whole."""
    shown = [normalize_characters_in_text(sentence) for sentence in sentences]
    read = [len(show) == len(said) and not _is_endless(said) for show, said in zip(shown, sentences, strict=True)]
    found = load_segmenter().words([show for show, legible in zip(shown, read, strict=True) if legible])
    words = (next(found) if legible else [] for legible in read)
    for said, cut in zip(sentences, words, strict=True):
        yield _keep_whole(said, cut or [run.span() for run in _FALLBACK.finditer(said)])


def _is_endless(sentence: str) -> bool:
    return len(sentence) >= _MOST and _ENDLESS.search(sentence) is not None


def _keep_whole(sentence: str, words: list[Place]) -> list[Place]:
    """Merge the words that a symbol, date or number covers."""
    wholes = [whole.span() for whole in _WHOLE.finditer(sentence)]
    if not wholes:
        return words
    kept: list[Place] = []
    at = 0
    for start, end in words:
        rest = start
        while at < len(wholes) and wholes[at][0] < end:
            kept.append((rest, wholes[at][0]))
            rest = max(rest, wholes[at][1])
            if wholes[at][1] > end:  # the next word too
                break
            at += 1
        kept.append((rest, end))
    return sorted([*wholes, *(piece for piece in kept if piece[0] < piece[1])])


def _fill(source: str, spans: Iterable[Place]) -> Iterator[tuple[str, bool]]:
    """Yield `(token, followed by a space)` so that together they are `source`."""
    position = 0
    pending: str | None = None
    for begin, end in [*spans, (len(source), len(source))]:
        start = max(begin, position)  # two words may share one cluster: the first has it
        if start >= end and start < len(source):
            continue
        gap = source[position:start]
        if pending is not None:
            spaced = gap.startswith(" ")
            yield pending, spaced
            gap = gap[1:] if spaced else gap
        if gap:
            yield gap, False
        pending = source[start:end] or None
        position = end


class VietnameseTokenizer:
    """Lossless tokenizer of the pipeline; also lays the text out (`doc._.layout`)."""

    def __init__(self, nlp: Language) -> None:
        """Share the vocabulary of `nlp` as long as it is small."""
        declare()
        self.vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc of `text`, its sentences marked."""
        layout = build_layout(text)
        shown: list[Place] = []
        firsts: list[int] = []
        cut = segment([sentence.span.of(layout.text) for sentence in layout.sentences])
        for sentence, words in zip(layout.sentences, cut, strict=True):
            firsts.append(len(shown))
            begin = sentence.span.start
            shown += [(begin + start, begin + end) for start, end in words]
        spans = list(layout.view.all_to_source(shown))
        starts = {spans[first][0] for first in firsts if first < len(spans)}
        tokens = list(_fill(text, spans))
        texts, spaces = [word for word, _ in tokens], [space for _, space in tokens]
        begins = accumulate((len(word) + space for word, space in tokens), initial=0)
        marks: list[bool | int | None] = [
            begin in starts or begin == 0 for begin, _ in zip(begins, tokens, strict=False)
        ]
        if len(self.vocab) > _LEXEMES:
            self.vocab = Vocab()
        doc = Doc(self.vocab, words=texts, spaces=spaces, sent_starts=marks)
        doc._.layout = layout
        doc._.starts = frozenset(start for start, _ in shown)
        doc._.source = text
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """Return nothing: the tokenizer has no state of its own."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> "VietnameseTokenizer":
        """Return itself: the tokenizer has no state of its own."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Write nothing: the tokenizer has no state of its own."""

    def from_disk(self, _path: object, **_: object) -> "VietnameseTokenizer":
        """Return itself: the tokenizer has no state of its own."""
        return self


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]  # spaCy's registry is untyped
def create_tokenizer() -> Callable[[Language], VietnameseTokenizer]:
    """Return the factory that spaCy's configuration names."""
    return VietnameseTokenizer
