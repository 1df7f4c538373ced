"""Places: view spans of one Doc as the record writes them, on the source's own characters."""

from collections.abc import Iterable

from spacy.tokens import Doc

from extractor.annotations import Clue, DueFinding, Reason
from models import records
from models.spans import Span


class Places:
    """Translates the view spans of one Doc to its source."""

    def __init__(self, doc: Doc) -> None:
        """Take the text of `doc` and the view that its layout laid over it."""
        self.source: str = doc._.source
        self.view = doc._.layout.view

    def place(self, span: Span) -> dict[str, int | str]:
        """Return start, end and text of a view span in the source."""
        start, end = self.view.to_source(span)
        return {"start": start, "end": end, "text": self.source[start:end]}

    def marked(self, span: Span | None) -> records.Marked | None:
        """Return a view span as a marked span, None as None."""
        return None if span is None else records.Marked.model_validate(self.place(span))

    def mentions(self, spans: Iterable[Span]) -> tuple[records.Mention, ...]:
        """Return mentions in reading order."""
        return tuple(records.Mention.model_validate(self.place(span)) for span in sorted(set(spans)))

    def why(self, reason: Reason) -> records.Why:
        """Return a reason with its clues on the source."""
        return records.Why(rule=reason.rule, file=reason.file, steps=tuple(map(self._step, reason.clues)))

    def due(self, found: DueFinding) -> records.Due:
        """Return one deadline of a directive."""
        return records.Due.model_validate(
            {
                **self.place(found.span),
                "date": None if found.date is None else f"D{found.date + 1}",
                "bound": found.bound,
                "amount": found.amount,
                "unit": found.unit,
                "recurrence": found.recurrence,
                "inherited": found.inherited,
            }
        )

    def _step(self, clue: Clue) -> records.Step:
        place = {} if clue.span is None or not clue.span.length else self.place(clue.span)
        return records.Step.model_validate({"what": clue.what, **place})
