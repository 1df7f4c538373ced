"""Errors: one tree.

    ChidaoError
    ├── InputError                what came in cannot be read
    │   ├── EmptyTextError        nothing but white space
    │   ├── TextTooLongError      longer than the limit in the settings
    │   ├── NotTextError          binary content or NUL
    │   ├── EncodingError         bytes that are not in the encoding that they say
    │   ├── SurrogateError        lone surrogates: not encodable, so not a text
    │   ├── UnreadableError       scrambled, undecoded or foreign text
    │   ├── SecretError           a document with a stamp of secrecy
    │   ├── PurgedError           a document that was purged, and so is not taken again
    │   ├── PhraseError           a phrase that names no time
    │   └── FormatError           a file whose structure is not what its reader expects
    ├── ExtractionError           the program failed at a text that it should have read
    │   ├── TimeLimitError        it took longer than the settings allow
    │   └── WorkerLostError       the worker process died at it, twice
    ├── EngineError               no extraction can be done at all
    ├── GateError                 a run that changes too much to be published unseen
    ├── RuleError                 a rule file contradicts itself
    │   └── UnitsFileError        a user's own file of units that is unsound
    ├── NotFoundError             a document, record or file that is not there
    ├── ConflictError             what cannot be done as things stand
    ├── DateFormatError           a date given by the user that no calendar has
    ├── KeyNameError              a name that no key may have
    ├── SettingError              a setting in the environment that is no good
    └── StoreError                the database cannot be used
        └── StoreFullError        there is no room left for what is to be kept

Messages are for users, in Vietnamese: each names the thing and the way out.
"""

import datetime as dt
from collections.abc import Callable, Sequence


class ChidaoError(Exception):
    """Whatever this project refuses to do, with a message for the user; goes from process to process as it is."""

    exit_code = 1

    def __reduce__(self) -> tuple[Callable[..., "ChidaoError"], tuple[object, ...]]:
        """Return how another process makes the same error: from its message, not from what it was made of."""
        return _remade, (type(self), *self.args)


def _remade(kind: type[ChidaoError], *args: object) -> ChidaoError:
    error = kind.__new__(kind)
    error.args = args
    return error


class InputError(ChidaoError):
    """What came in cannot be read."""

    exit_code = 3


class EmptyTextError(InputError):
    """A text of nothing but white space."""

    def __init__(self) -> None:
        """Say that there is nothing to read."""
        super().__init__("văn bản trống: không có chữ nào để trích; hãy kiểm tra lại tệp hoặc nội dung gửi vào")


class TextTooLongError(InputError):
    """A text longer than the limit, in code points."""

    def __init__(self, length: int, limit: int) -> None:
        """Name both figures and the setting."""
        what = f"văn bản dài {length:,} ký tự, quá giới hạn {limit:,}"
        super().__init__(f"{what}; hãy tách văn bản, hoặc nâng giới hạn bằng CHIDAO_MAX_CHARACTERS")


class NotTextError(InputError):
    """Binary content, or text with NUL."""

    def __init__(self, position: int, found: str = "ký tự NUL") -> None:
        """Name what was found and its offset."""
        super().__init__(f"không phải văn bản thuần: có {found} ở vị trí {position}; hãy chuyển tệp sang văn bản UTF-8")


class EncodingError(InputError):
    """Bytes that are not in the encoding that they must be or say that they are in."""

    def __init__(self, position: int, encoding: str = "UTF-8") -> None:
        """Name the offset of the first byte that does not decode."""
        where = f"không đọc được theo {encoding} (byte thứ {position})"
        super().__init__(f"{where}; hãy lưu lại tệp với bảng mã UTF-8 rồi nạp lại")


class SurrogateError(InputError):
    """Lone surrogates: the string has no UTF-8 form."""

    def __init__(self, position: int) -> None:
        """Name the offset of the first lone surrogate."""
        where = f"văn bản có ký tự surrogate lẻ ở vị trí {position}, không ghi được bằng UTF-8"
        super().__init__(f"{where}; hãy giải mã lại văn bản từ tệp gốc")


class UnreadableError(InputError):
    """Scrambled, undecoded or foreign text."""

    def __init__(self, share: float) -> None:
        """Name the figure."""
        what = f"không đọc được (unreadable): {share:.0%} số từ không phải âm tiết tiếng Việt"
        super().__init__(f"{what}; hãy kiểm tra bảng mã, ngôn ngữ hoặc tệp gốc")


class SecretError(InputError):
    """A document with a stamp of secrecy."""

    def __init__(self, degree: str) -> None:
        """Name the degree."""
        super().__init__(
            f"văn bản đóng dấu {degree}: không được lưu, chỉ ghi tên và mã băm vào sổ từ chối; "
            "hãy xử lý theo quy định về bí mật nhà nước"
        )


class PurgedError(InputError):
    """A document that was purged, and so is not taken again."""

    def __init__(self, on: dt.date, reason: str) -> None:
        """Name when and why."""
        super().__init__(f"văn bản đã bị xóa hẳn ngày {on:%d/%m/%Y} ({reason}) nên không được nhận lại")


class PhraseError(InputError):
    """A phrase that names no time."""

    def __init__(self, phrase: str) -> None:
        """Repeat the phrase and show one that does."""
        super().__init__(f"không có thời gian nào trong «{phrase}»; hãy viết như «thứ Hai tuần tới» hay «cuối quý III»")


class FormatError(InputError):
    """A file whose structure is not what its reader expects."""


class ExtractionError(ChidaoError):
    """The program failed at a text that it should have read."""

    @classmethod
    def caused_by(cls, error: Exception) -> "ExtractionError":
        """Return the error that tells users of a fault of the program."""
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        return cls(f"chương trình gặp lỗi khi trích văn bản này ({reason}); hãy báo lại kèm tệp")


class TimeLimitError(ExtractionError):
    """A text that took longer than the settings allow."""

    def __init__(self, seconds: float) -> None:
        """Name the limit and the setting."""
        super().__init__(f"trích quá {seconds:g} giây nên bị dừng; hãy tách văn bản, hoặc nâng CHIDAO_TIME_LIMIT")


class WorkerLostError(ExtractionError):
    """A text at which the worker process died each time it was tried."""

    def __init__(self, times: int, code: int) -> None:
        """Name how often, and the exit code (of a signal: negative)."""
        super().__init__(
            f"tiến trình trích chết {times} lần ở văn bản này (mã {code}; -9 thường là hết bộ nhớ); "
            "hãy tách văn bản, hoặc báo lại kèm tệp"
        )


class EngineError(ChidaoError):
    """No extraction can be done at all; the message says why."""


class GateError(ChidaoError):
    """A run that changes too much to be published unseen."""

    def __init__(self, run: int, reasons: Sequence[str]) -> None:
        """Name every limit that it goes beyond."""
        self.reasons = tuple(reasons)
        super().__init__(
            f"không công bố lượt {run}: {'; '.join(reasons)}; xem: chidao report {run}, "
            f"rồi: chidao publish {run} --reviewed"
        )


class RuleError(ChidaoError):
    """A rule file contradicts itself; the message names file and rule."""


class UnitsFileError(RuleError):
    """A user's own file of units that is unsound."""

    exit_code = 2

    def __init__(self, file: str, fault: str, entry: str = "") -> None:
        """Name the file, the entry and what is wrong with it."""
        where = f", {entry}" if entry else ""
        super().__init__(f"tệp đơn vị «{file}»{where}: {fault}; hãy sửa tệp, hoặc bỏ CHIDAO_UNITS_FILE")


class NotFoundError(ChidaoError):
    """A document, record or file that is not there."""

    exit_code = 4


class ConflictError(ChidaoError):
    """What cannot be done as things stand: a name that is taken, a run that is over."""


class DateFormatError(ChidaoError):
    """A date given by the user that no calendar has."""

    exit_code = 2

    def __init__(self, given: str) -> None:
        """Repeat what was given and show the form wanted."""
        super().__init__(f"ngày không hợp lệ: «{given}»; hãy viết theo dạng 2019-04-03")


class KeyNameError(ChidaoError):
    """A name that no key may have."""

    exit_code = 2

    def __init__(self, given: str) -> None:
        """Repeat what was given and say what a name is made of."""
        super().__init__(f"tên khóa không hợp lệ: «{given}»; hãy dùng chữ không dấu, số và . _ -, tối đa 100 ký tự")


class SettingError(ChidaoError):
    """A setting in the environment that is no good."""

    exit_code = 2

    def __init__(self, name: str, given: str) -> None:
        """Name the setting and repeat what was given."""
        super().__init__(f"giá trị của {name} không hợp lệ: «{given}»; hãy sửa hoặc bỏ biến môi trường này")


class StoreError(ChidaoError):
    """The database cannot be used; the message says why and what to do."""

    exit_code = 5


class StoreFullError(StoreError):
    """There is no room left for what is to be kept."""
