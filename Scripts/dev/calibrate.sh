#!/usr/bin/env bash
# How often the checks of `datagen validate` fail on true data, and find corrupted data.
#
#   ./dev calibrate [PART…] [--seeds N] [--record]
#
# Exits non-zero when a stated bound is missed; the whole takes about an hour.
set -euo pipefail
source Scripts/dev/environment.sh
bash Scripts/dev/setup.sh
swift build -c release --product datagen
DATAGEN="$(release_folder)/datagen"
export DATAGEN
exec .venv/bin/python Benchmarks/judging "$@"
