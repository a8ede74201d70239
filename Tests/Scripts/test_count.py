"""The closing line of ./dev test, and its exit code."""

import pytest

import count

GREEN = '<testsuites><testsuite tests="3" failures="0" errors="0" skipped="1"/></testsuites>'
RED = '<testsuite tests="4" failures="1" errors="1"/>'


def run(tmp_path, capsys, failed_steps, *texts):
    paths = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.xml"
        path.write_text(text)
        paths.append(str(path))
    status = count.main(str(failed_steps), paths)
    return status, capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("failed_steps", "texts", "expected"),
    [
        (0, [GREEN], (0, "2 passed, 0 failed, 1 skipped")),
        (0, [GREEN, RED], (1, "4 passed, 2 failed, 1 skipped")),
        (1, [RED], (1, "2 passed, 2 failed")),
        (3, [GREEN], (1, "2 passed, 3 failed, 1 skipped")),
        (0, [], (1, "0 passed, 1 failed")),
        (0, [GREEN, "<cut"], (1, "2 passed, 1 failed, 1 skipped")),
    ],
)
def test_sums_and_exits(tmp_path, capsys, failed_steps, texts, expected):
    assert run(tmp_path, capsys, failed_steps, *texts) == expected


def test_a_file_that_is_not_there_is_a_failure(tmp_path, capsys):
    assert count.main("0", [str(tmp_path / "none.xml")]) == 1
    assert capsys.readouterr().out == "0 passed, 1 failed\n"
