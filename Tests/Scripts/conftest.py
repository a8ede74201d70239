import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in ("dev", "vocabularies"):
    sys.path.insert(0, str(ROOT / "Scripts" / folder))
