"""What the closed vocabularies are called for users, in Vietnamese."""

from collections.abc import Mapping

from models.rows import Part
from models.vocabulary import AddresseeKind, Kind, Role, Status

KINDS: Mapping[Kind, str] = {
    Kind.NEWS: "tin bài",
    Kind.MINUTES: "biên bản",
    Kind.ADMINISTRATIVE: "văn bản hành chính",
}
ROLES: Mapping[Role, str] = {
    Role.EVENT: "sự kiện",
    Role.DEADLINE: "thời hạn",
    Role.PERIOD: "kỳ, giai đoạn",
    Role.DOCUMENT: "ngày văn bản",
    Role.OTHER: "khác",
}
STATUSES: Mapping[Status, str] = {
    Status.ASSIGNED: "được giao",
    Status.COMPLETED: "hoàn thành",
    Status.COMPLETED_ON_TIME: "hoàn thành đúng hạn",
    Status.COMPLETED_LATE: "hoàn thành quá hạn",
    Status.IN_PROGRESS: "đang thực hiện",
    Status.IN_PROGRESS_ON_TIME: "đang thực hiện, trong hạn",
    Status.OVERDUE: "quá hạn, chưa xong",
    Status.NOT_STARTED: "chưa thực hiện",
    Status.NOT_COMPLETED: "chưa hoàn thành",
    Status.OTHER: "khác",
}
ADDRESSEES: Mapping[AddresseeKind, str] = {
    AddresseeKind.UNIT: "đơn vị",
    AddresseeKind.GROUP: "nhóm",
    AddresseeKind.OFFICE: "chức danh",
    AddresseeKind.PERSON: "người",
}
PARTS: Mapping[Part, str] = {
    Part.ISSUER: "giao",
    Part.CONVEYED_BY: "truyền đạt",
    Part.ADDRESSEE: "thực hiện",
    Part.LEAD: "chủ trì",
    Part.COORDINATING: "phối hợp",
    Part.MONITOR: "theo dõi",
    Part.MENTIONED: "nhắc đến",
}
