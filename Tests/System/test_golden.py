"""The data of the examples, pinned: the same document and seed give the same rows in every release
that keeps `rng: 1`.

A change here is a change of the contract. Write the file anew with DATAGEN_UPDATE_FIXTURES=1, in a
commit of its own that says why.
"""

import json
import os
from pathlib import Path

import pytest
from conftest import ROOT

GOLDEN = Path(__file__).parent / "golden.json"
EXAMPLES = {
    "bronze.yaml": ["--scale", "0.2"],
    "shop.yaml": [],
    "simple_users_events.json": ["--seed", "42"],
    "bench/ten_columns.yaml": ["--rows", "events=20000"],
}


def hashes(datagen, example):
    datagen.run("generate", ROOT / "examples" / example, *EXAMPLES[example], "--out", "data",
                "--force", "--quiet")
    manifest = json.loads((datagen.folder / "data" / "manifest.json").read_text())
    return {table["name"]: f"{table['logicalHash']} {table['orderHash']}"
            for table in manifest["tables"]}


@pytest.mark.parametrize("example", sorted(EXAMPLES))
def test_an_example_has_the_rows_it_had(datagen, example):
    golden = json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {}
    found = hashes(datagen, example)
    if os.environ.get("DATAGEN_UPDATE_FIXTURES") == "1":
        golden[example] = found
        GOLDEN.write_text(json.dumps(golden, indent=2, sort_keys=True) + "\n")
    assert found == golden[example]
