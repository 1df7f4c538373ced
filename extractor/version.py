"""The version of the extraction: a hash of everything that can change a result."""

import hashlib
from functools import cache
from importlib.metadata import version as installed
from importlib.resources import files
from importlib.resources.abc import Traversable

_PACKAGES = ("models", "extractor")
_STORE = {
    "access.py", "answers.py", "archive.py", "audit.py", "browsing.py", "copying.py", "database.py", "finding.py",
    "findings.py", "finished.py", "fulltext.py", "hits.py", "index.py", "keyring.py", "migrations", "ordering.py",
    "provenance.py", "publishing.py", "queue.py", "refusals.py", "registers.py", "repository.py", "roles.py", "rows.py",
    "runs.py", "tables.py",
}  # fmt: skip
_SUFFIXES = (".py", ".toml", ".cfg", ".bin", ".json", ".tsv")


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name in _STORE or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            found.extend(_walk(entry, f"{prefix}/{entry.name}"))
        elif entry.name.endswith(_SUFFIXES):
            found.append((f"{prefix}/{entry.name}", entry.read_bytes()))
    return found


@cache
def extraction_version(*, ner: bool = True, units: bytes = b"") -> str:
    """Return `VERSION+HASH`: code, rules, weights, whether they are used, versions of underthesea and spaCy.

    `units` is the content of a user's own file of units, where there is one.
    """
    digest = hashlib.sha256(b"" if ner else b"ner=off\n")
    for package in ("underthesea", "spacy"):
        digest.update(f"{package}=={installed(package)}\n".encode())
    for package in _PACKAGES:
        for name, content in _walk(files(package), package):
            digest.update(name.encode() + b"\0" + content + b"\0")
    if units:
        digest.update(b"units\0" + units)
    return f"{installed('chidao')}+{digest.hexdigest()[:12]}"
