"""The change report as a page of its own, pictures included, and as JSON."""

from collections.abc import Sequence
from io import StringIO
from typing import NamedTuple

import altair as alt
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.labels import CLAIM_FIELDS, CLAIM_KINDS, TURNS
from corpus.change_report import ChangeReport, Shown
from corpus.comparison import Turn
from models.archive import Run

_MOST_RULES = 15
_COLOURS = {Turn.CHANGED: "#c98a1b", Turn.GAINED: "#2e8540", Turn.LOST: "#b3261e"}
_SHOWN_TURNS = (Turn.CHANGED, Turn.GAINED, Turn.LOST)


class Row(NamedTuple):
    """How many findings of a kind there were, stayed, changed, came and went."""

    kind: str
    values: tuple[int, ...]


def rows(report: ChangeReport) -> list[Row]:
    """Return a row for each kind of which there is anything."""
    kinds = dict.fromkeys((*report.before, *report.after, *report.kinds))
    return [
        Row(kind, (report.before[kind], report.same(kind), *(report.kinds[kind][turn] for turn in _SHOWN_TURNS)))
        for kind in kinds
        if kind != "document"
    ]


def rules(report: ChangeReport) -> list[tuple[str, tuple[int, ...]]]:
    """Return how many findings of each rule changed, came and went; the rules with most first."""
    ordered = sorted(report.rules.items(), key=lambda rule: (-rule[1].total(), rule[0]))
    return [(rule, tuple(turns[turn] for turn in _SHOWN_TURNS)) for rule, turns in ordered]


def as_html(run: Run, report: ChangeReport, objections: Sequence[str]) -> str:
    """Return the report as one page that needs nothing else."""
    return _rendered("change_report.html", run, report, objections)


def as_part(run: Run, report: ChangeReport, objections: Sequence[str]) -> str:
    """Return the report as part of a page."""
    return _rendered("change_report_part.html", run, report, objections)


def _rendered(template: str, run: Run, report: ChangeReport, objections: Sequence[str]) -> str:
    environment = Environment(
        loader=PackageLoader("api", "web/templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(template).render(
        run=run,
        report=report,
        objections=objections,
        rows=rows(report),
        rules=rules(report),
        pictures=_pictures(report),
        turns=TURNS,
        kinds=CLAIM_KINDS,
        fields=CLAIM_FIELDS,
    )


def _pictures(report: ChangeReport) -> list[str]:
    """Return the pictures as SVG: changes by kind of finding, and by rule."""
    kinds = [(CLAIM_KINDS[row.kind], row.values[2:]) for row in rows(report)]
    charts = (("Thay đổi theo loại mục", kinds), ("Thay đổi theo luật", rules(report)[:_MOST_RULES]))
    return [_bars(title, bars) for title, bars in charts if any(sum(values) for _, values in bars)]


def _bars(title: str, bars: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Return horizontal bars, stacked by turn, in the order given."""
    values = [
        {"name": name, "turn": TURNS[turn], "count": count, "order": at}
        for name, counts in bars
        for at, (turn, count) in enumerate(zip(_SHOWN_TURNS, counts, strict=True))
    ]
    colours = alt.Scale(domain=[TURNS[turn] for turn in _SHOWN_TURNS], range=[_COLOURS[t] for t in _SHOWN_TURNS])
    chart = (
        alt.Chart({"values": values}, title=title, width=560)
        .mark_bar()
        .encode(
            x=alt.X("count:Q", title="số mục"),
            y=alt.Y("name:N", title=None, sort=[name for name, _ in bars], axis=alt.Axis(labelLimit=260)),
            color=alt.Color("turn:N", title=None, scale=colours),
            order="order:Q",
        )
    )
    out = StringIO()
    chart.save(out, format="svg")
    return out.getvalue()


def as_json(run: Run, report: ChangeReport, objections: Sequence[str]) -> dict[str, object]:
    """Return the report as JSON."""
    return {
        "run": run.id,
        "version": run.version,
        "finished": run.finished_at is not None,
        "objections": list(objections),
        "documents": {
            "unchanged": report.unchanged,
            "changed": report.changed,
            "new": report.new,
            "failed": len(report.failed),
        },
        "kinds": {
            row.kind: dict(zip(("before", "unchanged", *_SHOWN_TURNS), row.values, strict=True)) for row in rows(report)
        },
        "rules": {rule: dict(zip(_SHOWN_TURNS, values, strict=True)) for rule, values in rules(report)},
        "directives": [_shown(one) for one in report.directives],
        "most_changed": [
            {"document": one.document, "title": one.title, "changes": one.changes, **dict(one.turns)}
            for one in report.most_changed
        ],
        "sample": [_shown(one) for one in report.sample],
        "failures": [{"document": d, "title": title, "reason": reason} for d, title, reason in report.failed],
    }


def _shown(one: Shown) -> dict[str, object]:
    change = one.change
    return {
        "document": one.document,
        "kind": change.kind,
        "turn": change.turn,
        "start": change.span.start,
        "end": change.span.end,
        "text": change.text,
        "before": one.before,
        "after": one.after,
        "rule": one.rule,
        "fields": [{"name": name, "before": before, "after": after} for name, before, after in one.fields],
    }
