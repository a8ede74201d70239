"""Kinds of columns in memory with NumPy, Polars, Faker and Mimesis, one thread."""

import json
import os
import sys
import time

os.environ["POLARS_MAX_THREADS"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"

import numpy  # noqa: E402
import polars  # noqa: E402
from faker import Faker  # noqa: E402
from mimesis import Person  # noqa: E402
from mimesis.locales import Locale  # noqa: E402

random = numpy.random.default_rng(42)
WEIGHTS = numpy.array([8, 7, 7, 6, 6, 6, 6, 6, 5, 5, 5, 5, 5, 4, 4, 4, 4, 3, 2, 2], dtype=float)
WEIGHTS /= WEIGHTS.sum()
WOODS = ["alder", "ash", "aspen", "beech", "birch", "cedar", "cherry", "chestnut", "elm", "fir",
         "hazel", "hornbeam", "larch", "lime", "maple", "oak", "pine", "poplar", "spruce", "willow"]
SYMBOLS = numpy.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", dtype=numpy.uint8)
START = numpy.datetime64("2023-01-01", "us")
SPAN = (365 * 2 + 366) * 86_400_000_000
WOOD_SERIES = polars.Series(WOODS, dtype=polars.Categorical)
faker, person = Faker("en_US"), Person(Locale.EN)
Faker.seed(42)


def polars_keys(count):
    numbers = polars.int_range(1, count + 1, eager=True).cast(polars.String)
    return "CUST-" + numbers.str.zfill(8)


# One function of the number of rows each.
MAKERS = {
    "NumPy integer": lambda n: random.integers(1, 1_000_001, n),
    "NumPy uniform": lambda n: random.uniform(0, 100, n),
    "NumPy normal": lambda n: random.normal(50, 12, n),
    "NumPy lognormal": lambda n: random.lognormal(4, 1, n),
    "NumPy choice": lambda n: random.choice(20, n, p=WEIGHTS),
    "NumPy key": lambda n: numpy.char.mod("CUST-%08d", numpy.arange(1, n + 1)),
    "NumPy text": lambda n: SYMBOLS[random.integers(0, 36, (n, 12), dtype=numpy.uint8)].view("S12"),
    "NumPy timestamp": lambda n: START + random.integers(0, SPAN, n).astype("timedelta64[us]"),
    "NumPy pick": lambda n: random.integers(0, 20, n, dtype=numpy.int32),
    # Polars draws from values that are there; all alike, since it takes no weights.
    "Polars pick": lambda n: WOOD_SERIES.sample(n, with_replacement=True),
    "Polars key": polars_keys,
    "Faker name": lambda n: [faker.name() for _ in range(n)],
    "Mimesis name": lambda n: [person.full_name() for _ in range(n)],
}


def rate(make, rows: int, seconds: float) -> tuple[int, float]:
    made, start = 0, time.perf_counter()
    while True:
        make(rows)
        made += rows
        spent = time.perf_counter() - start
        if spent >= seconds:
            return made, spent


def main(seconds: float) -> None:
    for name, make in MAKERS.items():
        slow = name.startswith(("Faker", "Mimesis"))
        sizes = [1000] if slow else [65_536, 1_000_000]
        best = max((rate(make, size, seconds / len(sizes)) for size in sizes),
                   key=lambda one: one[0] / one[1])
        print(json.dumps({"table": name, "rows": best[0], "seconds": best[1]}))


if __name__ == "__main__":
    main(float(sys.argv[1]))
