"""E-mail (`.eml`): subject, day, sender and body are one document; attachments are files like any other."""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from corpus.encodings import Decoded, decode
from corpus.incoming import DateSource, Enclosed, Incoming, PlaceKind, Reading, Refused
from corpus.joining import Joined
from corpus.published import mail_day
from corpus.readers import html
from corpus.readers.text import other_format, take
from models.errors import InputError

if TYPE_CHECKING:
    from email.message import EmailMessage, Message

_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):[ \t]", re.MULTILINE)
_OF_MAIL = {b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received", b"return-path"}
_FEWEST_FIELDS = 3


def recognises(head: bytes, name: str) -> bool:
    """Whether the file begins with the fields of a mail."""
    fields = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    found = {match[1].lower() for match in _FIELD.finditer(fields)} & _OF_MAIL
    starts = bool(_FIELD.match(fields)) or fields.startswith(b"From ")
    return (
        starts
        and (len(found) >= _FEWEST_FIELDS or (name.endswith(".eml") and len(found) > 1))
        and not other_format(head)
    )


def read(stream: BinaryIO, source: str) -> Iterator[Incoming | Refused | Enclosed]:
    """Yield the mail, then its attachments, mails among them too."""
    from email import policy  # noqa: PLC0415  # only mails need the library
    from email.parser import BytesParser  # noqa: PLC0415  # the same

    raw = take(stream)
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    body = mail.get_body(preferencelist=("plain", "html"))
    try:
        yield _document(mail, body, source, raw)
    except InputError as error:
        yield Refused(source, str(error))
    for number, part in enumerate(_attachments(mail, body), start=1):
        name = part.get_filename() or f"tệp đính kèm {number}"
        if part.get_content_type() == "message/rfc822":
            inner = cast("list[Message]", part.get_payload())
            yield Enclosed(part.get_filename() or f"thư {number}.eml", io.BytesIO(inner[0].as_bytes()))
        else:
            yield Enclosed(name, io.BytesIO(cast("bytes", part.get_payload(decode=True) or b"")))


def _attachments(mail: "EmailMessage", body: "Message | None") -> "Iterator[Message]":
    """Yield the files that hang on the mail, leaving out its body in any form and pictures within the text."""
    if not mail.is_multipart():
        return
    for part in mail.iter_attachments():
        if part is body or part.get_content_maintype() == "image":
            continue
        if part.get_content_maintype() == "multipart":
            yield from _attachments(part, body)
        else:
            yield part


def _document(mail: "EmailMessage", body: "Message | None", source: str, raw: bytes) -> Incoming:
    subject = " ".join(str(mail.get("Subject", "")).split()) or None
    joined = Joined()
    joined.add(subject or "", PlaceKind.PARAGRAPH, "tiêu đề")
    decoded = _body(body)
    for number, line in enumerate(_lines(body, decoded, source), start=1):
        joined.add(line, PlaceKind.LINE, str(number))
    _, flags = joined.repair()
    on = mail_day(str(mail.get("Date", "")))
    reading = Reading(
        encoding=decoded.encoding,
        flags=tuple(sorted({*decoded.flags, *flags})),
        title=subject,
        author=str(mail.get("From", "")) or None,
        address=str(mail.get("Message-ID", "")).strip() or None,
        published_from=DateSource.METADATA if on else None,
        places=joined.places,
    )
    return Incoming(joined.text, on, None, source, reading, _without_attachments(mail, body, raw))


def _without_attachments(mail: "EmailMessage", body: "Message | None", raw: bytes) -> bytes:
    """Return the bytes that are the mail's own: what hangs on it is received, and may be refused, by itself."""
    if not mail.is_multipart():
        return raw
    fields = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    return fields + b"\n\n" + (body.as_bytes() if body else b"")


def _body(body: "Message | None") -> Decoded:
    """Return the body as text; what the mail declares as its encoding is believed where it fits."""
    content = cast("bytes", body.get_payload(decode=True) or b"") if body else b""
    declared = (body.get_content_charset() if body else None) or "utf-8"
    try:
        return Decoded(content.decode(declared), declared)
    except (UnicodeDecodeError, LookupError):
        return decode(content)


def _lines(body: "Message | None", decoded: Decoded, source: str) -> list[str]:
    """Return the lines of the body; one in HTML is read as a page is."""
    html_body = body is not None and body.get_content_subtype() == "html"
    text = html.article(decoded, source, b"").text if html_body else decoded.text
    return text.splitlines()
