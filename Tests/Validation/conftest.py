"""A clean dataset that claims are made about, and the command that holds data against them."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("DATAGEN") or str(ROOT / ".build" / "debug" / "datagen")
DOCUMENT = Path(__file__).with_name("claims.yaml")
os.environ.setdefault("DATAGEN_LIBDUCKDB", str(ROOT / ".venv/lib/libduckdb.so"))


def datagen(*arguments, code=0):
    result = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True)
    assert result.returncode == code, f"{result.returncode}\n{result.stdout}\n{result.stderr}"
    return result.stdout


def report(folder, *arguments, document=DOCUMENT):
    """What `validate` finds, as JSON; whether it fails is for the caller to see."""
    result = subprocess.run(
        [COMMAND, "validate", str(document), "--data", str(folder), "--json", *map(str, arguments)],
        capture_output=True, text=True)
    assert result.returncode in (0, 1), result.stderr
    found = json.loads(result.stdout)
    assert found["passes"] == (result.returncode == 0)
    return found


def failing(found):
    """(check, table) of what does not hold."""
    return {(item["check"], item["table"]) for item in found["findings"]
            if item["verdict"] in ("fails", "unreadable")}


@pytest.fixture(scope="session")
def clean(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean") / "data"
    datagen("generate", DOCUMENT, "--out", folder, "--quiet")
    return folder
