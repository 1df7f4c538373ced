"""The client against the running service, and the README's walk through it by curl."""

import datetime as dt
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from service import TESTER, listening

from api.actions.keys import add_key
from api.client import Client, Refusal
from models.database import Database
from models.roles import Role

ROOT = Path(__file__).parents[1]
TEXT = "Bộ Y tế yêu cầu Cục Quản lý Dược báo cáo giá thuốc trước ngày 30/6/2024."


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give the address of a running service, and an operator's key."""
    url = str(tmp_path / "a.db")
    database = Database(url)
    key = add_key(database, TESTER, "operator", Role.OPERATOR, None)
    database.close()
    with listening(url) as address:
        yield address, key


def test_the_client_sends_documents_and_finds_directives(running: tuple[str, str]) -> None:
    with Client(*running) as chidao:
        sent = chidao.add_document(TEXT, external_id="1", published_on=dt.date(2024, 5, 2))
        assert (sent.outcome, chidao.document(sent.id).record) == ("new", sent.record)
        assert sent.record
        assert chidao.extract(TEXT, published_on=dt.date(2024, 5, 2)) == sent.record
        found = list(
            chidao.directives(q="gia thuoc", unit="Cục Quản lý Dược", due_before=dt.date(2024, 6, 30), limit=1)
        )
        assert [item.text for item in found] == ["báo cáo giá thuốc trước ngày 30/6/2024"]
        assert [item.id for item in chidao.documents(total=True)] == [sent.id]
        job = chidao.add_documents([{"text": f"{TEXT} {at}"} for at in range(2)])
        assert sum(chidao.job(job.id).counts.values()) == 2
        assert [entry.at for entry in chidao.entries(job.id)] == [0, 1]


def test_the_client_says_what_was_refused(running: tuple[str, str]) -> None:
    with Client(*running) as chidao:
        with pytest.raises(Refusal, match="422") as refused:
            chidao.add_document("")
        assert refused.value.problem.errors[0].where == "body.text"
        with pytest.raises(Refusal, match="404"):
            chidao.document("0" * 16)
    with Client(running[0], "nonsense") as stranger, pytest.raises(Refusal, match="401"):
        stranger.document("0" * 16)


def test_the_walk_through_the_readme_works(running: tuple[str, str], tmp_path: Path) -> None:
    [walk] = re.findall(r"^```bash\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    address, key = running
    script = f"set -euo pipefail\nKHOA={key}\n" + walk.replace("http://127.0.0.1:8000", address)
    script = "\n".join(line for line in script.splitlines() if not line.startswith(("chidao ", "KHOA=$(")))
    ran = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603, S607  # our own README
    assert ran.returncode == 0, ran.stderr
    assert '"outcome":"new"' in ran.stdout
    assert ran.stdout.count("giá thuốc") >= 2
    assert (tmp_path / "chi-dao.csv").read_text("utf-8").count("\n") == 2
