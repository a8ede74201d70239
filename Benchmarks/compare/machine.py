"""What a figure was measured on: processor, memory, system, versions."""

import datetime
import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

PEERS = ["pyarrow", "duckdb", "polars", "numpy", "tpchgen-cli", "faker", "mimesis", "misata"]
# The instruction sets that loops of the tool or its peers are compiled for.
FEATURES = ["sse4_2", "avx2", "bmi2", "avx512f", "avx512vl", "asimd", "sve"]


def processor(text: str) -> tuple[str, list[str]]:
    """Model and known features out of the text of /proc/cpuinfo."""
    fields = {}
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if colon:
            fields.setdefault(key.strip(), value.strip())
    flags = set((fields.get("flags") or fields.get("Features") or "").split())
    return fields.get("model name", platform.machine()), [f for f in FEATURES if f in flags]


def memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def swift_version() -> str:
    said = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=False)
    words = (said.stdout + said.stderr).split()
    return words[words.index("version") + 1] if "version" in words else "unknown"


def lines(folder: Path) -> list[str]:
    """Sentences for the head of a report."""
    cpuinfo = Path("/proc/cpuinfo")
    model, features = processor(cpuinfo.read_text() if cpuinfo.exists() else "")
    peers = ", ".join(f"{name} {metadata.version(name)}" for name in PEERS)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    return [
        f"{datetime.date.today().isoformat()}; {cores} cores ({model}; {', '.join(features)}), "
        f"{memory_bytes() / 2**30:.0f} GiB, {platform.system()} {platform.release()}; load before "
        f"the run {load:.1f}; files in {folder}.",
        f"Swift {swift_version()} (release build), Python {sys.version.split()[0]}, {peers}.",
    ]
