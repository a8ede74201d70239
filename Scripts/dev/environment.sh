# Read by the other scripts: paths, and small words for saying what happens.

root="$PWD"
logs="$root/.build/dev"
python="$root/.venv/bin/python"
mkdir -p "$logs"

# DuckDB as a library: the machine's own where it is named, else what set-up makes; Homebrew's is
# found without a name.
if [ "$(uname)" != Darwin ]; then
  export DATAGEN_LIBDUCKDB="${DATAGEN_LIBDUCKDB:-$root/.venv/lib/libduckdb.so}"
fi

say() { printf '%s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# The folder of the newest release build.
release_folder() { swift build -c release --show-bin-path; }

hash_of() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi }

# A private Python environment in the folder $1 with the packages of the file $2; made anew where
# either has changed.
install_python() {
  local folder="$1" requirements="$2" base="${DATAGEN_PYTHON:-python3}" stamp
  command -v "$base" >/dev/null || fail "$base is not on the PATH; Python 3.11 or newer is needed"
  "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || fail "$base is older than 3.11; name a newer one with DATAGEN_PYTHON="
  stamp="$({ "$base" --version; cat "$requirements"; } | hash_of | cut -d ' ' -f 1)"
  [ "$(cat "$folder/stamp" 2>/dev/null)" = "$stamp" ] && return
  say "installing $requirements in $folder"
  rm -rf "$folder"
  "$base" -m venv "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
    -r "$requirements"
  printf '%s\n' "$stamp" >"$folder/stamp"
}
