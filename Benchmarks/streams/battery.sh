#!/bin/sh
# Runs dieharder over the modes of writer.c: a long choice of tests over one stream, a shorter one
# over each interleaving. About 10 minutes on one core.
# Usage: Benchmarks/streams/battery.sh OUTPUT-FOLDER [MODE…]
set -eu
here=$(dirname "$0")
out=$1
shift
mkdir -p "$out"
${CC:-clang} -O2 -o "$out/writer" "$here/writer.c"

run() { # MODE TEST [-n SIZE]
  mode=$1
  test=$2
  shift 2
  # The writer ends by a broken pipe when the test has read enough.
  "$out/writer" "$mode" | dieharder -g 200 -d "$test" "$@" -D test_name -D ntuple -D tsamples \
    -D psamples -D pvalues -D assessment >> "$out/$mode.txt" || true
}

for mode in ${*:-single columns seeds keys stride children lanes}; do
  : > "$out/$mode.txt"
  tests="0 2 8 10 11 100 101 102 205"
  [ "$mode" = single ] && tests="0 1 2 3 8 10 11 12 13 15 16 100 101 102 203 204 205 206 207 208 209"
  for test in $tests; do run "$mode" "$test"; done
  for size in 2 6; do run "$mode" 200 -n $size; done
done
cat "$out"/*.txt | awk '{ n++ } /WEAK/ { w++ } /FAILED/ { f++ } END { print n " p-values, " w + 0 " weak, " f + 0 " failed" }'
