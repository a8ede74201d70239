"""The nested tables of the matrix: their types for each reader, their values as Python holds them."""

import datetime
import decimal
import json
import pathlib
import struct
import uuid

import polars
import pyarrow

import matrix
from test_parquet import arrow_type, duckdb_type, polars_type


class Nested:
    def __init__(self, path):
        self.name = path.stem
        described = json.loads(path.read_bytes())
        self.nullable = described["nullable"]
        self.columns = [name for name, _ in described["columns"]]
        self.shapes = dict(described["columns"])
        self.values = {
            name: [value(self.shapes[name], row[index]) for row in described["rows"]]
            for index, name in enumerate(self.columns)
        }
        self.count = len(described["rows"])


def tables(folder):
    found = [Nested(path) for path in sorted(pathlib.Path(folder).glob("nested-*.json"))]
    assert len(found) == 9, f"the matrix has 9 nested tables, found {len(found)}"
    return found


def scalar(kind, text):
    if kind in ("text", "json"):
        return text
    return matrix.parse(kind, text)


def value(shape, written):
    """Structures as dictionaries, maps as lists of pairs."""
    if written is None:
        return None
    if isinstance(shape, str):
        return scalar(shape, written)
    if "list" in shape:
        return [value(shape["list"][0], part) for part in written]
    if "structure" in shape:
        parts = shape["structure"]
        assert len(parts) == len(written)
        return {part[0]: value(part[1], own) for part, own in zip(parts, written)}
    key, content, _ = shape["map"]
    return [(scalar(key, name), value(content, own)) for name, own in written]


def arrow(shape, element="element"):
    """The type, with what may be missing."""
    if isinstance(shape, str):
        return pyarrow.json_() if shape == "json" else arrow_type(shape)
    if "list" in shape:
        content, nullable = shape["list"]
        return pyarrow.list_(pyarrow.field(element, arrow(content, element), nullable=nullable))
    if "structure" in shape:
        return pyarrow.struct(
            [
                pyarrow.field(name, arrow(content, element), nullable=nullable)
                for name, content, nullable in shape["structure"]
            ]
        )
    key, content, nullable = shape["map"]
    return pyarrow.map_(
        pyarrow.field("key", arrow(key), nullable=False),
        pyarrow.field("value", arrow(content, element), nullable=nullable),
    )


def loose(kind):
    """A type of pyarrow in which everything may be missing."""
    if pyarrow.types.is_list(kind):
        return pyarrow.list_(loose(kind.value_type))
    if pyarrow.types.is_struct(kind):
        return pyarrow.struct([(field.name, loose(field.type)) for field in kind])
    return kind


def duck(shape):
    if isinstance(shape, str):
        return "JSON" if shape == "json" else duckdb_type(shape)
    if "list" in shape:
        return duck(shape["list"][0]) + "[]"
    if "structure" in shape:
        parts = ", ".join(f'"{name}" {duck(content)}' for name, content, _ in shape["structure"])
        return f"STRUCT({parts})"
    return f"MAP({duck(shape['map'][0])}, {duck(shape['map'][1])})"


def polar(shape):
    if isinstance(shape, str):
        # Polars takes what Parquet marks as JSON for bytes.
        return polars.Binary if shape == "json" else polars_type(shape)
    if "list" in shape:
        return polars.List(polar(shape["list"][0]))
    if "structure" in shape:
        return polars.Struct({name: polar(content) for name, content, _ in shape["structure"]})
    return polars.Map(polar(shape["map"][0]), polar(shape["map"][1]))


def leaf(kind, found):
    """A value as a reader hands it over."""
    if kind == "uuid" and not isinstance(found, uuid.UUID):
        return uuid.UUID(bytes=found) if isinstance(found, bytes) else uuid.UUID(found)
    if kind == "json" and isinstance(found, bytes):
        return found.decode()
    return found


def same(shape, expected, found):
    if expected is None or found is None:
        return expected is None and found is None
    if isinstance(shape, str):
        return matrix.same(expected, leaf(shape, found))
    if "list" in shape:
        return len(expected) == len(found) and all(
            same(shape["list"][0], one, other) for one, other in zip(expected, found)
        )
    if "structure" in shape:
        return list(expected) == list(found) and all(
            same(content, expected[name], found[name]) for name, content, _ in shape["structure"]
        )
    key, content, _ = shape["map"]
    pairs = list(found.items()) if isinstance(found, dict) else [
        (pair["key"], pair["value"]) if isinstance(pair, dict) else pair for pair in found
    ]
    return len(expected) == len(pairs) and all(
        same(key, one[0], other[0]) and same(content, one[1], other[1])
        for one, other in zip(expected, pairs)
    )


def check(table, column, found):
    expected = table.values[column]
    assert len(found) == len(expected), f"{column}: {len(found)} rows, not {len(expected)}"
    for row, (one, other) in enumerate(zip(expected, found)):
        assert same(table.shapes[column], one, other), f"{column}, row {row}: {other!r}, not {one!r}"
