"""examples/values: each document is checked and generated, and its files are what it says."""

import csv
import json
import subprocess
import sys
from collections import Counter

import pytest
from conftest import COMMAND, ROOT

FOLDER = ROOT / "examples/values"
DOCUMENTS = sorted(path.name for path in FOLDER.glob("*.yaml"))


def test_there_are_documents():
    assert "laws.yaml" in DOCUMENTS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_checks_and_generates(datagen, name):
    datagen.run("check", FOLDER / name)
    datagen.run("generate", FOLDER / name, "--out", "data", "--quiet", "--scale", "0.1")
    manifest = json.loads((datagen.folder / "data/manifest.json").read_text())
    assert all(table["rowCount"] > 0 for table in manifest["tables"])


def test_values_of_a_file_are_drawn_as_they_are(datagen):
    with (FOLDER / "measured.csv").open() as source:
        seen = Counter(float(row["grams"]) for row in csv.DictReader(source))
    datagen.run("generate", FOLDER / "laws.yaml", "--out", "data", "--quiet", "--format", "csv")
    with (datagen.folder / "data/made.csv").open() as made:
        rows = list(csv.DictReader(made))
    drawn = Counter(float(row["as_measured"]) for row in rows)
    assert set(drawn) <= set(seen)
    # A value seen n times of 400 is drawn about n / 400 of 20,000 times: 5 standard errors.
    for value, count in seen.items():
        expected = len(rows) * count / 400
        assert abs(drawn[value] - expected) < 5 * expected**0.5, value
    smooth = [float(row["like_measured"]) for row in rows]
    assert min(seen) <= min(smooth) and max(smooth) <= max(seen)
    assert len(set(smooth)) > 2 * len(seen)
    assert all(row["visited_at"] == f"{row['joined']}T{row['visit']}" for row in rows)


def test_the_manifest_and_the_plan_name_the_files_that_were_read(datagen):
    document = FOLDER / "laws.yaml"
    planned = json.loads(datagen.run("plan", document, "--json").stdout)
    datagen.run("generate", document, "--out", "data", "--quiet", "--scale", "0.01")
    manifest = json.loads((datagen.folder / "data/manifest.json").read_text())
    assert planned["inputs"] == manifest["inputs"]
    assert [entry["file"] for entry in manifest["inputs"]] == ["measured.csv"]
    assert manifest["inputs"][0]["byteCount"] == (FOLDER / "measured.csv").stat().st_size


def test_a_file_that_a_link_leads_out_to_is_refused(datagen):
    (datagen.folder / "inside").mkdir()
    (datagen.folder / "secret.csv").write_text("x\n1\n")
    (datagen.folder / "inside/data.csv").symlink_to(datagen.folder / "secret.csv")
    (datagen.folder / "inside/d.yaml").write_text(
        "datagen: 1\ntables: {t: {rows: 2, columns: {a: "
        "{empirical: {values: {file: data.csv, column: x}}}}}}\n")
    checked = datagen.run("check", "inside/d.yaml", code=2)
    assert "data-outside" in checked.stdout + checked.stderr


def test_the_page_shows_them(datagen):
    script = ROOT / "Scripts/dev/gallery.py"
    page = datagen.folder / "gallery.md"
    subprocess.run([sys.executable, script, COMMAND, page], check=True)
    assert page.read_text() == (ROOT / "docs/gallery.md").read_text(), (
        f"run {script.relative_to(ROOT)} {COMMAND}")
