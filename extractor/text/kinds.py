"""Kinds of block."""

from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of the layout is."""

    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    LETTERHEAD = "letterhead"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    FOOTNOTE = "footnote"
    SEPARATOR = "separator"
