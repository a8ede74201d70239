#!/usr/bin/env bash
# DuckDB as a C library at .venv/lib/libduckdb.so, where the machine has none of its own.
#
# The Python package holds all of DuckDB, with its C interface, but needs symbols of the Python
# interpreter to be loaded. A small library that stands in for these, and brings the package's
# with it, is a `libduckdb` as any other. Nothing of Python is ever called through it.
set -euo pipefail
source Scripts/dev/environment.sh
library="$root/.venv/lib/libduckdb.so"

[ "${DATAGEN_LIBDUCKDB:-}" = "$library" ] || exit 0
[ -e "$library" ] && exit 0
command -v nm >/dev/null && command -v cc >/dev/null \
  || fail "nm and cc are needed to make $library; or name DuckDB's library with DATAGEN_LIBDUCKDB="

packaged="$("$python" -c 'import importlib.util; print(importlib.util.find_spec("_duckdb").origin)')"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
nm -D --undefined-only "$packaged" | awk '$NF ~ /^_?Py/ { print "void *" $NF "[128];" }' \
  | sort -u >"$work/interpreter.c"
cc -shared -fPIC -o "$work/libduckdb.so" "$work/interpreter.c" -Wl,--no-as-needed \
  -L "$(dirname "$packaged")" -l ":$(basename "$packaged")" -Wl,-rpath,"$(dirname "$packaged")"
mv "$work/libduckdb.so" "$library"
say "made $library of duckdb's Python package"
