"""The comparisons of ./dev bench: what is measured, what is met, what is kept."""

import sys

import pytest

import machine
import measuring
import recording
import report
from comparisons import ALL, rows

CPUINFO = """processor : 0
model name : Any 9000
flags : fpu sse4_2 avx2 other

processor : 1
model name : Any 9000
flags : fpu sse4_2 avx2 other
"""


def test_the_processor_and_its_features_are_read():
    assert machine.processor(CPUINFO) == ("Any 9000", ["sse4_2", "avx2"])


def test_a_run_counts_seconds_memory_and_bytes(tmp_path):
    out = tmp_path / "out"
    code = (f"import pathlib, time; p = pathlib.Path({str(out)!r}); p.mkdir(); "
            "(p / 'a.csv').write_bytes(bytes(1000)); (p / 'manifest.json').write_text('{}'); "
            "kept = bytearray(b'x' * 60_000_000); time.sleep(0.2)")
    once = measuring.run([sys.executable, "-c", code], out)
    assert once.size == 1000
    assert 0.2 < once.wall < 20
    assert 60e6 < once.memory < 200e6
    assert 0 < once.cpu < once.wall


@pytest.mark.skipif(sys.platform != "linux", reason="children are counted on Linux")
def test_memory_of_children_counts_too(tmp_path):
    hold = "kept = bytearray(b'x' * 50_000_000); import time; time.sleep(0.5)"
    code = (f"import subprocess, sys; held = [subprocess.Popen([sys.executable, '-c', {hold!r}]) "
            "for _ in range(2)]; [one.wait() for one in held]")
    assert measuring.run([sys.executable, "-c", code]).memory > 100e6


def test_a_command_that_fails_stops_the_comparison():
    with pytest.raises(measuring.Failed, match="no such thing"):
        measuring.run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_contestants_take_turns():
    order = []

    def contestant(name, wall):
        def once():
            order.append(name)
            return measuring.Once(wall * len(order), 0, 7, 9)
        return once

    runs = measuring.interleaved(
        {"a": contestant("a", 1), "b": contestant("b", 10)}, 3, lambda text: None)
    assert order == ["a", "b"] * 3
    assert (runs["a"].wall, runs["a"].spread) == (3, (1, 5))
    assert (runs["b"].wall, runs["b"].spread) == (40, (20, 60))


@pytest.mark.parametrize(
    ("value", "at_least", "is_met"),
    [(0.6, False, True), (0.61, False, False), (0.6, True, True), (0.59, True, False)])
def test_targets_are_bounds(value, at_least, is_met):
    target = report.Target("ratio", value, 0.6, at_least=at_least)
    assert target.is_met == is_met
    assert ("yes" if is_met else "**no**") in target.line
    assert report.Section("t", "x", targets=[target]).is_met == is_met


def test_a_line_is_fitted_by_relative_residuals():
    start, slope, worst = rows.fitted([(1, 3), (10, 21), (50, 101), (100, 201)])
    assert (start, slope) == (pytest.approx(1), pytest.approx(2))
    assert worst == pytest.approx(0)
    assert rows.fitted([(1, 3), (10, 30), (50, 101), (100, 201)])[2] > 0.05


def test_a_run_takes_the_place_of_the_one_before(tmp_path):
    page = tmp_path / "README.md"
    page.write_text(f"head\n\n{recording.BEGIN}\nold\n{recording.END}\n\ntail\n")
    section = report.Section("Title", "Words.", targets=[report.Target("ratio", 2, 1)])
    text = recording.text(["machine"], 5, [section])
    recording.record(page, text)
    recording.record(page, text)
    kept = page.read_text()
    assert kept.startswith("head\n") and kept.endswith("\ntail\n")
    assert "old" not in kept and kept.count("### Title") == 1
    assert "0 of 1 targets met" in kept
    page.write_text("without a place")
    with pytest.raises(SystemExit):
        recording.record(page, text)


def test_every_comparison_is_told_of_in_the_page():
    page = (machine.Path(recording.__file__).parents[1] / "README.md").read_text()
    for name in ALL:
        assert f"| `{name}` |" in page
    assert recording.BEGIN in page and recording.END in page
