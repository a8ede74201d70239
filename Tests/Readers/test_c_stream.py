"""pyarrow, Polars and DuckDB read rows through the C stream interface, from a PyCapsule alone."""

import ctypes
import datetime
import os
import pathlib
import subprocess

import duckdb
import polars
import pyarrow
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = """
datagen: 1
seed: 7
timeframe: {from: 2024-01-01, to: 2024-12-31}
tables:
  t:
    rows: 200_000
    columns:
      number: {sequence: 0}
      small: {integer: {from: -100, to: 100}, type: int8}
      amount: {lognormal: {mu: 4, sigma: 1}, missing: 20%}
      price: {uniform: {from: 0, to: 99}, type: "decimal(9,2)"}
      wide: {uniform: {from: 0, to: 99}, type: "decimal(30,4)"}
      kind: {choice: [ash, oak, elm], missing: 10%}
      word: {pattern: "[a-z]{3}", missing: 30%}
      code: {pattern: "[a-z]{7}"}
      flag: {chance: 40%, missing: 5%}
      id: {uuid: v4}
      day: {date: {from: 2024-01-01, to: 2024-12-31}}
      at: {value: = timestamp('2024-01-01 00:00:00')}
"""
FAILING = """
datagen: 1
tables:
  t:
    rows: 200_000
    columns:
      number: {sequence: 0}
      whole: {value: = 10 / (140_000 - number)}
"""


class Stream(ctypes.Structure):
    _fields_ = [
        ("get_schema", ctypes.c_void_p),
        ("get_next", ctypes.c_void_p),
        ("get_last_error", ctypes.c_void_p),
        ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("private_data", ctypes.c_void_p),
    ]


NAME = b"arrow_array_stream"
_new = ctypes.pythonapi.PyCapsule_New
_new.restype = ctypes.py_object
_new.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_pointer.restype = ctypes.c_void_p
_pointer.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
_kept = {}


@ctypes.CFUNCTYPE(None, ctypes.c_void_p)
def _destroy(capsule):
    """Releases a stream that nobody took over."""
    address = _pointer(capsule, NAME)
    stream = _kept.pop(address)
    if ctypes.cast(stream.release, ctypes.c_void_p).value:
        stream.release(address)


class Rows:
    """What readers ask for a stream."""

    def __init__(self, library, document, threads=2):
        self.arguments = (library, document, threads)

    def __arrow_c_stream__(self, requested_schema=None):
        library, document, threads = self.arguments
        stream = Stream()
        code = library.stream_table(document.encode(), b"t", threads, ctypes.byref(stream))
        assert code == 0
        address = ctypes.addressof(stream)
        _kept[address] = stream
        return _new(address, NAME, _destroy)


@pytest.fixture(scope="session")
def library():
    given = os.environ.get("DATAGEN_STREAM_LIBRARY")
    if not given:
        build = ["swift", "build", "--package-path", str(ROOT)]
        subprocess.run([*build, "--product", "StreamLibrary"], check=True)
        shown = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True)
        folder = pathlib.Path(shown.stdout.strip())
        given = next(path for path in folder.glob("libStreamLibrary.*") if path.suffix in (".so", ".dylib"))
    loaded = ctypes.CDLL(str(given))
    loaded.stream_table.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]
    return loaded


@pytest.fixture(scope="session")
def expected(library):
    return pyarrow.table(Rows(library, DOCUMENT, threads=1))


def test_pyarrow_reads_types_and_rows(expected):
    expected.validate(full=True)
    assert expected.num_rows == 200_000
    assert expected["number"].to_pylist() == list(range(200_000))
    assert [str(kind) for kind in expected.schema.types] == [
        "int64",
        "int8",
        "double",
        "decimal128(9, 2)",
        "decimal128(30, 4)",
        "dictionary<values=string, indices=int32, ordered=0>",
        "string",
        "string",
        "bool",
        "extension<arrow.uuid>",
        "date32[day]",
        "timestamp[us]",
    ]
    assert set(expected["kind"].to_pylist()) == {"ash", "oak", "elm", None}
    assert expected["amount"].null_count > 30_000
    assert not expected.schema.field("code").nullable and expected.schema.field("word").nullable


@pytest.mark.parametrize("threads", [2, 5])
def test_threads_do_not_show(library, expected, threads):
    assert pyarrow.table(Rows(library, DOCUMENT, threads)).equals(expected)


def test_polars_reads_the_same(library, expected):
    found = polars.DataFrame(Rows(library, DOCUMENT))
    for column in expected.column_names:
        if column != "id":
            assert found[column].to_list() == expected[column].to_pylist(), column


def test_duckdb_reads_the_same(library, expected):
    rows = pyarrow.RecordBatchReader.from_stream(Rows(library, DOCUMENT))
    query = "SELECT kind, count(*) n, sum(price) s, max(day) d FROM rows GROUP BY kind ORDER BY kind"
    assert duckdb.sql(query).fetchall() == duckdb.sql(query.replace("rows", "expected")).fetchall()


def test_rows_outlive_their_stream(library):
    reader = pyarrow.RecordBatchReader.from_stream(Rows(library, DOCUMENT))
    first = reader.read_next_batch()
    column = first.column("kind")
    del first, reader
    assert len(column) == 65_536 and column.dictionary.to_pylist() == ["ash", "oak", "elm"]


def test_an_unread_stream_is_released(library):
    before = len(_kept)
    capsule = Rows(library, DOCUMENT).__arrow_c_stream__()
    assert len(_kept) == before + 1
    del capsule
    assert len(_kept) == before


def test_memory_stays_flat(library):
    """Two hundred streams read whole leave less behind than a few of them hold."""

    def resident():
        pages = pathlib.Path("/proc/self/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    if not pathlib.Path("/proc/self/statm").exists():
        pytest.skip("memory is read from /proc")
    small = DOCUMENT.replace("200_000", "20_000")
    for _ in range(20):
        pyarrow.table(Rows(library, small))
    before = resident()
    size = pyarrow.table(Rows(library, small)).nbytes
    for _ in range(100):
        pyarrow.table(Rows(library, small))
    assert resident() - before < 10 * size


def test_what_cannot_be_made_is_an_error_with_its_reason(library):
    reader = pyarrow.RecordBatchReader.from_stream(Rows(library, FAILING))
    assert [reader.read_next_batch().num_rows for _ in range(2)] == [65_536, 65_536]
    with pytest.raises(OSError, match="'t.whole', row 140001: division by zero"):
        reader.read_next_batch()


def test_nested_rows(library):
    """Lists, structures, maps and documents; nothing is left behind when they are released."""
    schema, array = (ctypes.create_string_buffer(256) for _ in range(2))
    library.nested_rows.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    library.nested_rows(ctypes.addressof(schema), ctypes.addressof(array))
    found = pyarrow.RecordBatch._import_from_c(ctypes.addressof(array), ctypes.addressof(schema))
    found.validate(full=True)
    kinds = [
        pyarrow.list_(pyarrow.list_(pyarrow.int32())),
        pyarrow.struct(
            [
                ("x", pyarrow.float64()),
                ("at", pyarrow.struct([pyarrow.field("day", pyarrow.date32(), nullable=False)])),
            ]
        ),
        pyarrow.map_(pyarrow.string(), pyarrow.int64()),
        pyarrow.json_(),
    ]
    assert [field.type.equals(kind) for field, kind in zip(found.schema, kinds)] == [True] * 4
    assert [field.nullable for field in found.schema] == [True, True, False, False]
    days = [{"day": datetime.date(1970, 1, day)} for day in (2, 5)]
    assert found.column(0).to_pylist() == [[[1, None], []], None, [], [None]]
    assert found.column(1).to_pylist() == [
        {"x": 0.5, "at": days[0]}, None, {"x": None, "at": None}, {"x": 2.0, "at": days[1]}]
    assert found.column(2).to_pylist() == [[("a", 1), ("b", None)], [], [], [("c", 3)]]
    assert found.column(3).to_pylist() == ['{"a":1}', "[]", '"é"', "2.50"]
    frame = polars.from_arrow(found.select([0, 1]))
    assert frame["c0"].to_list() == found.column(0).to_pylist()
    assert frame["c1"].to_list()[0] == {"x": 0.5, "at": days[0]}
