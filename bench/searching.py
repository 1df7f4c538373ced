"""What a search costs in a large archive on PostgreSQL, beside the same full-text query in bare SQL."""

import datetime as dt
import statistics
import time
from collections.abc import Callable, Iterator

from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from bench import databases
from models import documents, results
from models.database import Database
from models.documents import Sent
from models.finding import Wanted
from models.fulltext import parse
from models.hits import Origin
from models.identities import text_hash
from models.records import Directive, Document, Record, Unit, Why
from models.repository import Repository
from models.results import Result
from models.rows import storable
from models.vocabulary import Kind

_DOCUMENTS, _A_DOCUMENT, _AT_A_TIME = 10_000, 100, 50
_SHOWN, _ROUNDS = 20, 5
_WORDS = (
    *("rà soát", "quy hoạch", "báo cáo", "hồ sơ", "giá thuốc", "đấu thầu", "nguồn điện", "tiến độ", "thủ tục"),
    *("kiểm tra", "bồi thường", "giải ngân", "tái định cư", "chuyển đổi số", "an toàn lao động"),
)
_QUERIES = (
    *("rà soát quy hoạch", "bao cao", "giá thuốc 4321", "kiểm tra tiến độ", "nguon dien dau thau", '"số 77-7"'),
    *("tái định cư 9000", '"việc 500"', "chuyển đổi số giải ngân", "không thấy đâu"),
)
_BARE = """SELECT directives.text, documents.title, found.rank FROM (
    SELECT rowid, ts_rank_cd({column}, query) AS rank
    FROM directive_index, CAST(:words AS tsquery) AS query WHERE {column} @@ query
) AS found
JOIN directives ON directives.seq = found.rowid JOIN documents ON documents.result_seq = directives.result_seq
ORDER BY found.rank DESC, documents.seq DESC LIMIT 20"""


def ours_to_bare(_count: int) -> float:
    """Search of 1,000,000 generated directives on PostgreSQL, p95 ÷ the same full-text query in bare SQL."""
    with databases.postgresql() as database:
        _fill(database)
        ours, bare = [], []
        with database.reading() as session:
            for at in range(_ROUNDS + 1):
                for query in _QUERIES:
                    one, other = _seconds(_ours, session, query), _seconds(_bare, session, query)
                    if at:  # the first round warms
                        ours.append(one)
                        bare.append(other)
    return _p95(ours) / _p95(bare)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _seconds(search: Callable[[Session, str], object], session: Session, query: str) -> float:
    began = time.perf_counter()
    search(session, query)
    return time.perf_counter() - began


def _ours(session: Session, query: str) -> object:
    return list(Repository(session).directives(Wanted(query), limit=_SHOWN))


def _bare(session: Session, query: str) -> object:
    terms = parse(query)
    column = "exact" if any(term.exact for term in terms) else "stripped"
    words = " & ".join(f"({' <-> '.join(term.words)})" for term in terms)
    return session.execute(sql(_BARE.format(column=column)), {"words": words}).all()


def _fill(database: Database) -> None:
    """Keep the documents, with a unit each and orders of words that stand in very many or in few."""
    for at in range(0, _DOCUMENTS, _AT_A_TIME):
        records = dict(_records(range(at, at + _AT_A_TIME)))
        with database.writing() as session:
            kept = documents.keep(session, [Sent(text, Origin(f"{hash(text)}.txt")) for text in records])
            made = [Result(document, "1", storable(records[document.text])) for document in kept]
            results.keep(session, made)
            session.commit()
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as outside:
        outside.execute(sql("VACUUM ANALYZE"))  # which the server does by itself, but later


def _records(numbers: range) -> Iterator[tuple[str, Record]]:
    why = Why(rule="generated", file="bench")
    for number in numbers:
        orders = [
            f"{_WORDS[(number + at) % 15]} {_WORDS[(number * 7 + at * 4) % 15]} việc {number % 1000}, số {number}-{at}"
            for at in range(_A_DOCUMENT)
        ]
        text, directives = f"Cục {number % 300} họp", []
        for at, order in enumerate(orders):
            start = len(text) + 1
            text = f"{text}\n{order}"
            own = f"R{at + 1}"
            found = Directive(id=own, addressees=("U1",), why=why, start=start, end=len(text), text=order)
            directives.append(found)
        day = dt.date(2020, 1, 1) + dt.timedelta(days=number % 1500)
        about = Document(id=text_hash(text), kind=Kind.NEWS, title=f"Cuộc họp {number}", published_on=day)
        unit = Unit(id="U1", name=f"Cục {number % 300}", mentions=(), why=why)
        yield text, Record(document=about, units=(unit,), directives=tuple(directives), version="1")
