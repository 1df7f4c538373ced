"""The order of names by the Vietnamese dictionary, and the offices that people hold, as rows.

Revision 0014, after 0013.
"""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from models.collation import collation_key

revision = "0014"
down_revision = "0013"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COLLATED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_LONGEST_KEY = 200
_AT_A_TIME = 500


def upgrade() -> None:
    """Add the keys of the order and the table of offices, and fill both."""
    op.add_column("units", sa.Column("collated", _COLLATED, nullable=False, server_default=""))
    op.add_column("people", sa.Column("collated", _COLLATED))
    op.create_table(
        "person_offices",
        sa.Column("seq", _KEY, primary_key=True),
        sa.Column("person_seq", _KEY, sa.ForeignKey("people.seq", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("unit_seq", _KEY, sa.ForeignKey("units.seq", ondelete="CASCADE"), index=True),
        sa.Column("title", sa.Text(), nullable=False),
    )
    for table in ("units", "people"):
        _collate(table)
        op.create_index(f"ix_{table}_collated", table, ["collated"])
    _fill_offices()


def downgrade() -> None:
    """Drop all of it."""
    op.drop_table("person_offices")
    for table in ("units", "people"):
        op.drop_index(f"ix_{table}_collated", table)
        op.drop_column(table, "collated")


def _collate(table: str) -> None:
    rows = sa.table(table, sa.column("seq"), sa.column("name"), sa.column("collated"))
    change = rows.update().where(rows.c.seq == sa.bindparam("at")).values(collated=sa.bindparam("key"))
    named = sa.select(rows.c.seq, rows.c.name).where(rows.c.name.is_not(None))
    for part in _parts(named, rows.c.seq):
        values = [{"at": seq, "key": collation_key(name)[:_LONGEST_KEY]} for seq, name in part]
        op.get_bind().execute(change, values)


def _fill_offices() -> None:
    results = sa.table("results", sa.column("seq"), sa.column("record"))
    offices = sa.table("person_offices", sa.column("person_seq"), sa.column("unit_seq"), sa.column("title"))
    recorded = sa.select(results.c.seq, results.c.record).where(results.c.record.is_not(None))
    for part in _parts(recorded, results.c.seq):
        first, last = part[0][0], part[-1][0]
        people, units = (_ids(table, first, last) for table in ("people", "units"))
        values = [
            {
                "person_seq": people[seq, person["id"]],
                "unit_seq": units.get((seq, position.get("unit"))),
                "title": position["title"],
            }
            for seq, record in part
            for person in json.loads(record).get("people", ())
            for position in person.get("positions", ())
            if (seq, person["id"]) in people
        ]
        if values:
            op.get_bind().execute(offices.insert(), values)


def _ids(name: str, first: int, last: int) -> dict[tuple[int, str], int]:
    """Return the rows of some results by their ids in the record."""
    rows = sa.table(name, sa.column("seq"), sa.column("result_seq"), sa.column("contract_id"))
    wanted = sa.select(rows).where(rows.c.result_seq.between(first, last))
    return {(result, own): seq for seq, result, own in op.get_bind().execute(wanted)}


def _parts(rows: sa.Select[Any], key: sa.ColumnElement[Any]) -> Iterator[list[Any]]:
    """Yield rows some at a time, in the order of their keys."""
    last = 0
    while part := list(op.get_bind().execute(rows.where(key > last).order_by(key).limit(_AT_A_TIME))):
        yield part
        last = part[-1][0]
