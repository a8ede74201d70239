#!/usr/bin/env bash
# Everything that must hold, in order of how fast it fails. Full logs are in .build/dev.
#
# Runs every step even after one has failed, ends with 'N passed, N failed' over Swift and Python,
# and exits non-zero when any test failed, any step failed, or no test ran.
set -uo pipefail
source Scripts/dev/environment.sh
source Scripts/dev/steps.sh

coverage=false filter="" pytest_marks=(-m "not slow")
for argument in "$@"; do
  case "$argument" in
    --coverage) coverage=true ;;
    --all)
      export DATAGEN_ALL_TESTS=1
      pytest_marks=() ;;
    -*) fail "unknown option '$argument'; ./dev help lists them" ;;
    *) [ -z "$filter" ] && filter="$argument" || fail "one filter at most" ;;
  esac
done

results="$logs/results"
rm -rf "$results"
mkdir -p "$results"

swift_tests() {
  local flags=(--skip-build)
  $coverage && flags=(--enable-code-coverage --scratch-path "$root/.build/coverage")
  [ -n "$filter" ] && flags+=(--filter "$filter")
  run_swift_tests swift-tests "${flags[@]}"
}

coverage_by_module() {
  "$python" Scripts/dev/coverage.py \
    "$(swift test --scratch-path "$root/.build/coverage" --show-codecov-path)"
}

# Laws and streams at sizes that only optimised code can reach.
release_tests() {
  DATAGEN_SAMPLING_ONLY=1 run_swift_tests release-tests -c release --scratch-path "$root/.build/release-tests" \
    -Xswiftc -enable-testing --filter "SamplingTests|ValidationTests"
}

# The tests of Tests/Scripts need no build; others find the tool in $DATAGEN. After a failed build
# they run all the same: what does not need the tool still tells something.
python_tests() {
  local folder
  [ "$*" = Tests/Scripts ] || step "release build" swift build -c release --product datagen
  for folder in "$@"; do
    # A folder without a test file has nothing to run; one with test files that runs none fails.
    [ -n "$(find "$folder" -name 'test_*.py' 2>/dev/null)" ] || continue
    DATAGEN="$(release_folder)/datagen" step "pytest $folder" \
      "$python" -m pytest -q -p no:cacheprovider "${pytest_marks[@]}" \
      --junitxml="$results/${folder//\//-}.xml" "$folder"
  done
}

# A few seconds of coverage-guided fuzzing; the toolchain for macOS has no libFuzzer.
fuzz_tests() {
  [ "$(uname)" = Linux ] || return 0
  step "fuzz the decoder" Fuzz/run decoder 10
  step "fuzz expressions" Fuzz/run expressions 10
  step "fuzz the planner" Fuzz/run planner 10
}

bash Scripts/dev/setup.sh || exit 1
case "$filter" in
  Tests/*) python_tests "$filter" ;;
  *)
    [ -n "$filter" ] || step "swift format lint" lint
    built=0
    $coverage || step "build" build_without_warnings --build-tests || built=$?
    # Warnings (2) fail the run, but what was built can be tested; after errors there is nothing.
    if [ "$built" -ne 1 ]; then
      swift_tests
      $coverage && coverage_by_module
    fi
    if [ -z "$filter" ]; then
      [ "$built" -eq 1 ] || release_tests
      python_tests Tests/Scripts Tests/Readers Tests/System Tests/Validation
      fuzz_tests
    fi ;;
esac
shopt -s nullglob
"$python" Scripts/dev/count.py "$failed_steps" "$results"/*.xml
