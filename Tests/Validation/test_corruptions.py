"""Each corruption of the table is found by the check that it names."""

import csv
from pathlib import Path

import pytest
from conftest import failing, report
from corrupting import corrupted

CORRUPTIONS = list(csv.DictReader(Path(__file__).with_name("corruptions.csv").open()))


def test_clean_data_pass(clean):
    found = report(clean)
    assert failing(found) == set()
    assert found["passes"] and found["score"] == 100


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=[row["name"] for row in CORRUPTIONS])
def test_is_found(corruption, clean, tmp_path):
    check, _, table = corruption["check"].partition("@")
    found = report(corrupted(clean, tmp_path / "data", corruption))
    assert (check, table or corruption["table"]) in failing(found)
    assert not found["passes"]
