"""Load on loopback, beside a bare FastAPI route with answers of the same size; `make load` prints the tables.

python tests/load.py [--directives 100000] [--seconds 10] [--documents 60]

Searches at 16 clients on SQLite and on PostgreSQL (CHIDAO_TEST_POSTGRES_URL, a schema of its own that is dropped
afterwards), ingestion at 1, 4 and 16 clients. The event loop is watched by the service's own monitor.
"""

import argparse
import asyncio
import datetime as dt
import gc
import itertools
import logging
import os
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx
import uvicorn
from building import Builder
from fastapi import FastAPI, Response
from service import TESTER, bearer
from sqlalchemy import create_engine, make_url
from sqlalchemy import text as sql
from storing import store

from api import logs
from api.actions.keys import add_key
from api.app import create_app
from api.loop_watch import LoopWatch
from api.settings import Settings
from models.database import Database
from models.roles import Role

_A_DOCUMENT = 100  # directives
_CLIENTS = 16
_POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/test"
_WORDS = (
    "rà soát",
    "quy hoạch",
    "báo cáo",
    "hồ sơ",
    "giá thuốc",
    "đấu thầu",
    "nguồn điện",
    "tiến độ",
    "thủ tục",
    "kiểm tra",
)
_SEARCHES = {
    "danh sách mới nhất": "/api/v1/directives?limit=20",
    "một từ hay gặp": "/api/v1/directives?q=quy+hoach&limit=20",
    "một cụm từ hiếm": "/api/v1/directives?q=%22số+77-7%22&limit=20",
    "từ, đơn vị, thời hạn": "/api/v1/directives?q=bao+cao&unit=Cục+Điện+lực+7&due_before=2024-06-30&limit=20",
}
_ARTICLE = (
    "Bộ Y tế họp về giá thuốc lần {at}\n\nSáng 3/4, Bộ trưởng Bộ Y tế Nguyễn Văn An chủ trì cuộc họp về giá thuốc.\n"
    "Bộ trưởng yêu cầu Cục Quản lý Dược rà soát giá thuốc số {at} trước ngày 30/6/2024. Giao Vụ Pháp chế phối hợp với "
    "Thanh tra Bộ kiểm tra việc đấu thầu theo Nghị định số 30/2020/NĐ-CP.\nCục còn 2 nhiệm vụ quá hạn, 15 nhiệm vụ "
    "đang thực hiện. Các địa phương khẩn trương báo cáo kết quả hằng tuần.\n"
) * 2
Ask = Callable[[httpx.Client, int], httpx.Response]


def fill(database: Database, directives: int) -> None:
    """Keep so many directives, in documents of 100 each, on different days and to different units."""
    for at in range(directives // _A_DOCUMENT):
        day = dt.date(2020, 1, 1) + dt.timedelta(days=at % 1500)
        texts = [f"{_WORDS[(at + i) % 10]} {_WORDS[(at * 7 + i * 3) % 10]} số {at}-{i}" for i in range(_A_DOCUMENT)]
        name = f"Cục Điện lực {at % 50}"
        build = Builder(f"{name} họp ngày {day:%d/%m/%Y}\n" + "\n".join(texts))
        unit, due = build.unit(name), build.date(f"ngày {day:%d/%m/%Y}", day + dt.timedelta(days=30))
        for text in texts:
            build.directive(text, addressees=(unit,), deadline=due)
        store(database, build.text, build.record(published_on=day))
    if database.engine.dialect.name == "postgresql":  # which does so by itself, but later
        with database.engine.connect() as connection:
            connection.execute(sql("ANALYZE"))
            connection.commit()


def ask_together(address: str, token: str, clients: int, ask: Ask, seconds: float) -> list[float]:
    """Ask again and again with so many clients, spread over two processes, and return how long each answer took."""
    shares = [share for share in ((clients + 1) // 2, clients // 2) if share]
    with ProcessPoolExecutor(len(shares)) as processes:
        running = [
            processes.submit(_share, address, token, range(at, clients, len(shares)), ask, seconds)
            for at in range(len(shares))
        ]
        return [taken for share in running for taken in share.result()]


def _share(address: str, token: str, clients: range, ask: Ask, seconds: float) -> list[float]:
    times: dict[int, list[float]] = {client: [] for client in clients}

    def run(client: int) -> None:
        with httpx.Client(base_url=address, headers=bearer(token), timeout=120) as http:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                began = time.monotonic()
                ask(http, client * 1_000_000 + len(times[client])).raise_for_status()
                times[client].append(time.monotonic() - began)

    threads = [threading.Thread(target=run, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(itertools.chain(*times.values()))


class Get:
    """Asks for a path; travels to another process."""

    def __init__(self, path: str) -> None:
        """Take the path."""
        self.path = path

    def __call__(self, http: httpx.Client, _at: int) -> httpx.Response:
        """Ask."""
        return http.get(self.path)


def post(http: httpx.Client, at: int) -> httpx.Response:
    """Send a document that nobody sent before."""
    return http.post("/api/v1/documents", json={"text": _ARTICLE.format(at=f"{at}-{os.getpid()}-{time.time_ns()}")})


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve an application."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.1)
    [port] = {socket.getsockname()[1] for opened in server.servers for socket in opened.sockets}
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def bare(body: bytes) -> FastAPI:
    """Return an application whose one route returns a constant, watched as the service is."""
    watch = LoopWatch()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(watch.run())
        app.state.watch = watch
        gc.collect()
        gc.freeze()  # as the service does
        yield
        gc.unfreeze()
        watching.cancel()

    app = FastAPI(lifespan=lifespan)
    app.get("/bare")(lambda: Response(body))
    return app


def tell(name: str, clients: int, times: list[float], seconds: float, watch: LoopWatch) -> None:
    """Print a row of the table."""
    cuts = statistics.quantiles(times, n=20)
    cells = (
        name,
        clients,
        len(times),
        f"{len(times) / seconds:.1f}",
        f"{1000 * cuts[9]:.0f}",
        f"{1000 * cuts[18]:.0f}",
    )
    print("|", " | ".join(map(str, cells)), f"| {1000 * watch.longest:.0f} |", flush=True)  # noqa: T201  # a table to be read


def measure_searches(kind: str, url: str, given: argparse.Namespace) -> None:
    """Print what each search costs, and beside it a bare route that answers with as many bytes."""
    database = Database(url)
    fill(database, given.directives)
    token = add_key(database, TESTER, "load", Role.OPERATOR, None)
    database.close()
    size = 0
    for name, path in _SEARCHES.items():
        app = create_app(Settings(database_url=url, workers=0, rate_limit="100000000/minute"))
        with running(app) as address:
            size = len(httpx.get(f"{address}{path}", headers=bearer(token)).content)
            app.state.watch.longest = 0.0
            times = ask_together(address, token, _CLIENTS, Get(path), given.seconds)
            tell(f"{kind}: {name}", _CLIENTS, times, given.seconds, app.state.watch)
    app = bare(b"x" * size)
    with running(app) as address:
        times = ask_together(address, token, _CLIENTS, Get("/bare"), given.seconds)
        tell(f"FastAPI trả {size} byte không đổi", _CLIENTS, times, given.seconds, app.state.watch)


def measure_ingestion(kind: str, url: str, given: argparse.Namespace) -> None:
    """Print how many documents a second are kept and extracted."""
    database = Database(url)
    token = add_key(database, TESTER, "ingestion", Role.OPERATOR, None)
    database.close()
    app = create_app(Settings(database_url=url, rate_limit="100000000/minute"))
    with running(app) as address:
        ask_together(address, token, 2, post, 10)  # until models are loaded
        for clients in (1, 4, 16):
            app.state.watch.longest = 0.0
            times = ask_together(address, token, clients, post, given.seconds)
            tell(f"{kind}: nạp một văn bản", clients, times, given.seconds, app.state.watch)


@contextmanager
def postgres() -> Iterator[str]:
    """Give the URL of a schema of one's own, dropped afterwards."""
    url, schema = make_url(os.environ.get("CHIDAO_TEST_POSTGRES_URL", _POSTGRES)), f"load_{uuid.uuid4().hex[:8]}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(sql(f"CREATE SCHEMA {schema}"))
    try:
        yield url.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(sql(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--directives", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10)
    given = parser.parse_args()
    logs.configure()
    logging.getLogger("httpx").setLevel(logging.WARNING)
    print("| việc | trình khách | câu trả lời | mỗi giây | p50 ms | p95 ms | vòng sự kiện bị giữ lâu nhất, ms |")  # noqa: T201  # a table to be read
    print("|---|---|---|---|---|---|---|", flush=True)  # noqa: T201  # as above
    with tempfile.TemporaryDirectory() as directory, postgres() as server:
        for kind, url in (("SQLite", str(Path(directory) / "load.db")), ("PostgreSQL", server)):
            measure_searches(kind, url, given)
            measure_ingestion(kind, url, given)


if __name__ == "__main__":
    main()
