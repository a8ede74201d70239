"""Runs of whole processes, and of peers that keep their data in memory between writes."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Callable

PAGE = os.sysconf("SC_PAGE_SIZE")


class Failed(Exception):
    """A command that did not end well, with what it said."""


@dataclass
class Once:
    """One run: wall and processor seconds, peak bytes of memory, bytes written."""

    wall: float
    cpu: float
    memory: int = 0
    size: int = 0


@dataclass
class Runs:
    """All runs of one contestant."""

    name: str
    all: list[Once] = field(default_factory=list)

    @property
    def wall(self) -> float:
        return median(one.wall for one in self.all)

    @property
    def spread(self) -> tuple[float, float]:
        walls = [one.wall for one in self.all]
        return min(walls), max(walls)

    @property
    def cpu(self) -> float:
        return median(one.cpu for one in self.all)

    @property
    def memory(self) -> int:
        return max(one.memory for one in self.all)

    @property
    def size(self) -> int:
        return self.all[-1].size


def tree(pid: int) -> list[int]:
    """A process and all its descendants, as far as they live."""
    found = [pid]
    for one in found:
        try:
            for task in os.listdir(f"/proc/{one}/task"):
                children = Path(f"/proc/{one}/task/{task}/children").read_text()
                found += [int(child) for child in children.split()]
        except OSError:
            continue
    return found


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


class PeakOfTree(threading.Thread):
    """Samples the resident memory of a process tree every 20 ms; one process alone needs no
    samples, since the system keeps its peak."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.02):
            pids = tree(self.pid)
            if len(pids) > 1:
                self.peak = max(self.peak, sum(resident(pid) for pid in pids))


def size_of(path: Path) -> int:
    """Bytes of a file, or of the data files of a folder: a manifest is none."""
    if path.is_file():
        return path.stat().st_size
    return sum(
        one.stat().st_size for one in path.rglob("*") if one.is_file() and one.suffix != ".json")


def run(command: list[str], output: Path | None = None) -> Once:
    """Runs a command to its end; `output` is what it writes."""
    start = time.monotonic()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watch = PeakOfTree(process.pid)
    if sys.platform == "linux":
        watch.start()
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.over.set()
    if process.returncode != 0:
        raise Failed(f"{' '.join(command)}: {process.returncode}\n{said.decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Once(
        wall, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss * unit, watch.peak),
        size_of(output) if output else 0)


class Worker:
    """A peer's own process: prepares once, then does one task per line that it reads, and answers
    with the seconds of the task alone."""

    def __init__(self, script: Path, *arguments: str):
        self.process = subprocess.Popen(
            [sys.executable, str(script), *arguments], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)

    def ask(self, **task) -> dict:
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise Failed(f"{self.process.args} ended with {self.process.wait()}")
        return json.loads(line)

    def write(self, output: Path, **task) -> Once:
        answer = self.ask(output=str(output), **task)
        return Once(answer["wall"], answer["cpu"], answer["memory"], size_of(output))

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def touch_memory() -> None:
    """Takes half a gigabyte and gives it back: a virtual machine hands out memory that was not used
    for seconds page by page, at a multiple of the time, to whoever comes first."""
    # In a process of its own: what this one held would count for those that it starts.
    subprocess.run([sys.executable, "-c", "bytearray(b'1') * (1 << 29)"], check=True)


def interleaved(
    contestants: dict[str, Callable[[], Once]], rounds: int, say: Callable[[str], None]
) -> dict[str, Runs]:
    """Every contestant once, then every one again: what slows the machine slows them all. Each finds
    memory that was in use a moment ago."""
    runs = {name: Runs(name) for name in contestants}
    for number in range(rounds):
        for name, once in contestants.items():
            touch_memory()
            runs[name].all.append(once())
            say(f"  {number + 1}/{rounds} {name}: {runs[name].all[-1].wall:.2f} s")
    return runs
