"""The text gate and the stamps of secrecy: what passes, and what is kept aside with its figure."""

import random
import tomllib
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.fitness import unfit
from corpus.gate import measure
from corpus.secrecy import stamp
from models.errors import SecretError, UnreadableError
from models.folding import strip_marks

LONG = 10**6
PROSE = (
    "Sáng nay, Thứ trưởng Bộ Xây dựng làm việc với tỉnh về tiến độ cầu Rạch Chiếc. Ông Nguyễn Văn Bình, giám đốc Ban "
    "quản lý dự án (BQLDA), cho biết nhà thầu Hàn Quốc Daewoo đã huy động 120 kỹ sư; khối lượng đạt 62,5% kế hoạch năm "
    "2024. Thứ trưởng yêu cầu các đơn vị khẩn trương giải phóng mặt bằng, báo cáo qua vanphong@xaydung.example trước "
    "ngày 30/6, và công khai tại https://duan.example/tien-do."
)
STAMPS = tomllib.loads((files("corpus") / "secrecy.toml").read_text("utf-8"))["case"]
NEWS = Path(__file__).parents[1] / "corpus" / "samples"


def _scrambled(text: str) -> str:
    """Return the text with the diacritics of its letters dealt out again, as sites do against copying."""
    letters = [unicodedata.normalize("NFD", letter) for letter in text]
    marks = [letter[1:] for letter in letters if letter[0].isalpha()]
    random.Random(7).shuffle(marks)  # noqa: S311  # the same scramble every time
    return "".join(letter[0] + (marks.pop() if letter[0].isalpha() else letter[1:]) for letter in letters)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PROSE, id="prose with names, numbers, abbreviations and addresses"),
        pytest.param(unicodedata.normalize("NFD", PROSE), id="decomposed"),
        pytest.param(strip_marks(PROSE), id="without diacritics"),
        pytest.param(PROSE.upper(), id="in capitals"),
        pytest.param("Manchester United 2-1 Liverpool, Barcelona, Juventus", id="names alone"),
        pytest.param("STT | 2023 | 2024\n1 | 15,2% | 17469747308\nABC XYZ KLM QRS TUV", id="figures and codes"),
        pytest.param("Hello world", id="too little to tell"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_can_be_read_passes(text: str) -> None:
    assert not measure(text).unreadable


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PROSE.encode().decode("cp1252", "replace"), id="undecoded UTF-8"),
        pytest.param("B¸o c¸o cña Bé tr­ëng vÒ viÖc thùc hiÖn nhiÖm vô n¨m nay ë c¸c ®¬n vÞ trùc thuéc", id="TCVN3"),
        pytest.param(_scrambled(PROSE), id="scrambled"),
        pytest.param("the minister asked agencies to finish their reports before the end of this month", id="English"),
        pytest.param("le ministre demande aux services de terminer leurs rapports avant la fin du mois", id="French"),
        pytest.param("\ue001\ue002n \ue003\ue004t \ue005\ue006m " * 9, id="letters of a broken font"),
    ],
)
def test_what_cannot_be_read_is_kept_aside_with_the_figure(text: str) -> None:
    why = unfit(text, LONG)
    assert isinstance(why, UnreadableError)
    assert f"{measure(text).share:.0%}" in str(why)


@pytest.mark.parametrize("path", sorted(NEWS.glob("*.txt")), ids=lambda path: path.stem)
def test_our_samples_pass(path: Path) -> None:
    assert unfit(path.read_text("utf-8"), LONG) is None


@pytest.mark.parametrize("case", STAMPS, ids=[case["text"].replace("\n", " / ")[:60] for case in STAMPS])
def test_a_stamp_is_known_where_it_stands_alone(case: dict[str, str]) -> None:
    assert stamp(case["text"]) == case.get("level")
    assert stamp(unicodedata.normalize("NFD", case["text"])) == case.get("level")


def test_a_stamp_far_below_the_letterhead_is_none() -> None:
    assert stamp("Dòng thân bài.\n" * 60 + "TUYỆT MẬT\n") is None


def test_secrecy_comes_before_everything_else() -> None:
    assert isinstance(unfit("TỐI MẬT\n" + "dài " * 99, 10), SecretError)


SHARED = Path(__file__).parents[2] / "shared" / "gold" / "dev"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the gold files are not at hand")
def test_no_gold_file_is_kept_aside() -> None:
    texts = {path.name: path.read_text("utf-8") for path in sorted(SHARED.glob("*.txt"))}
    assert {name: str(why) for name, text in texts.items() if (why := unfit(text, LONG))} == {}
