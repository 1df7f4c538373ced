"""Files that mean harm, or come as harm would: what each is called, and what its refusal must say."""

import bz2
import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from compound_files import compound_file
from papers import NOTICE, mail, page, tarred, word, zipped
from printed import lines, pdf, written

MIB = 2**20
GOOD = "good.txt"


def bomb(size: int = 64 * MIB) -> bytes:
    """Return a ZIP whose one member is a thousand times its size."""
    return zipped({"zeros.txt": b"\0" * size})


def many(count: int = 10_001) -> bytes:
    """Return a ZIP of very many members."""
    return zipped({f"{at}.txt": b"a" for at in range(count)})


def nested(depth: int = 5) -> bytes:
    """Return a ZIP in a ZIP in a ZIP."""
    content = zipped({"core.txt": NOTICE.encode()})
    for at in range(depth):
        content = zipped({f"{at}.zip": content})
    return content


def large_archive() -> bytes:
    """Return a tar that unpacks to more than is allowed, by members each of which is allowed."""
    part = bytes(range(256)) * (40 * MIB // 256)
    return tarred({f"{at}.txt": part for at in range(14)}, "w:gz")


def word_with(document: str) -> bytes:
    """Return a Word file with this as its main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("x"))) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for member in good.infolist():
            own = member.filename == "word/document.xml"
            bad.writestr(member.filename, document if own else good.read(member))
    return out.getvalue()


def entities() -> bytes:
    """Return a Word file whose XML grows a thousandfold with each of nine entities."""
    names = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 1000}">' for at in range(1, 9))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&e8;</w:t></w:r></w:p></w:body></w:document>'
    return word_with(f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{names}]>{body}')


def locked_zip() -> bytes:
    """Return a ZIP whose member says that it is encrypted."""
    content = bytearray(zipped({"a.txt": NOTICE.encode()}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def locked_pdf() -> bytes:
    """Return a PDF that wants a password."""
    secret = "<" + "ab" * 32 + ">"
    made = written(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]).decode("latin-1")
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {secret} /U {secret} /P -4 >> /ID [<ab> <ab>]"
    return made.replace("/Root 1 0 R", f"/Root 1 0 R {lock}").encode("latin-1")


def links() -> bytes:
    """Return a tar whose member is a link to a file of the machine."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("link.txt")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.zip": (bomb, "bom nén"),
    "bomb.txt.gz": (lambda: gzip.compress(b"a" * (64 * MIB)), "bom nén"),
    "bomb.txt.bz2": (lambda: bz2.compress(b"a" * (64 * MIB)), "bom nén"),
    "bomb.jsonl.gz": (lambda: gzip.compress(b'{"text": "' + b"a" * (64 * MIB)), "bom nén"),
    "bomb.docx": (lambda: word_with("<a>" + " " * (64 * MIB) + "</a>"), "bom nén"),
    "many.zip": (many, "10,001 tệp"),
    "nested.zip": (nested, "lồng nhau quá 3 tầng"),
    "large.tar.gz": (large_archive, "quá"),
    "entities.docx": (entities, ""),
    "traversal.zip": (lambda: zipped({"../../etc/cron.d/evil.txt": b"a"}), "trỏ ra ngoài"),
    "absolute.tar": (lambda: tarred({"/etc/evil.txt": b"a"}, "w"), "trỏ ra ngoài"),
    "link.tar": (links, "trỏ ra ngoài"),
    "cut.pdf": (lambda: pdf([lines([NOTICE])])[:-150], "cắt cụt"),
    "cut.tar.gz": (lambda: tarred({"a.txt": NOTICE.encode() * 9999})[:-40], "cắt cụt"),
    "locked.zip": (locked_zip, "mật khẩu"),
    "locked.pdf": (locked_pdf, "mật khẩu"),
    "locked.docx": (lambda: compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "mật khẩu"),
    "deep.html": (lambda: b"<!DOCTYPE html>" + b"<div>" * 200_000, ""),
    "empty.zip": (lambda: zipped({}), "không có tệp nào"),
    "empty.tar": (lambda: tarred({}, "w"), ""),
}
"""By name: how it is made, and words of its refusal; where any reason will do, none."""


def write_hostile(directory: Path) -> None:
    """Write the whole set, a file of 500 MB, and good files between."""
    for name, (make, _) in HOSTILE.items():
        (directory / name).write_bytes(make())
    with (directory / "large.txt").open("wb") as large:
        large.truncate(500 * MIB)
    (directory / GOOD).write_text(NOTICE, "utf-8")
    (directory / "good.docx").write_bytes(word(NOTICE))
    (directory / "script.html").write_bytes(page())
    (directory / "mail.eml").write_bytes(mail(NOTICE, attached={"evil.zip": bomb(), "good.docx": word(NOTICE)}))
