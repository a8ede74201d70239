"""The words that are written for this project: Scripts/vocabularies/written/<locale>.txt.

A section begins with `[name]`. Its words are separated by commas, or where it has no comma by
spaces, with `_` for a space inside a word. `word=latin`, `word/female` and `word weight` say more of
a word in the sections where a word has more; `[formats]` has lines `name | pattern`.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "written"


def sections(locale):
    """The text of each section of a locale."""
    text = (FOLDER / f"{locale}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^\[([a-z_]+)\]\n", text, flags=re.M)
    return dict(zip(parts[1::2], (body.strip() for body in parts[2::2])))


def words(text):
    """Words between commas, or between spaces where there is no comma."""
    pieces = [p.strip() for p in text.split(",")] if "," in text else text.split()
    pieces = [piece.replace("_", " ") for piece in pieces if piece]
    if len(set(pieces)) != len(pieces):
        twice = sorted({p for p in pieces if pieces.count(p) > 1})
        raise SystemExit(f"written twice: {', '.join(twice)}")
    return pieces


def weighted(text):
    """`word weight` pairs."""
    return [list(re.fullmatch(r"(.+) (\d+)", piece).groups()) for piece in words(text)]


def formats(text):
    return [[part.strip() for part in line.split(" | ", 1)] for line in text.splitlines()]
