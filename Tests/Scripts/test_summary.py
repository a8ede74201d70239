"""What ./dev demo prints of a folder of Parquet files."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import summary


def write(path, **columns):
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path)


@pytest.fixture
def dataset(tmp_path):
    write(tmp_path / "shops.parquet", shop_id=["a", "b"], opened=[date(2024, 1, 2)] * 2)
    write(tmp_path / "sales" / "part-0.parquet", sale_id=[1, 2], shop_id=["a", "a"])
    write(tmp_path / "sales" / "part-1.parquet", sale_id=[3], shop_id=["b"])
    return tmp_path


def test_counts_rows_names_types_and_follows_keys(dataset, capsys):
    assert summary.main(dataset, 2) == 0
    printed = capsys.readouterr().out
    assert "shops: 2 rows, 2 columns, key shop_id unique" in printed
    assert "shop_id varchar, opened date" in printed
    assert "sales: 3 rows, 2 columns, key sale_id unique" in printed
    assert "sales.shop_id -> shops: whole" in printed


def test_a_key_without_its_parent_is_told_and_fails(dataset, capsys):
    write(dataset / "sales" / "part-2.parquet", sale_id=[4, 5], shop_id=["c", None])
    assert summary.main(dataset, 1) == 1
    assert "sales.shop_id -> shops: 1 without a parent" in capsys.readouterr().out


def test_a_folder_without_parquet_fails(tmp_path, capsys):
    assert summary.main(tmp_path, 1) == 1
    assert "no Parquet file" in capsys.readouterr().err


def test_of_tables_with_one_key_the_largest_is_the_parent(dataset, capsys):
    write(dataset / "closed.parquet", shop_id=["b"], day=[date(2024, 3, 1)])
    assert summary.main(dataset, 1) == 0
    printed = capsys.readouterr().out
    assert "sales.shop_id -> shops: whole" in printed
    assert "closed.shop_id -> shops: whole" in printed
    assert "-> closed" not in printed
