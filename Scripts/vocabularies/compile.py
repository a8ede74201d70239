#!/usr/bin/env python3
"""Compiles Vocabularies/<locale>/*.tsv into Sources/CVocabulary/locales/<locale>.dgv.

    compile.py            write every locale
    compile.py --check    exit 1 and name each file that differs from what would be written

Standard library only. The binary format is described in docs/vocabularies.md.
"""

import sys
from pathlib import Path

from source import SourceError, read, scaled

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "Vocabularies"
TARGET = ROOT / "Sources" / "CVocabulary" / "locales"
MAGIC = b"DGVOCAB\n"
FORMAT = 1
KINDS = {"text": 0, "number": 1, "weight": 2}
MAX_WEIGHT_SUM = 1 << 53


def varint(value: int) -> bytes:
    """Unsigned LEB128."""
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value: int) -> bytes:
    return varint(value * 2 if value >= 0 else -value * 2 - 1)


def fnv1a(data: bytes) -> int:
    """64-bit FNV-1a."""
    state = 0xCBF29CE484222325
    for byte in data:
        state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return state


class Strings:
    """Distinct texts in order of first use."""

    def __init__(self):
        self.indices = {}

    def index(self, text):
        return self.indices.setdefault(text, len(self.indices))

    def encoded(self):
        texts = [text.encode("utf-8") for text in self.indices]
        return (varint(len(texts)) + b"".join(varint(len(t)) for t in texts) + b"".join(texts))


def encode_list(words, strings):
    out = bytearray()
    for text in (words.name, words.describe, words.source, words.licence):
        out += varint(strings.index(text))
    out += varint(len(words.rows)) + varint(len(words.fields))
    for column, f in enumerate(words.fields):
        out += varint(strings.index(f.name)) + bytes([KINDS[f.kind], f.digits])
        cells = [row[column] for row in words.rows]
        if f.kind == "text":
            out += b"".join(varint(strings.index(cell)) for cell in cells)
        elif f.kind == "number":
            out += b"".join(zigzag(scaled(f, cell)) for cell in cells)
        else:
            weights = [int(cell) for cell in cells]
            if sum(weights) > MAX_WEIGHT_SUM:
                raise SourceError(f"{words.name}: weights sum to more than 2^53")
            out += b"".join(varint(weight) for weight in weights)
    return bytes(out)


def compile_locale(folder: Path, version: int) -> bytes:
    lists = [read(path) for path in sorted(folder.glob("*.tsv"))]
    if not lists:
        raise SourceError(f"{folder.name}: no lists")
    strings = Strings()
    locale = strings.index(folder.name)
    body = b"".join(encode_list(words, strings) for words in lists)
    out = MAGIC + varint(FORMAT) + varint(version) + strings.encoded()
    out += varint(locale) + varint(len(lists)) + body
    return out + fnv1a(out).to_bytes(8, "little")


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 64
    version = int((SOURCES / "VERSION").read_text().strip())
    stale = []
    try:
        made = {
            TARGET / f"{folder.name}.dgv": compile_locale(folder, version)
            for folder in sorted(p for p in SOURCES.iterdir() if p.is_dir())
        }
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for path in sorted(TARGET.glob("*.dgv")) if TARGET.exists() else []:
        if path not in made:
            stale.append(path)
    for path, data in made.items():
        if not path.exists() or path.read_bytes() != data:
            stale.append(path)
        print(f"{path.relative_to(ROOT)}: {len(data):,} bytes")
    if arguments:
        for path in stale:
            print(f"error: {path.relative_to(ROOT)} is out of date; run {Path(__file__).name}",
                  file=sys.stderr)
        return 1 if stale else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for path in stale:
        if path in made:
            path.write_bytes(made[path])
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
