"""CSV and JSON Lines: read by Python's own modules exactly, and by the three readers by type."""

import csv
import decimal
import json
import uuid

import duckdb
import polars
import pyarrow
import pyarrow.csv
import pyarrow.json
import pytest

from matrix import check, parse, single
from test_parquet import arrow_type, digits, duckdb_type, polars_type


@pytest.fixture(scope="session")
def connection():
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def listed_type(kind):
    return pyarrow.string() if kind == "uuid" else arrow_type(kind)


def identified(kind, values):
    """UUIDs that a reader hands over as text."""
    if kind != "uuid":
        return values
    return [uuid.UUID(value) if isinstance(value, str) else value for value in values]


def records(path):
    return records_parted(path.read_bytes().decode(), ",")


def records_parted(text, delimiter):
    """Cells of a CSV by RFC 4180: (text, was it quoted)."""
    rows, row, position = [], [], 0
    while position < len(text):
        quoted = text[position] == '"'
        if quoted:
            cell = ""
            position += 1
            while True:
                end = text.index('"', position)
                cell += text[position:end]
                position = end + 1
                if text[position] != '"':
                    break
                cell += '"'
                position += 1
        else:
            end = position
            while text[end] not in delimiter + "\n":
                end += 1
            cell = text[position:end]
            position = end
        row.append((cell, quoted))
        assert text[position] in delimiter + "\n"
        if text[position] == "\n":
            rows.append(row)
            row = []
        position += 1
    assert not row
    return rows


def test_csv_by_the_letter(tables, folder):
    for table in tables:
        header, *rows = records(folder / f"{table.name}.csv")
        assert [cell for cell, _ in header] == table.columns
        for index, (column, kind) in enumerate(zip(table.columns, table.kinds)):
            found = []
            for row in rows:
                cell, quoted = row[index]
                needed = any(letter in cell for letter in ',"\n\r')
                assert quoted == needed or cell == "", "quotes only where needed"
                found.append(None if cell == "" and not quoted else plain(kind, cell))
            check(table, column, found)


def plain(kind, cell):
    return cell if kind == "text" else parse(kind, cell)


def test_csv_module_of_python(tables, folder):
    for table in tables:
        with open(folder / f"{table.name}.csv", newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file))
        assert header == table.columns
        assert len(rows) == len(table.cells)
        for index, column in enumerate(table.columns):
            for row, expected in zip(rows, table.values[column]):
                assert (row[index] == "") == (expected is None or expected == "")


class Options:
    """Settings of CSV, named as `ReaderMatrix` names them."""

    def __init__(self, ending, delimiter=",", header=True, null=""):
        self.ending, self.delimiter, self.header, self.null = ending, delimiter, header, null


OPTIONS = [
    Options("csv"),
    Options("csv.gz"),
    Options("csv.zst"),
    Options("semicolon.csv", ";"),
    Options("tab.csv", "\t", null="<null>"),
    Options("word.csv", null="NULL"),
    Options("quoted.csv"),
    Options("headless.csv", "|", header=False),
]
every_option = pytest.mark.parametrize("options", OPTIONS, ids=lambda options: options.ending)


@pytest.mark.parametrize("name", ["quoted", "headless"])
def test_all_values_are_quoted_and_no_null_is(tables, folder, name):
    for table in tables:
        text = (folder / f"{table.name}.{name}.csv").read_bytes().decode()
        rows = records_parted(text, "," if name == "quoted" else "|")
        if name == "quoted":
            header = rows.pop(0)
            assert header == [(column, True) for column in table.columns]
        for index, (column, kind) in enumerate(zip(table.columns, table.kinds)):
            check(
                table,
                column,
                [plain(kind, row[index][0]) if row[index][1] else None for row in rows],
            )
            assert all(row[index][0] == "" for row in rows if not row[index][1])


@every_option
def test_csv_by_pyarrow(tables, folder, options):
    for table in tables:
        if not options.header and not table.cells:
            continue
        path = folder / f"{table.name}.{options.ending}"
        with pyarrow.input_stream(path, compression=stream_codec(path)) as stream:
            found = pyarrow.csv.read_csv(
                stream,
                read_options=pyarrow.csv.ReadOptions(
                    column_names=None if options.header else table.columns
                ),
                parse_options=pyarrow.csv.ParseOptions(
                    newlines_in_values=True, delimiter=options.delimiter
                ),
                convert_options=pyarrow.csv.ConvertOptions(
                    column_types={
                        column: listed_type(kind)
                        for column, kind in zip(table.columns, table.kinds)
                    },
                    null_values=[options.null],
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=False,
                ),
            )
        for column, kind in zip(table.columns, table.kinds):
            check(table, column, identified(kind, found.column(column).to_pylist()))


def stream_codec(path):
    return {".gz": "gzip", ".zst": "zstd"}.get(path.suffix)


@every_option
def test_csv_by_duckdb(tables, folder, connection, options):
    for table in tables:
        columns = {
            column: duckdb_type(kind) for column, kind in zip(table.columns, table.kinds)
        }
        relation = connection.sql(
            f"SELECT * FROM read_csv('{folder / table.name}.{options.ending}', "
            f"header = {options.header}, columns = {columns}, nullstr = '{options.null}', "
            "allow_quoted_nulls = false, auto_detect = false, "
            f"delim = '{options.delimiter}', quote = '\"', escape = '\"')"
        )
        found = relation.to_arrow_table()
        for column, kind in zip(table.columns, table.kinds):
            check(table, column, identified(kind, found.column(column).to_pylist()))


# Polars takes a quoted "NULL" for missing too, where that is the text of missing values.
@pytest.mark.parametrize(
    "options",
    [options for options in OPTIONS if options.null != "NULL"],
    ids=lambda options: options.ending,
)
def test_csv_by_polars(tables, folder, options):
    for table in tables:
        schema = {column: polars.String for column in table.columns}
        if not options.header and not table.cells:
            continue
        found = polars.read_csv(
            folder / f"{table.name}.{options.ending}",
            schema=schema,
            separator=options.delimiter,
            has_header=options.header,
            null_values=[options.null] if options.null else None,
        )
        for column, kind in zip(table.columns, table.kinds):
            check(table, column, polars_values(found[column], kind))


def polars_values(texts, kind):
    """Texts cast by Polars itself where it can."""
    if kind.startswith(("int", "decimal", "float")):
        return texts.cast(polars_type(kind)).to_list()
    if kind == "boolean":
        return [{None: None, "true": True, "false": False}[text] for text in texts]
    if kind == "date":
        return texts.str.to_date("%Y-%m-%d").to_list()
    if kind == "time":
        return texts.str.to_time("%H:%M:%S%.6f").to_list()
    if kind == "timestamp":
        return texts.str.to_datetime("%Y-%m-%dT%H:%M:%S%.6f", time_unit="us").to_list()
    if kind == "timestamp utc":
        naive = texts.str.to_datetime("%Y-%m-%dT%H:%M:%S%.6fZ", time_unit="us")
        return naive.dt.replace_time_zone("UTC").to_list()
    return identified(kind, texts.to_list())


def json_value(kind, value):
    """What Python's module gave, checked to be of the JSON type due, as the value meant."""
    if value is None or kind in ("boolean", "text"):
        assert value is None or isinstance(value, bool if kind == "boolean" else str)
        return value
    if kind.startswith(("int", "decimal", "float")):
        assert isinstance(value, decimal.Decimal), (kind, value)
        if kind.startswith("int"):
            return int(value)
        if kind.startswith("float"):
            return single(value) if kind == "float32" else float(value)
        return value
    assert isinstance(value, str)
    return parse(kind, value)


def test_jsonl_by_the_letter(tables, folder):
    for table in tables:
        lines = (folder / f"{table.name}.jsonl").read_bytes().decode().split("\n")
        assert lines.pop() == ""
        rows = [
            json.loads(line, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
            for line in lines
        ]
        assert all(list(row) == table.columns for row in rows)
        for column, kind in zip(table.columns, table.kinds):
            check(table, column, [json_value(kind, row[column]) for row in rows])


def loses_digits(kind):
    """Readers take JSON numbers through doubles: decimals beyond 15 digits do not stay exact."""
    return kind.startswith("decimal") and digits(kind)[0] > 15


def check_as_doubles(table, column, found):
    expected = [value if value is None else float(value) for value in table.values[column]]
    assert found == expected, column


every_compression = pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst"])


@every_compression
def test_jsonl_by_duckdb(tables, folder, connection, ending):
    for table in tables:
        columns = {
            column: "DOUBLE" if loses_digits(kind) else duckdb_type(kind)
            for column, kind in zip(table.columns, table.kinds)
        }
        found = connection.sql(
            f"SELECT * FROM read_json('{folder / table.name}.jsonl', "
            f"format = 'newline_delimited', columns = {columns})"
        ).to_arrow_table()
        for column, kind in zip(table.columns, table.kinds):
            values = found.column(column).to_pylist()
            if loses_digits(kind):
                check_as_doubles(table, column, values)
            else:
                check(table, column, identified(kind, values))


def polars_json_type(kind):
    """Types that the line reader of Polars takes; narrower ones are cast to afterwards."""
    if kind in TEXTUAL:
        return polars.String
    if kind.startswith("int"):
        return polars.Int64
    if kind.startswith(("float", "decimal")):
        return polars.Float64
    return polars_type(kind)


@every_compression
def test_jsonl_by_polars(tables, folder, ending):
    for table in tables:
        if not table.cells:
            continue
        schema = {
            column: polars_json_type(kind) for column, kind in zip(table.columns, table.kinds)
        }
        found = polars.read_ndjson(folder / f"{table.name}.{ending}", schema=schema)
        for column, kind in zip(table.columns, table.kinds):
            if kind.startswith("decimal"):
                check_as_doubles(table, column, found[column].to_list())
            elif kind in TEXTUAL:
                check(table, column, polars_values(found[column], kind))
            else:
                check(table, column, found[column].cast(polars_type(kind)).to_list())


TEXTUAL = {"date", "time", "timestamp", "timestamp utc", "uuid"}


@every_compression
def test_jsonl_by_pyarrow(tables, folder, ending):
    for table in tables:
        if not table.cells:
            continue
        schema = pyarrow.schema(
            [
                (column, pyarrow.string() if kind in TEXTUAL else json_type(kind))
                for column, kind in zip(table.columns, table.kinds)
            ]
        )
        found = pyarrow.json.read_json(
            folder / f"{table.name}.{ending}",
            parse_options=pyarrow.json.ParseOptions(explicit_schema=schema),
        )
        for column, kind in zip(table.columns, table.kinds):
            values = found.column(column).to_pylist()
            if kind.startswith("decimal"):
                check_as_doubles(table, column, values)
            elif kind in TEXTUAL:
                texts = [value if value is None else parse(kind, value) for value in values]
                check(table, column, texts)
            else:
                check(table, column, values)


def json_type(kind):
    return pyarrow.float64() if kind.startswith("decimal") else arrow_type(kind)
