#!/usr/bin/env bash
set -euo pipefail
source Scripts/dev/environment.sh
bash Scripts/dev/setup.sh
swift build -c release --product datagen
say "built $(release_folder)/datagen"
