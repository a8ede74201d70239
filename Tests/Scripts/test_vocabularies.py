"""The plain-text format of word lists: what is refused, and that compiling keeps every cell."""

import pytest

import source

HEADER = "# describe: d\n# source: s\n# licence: l\n# fields: {}\n"


def read(tmp_path, fields, body, header=HEADER):
    path = tmp_path / "list.tsv"
    path.write_bytes((header.format(fields) + body).encode())
    return source.read(path)


def test_reads_fields_and_rows(tmp_path):
    words = read(tmp_path, "a:text b:number(2) c:weight", "x\t-1.50\t3\ny z\t0.00\t1\n")
    assert [str(f) for f in words.fields] == ["a:text", "b:number(2)", "c:weight"]
    assert words.rows == [["x", "-1.50", "3"], ["y z", "0.00", "1"]]
    assert source.scaled(words.fields[1], "-1.50") == -150


@pytest.mark.parametrize(
    ("fields", "body", "message"),
    [
        ("a:text", "", "no rows"),
        ("a:text", "x", "line feed"),
        ("a:text", "x\r\n", "line feed"),
        ("a:text", "\n", "empty or padded"),
        ("a:text", " x\n", "empty or padded"),
        ("a:text b:text", "x\n", "1 cells for 2 fields"),
        ("a:text b:weight", "x\t0\n", "not a whole number of at least 1"),
        ("a:text b:weight", "x\t1.5\n", "not a whole number of at least 1"),
        ("a:text b:number(2)", "x\t1.5\n", "does not have 2 decimals"),
        ("a:text b:number(0)", "x\t1.0\n", "does not have 0 decimals"),
        ("a:text a:text", "x\ty\n", "named twice"),
        ("a:text b:weight c:weight", "x\t1\t1\n", "more than one weight"),
        ("a:weight", "1\n", "no text field"),
        ("a:word", "x\n", "is not a field"),
    ],
)
def test_refuses(tmp_path, fields, body, message):
    with pytest.raises(source.SourceError, match=message.replace("(", r"\(")):
        read(tmp_path, fields, body)


@pytest.mark.parametrize("missing", ["describe", "source", "licence", "fields"])
def test_refuses_a_header_that_misses_a_line(tmp_path, missing):
    lines = HEADER.splitlines(keepends=True)
    header = "".join(line for line in lines if not line.startswith(f"# {missing}"))
    with pytest.raises(source.SourceError, match="the header needs"):
        read(tmp_path, "a:text", "x\n", header)


def test_what_is_written_reads_back_the_same(tmp_path):
    words = read(tmp_path, "a:text b:weight", "x\t3\nü\t1\n")
    source.write(tmp_path / "copy", words)
    assert source.read(tmp_path / "copy" / "list.tsv") == words
