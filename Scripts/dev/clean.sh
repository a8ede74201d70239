#!/usr/bin/env bash
set -euo pipefail
rm -rf .build .build-* .venv .venv-bench output
