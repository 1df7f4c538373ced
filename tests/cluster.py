"""A PostgreSQL of a test's own, that it may stop and start as it likes."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_OPTIONS = "-c listen_addresses=127.0.0.1 -c max_connections=60 -c shared_buffers=16MB"


class Cluster:
    """One server in a directory of its own."""

    def __init__(self, programs: Path, directory: Path) -> None:
        """Make it; a server that runs as root is refused by PostgreSQL, so there it is another user's."""
        self._programs, self._directory = programs, directory
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            owner = pwd.getpwnam(self._user)
            os.chown(directory, owner.pw_uid, owner.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "-D", str(directory / "data"))

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = f"{_OPTIONS} -p {self._port} -k {self._directory}"
        self._control("start", "-l", str(self._directory / "log"), "-o", options)

    def crash(self) -> None:
        """Stop at once, with whatever is in hand."""
        self._control("stop", "-m", "immediate")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-w", "-D", str(self._directory / "data"), *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        told = [str(self._programs / program), *arguments]
        subprocess.run(told, user=self._user, cwd=self._directory, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own words


@contextmanager
def own_cluster() -> Iterator[Cluster]:
    """Give a server that runs, and end it; skip where there is no PostgreSQL to make one with."""
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")), shutil.which("initdb")]
    programs = [Path(place).parent for place in found if place]
    if not programs:
        pytest.skip("no initdb: a server of one's own cannot be made")
    directory = Path(tempfile.mkdtemp(prefix="chidao-cluster-", dir="/tmp"))  # others' users cannot enter pytest's
    cluster = Cluster(programs[0], directory)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.crash()
        shutil.rmtree(directory, ignore_errors=True)
