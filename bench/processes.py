"""Processes of this machine: the processor time and memory that others than this one have taken."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def spent(pid: int) -> float:
    """Return the processor seconds of a process and of its children that have ended; nothing for one that is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, stat[11:15])) / _TICKS


def peak_megabytes(pid: int) -> float:
    """Return the most memory that a process has held; nothing for one that is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def workers() -> list[int]:
    """Return the workers of engines of this process: they are children of a child, the server that forks them."""
    return [worker for child in _children(os.getpid()) for worker in _children(child)]


def below() -> list[int]:
    """Return all children of this process and theirs."""
    return [*_children(os.getpid()), *workers()]


def _children(pid: int) -> list[int]:
    try:
        listed = [path.read_text("utf-8").split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for children in listed for child in children]
