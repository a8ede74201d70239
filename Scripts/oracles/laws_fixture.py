"""Writes Tests/SamplingTests/Fixtures/laws.csv from scipy.stats.

Rows: law, form, parameters (;), what, argument, value; `what` is cdf, survival, quantile,
upperQuantile, mean or variance. Run from the root of the package.

SciPy is no oracle for very large parameters: in version 1.17 the tail of poisson(1e7) at 10^-9 is off
by 1.7 %, binom(1e9, 1e-8) by 5e-8. Those are in elementary_fixture.py, by mpmath; the laws of
laws_exact.py are by mpmath throughout, and the largest difference from SciPy is printed.
"""
import math
import sys

import numpy as np
from scipy import stats

sys.path.insert(0, "Scripts/oracles")
import laws_exact


def lognormal(mean, sd):
    square = math.log1p((sd / mean) ** 2)
    return stats.lognorm(math.sqrt(square), scale=math.exp(math.log(mean) - square / 2))


LAWS = [
    ("uniform", 0, (0, 1), stats.uniform(0, 1)),
    ("uniform", 0, (-3.5, 12.25), stats.uniform(-3.5, 15.75)),
    ("integer", 0, (1, 6), stats.randint(1, 7)),
    ("integer", 0, (-100, 1000), stats.randint(-100, 1001)),
    ("loguniform", 0, (50, 2000), stats.loguniform(50, 2000)),
    ("loguniform", 0, (1e-3, 1e6), stats.loguniform(1e-3, 1e6)),
    ("normal", 0, (0, 1), stats.norm(0, 1)),
    ("normal", 0, (-5, 0.25), stats.norm(-5, 0.25)),
    ("lognormal", 0, (125, 150), lognormal(125, 150)),
    ("lognormal", 0, (10, 0.1), lognormal(10, 0.1)),
    ("lognormal", 1, (2, 1.5), stats.lognorm(1.5, scale=math.exp(2))),
    ("exponential", 0, (40,), stats.expon(scale=40)),
    ("gamma", 0, (2, 12), stats.gamma(2, scale=12)),
    ("gamma", 0, (0.3, 1), stats.gamma(0.3)),
    ("gamma", 0, (0.02, 5), stats.gamma(0.02, scale=5)),
    ("gamma", 0, (350.5, 0.1), stats.gamma(350.5, scale=0.1)),
    ("gamma", 0, (20000, 2), stats.gamma(20000, scale=2)),
    ("negative_binomial", 0, (120, 1.5), stats.nbinom(1.5, 1.5 / 121.5)),
    ("negative_binomial", 0, (2, 0.4), stats.nbinom(0.4, 0.4 / 2.4)),
    ("negative_binomial", 1, (5, 0.3), stats.nbinom(5, 0.3)),
    ("poisson", 0, (0.7,), stats.poisson(0.7)),
    ("poisson", 0, (3,), stats.poisson(3)),
    ("poisson", 0, (25.5,), stats.poisson(25.5)),
    ("poisson", 0, (10000,), stats.poisson(10000)),
    ("binomial", 0, (1, 0.06), stats.binom(1, 0.06)),
    ("binomial", 0, (20, 0.3), stats.binom(20, 0.3)),
    ("binomial", 0, (500, 0.7), stats.binom(500, 0.7)),
    ("binomial", 0, (1000000, 0.37), stats.binom(1000000, 0.37)),
    ("negative_binomial", 0, (50000, 0.5), stats.nbinom(0.5, 0.5 / 50000.5)),
    ("negative_binomial", 0, (1000, 5000), stats.nbinom(5000, 5000 / 6000)),
    ("geometric", 0, (0.7,), stats.geom(0.7)),
    ("geometric", 0, (0.01,), stats.geom(0.01)),
    ("zipf", 0, (1.1, 1000), stats.zipfian(1.1, 1000)),
    ("zipf", 0, (0.8, 50), stats.zipfian(0.8, 50)),
    ("zipf", 0, (1, 20000), stats.zipfian(1, 20000)),
    ("zipf", 0, (2.5, 100000), stats.zipfian(2.5, 100000)),
    ("zipf", 0, (0, 10), stats.zipfian(0, 10)),
    ("pareto", 0, (3, 2), stats.pareto(3, scale=2)),
    ("pareto", 0, (1.16, 1), stats.pareto(1.16)),
    ("normal", 1, (10, 15), stats.norm(10, 5 / stats.norm.ppf(0.9))),
    ("lognormal", 2, (20, 90), stats.lognorm(math.log(4.5) / stats.norm.ppf(0.9), scale=20)),
    ("gamma", 1, (24, 6), stats.gamma(16, scale=1.5)),
    ("negative_binomial", 2, (12, 6), stats.nbinom(6, 1 / 3)),
]
DISCRETE = {"integer", "negative_binomial", "poisson", "binomial", "geometric", "zipf"}
PROBABILITIES = [1e-12, 1e-6, 0.001, 0.0312, 0.1, 0.25, 0.4999, 0.61, 0.75, 0.9, 0.99, 0.9999]
TAILS = [1e-14, 1e-9, 1e-5, 0.002, 0.05, 0.3, 0.7]



def exact(word, form, parameters, law):
    """The rows of a law of laws_exact.py."""
    head = [word, form, ";".join(float(p).hex() for p in parameters)]
    found = [head + ["mean", 0.0, float(law.mean)], head + ["variance", 0.0, float(law.variance)]]
    points = set()
    for p in PROBABILITIES:
        found.append(head + ["quantile", p, float(law.ppf(p))])
    for q in TAILS:
        found.append(head + ["upperQuantile", q, float(law.isf(q))])
    points = {row[5] for row in found[2:] if math.isfinite(row[5])}
    if law.discrete:
        points |= {x + 0.5 for x in sorted(points)[:3]} | {x + 1 for x in points}
    worst = 0
    for x in sorted(points):
        for what, ours, theirs in [("cdf", law.cdf, law.like.cdf), ("survival", law.sf, law.like.sf)]:
            value = float(ours(x))
            found.append(head + [what, x, value])
            # SciPy adds up the terms of a discrete law.
            if value > 1e-9 and not (law.discrete and x > 1e5 and word != "hypergeometric"):
                worst = max(worst, abs(float(theirs(x)) / value - 1))
    print(f"{word} {parameters}: SciPy differs by at most {worst:.1e}", flush=True)
    return found


rows = []
for word, form, parameters, law in LAWS:
    head = [word, form, ";".join(float(p).hex() for p in parameters)]
    mean, variance = law.stats("mv")
    rows.append(head + ["mean", 0.0, float(mean)])
    rows.append(head + ["variance", 0.0, float(variance)])
    points = set()
    for p in PROBABILITIES:
        x = float(law.ppf(p))
        rows.append(head + ["quantile", p, x])
        points.add(x)
    for q in TAILS:
        x = float(law.isf(q))
        # isf of discrete laws in SciPy goes through 1 - q: settle it by the survival function.
        if word in DISCRETE:
            while float(law.sf(x)) > q:
                x += 1
            while x > law.support()[0] and float(law.sf(x - 1)) <= q:
                x -= 1
        rows.append(head + ["upperQuantile", q, x])
        points.add(x)
    if word in DISCRETE:
        points |= {x + 0.5 for x in list(points)[:3]} | {x + 1 for x in points}
    for x in sorted(points):
        rows.append(head + ["cdf", x, float(law.cdf(x))])
        rows.append(head + ["survival", x, float(law.sf(x))])
for case in laws_exact.laws():
    rows += exact(*case)
with open("Tests/SamplingTests/Fixtures/laws.csv", "w") as out:
    for row in rows:
        a, v = float(row[4]), float(row[5])
        if math.isnan(v):
            continue
        out.write(f"{row[0]},{row[1]},{row[2]},{row[3]},{a.hex()},{v.hex()}\n")
print(len(rows), "rows")
