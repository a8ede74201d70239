"""The other side of `Worker`: reads tasks, answers with what each took."""

import json
import os
import resource
import sys
import time


def serve(do) -> None:
    """Does `do(task)` for every line of standard input; only that is timed."""
    unit = 1 if sys.platform == "darwin" else 1024
    for line in sys.stdin:
        task = json.loads(line)
        before = os.times()
        start = time.monotonic()
        do(task)
        wall = time.monotonic() - start
        after = os.times()
        cpu = after.user + after.system - before.user - before.system
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
        print(json.dumps({"wall": wall, "cpu": cpu, "memory": memory}), flush=True)
