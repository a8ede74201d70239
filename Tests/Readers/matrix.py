"""The tables of the matrix as the description beside the files gives them."""

import datetime
import decimal
import pathlib
import struct
import uuid

UNESCAPED = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


def unescape(text):
    result = []
    letters = iter(text)
    for letter in letters:
        result.append(UNESCAPED[next(letters)] if letter == "\\" else letter)
    return "".join(result)


def single(value):
    """A float as 32 bits hold it."""
    return struct.unpack("<f", struct.pack("<f", float(value)))[0]


def parse(kind, text):
    """The value that `text` describes, as Python holds it."""
    if text == "\\N":
        return None
    text = unescape(text)
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    if kind.startswith("int"):
        return int(text)
    if kind == "float32":
        return single(text)
    if kind == "float64":
        return float(text)
    if kind.startswith("decimal"):
        return decimal.Decimal(text)
    if kind == "date":
        return datetime.date.fromisoformat(text)
    if kind == "time":
        return datetime.time.fromisoformat(text)
    if kind.startswith("timestamp"):
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if kind == "uuid":
        return uuid.UUID(text)
    assert kind == "text", kind
    return text


class Table:
    def __init__(self, path):
        self.name = path.name.removesuffix(".tsv").removesuffix(".expected")
        self.nullable = not self.name.startswith("none-")
        lines = path.read_bytes().decode().split("\n")[:-1]
        self.columns = lines[0].split("\t")
        self.kinds = lines[1].split("\t")
        self.cells = [line.split("\t") for line in lines[2:]]
        self.values = {
            column: [parse(kind, row[index]) for row in self.cells]
            for index, (column, kind) in enumerate(zip(self.columns, self.kinds))
        }


def tables(folder):
    found = [Table(path) for path in sorted(pathlib.Path(folder).glob("*.expected.tsv"))]
    assert len(found) == 24, f"the matrix has 24 tables, found {len(found)}"
    return found


def same(expected, found):
    """Equal values of equal sign: -0.0 is not 0.0."""
    if isinstance(expected, float) and isinstance(found, float):
        return struct.pack("<d", expected) == struct.pack("<d", found)
    if isinstance(expected, decimal.Decimal):
        return isinstance(found, decimal.Decimal) and expected.compare_total(found) == 0
    return type(expected) is type(found) and expected == found


def check(table, column, found):
    expected = table.values[column]
    assert len(found) == len(expected), f"{column}: {len(found)} rows, not {len(expected)}"
    for row, (one, other) in enumerate(zip(expected, found)):
        assert same(one, other), f"{column}, row {row}: {other!r}, not {one!r}"
