import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in ("Scripts/dev", "Scripts/vocabularies", "Benchmarks/compare"):
    sys.path.insert(0, str(ROOT / folder))
