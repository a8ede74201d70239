#!/usr/bin/env bash
# Compiles the word lists; with --import the lists of published facts are written anew first.
set -euo pipefail
source Scripts/dev/environment.sh
if [ "${1:-}" = --import ]; then
  environment="$logs/vocabularies"
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check \
    -r Scripts/vocabularies/requirements.txt
  for script in Scripts/vocabularies/import_*.py; do "$environment/bin/python" "$script"; done
fi
python3 Scripts/vocabularies/compile.py
