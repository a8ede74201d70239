"""Files say which column their rows are in order of, and they are."""

import pyarrow.parquet

from conftest import ROOT


def sorted_columns(path):
    metadata = pyarrow.parquet.read_metadata(path)
    found = {
        tuple(
            (metadata.schema.column(column.column_index).name, column.descending, column.nulls_first)
            for column in metadata.row_group(group).sorting_columns
        )
        for group in range(metadata.num_row_groups)
    }
    assert len(found) == 1, path
    return found.pop()


def test_every_stated_order_holds(datagen):
    datagen.run("generate", str(ROOT / "examples" / "bronze.yaml"), "--out", "d", "--scale", "0.05")
    stated = 0
    for path in sorted((datagen.folder / "d").rglob("*.parquet")):
        for name, descending, nulls_first in sorted_columns(path):
            values = pyarrow.parquet.read_table(path).column(name).to_pylist()
            assert values == sorted(values) and not descending and not nulls_first, path
            stated += len(values) > 1
    assert stated >= 5


def test_an_order_is_stated_where_it_is_certain(datagen):
    name = datagen.document(
        """
        datagen: 1
        timeframe: {from: 2024-01-01, to: 2024-12-31}
        tables:
          a: {rows: 20, columns: {x: {normal: {mean: 0, sd: 1}}, n: {sequence: {start: 5, step: 2}}}}
          b: {rows: 20, columns: {n: {sequence: {start: 5, step: -2}}}}
          c: {rows: 20, columns: {k: {key: "K-{:02}"}}}
          d: {rows: 200, columns: {k: {key: "K-{:02}"}}}
          e:
            rows: 20
            arrivals: {sorted: true}
            columns: {u: {uuid: v4}, at: {arrival: timestamp}}
          f:
            rows: 20
            arrivals: {}
            columns: {at: {arrival: timestamp}}
          g: {rows: 20, columns: {n: {sequence: 1, missing: 10%}}}
        """
    )
    datagen.run("generate", name, "--out", "d")
    names = {
        path.stem: tuple(name for name, _, _ in sorted_columns(path))
        for path in (datagen.folder / "d").glob("*.parquet")
    }
    assert names == {
        "a": ("n",), "b": (), "c": ("k",), "d": (), "e": ("at",), "f": (), "g": (),
    }
