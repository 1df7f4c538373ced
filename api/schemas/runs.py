"""Shapes of runs: what is to be extracted anew, how far that is, what was published and undone."""

import datetime as dt
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from api.actions.naming import names_of
from api.actions.publication import Undone
from api.actions.runs import Progress, State
from api.own_units import own_units
from api.schemas.searching import DocumentFilter, UnitName, Words
from models.queue import Selection

RunId = Annotated[int, Field(ge=1, le=2**62, description="số của lượt chạy", examples=[3])]
Version = Annotated[
    str,
    Field(max_length=200, pattern=r"^[^\x00]*$", description="bản trích", examples=["0.1.0+1a2b3c4d"]),
]


class RunSelection(BaseModel):
    """Which documents a run is to extract anew: all that lack a result of the present version, or only some of them."""

    model_config = ConfigDict(extra="forbid")

    q: Words = ""
    unit: UnitName = None
    version: Annotated[Version, Field(description="chỉ văn bản đang dùng kết quả của đúng bản này")] = ""
    failed: Annotated[
        bool, Field(description="chỉ văn bản từng trích hỏng; thử lại cả bản hiện tại", examples=[False])
    ] = False
    force: Annotated[
        bool, Field(description="trích lại cả văn bản đã có kết quả của bản hiện tại", examples=[False])
    ] = False

    def selection(self) -> Selection:
        """Return what is asked for; raises UnitsFileError where a user's own units are unsound."""
        with own_units():
            units = names_of(self.unit)
        return Selection(self.q, units, self.version, failed=self.failed, retry=self.failed, force=self.force)


class RunPlan(BaseModel):
    """What a run would do."""

    version: Annotated[Version, Field(description="bản trích hiện tại")]
    documents: Annotated[int, Field(description="bao nhiêu văn bản sẽ được trích", examples=[1200])]


class SelectedItem(BaseModel):
    """What a run was asked to do; `units` are all names of the unit that was named."""

    q: Annotated[str, Field(examples=[""])]
    units: Annotated[list[str], Field(examples=[["Bộ Y tế"]])]
    version: Annotated[str, Field(examples=[""])]
    failed: Annotated[bool, Field(examples=[False])]
    force: Annotated[bool, Field(examples=[False])]

    @classmethod
    def of(cls, asked: Selection) -> Self:
        """Return a selection's shape."""
        return cls(
            q=asked.query, units=list(asked.units), version=asked.version, failed=asked.failed, force=asked.force
        )


class RunItem(BaseModel):
    """A run and how far it is."""

    id: RunId
    version: Annotated[Version, Field(description="bản trích mà lượt này làm")]
    selection: SelectedItem
    state: Annotated[
        State,
        Field(
            description="waiting: chưa ai đang làm; running: đang làm; paused: tạm dừng; cancelled: đã hủy; "
            "finished: xong",
            examples=["running"],
        ),
    ]
    started_at: Annotated[dt.datetime, Field(examples=["2026-01-05T08:00:00Z"])]
    finished_at: Annotated[dt.datetime | None, Field(examples=[None])]
    done: Annotated[int, Field(description="văn bản trích được", examples=[800])]
    failed: Annotated[int, Field(description="văn bản trích hỏng", examples=[2])]
    waiting: Annotated[int, Field(description="văn bản còn phải làm, kể cả đang làm", examples=[398])]
    in_hand: Annotated[int, Field(description="văn bản đang làm", examples=[8])]
    current: Annotated[int, Field(description="kết quả của lượt này đang dùng", examples=[0])]
    published_at: Annotated[dt.datetime | None, Field(description="lần công bố gần nhất", examples=[None])]

    @classmethod
    def of(cls, progress: Progress) -> Self:
        """Return a run's shape."""
        run = progress.run
        return cls(
            id=run.id,
            version=run.version,
            selection=SelectedItem.of(run.selection),
            state=progress.state,
            started_at=_zoned(run.started_at),
            finished_at=run.finished_at and _zoned(run.finished_at),
            done=run.done,
            failed=run.failed,
            waiting=progress.waiting,
            in_hand=progress.in_hand,
            current=run.current,
            published_at=run.published_at and _zoned(run.published_at),
        )


def _zoned(moment: dt.datetime) -> dt.datetime:
    """Return a moment with its zone, UTC, which SQLite does not keep."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


class RunProgress(RunItem):
    """A run as it is told while it is watched."""

    per_second: Annotated[
        float | None, Field(description="văn bản mỗi giây, từ khi theo dõi; null: chưa biết", examples=[21.5])
    ] = None
    seconds_left: Annotated[
        float | None, Field(description="ước tính số giây còn lại; null: chưa biết", examples=[18.5])
    ] = None


class Publication(BaseModel):
    """What of a run is to be published."""

    model_config = ConfigDict(extra="forbid")

    reviewed: Annotated[
        bool, Field(description="đã xem báo cáo và đồng ý: công bố dù vượt ngưỡng", examples=[False])
    ] = False
    where: Annotated[
        DocumentFilter | None, Field(description="chỉ những văn bản này; null: tất cả", examples=[None])
    ] = None


class Published(BaseModel):
    """What was published."""

    run: RunId
    documents: Annotated[int, Field(description="bao nhiêu văn bản đổi sang kết quả mới", examples=[1198])]


class RolledBack(BaseModel):
    """A publication that was undone."""

    run: RunId
    documents: Annotated[int, Field(description="bao nhiêu văn bản về lại kết quả trước đó", examples=[1198])]
    left: Annotated[int, Field(description="đã có kết quả khác từ sau lần công bố ấy nên để nguyên", examples=[0])]

    @classmethod
    def of(cls, undone: Undone) -> Self:
        """Return an undoing's shape."""
        return cls(run=undone.run, documents=undone.turned, left=undone.left)
