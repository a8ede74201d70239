#!/usr/bin/env bash
# Compares with other tools, side by side on this machine; they are in an environment of their own.
#
#   ./dev bench [NAME…] [--runs N] [--scale PART] [--no-targets] [--record]
#
# Exits non-zero when a stated ratio is missed.
set -euo pipefail
source Scripts/dev/environment.sh
bash Scripts/dev/setup.sh
install_python .venv-bench Benchmarks/compare/requirements.txt
swift build -c release --product datagen
swift build -c release --product ColumnRates
DATAGEN="$(release_folder)/datagen"
COLUMN_RATES="$(release_folder)/ColumnRates"
export DATAGEN COLUMN_RATES
exec .venv-bench/bin/python Benchmarks/compare "$@"
