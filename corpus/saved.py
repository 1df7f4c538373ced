"""Records kept as JSON, one file a document, to be compared with what a later version finds."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from corpus.encodings import decode_utf8
from models.errors import FormatError, NotFoundError
from models.records import Record


def save_records(records: Mapping[str, Record], directory: Path) -> None:
    """Write each record as `NAME.json`; the directory is made where it is not there."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, record in records.items():
        text = json.dumps(record.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1)
        (directory / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def load_records(path: Path) -> dict[str, Record]:
    """Return the records of a directory of JSON, a JSON file or JSON lines, by the id of their documents.

    Raises NotFoundError where there are none, FormatError where one is no record of this contract.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise NotFoundError(f"không có bản ghi nào ở «{path}»; hãy lưu trước bằng: chidao evaluate … --save THƯ_MỤC")
    records = [record for file in files for record in _read(file)]
    return {record.document.id: record for record in records}


def _read(file: Path) -> Iterator[Record]:
    text = decode_utf8(file.read_bytes())
    try:
        lines = file.suffix in {".jsonl", ".ndjson"}
        values = [json.loads(line) for line in text.splitlines() if line.strip()] if lines else json.loads(text)
        for value in values if isinstance(values, list) else [values]:
            yield Record.model_validate(value)
    except ValidationError as error:
        wrong = error.errors()[0]
        where = ".".join(map(str, wrong["loc"]))
        raise FormatError(f"{file}: không phải bản ghi do chidao lưu ({where}: {wrong['msg']})") from error
    except ValueError as error:
        raise FormatError(f"{file}: không phải JSON: {error}") from error
