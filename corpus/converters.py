"""Converters: programs of others that turn a legacy office file into text, run within limits and without a trace.

Each run has a directory of its own, which is its home too and goes when it ends, and limits of time, memory and
output. What is run never gets a display, a network, or a macro: catdoc and antiword know none, LibreOffice in
headless conversion with a fresh profile runs none.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

_SECONDS = 60
_LARGEST_OUTPUT = 256 * 2**20
_LIMITED = ("/bin/sh", "-c", 'ulimit -v "$1"; ulimit -t "$2"; ulimit -f "$3"; shift 3; exec "$@"', "sh")
"""Sets the limits before the program begins: memory in KiB, seconds of work, output in blocks of 512 bytes."""


@dataclass(frozen=True, slots=True)
class Converter:
    """A program, its arguments after which the file comes, its package, the memory it may take, and what it writes.

    `writes` is the name of the file that the program leaves; without one it writes to its standard output.
    `home` are files that it finds in its home.
    """

    program: str
    arguments: tuple[str, ...]
    package: str
    memory: int = 512 * 2**20
    writes: str = ""
    home: dict[str, str] = field(default_factory=dict)

    @property
    def installed(self) -> bool:
        """Whether the program is there."""
        return shutil.which(self.program) is not None

    def convert(self, raw: bytes, suffix: str) -> bytes | None:
        """Return what the program makes of a file with these bytes; None where it fails, or runs out of its limits."""
        with TemporaryDirectory(prefix="chidao-", ignore_cleanup_errors=True) as name:
            place = Path(name)
            given = place / f"document{suffix}"
            given.write_bytes(raw)
            for file, content in self.home.items():
                (place / file).write_text(content.replace("{home}", name), "utf-8")
            arguments = [self.program, *(a.replace("{home}", name) for a in self.arguments), str(given)]
            written = place / "written"
            done = _run(arguments, place, written, self.memory)
            result = place / self.writes if self.writes else written
            return result.read_bytes() if done and result.is_file() else None


def _run(arguments: Sequence[str], home: Path, output: Path, memory: int) -> bool:
    """Run the program to its end, and say whether it came to a good one within the limits."""
    limits = map(str, (memory // 1024, _SECONDS, _LARGEST_OUTPUT // 512))
    environment = {"HOME": str(home), "TMPDIR": str(home), "LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")}
    with output.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603  # the program is one of ours, the file has a name of ours
            [*_LIMITED, *limits, *arguments], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL,
            cwd=home, env=environment, start_new_session=True,
        )  # fmt: skip
        try:
            return process.wait(_SECONDS) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # also what it has started
            process.wait()


# catdoc drops soft hyphens, which are the `ư` of TCVN3, unless its table of special characters says otherwise
_CATDOC_HOME = {
    ".catdocrc": "source_charset=cp1252\nmap_path={home}\n",
    "ascii.specchars": '001C "\\t"\n001E "\\n"\n',
    "ascii.replchars": "",
}
CATDOC = Converter("catdoc", ("-w", "-dutf-8"), "catdoc", home=_CATDOC_HOME)
CATPPT = Converter("catppt", ("-dutf-8",), "catdoc", home=_CATDOC_HOME)
ANTIWORD = Converter("antiword", ("-x", "db", "-m", "UTF-8.txt"), "antiword")


LIBREOFFICE = Converter(
    "soffice",
    ("--headless", "--norestore", "-env:UserInstallation=file://{home}/profile",
     "--convert-to", "txt:Text (encoded):UTF8", "--outdir", "{home}"),
    "libreoffice", memory=2**30, writes="document.txt",
)  # fmt: skip
