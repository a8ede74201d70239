#!/usr/bin/env bash
# The quick part of ./dev test: format and lint, warnings, the rules that ProjectTests keep.
set -uo pipefail
source Scripts/dev/environment.sh
source Scripts/dev/steps.sh
results="$logs/check"
rm -rf "$results"
mkdir -p "$results"
bash Scripts/dev/setup.sh || exit 1
step "swift format lint" lint
step "build" build_without_warnings --build-tests
run_swift_tests project-tests --skip-build --filter ProjectTests
[ "$failed_steps" -eq 0 ]
