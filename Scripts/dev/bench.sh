#!/usr/bin/env bash
# Runs each Benchmarks/*/run in a release build, in order of name.
set -euo pipefail
source Scripts/dev/environment.sh
bash Scripts/dev/setup.sh
swift build -c release --product datagen
DATAGEN="$(release_folder)/datagen"
export DATAGEN PYTHON="$python"
found=0
for benchmark in Benchmarks/*/run; do
  [ -x "$benchmark" ] || continue
  found=1
  say "== ${benchmark%/run}"
  "$benchmark" "$@"
done
[ $found -eq 1 ] || fail "no benchmark: Benchmarks/*/run does not exist"
