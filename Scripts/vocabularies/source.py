"""The plain-text form of one word list: reading and writing `Vocabularies/<locale>/*.tsv`.

A file starts with lines `# key: value` (`describe`, `source`, `licence`, `fields`), then has one
row per line, cells separated by tabs, in the order of `fields`. A field is `name:text`,
`name:number(digits)` with that many decimals, or `name:weight` (a whole number, at most one field).
docs/vocabularies.md is the full description.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

HEADER = ("describe", "source", "licence", "fields")
FIELD = re.compile(r"^([a-z][a-z0-9_]*):(text|weight|number\((\d)\))$")


@dataclass
class Field:
    name: str
    kind: str  # "text", "number" or "weight"
    digits: int = 0

    def __str__(self):
        return f"{self.name}:{self.kind}" + (f"({self.digits})" if self.kind == "number" else "")


@dataclass
class WordList:
    name: str
    describe: str
    source: str
    licence: str
    fields: list[Field]
    rows: list[list[str]] = field(default_factory=list)


class SourceError(Exception):
    """A list that breaks the format; the message names file and line."""


def parse_fields(text, where):
    fields = []
    for word in text.split():
        match = FIELD.match(word)
        if not match:
            raise SourceError(f"{where}: '{word}' is not a field")
        kind = "number" if match[3] else match[2]
        fields.append(Field(match[1], kind, int(match[3] or 0)))
    names = [f.name for f in fields]
    if len(set(names)) != len(names):
        raise SourceError(f"{where}: a field is named twice")
    if sum(f.kind == "weight" for f in fields) > 1:
        raise SourceError(f"{where}: more than one weight")
    if not any(f.kind == "text" for f in fields):
        raise SourceError(f"{where}: no text field")
    return fields


def check_cell(f, cell, where):
    if cell != cell.strip() or not cell:
        raise SourceError(f"{where}: field '{f.name}' is empty or padded")
    if f.kind == "weight" and not re.fullmatch(r"[1-9]\d{0,9}", cell):
        raise SourceError(f"{where}: weight '{cell}' is not a whole number of at least 1")
    if f.kind == "number":
        digits = rf"\.\d{{{f.digits}}}" if f.digits else ""
        if not re.fullmatch(rf"-?\d+{digits}", cell):
            raise SourceError(f"{where}: '{cell}' does not have {f.digits} decimals")


def read(path: Path) -> WordList:
    """Reads and checks one list. Raises SourceError."""
    header, rows, fields = {}, [], []
    text = path.read_bytes().decode("utf-8")
    if not text.endswith("\n") or "\r" in text:
        raise SourceError(f"{path.name}: lines end in a line feed, the last one too")
    for number, line in enumerate(text[:-1].split("\n"), 1):
        where = f"{path.name}:{number}"
        if line.startswith("# "):
            key, _, value = line[2:].partition(": ")
            if rows or key not in HEADER or key in header or not value:
                raise SourceError(f"{where}: unexpected header '{key}'")
            header[key] = value
            if key == "fields":
                fields = parse_fields(value, where)
            continue
        if len(header) != len(HEADER):
            raise SourceError(f"{where}: the header needs {', '.join(HEADER)}")
        cells = line.split("\t")
        if len(cells) != len(fields):
            raise SourceError(f"{where}: {len(cells)} cells for {len(fields)} fields")
        for f, cell in zip(fields, cells):
            check_cell(f, cell, where)
        rows.append(cells)
    if not rows:
        raise SourceError(f"{path.name}: no rows")
    return WordList(
        path.stem, header["describe"], header["source"], header["licence"], fields, rows)


def write(folder: Path, words: WordList):
    """Writes one list, rows as given, and reads it back as a check."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{words.name}.tsv"
    header = (
        f"# describe: {words.describe}\n# source: {words.source}\n# licence: {words.licence}\n"
        f"# fields: {' '.join(map(str, words.fields))}\n")
    body = "".join("\t".join(map(str, row)) + "\n" for row in words.rows)
    path.write_bytes((header + body).encode("utf-8"))
    read(path)


def scaled(f: Field, cell: str) -> int:
    """The whole number stored for a cell of a number or weight field."""
    return int(Decimal(cell).scaleb(f.digits))
