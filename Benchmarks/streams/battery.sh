#!/bin/sh
# Runs a choice of dieharder's tests over every mode of writer.c; about 15 minutes on one core.
# Usage: Benchmarks/streams/battery.sh OUTPUT-FOLDER
set -eu
here=$(dirname "$0")
out=$1
mkdir -p "$out"
${CC:-clang} -O2 -o "$out/writer" "$here/writer.c"
for mode in single columns seeds keys stride children lanes; do
  : > "$out/$mode.txt"
  for test in 0 1 2 3 8 10 11 12 13 15 16 100 101 102 203 204 205 206 207 208 209; do
    "$out/writer" $mode | dieharder -g 200 -d $test -D test_name -D ntuple -D tsamples \
      -D psamples -D pvalues -D assessment >> "$out/$mode.txt" || true
  done
  for width in 1 2 3 4 5 8; do
    "$out/writer" $mode | dieharder -g 200 -d 200 -n $width -D test_name -D ntuple -D tsamples \
      -D psamples -D pvalues -D assessment >> "$out/$mode.txt" || true
  done
done
grep -h -E "WEAK|FAILED" "$out"/*.txt || echo "no test is weak or failed"
