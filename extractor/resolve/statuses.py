"""The status of counted tasks, composed of the features that the words around their number contribute."""

from enum import StrEnum

from models.vocabulary import Status


class Feature(StrEnum):
    """What one status word says; the `feature` of the rules in statuses.toml, and `remaining` of «còn lại»."""

    DONE = "done"
    NOT_DONE = "not_done"
    ONGOING = "ongoing"
    NOT_STARTED = "not_started"
    ON_TIME = "on_time"
    IN_TIME = "in_time"
    LATE = "late"
    DUE = "due"
    ASSIGNED = "assigned"
    OTHER = "other"
    REMAINING = "remaining"
    DRAFTED = "drafted"  # «trình 04 Nghị định»: owed, where it is told to be done


Features = frozenset[Feature]

COMPLETED = frozenset({Status.COMPLETED, Status.COMPLETED_ON_TIME, Status.COMPLETED_LATE})
OPEN = frozenset(
    {
        Status.IN_PROGRESS,
        Status.IN_PROGRESS_ON_TIME,
        Status.OVERDUE,
        Status.NOT_STARTED,
        Status.NOT_COMPLETED,
    }
)
_OPEN = {Feature.NOT_DONE, Feature.ONGOING, Feature.NOT_STARTED, Feature.REMAINING}
_STATES = {Feature.DONE, *_OPEN}


def says_state(features: Features) -> bool:
    """Return whether the words say whether the tasks are done, and not only when or that they were given."""
    return bool(features & _STATES)


def compose(features: Features, above: Status | None = None) -> Status | None:
    """Return the status that `features` add up to; None where they say nothing.

    `above` is the status of the number that this one divides: «hoàn thành 900 (đúng hạn 850, quá hạn 50)».
    """
    features -= {Feature.DRAFTED}
    if features & {Feature.DONE, Feature.ASSIGNED}:
        features -= {Feature.REMAINING}
    if not features:
        return None
    if features == {Feature.ASSIGNED}:
        return above or Status.ASSIGNED
    return Status.OTHER if Feature.OTHER in features else _state(features, above)


def _state(features: Features, above: Status | None) -> Status:
    """Return the status of features that say more than that tasks were given."""
    done = Feature.DONE in features and not features & _OPEN
    if not says_state(features) and above is not None:
        done = above in COMPLETED
    if done:
        return _done(features)
    if features & (_OPEN | {Feature.LATE, Feature.IN_TIME}):
        return _open(features)
    if Feature.ON_TIME in features:
        return Status.IN_PROGRESS_ON_TIME if above in OPEN else Status.COMPLETED_ON_TIME
    return Status.OTHER


def _done(features: Features) -> Status:
    if Feature.LATE in features:
        return Status.COMPLETED_LATE
    return Status.COMPLETED_ON_TIME if features & {Feature.ON_TIME, Feature.IN_TIME} else Status.COMPLETED


def _open(features: Features) -> Status:
    if Feature.LATE in features:
        return Status.OVERDUE
    if Feature.NOT_STARTED in features:
        return Status.NOT_STARTED
    if features & {Feature.IN_TIME, Feature.ON_TIME}:
        return Status.IN_PROGRESS_ON_TIME
    return Status.IN_PROGRESS if Feature.ONGOING in features else Status.NOT_COMPLETED
