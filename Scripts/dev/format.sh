#!/usr/bin/env bash
set -euo pipefail
swift format -i -r Sources Tests Package.swift
