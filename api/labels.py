"""What the closed vocabularies are called for users, in Vietnamese.

Words of the store and of its actions stand here as they are written: who prints a record need not import those.
"""

from collections.abc import Mapping

from models.vocabulary import AddresseeKind, Kind, Review, Role, Status

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
PARTS: Mapping[str, str] = {
    "issuer": "giao",
    "conveyed_by": "truyền đạt",
    "addressee": "thực hiện",
    "lead": "chủ trì",
    "coordinating": "phối hợp",
    "monitor": "theo dõi",
    "mentioned": "nhắc đến",
}
REVIEWS: Mapping[Review, str] = {
    Review.MACHINE: "Máy trích, chưa soát",
    Review.ACCEPTED: "Đã soát: đúng",
    Review.EDITED: "Đã soát: có sửa",
    Review.REJECTED: "Đã soát: không phải",
}
TURNS: Mapping[str, str] = {"gained": "thêm", "lost": "mất", "changed": "đổi"}
FILTERS: Mapping[str, str] = {
    "unit": "đơn vị",
    "with_predecessors": "cả tiền thân",
    "with_sub_units": "cả đơn vị trực thuộc",
    "person": "người",
    "group": "giao cho nhóm",
    "given_by": "do",
    "given_to": "giao cho",
    "kind": "loại văn bản",
    "since": "văn bản từ",
    "until": "văn bản đến",
    "due_after": "hạn từ",
    "due_before": "hạn đến",
    "overdue_as_of": "đã quá hạn vào",
    "unresolved": "hạn chưa tính được ra ngày",
    "status": "có số liệu",
}
ORDERS: Mapping[str, str] = {
    "relevance": "khớp nhất trước",
    "newest": "văn bản mới trước",
    "due": "hạn sớm nhất trước",
    "latest_due": "hạn muộn nhất trước",
}
FACETS: Mapping[str, str] = {
    "unit": "Đơn vị thực hiện",
    "due_month": "Tháng đến hạn",
    "month": "Tháng của văn bản",
    "kind": "Loại văn bản",
}
CLAIM_KINDS: Mapping[str, str] = {
    "document": "cả văn bản",
    "units": "đơn vị",
    "people": "người",
    "dates": "thời gian",
    "task_counts": "số liệu nhiệm vụ",
    "directives": "nội dung chỉ đạo",
    "references": "văn bản được dẫn",
}
CLAIM_FIELDS: Mapping[str, str] = {
    "text": "chữ",
    "number": "số thứ tự",
    "parent": "thuộc",
    "issuer": "người giao",
    "conveyed_by": "người truyền đạt",
    "addressees": "nơi nhận",
    "addressee_texts": "nơi nhận (chữ)",
    "lead": "chủ trì",
    "coordinating": "phối hợp",
    "monitor": "theo dõi",
    "deadline": "thời hạn",
    "dues": "thời hạn (chữ)",
    "name": "tên",
    "positions": "chức vụ",
    "value": "giá trị",
    "role": "vai trò",
    "status": "trạng thái",
    "count": "số",
    "unit": "đơn vị",
    "period": "kỳ",
    "type": "loại",
    "kind": "loại văn bản",
    "title": "tiêu đề",
    "event_date": "ngày diễn ra",
}
DOUBTS: Mapping[str, str] = {
    "no_deadline": "nói đến thời hạn mà chưa có hạn",
    "no_addressee": "chưa rõ ai làm",
    "no_issuer": "chưa rõ ai giao",
    "issuer_by_default": "người giao chỉ được suy ra, văn bản không nói ngay tại chỗ",
    "stray_deadline": "thời hạn không thuộc nội dung chỉ đạo nào",
}
UNIT_KINDS: Mapping[str, str] = {
    "agency": "cơ quan thuộc Chính phủ",
    "bank": "ngân hàng",
    "club": "câu lạc bộ thể thao",
    "committee": "ủy ban, ban chỉ đạo",
    "company": "công ty",
    "court": "tòa án",
    "department": "tổng cục, cục, vụ",
    "foreign": "cơ quan nước ngoài",
    "group": "tập đoàn, tổng công ty nhà nước",
    "hospital": "bệnh viện",
    "international": "tổ chức quốc tế",
    "local": "ủy ban nhân dân, hội đồng nhân dân cấp tỉnh",
    "mass": "đoàn thể, hội",
    "military": "quân đội",
    "ministry": "bộ, cơ quan ngang bộ",
    "party": "cơ quan của Đảng",
    "police": "công an",
    "press": "báo, đài",
    "procuracy": "viện kiểm sát",
    "provincial": "sở và tương đương, mỗi tỉnh một đơn vị",
    "state": "Nhà nước",
    "university": "trường đại học",
    "working-group": "tổ công tác",
}
DATE_SOURCES: Mapping[str, str] = {
    "caller": "người nạp cho",
    "field": "cột ngày của bảng",
    "metadata": "dữ liệu kèm theo",
    "page": "ghi trên trang",
    "file_name": "tên tệp",
    "text": "ghi trong văn bản",
}
PLACES: Mapping[str, str] = {"page": "trang", "paragraph": "đoạn", "cell": "ô", "line": "dòng"}
GOVERNMENT = "Chính phủ"
EVERYONE = "Mọi nội dung chỉ đạo"
LEADERS_GAVE = "Lãnh đạo {} giao"
GOVERNMENT_GAVE = "Chính phủ, Thủ tướng giao {}"
WHENS: Mapping[str, str] = {
    "today": "Hôm nay",
    "soon": "Trong 3 ngày",
    "week": "Trong 7 ngày",
    "past": "Đã quá thời hạn",
    "open": "Hạn chưa ra ngày",
}
WHENS_IN_FULL: Mapping[str, str] = {
    "today": "Đến hạn hôm nay",
    "soon": "Đến hạn trong 3 ngày tới",
    "week": "Đến hạn sau đó, trong 7 ngày tới",
    "past": "Đã quá thời hạn, chưa có thông tin hoàn thành",
    "open": "Hạn chưa tính được ra ngày: định kỳ, tính từ một việc khác, thiếu năm",
}
CHARTS: Mapping[str, str] = {
    "weeks": "đến hạn theo tuần",
    "receivers": "ai được giao nhiều nhất",
    "given": "giao theo tháng",
    "due": "đến hạn theo tháng",
    "counts": "Số liệu nhiệm vụ qua các kỳ",
}
RECEIVED = "Việc được giao"
GAVE = "Việc đã giao"
UNTITLED = "không có tiêu đề"
ENTRY_STATES: Mapping[str, str] = {
    "waiting": "đang chờ trích",
    "done": "đã trích",
    "failed": "trích hỏng",
    "refused": "không nhận",
}
RUN_STATES: Mapping[str, str] = {
    "waiting": "đang chờ",
    "running": "đang chạy",
    "paused": "tạm dừng",
    "cancelled": "đã hủy",
    "finished": "đã xong",
}
NOTHING_SENT = "Hãy chọn ít nhất một tệp, hoặc dán văn bản."
PUBLISHED = "Đã công bố kết quả mới của {} văn bản."
NOTHING_PUBLISHED = "Không có văn bản nào đổi kết quả: đã công bố từ trước, hoặc không văn bản nào khớp điều kiện."
ROLLED_BACK = "Đã hoàn lại {} văn bản về kết quả trước đó."
LEFT_ALONE = "{} văn bản đã có kết quả khác từ sau lần công bố ấy nên để nguyên."
GATE = "Chưa công bố: {}. Hãy xem báo cáo thay đổi; nếu đồng ý thì đánh dấu «Đã xem báo cáo» rồi công bố lại."
