#!/usr/bin/env bash
# Idempotent; does nothing in well under a second when everything is there.
set -euo pipefail
source Scripts/dev/environment.sh

require_swift() {
  local hint="get Swift 6.2 or newer from https://www.swift.org/install (Linux) or Xcode 26 (macOS)"
  command -v swift >/dev/null || fail "swift is not on the PATH; $hint"
  local version
  version="$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)"
  [ -n "$version" ] || fail "cannot read the version of swift; $hint"
  local major="${version%%.*}" minor="${version#*.}"
  if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
    fail "Swift $version is too old; $hint"
  fi
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "not root and no sudo; run as root: $*"
  fi
}

install_debian_packages() {
  local missing=() package
  for package in libyaml-dev libzstd-dev zlib1g-dev libsnappy-dev pkg-config python3-venv; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] \
      || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
}

install_brew_packages() {
  local missing=() package
  command -v brew >/dev/null \
    || fail "Homebrew is missing; get it from https://brew.sh, or install libyaml, zstd, zlib and snappy"
  for package in libyaml zstd zlib snappy pkgconf duckdb; do
    brew list --versions "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing ${missing[*]}"
  brew install --quiet "${missing[@]}"
}

install_system_libraries() {
  if [ "$(uname)" = Darwin ]; then
    install_brew_packages
  elif command -v apt-get >/dev/null; then
    install_debian_packages
  else
    { pkg-config --exists yaml-0.1 libzstd zlib \
      && printf '#include <snappy-c.h>\n' | cc -E -x c - >/dev/null; } 2>/dev/null \
      || fail "install pkg-config and the development files of libyaml, libzstd, zlib and snappy (on Fedora: dnf install pkgconf libyaml-devel libzstd-devel zlib-devel snappy-devel)"
  fi
}

require_swift
install_system_libraries
install_python .venv Scripts/requirements.txt
bash Scripts/dev/duckdb.sh
