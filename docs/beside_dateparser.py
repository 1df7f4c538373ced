"""How many phrases of tests/cases/dates.toml this project and dateparser each read; dateparser must be installed.

Ours is right where the value is the one in the table; dateparser where the moment it gives lies in the days covered.
"""  # noqa: INP001  # a script beside the page that cites it, no package

import datetime as dt
import sys
import tomllib
import warnings
from pathlib import Path

import dateparser

from extractor.resolve.date_phrases import resolve_phrase

SAID_ON = dt.datetime(2019, 4, 3)  # noqa: DTZ001  # dateparser wants its base without a zone
TABLE = Path(__file__).parents[1] / "tests" / "cases" / "dates.toml"
warnings.simplefilter("ignore")

score = {"single days": [0, 0, 0], "everything else": [0, 0, 0]}
for case in tomllib.loads(TABLE.read_text("utf-8"))["case"]:
    for phrase in [] if "problem" in case else case.get("phrases", []):
        ours = resolve_phrase(phrase, SAID_ON.date())
        theirs = dateparser.parse(phrase, languages=["vi"], settings={"RELATIVE_BASE": SAID_ON, "DATE_ORDER": "DMY"})
        right = ours is not None and ours.value == case["value"]
        within = right and theirs and (ours.first or dt.date.min) <= theirs.date() <= (ours.last or dt.date.max)
        row = score["single days" if right and ours.first == ours.last else "everything else"]
        row[:] = row[0] + 1, row[1] + right, row[2] + bool(within)
for name, (phrases, ours, theirs) in score.items():
    sys.stdout.write(f"{name}: {phrases} phrases, ours {ours / phrases:.1%}, dateparser {theirs / phrases:.1%}\n")
