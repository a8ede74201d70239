"""Makes docs/gallery.md: each document of examples/values with the first rows of its tables.

usage: gallery.py COMMAND [FILE]     COMMAND is the built datagen; FILE is docs/gallery.md without it
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples/values"
PAGE = ROOT / "docs/gallery.md"
ROWS = 5
HEAD = """# Gallery

A short document for each idea, with the first rows that it makes. The documents lie in `examples/values/`; try one:

    datagen preview examples/values/trees.yaml staff
    datagen generate examples/values/trees.yaml --out trees

This page is made by `Scripts/dev/gallery.py`; a test holds it against the documents.
"""


def output(command, *arguments):
    return subprocess.run(
        [command, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def tables(command, document):
    plan = json.loads(output(command, "plan", document, "--json"))
    return [table["name"] for table in plan["tables"] if not table["hidden"]]


def section(command, path):
    document = path.relative_to(ROOT)
    lines = path.read_text().splitlines()
    comments = [line[2:] for line in lines[: next(
        number for number, line in enumerate(lines) if not line.startswith("#"))]]
    text = f"## {path.stem.replace('_', ' ').capitalize()}\n\n" + "\n".join(comments) + "\n\n"
    if path.name == "laws.yaml":
        return text + "Its columns are drawn in [laws.md](laws.md).\n"
    text += "```yaml\n" + "\n".join(lines[len(comments):]) + "\n```\n"
    for table in tables(command, document):
        rows = output(command, "preview", document, table, "-n", ROWS)
        text += f"\n`{table}`\n\n```text\n{rows}```\n"
    return text


def page(command):
    return "\n".join([HEAD] + [section(command, path) for path in sorted(FOLDER.glob("*.yaml"))])


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    (Path(sys.argv[2]) if len(sys.argv) == 3 else PAGE).write_text(page(sys.argv[1]))
