#!/usr/bin/env bash
# One document in, a relational dataset out: examples/bronze.yaml as Parquet, held against it and looked at.
set -euo pipefail
source Scripts/dev/environment.sh
bash Scripts/dev/setup.sh
swift build -c release --product datagen
datagen="$(release_folder)/datagen"
say "datagen check examples/bronze.yaml"
"$datagen" check examples/bronze.yaml
say "datagen generate examples/bronze.yaml --out output/bronze --force"
"$datagen" generate examples/bronze.yaml --out output/bronze --force
say "datagen validate examples/bronze.yaml --data output/bronze"
"$datagen" validate examples/bronze.yaml --data output/bronze
say "datagen hash output/bronze"
"$datagen" hash output/bronze
"$python" Scripts/dev/summary.py output/bronze
