# Read by the other scripts: paths, and small words for saying what happens.

root="$PWD"
logs="$root/.build/dev"
python="$root/.venv/bin/python"
mkdir -p "$logs"

say() { printf '%s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# The folder of the newest release build.
release_folder() { swift build -c release --show-bin-path; }
