"""Layout: view, blocks and sentences of one text, the ground that every stage stands on."""

from bisect import bisect_right
from typing import NamedTuple

from extractor.text.blocks import Block, lay_out
from extractor.text.kinds import BlockKind
from extractor.text.offsets import View
from extractor.text.restoration import is_unmarked, restore
from extractor.text.sentences import Sentence, split_sentences

UNMARKED = "văn bản không dấu"
_SILENT = {BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.BYLINE, BlockKind.SEPARATOR}
_FRAME = {BlockKind.LETTERHEAD, BlockKind.RECIPIENTS, BlockKind.SIGNATURE, BlockKind.FOOTNOTE}


class Layout(NamedTuple):
    """View, blocks and sentences; all spans are view offsets. `flags` are remarks for users on the whole text."""

    view: View
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    flags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The view's text: a block a line."""
        return self.view.text

    def block_at(self, position: int) -> int:
        """Index of the block that holds view offset `position`."""
        return max(0, bisect_right(self.blocks, position, key=lambda b: b.span.start) - 1)

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds view offset `position`."""
        return max(0, bisect_right(self.sentences, position, key=lambda s: s.span.start) - 1)

    def is_body(self, position: int) -> bool:
        """Whether `position` lies in running text: no title, heading, caption, letterhead, list of recipients."""
        if not self.blocks:
            return False
        kind = self.blocks[self.block_at(position)].kind
        return kind not in _SILENT and kind not in _FRAME


def build_layout(source: str) -> Layout:
    """Return the layout of `source`; one without diacritics is laid out with the marks it should have."""
    unmarked = is_unmarked(source)
    view, blocks = lay_out(restore(source) if unmarked else source)
    return Layout(view, blocks, split_sentences(view.text, blocks), (UNMARKED,) if unmarked else ())
