"""Load on loopback: search beside a bare route of the same size, at 16 clients; `make load` prints the table.

python tests/load.py [--directives 100000] [--seconds 10] [--database URL]
"""

import argparse
import asyncio
import datetime as dt
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
from building import Builder
from fastapi import FastAPI, Response
from service import TESTER, bearer
from storing import store

from api import logs
from api.actions.keys import add_key
from api.app import create_app
from api.settings import Settings
from models.database import Database
from models.roles import Role

_A_DOCUMENT = 100  # directives
_CLIENTS = 16
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
    "từ, đơn vị, thời hạn": "/api/v1/directives?q=bao+cao&unit=Cục+Điện+lực+7&due_before=2024-06-30&limit=20",
}


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


def ask(address: str, path: str, token: str, seconds: float) -> list[float]:
    """Ask again and again, and return how long each answer took; one client, in a process of its own."""
    times: list[float] = []
    with httpx.Client(base_url=address, headers=bearer(token), timeout=60) as client:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            began = time.monotonic()
            client.get(path).raise_for_status()
            times.append(time.monotonic() - began)
    return times


def ask_together(address: str, path: str, token: str, seconds: float) -> list[float]:
    """Ask with all clients at once, spread over two processes."""
    with ProcessPoolExecutor(2) as processes:
        halves = [processes.submit(_half, address, path, token, seconds) for _ in range(2)]
        return [taken for half in halves for taken in half.result()]


def _half(address: str, path: str, token: str, seconds: float) -> list[float]:
    times: list[list[float]] = [[] for _ in range(_CLIENTS // 2)]

    def run(at: int) -> None:
        times[at] = ask(address, path, token, seconds)

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(times))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [taken for found in times for taken in found]


class Lag:
    """The longest time for which the event loop did nothing else."""

    longest = 0.0

    async def watch(self) -> None:
        """Measure until cancelled."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            self.longest = max(self.longest, time.perf_counter() - began - 0.005)


@contextmanager
def running(app: FastAPI, lag: Lag) -> Iterator[str]:
    """Serve an application and measure how long its event loop is blocked."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False))

    async def serve() -> None:
        watching = asyncio.create_task(lag.watch())
        await server.serve()
        watching.cancel()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.1)
    [port] = {socket.getsockname()[1] for opened in server.servers for socket in opened.sockets}
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def row(name: str, times: list[float], lag: Lag) -> str:
    """Return a row of the table."""
    cuts = statistics.quantiles(times, n=20)
    return f"| {name} | {len(times)} | {1000 * cuts[9]:.0f} | {1000 * cuts[18]:.0f} | {1000 * lag.longest:.0f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--directives", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        url = given.database or str(Path(directory) / "load.db")
        database = Database(url)
        fill(database, given.directives)
        token = add_key(database, TESTER, f"load-{time.time():.0f}", Role.ANALYST, None)
        database.close()
        measure(url, token, given.seconds)


def measure(url: str, token: str, seconds: float) -> None:
    """Print what each search costs, and beside it a bare route that answers with as many bytes."""
    print("| việc | câu trả lời | p50 ms | p95 ms | vòng sự kiện bị giữ lâu nhất, ms |\n|---|---|---|---|---|")  # noqa: T201  # a table to be read
    logs.configure()
    app = create_app(Settings(database_url=url, workers=0, rate_limit="100000000/minute"))
    size = 0
    for name, path in _SEARCHES.items():
        lag = Lag()
        with running(app, lag) as address:
            size = len(httpx.get(f"{address}{path}", headers=bearer(token)).content)
            lag.longest = 0
            print(row(name, ask_together(address, path, token, seconds), lag), flush=True)  # noqa: T201  # as above
    bare, body, lag = FastAPI(), b"x" * size, Lag()
    bare.get("/bare")(lambda: Response(body))
    with running(bare, lag) as address:
        print(row(f"FastAPI trả {size} byte không đổi", ask_together(address, "/bare", token, seconds), lag))  # noqa: T201  # as above


if __name__ == "__main__":
    main()
