"""Texts to measure on: real articles where they are at hand, else made-up ones of the same lengths."""

import datetime as dt
import gzip
import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from extractor.ner.generated import generate
from extractor.ner.training import configuration

_SAMPLE = Path(__file__).parents[2] / "shared" / "data" / "news-sample.jsonl.gz"
_LENGTHS = (900, 1600, 2200, 2600, 3000, 3700, 6200)  # characters: the spread of the articles, mean 2,900
_ORDER = re.compile("giao|yêu cầu|chịu trách nhiệm", re.IGNORECASE)
_ORDERS = (
    "Bộ Tài chính rà soát, sửa đổi các quy định về kê khai và nộp thuế, báo cáo kết quả trước ngày {day}/{month}/2024.",
    "Sở Y tế chủ trì, phối hợp với Sở Tài chính bố trí kinh phí mua sắm trang thiết bị cho các trạm y tế còn thiếu.",
    "Ủy ban nhân dân tỉnh Nghệ An kiểm tra việc cấp phép xây dựng, xử lý nghiêm các trường hợp vi phạm.",
    "Văn phòng Chính phủ theo dõi, đôn đốc việc thực hiện Quyết định số {number}/QĐ-TTg.",
    "Các bộ, ngành, địa phương khẩn trương hoàn thành việc cập nhật dữ liệu dân cư trong quý II/2024.",
)


class Article(NamedTuple):
    """A text and the day it was published."""

    text: str
    published_on: dt.date | None


def articles(count: int) -> list[Article]:
    """Return the first `count` articles."""
    return list(islice(_read() if _SAMPLE.exists() else _made_up(), count))


def source() -> str:
    """Return what the articles are, for whoever reads the figures."""
    return "news articles" if _SAMPLE.exists() else "made-up articles"


def _read() -> Iterator[Article]:
    with gzip.open(_SAMPLE, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            day = row["published_on"]
            yield Article(row["text"], dt.date.fromisoformat(day[:10]) if day else None)


def _made_up() -> Iterator[Article]:
    """Yield articles of sentences from the templates of the trained stage; always the same."""
    chance = random.Random(9)  # noqa: S311  # the same articles in every run
    sentences = _sentences()
    while True:
        yield Article(_paragraphs(sentences, chance.choice(_LENGTHS)), dt.date(2024, 4, 3))


def _sentences() -> Iterator[str]:
    return (sentence for sentence, _ in generate(configuration().words, sys.maxsize, seed=9))


def _paragraphs(sentences: Iterator[str], length: int) -> str:
    text = ""
    while len(text) < length:
        text += " ".join(islice(sentences, 3)) + "\n\n"
    return text


def prose(length: int) -> str:
    """Return an article of about `length` characters in which nobody orders anything."""
    return _paragraphs((one for one in _sentences() if not _ORDER.search(one)), length)


def directives(count: int) -> str:
    """Return an article whose leader gives `count` enumerated directives."""
    lines = ["Tại cuộc họp, Thủ tướng Chính phủ yêu cầu các bộ, ngành, địa phương thực hiện các nhiệm vụ sau:"]
    for at, order in zip(range(count), cycle(_ORDERS)):
        lines.append(f"{at + 1}. " + order.format(day=at % 28 + 1, month=at % 12 + 1, number=at + 100))
    return "\n".join(lines)
