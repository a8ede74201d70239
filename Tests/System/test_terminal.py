"""What is shown on a terminal, and what programs get in its place."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

from conftest import COMMAND, heed_signals

ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def on_terminal(datagen, *arguments, columns=80, seconds=20, until=None, env=None):
    """Runs with standard output and error on a terminal; returns (exit code, all that was shown)."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        [COMMAND, *arguments], cwd=datagen.folder, stdout=slave, stderr=slave, stdin=slave,
        env=datagen.environment(**(env or {})), preexec_fn=heed_signals,
    )
    os.close(slave)
    shown = b""
    end = time.monotonic() + seconds
    while True:
        if not select.select([master], [], [], max(0, end - time.monotonic()))[0]:
            process.kill()
            raise AssertionError(f"not done after {seconds} s, having shown {shown[-500:]!r}")
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
        if until and until in shown and process.poll() is None:
            process.send_signal(signal.SIGINT)
            until = None
        if time.monotonic() > end:
            process.kill()
    os.close(master)
    return process.wait(5), shown.decode()


def test_a_bar_tells_rows_rate_and_time_left(endless):
    code, shown = on_terminal(
        endless, "generate", "endless.yaml", "--out", "d", columns=120, until=b" left")
    assert code == 130
    line = next(part for part in ESCAPE.sub("", shown).split("\r") if " left" in part)
    assert re.search(
        r"[█░]{24}  \d+%  [\d,]+ of 4,000,000,000 rows  [\d.]+ [kMG] rows/s  [\d:]+ left  numbers", line)
    # The bar is wiped before the last words.
    assert shown.rstrip().endswith("stopped; nothing was written")
    assert "\r\x1b[Kstopped" in shown


def test_the_bar_fits_the_terminal(endless):
    _, shown = on_terminal(
        endless, "generate", "endless.yaml", "--out", "d", columns=50, until=b" of ")
    for part in ESCAPE.sub("", shown).split("\r"):
        assert len(part.strip("\n")) < 50


def test_quiet_and_none_show_no_bar(shop):
    for option in [["--quiet"], ["--progress", "none"]]:
        code, shown = on_terminal(shop, "generate", "shop.yaml", "--force", *option)
        assert code == 0 and "█" not in shown and "░" not in shown


def test_without_terminal_there_is_no_bar(shop):
    assert shop.run("generate", "shop.yaml").stderr == ""


def test_progress_as_json_parses_and_adds_up(endless, shop):
    process = endless.start("generate", "endless.yaml", "--out", "d", "--progress", "json")
    lines = [json.loads(process.stderr.readline()) for _ in range(4)]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    rows = [line for line in lines if line["event"] == "rows"]
    assert rows and all(line["total"] == 4_000_000_000 for line in rows)
    done = [line["done"] for line in rows]
    assert done == sorted(done)
    result = shop.run("generate", "shop.yaml", "--progress", "json")
    last = json.loads(result.stderr.splitlines()[-1])
    assert last["event"] == "done" and last["done"] == last["total"] > 6000
    assert set(last) == {"event", "done", "total", "table", "seconds", "rowsPerSecond"}
    # Where the rows go to standard output, too, all of standard error is objects.
    result = shop.run(
        "generate", "shop.yaml", "--progress", "json", "--format", "csv", "--table", "orders",
        "--out", "-")
    events = [json.loads(line) for line in result.stderr.splitlines()]
    assert events[-1]["event"] == "done"


def test_colours_are_for_terminals_and_respect_no_color(datagen):
    datagen.document("datagen: 1\ntabels: {}\n")
    code, shown = on_terminal(datagen, "check", "document.yaml")
    assert code == 2 and "\x1b[1;31m" in shown
    for env in [{"NO_COLOR": "1"}, {"TERM": "dumb"}]:
        code, shown = on_terminal(datagen, "check", "document.yaml", env=env)
        assert code == 2 and "\x1b[" not in shown
    assert "\x1b[" in on_terminal(datagen, "check", "document.yaml", env={"NO_COLOR": ""})[1]
    assert "\x1b[" not in datagen.run("check", "document.yaml", code=2).stdout


def test_a_preview_is_cut_to_the_terminal_and_dims_what_is_missing(shop):
    for columns in [30, 60, 200]:
        _, shown = on_terminal(
            shop, "preview", "shop.yaml", "customers", "-n", "20", columns=columns)
        for line in ESCAPE.sub("", shown).splitlines():
            assert len(line) <= columns
    assert "\x1b[2m–\x1b[0m" in shown
    _, narrow = on_terminal(shop, "preview", "shop.yaml", "customers", columns=50)
    assert "…" in narrow


def test_parquet_is_not_written_to_a_terminal(shop):
    code, shown = on_terminal(shop, "generate", "shop.yaml", "--table", "orders", "--out", "-")
    assert code == 64 and "not for terminals" in shown
    code, shown = on_terminal(
        shop, "generate", "shop.yaml", "--table", "colours", "--out", "-", "--format", "csv",
        "--quiet")
    assert code == 0 and shown.split() == ["colour,code", "red,1", "blue,2"]
