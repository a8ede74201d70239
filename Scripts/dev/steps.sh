# Steps of check and test: each runs a command with its output in a log, shows what matters of it,
# and counts in `failed_steps` when it fails without a test that says so.

failed_steps=0

step() {
  local name="$1" log started=$SECONDS status
  shift
  log="$logs/${name//[^a-zA-Z0-9]/-}.log"
  "$@" >"$log" 2>&1
  status=$?
  if [ $status -eq 0 ]; then
    say "ok      $name ($((SECONDS - started)) s)"
  else
    failed_steps=$((failed_steps + 1))
    say "FAILED  $name ($((SECONDS - started)) s), exit code $status; all of it in $log:"
    # What matters, or the end of a log in which nothing looks as if it did.
    grep -vE "^[◇✔]" "$log" \
      | grep -E "error:|warning:|✘|^FAILED|^ERROR|^E  |[Ff]atal|Stack dump" | head -n 60 \
      || tail -n 20 "$log"
  fi
  # The closing line of a test runner.
  grep -E "Test run with [0-9]+ tests|^[0-9]+ (passed|failed).* in [0-9.]+" "$log" | tail -n 1
  return $status
}

lint() {
  swift format lint --strict -r Sources Tests Package.swift
}

# Builds; fails with 1 on errors, with 2 on warnings in our own files. A file that was compiled before warns no more, so
# the files that warn are touched: the next build warns again.
build_without_warnings() {
  local log="$logs/warnings.log" file
  swift build "$@" 2>&1 | tee "$log"
  [ "${PIPESTATUS[0]}" -eq 0 ] || return 1
  # SwiftPM's own warnings have no place in a file; those about other packages are theirs.
  grep -E "^$root/(Sources|Tests|Package)[^:]*:[0-9]+:[0-9]+: warning:|^warning: " "$log" \
    | grep -v "^warning: 'swift-argument-parser'" || return 0
  grep -oE "^$root/(Sources|Tests)[^:]*" "$log" | sort -u | while read -r file; do
    touch "$file"
  done
  return 2
}

# A run of Swift tests that counts as failed too when it matches no test.
run_swift_tests() {
  local name="$1" xml="$results/$1.xml"
  shift
  swift_tests_into() {
    swift test --disable-xctest --xunit-output "$xml" "$@" && [ -s "$xml" ] \
      && ! grep -q 'tests="0"' "$xml"
  }
  step "$name" swift_tests_into "$@"
}
