"""Fitness: whether a text that came in may be extracted and kept; every way in asks here."""

from corpus.gate import measure
from corpus.secrecy import stamp
from models.errors import EmptyTextError, InputError, SecretError, TextTooLongError, UnreadableError

_BLANK = "\ufeff \t\r\n\f\v\u00a0"


def unfit(text: str, max_characters: int) -> InputError | None:
    """Return why the text may not come in; None where it may. Secrecy is looked at first."""
    if degree := stamp(text):
        return SecretError(degree)
    if not text.strip(_BLANK):
        return EmptyTextError()
    if len(text) > max_characters:
        return TextTooLongError(len(text), max_characters)
    measured = measure(text)
    return UnreadableError(measured.share) if measured.unreadable else None
