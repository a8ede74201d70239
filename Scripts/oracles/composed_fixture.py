"""Writes Tests/SamplingTests/Fixtures/composed.csv: laws made of others and of data, from SciPy.

Rows: name, what, argument, value; ComposedLawTests builds the law of each name. Sums of SciPy's
functions for mixtures, differences for rounded laws, rv_histogram and numpy for data. Run from the
root of the package.
"""
import bisect
import math

import numpy as np
from scipy import integrate, stats


class Of:
    """A law of SciPy."""

    def __init__(self, law):
        self.law, self.mean, self.variance = law, float(law.mean()), float(law.var())
        self.whole = isinstance(getattr(law, "dist", law), stats.rv_discrete)

    def cdf(self, x):
        return float(self.law.cdf(x))

    def sf(self, x):
        return float(self.law.sf(x))

    def points(self):
        return [float(self.law.ppf(p)) for p in LEVELS] + [float(self.law.isf(q)) for q in TAILS]


class Point:
    whole, variance = True, 0.0

    def __init__(self, at):
        self.at = self.mean = at

    def cdf(self, x):
        return float(x >= self.at)

    def sf(self, x):
        return float(x < self.at)

    def points(self):
        return [self.at]


class Mixture:
    def __init__(self, *parts):
        total = math.fsum(w for w, _ in parts)
        self.parts = [(w / total, law) for w, law in parts]
        self.whole = all(law.whole for _, law in parts)
        self.mean = self.sum(lambda law: law.mean)
        self.variance = self.sum(lambda law: law.variance + (law.mean - self.mean) ** 2)

    def sum(self, value):
        return math.fsum(w * value(law) for w, law in self.parts)

    def cdf(self, x):
        return self.sum(lambda law: law.cdf(x))

    def sf(self, x):
        return self.sum(lambda law: law.sf(x))

    def points(self):
        return [x for _, law in self.parts for x in law.points()]


class Truncated:
    def __init__(self, law, low, high):
        self.law, self.low, self.high, self.whole = law, low, high, law.whole
        before = low - 1 if law.whole else low
        self.below, self.above = law.cdf(before), law.sf(high)
        self.upper = law.sf(before) < 0.5
        self.mass = law.sf(before) - self.above if self.upper else law.cdf(high) - self.below
        if law.whole:
            values = np.arange(low, high + 1)
            p = np.array([law.law.pmf(v) for v in values]) / self.mass
            self.mean = float(p @ values)
            self.variance = float(p @ (values - self.mean) ** 2)
        else:
            moment = [integrate.quad(lambda x: x**k * law.law.pdf(x), low, high, epsabs=0,
                                     epsrel=1e-13, limit=200)[0] / self.mass for k in (1, 2)]
            self.mean, self.variance = moment[0], moment[1] - moment[0] ** 2

    def cdf(self, x):
        if x < self.low:
            return 0.0
        if x >= self.high:
            return 1.0
        return 1 - self.sf(x) if self.upper else (self.law.cdf(x) - self.below) / self.mass

    def sf(self, x):
        if x < self.low:
            return 1.0
        if x >= self.high:
            return 0.0
        return (self.law.sf(x) - self.above) / self.mass if self.upper else 1 - self.cdf(x)

    def points(self):
        return [x for x in self.law.points() if self.low <= x <= self.high] + [self.low, self.high]


class Rounded:
    """Multiples of step / parts; k holds what is nearest to it, or what lies above it."""

    def __init__(self, law, step, parts=1, down=False, reach=(0, 0)):
        self.law, self.step, self.parts, self.down = law, step, parts, down
        self.whole = False
        ks = np.arange(*reach)
        edges = [self.edge(k) for k in range(reach[0] - 1, reach[1])]
        p = np.array([law.sf(a) - law.sf(b) if a > law.mean else law.cdf(b) - law.cdf(a)
                      for a, b in zip(edges, edges[1:])])
        values = ks * step / parts
        self.mean = float(p @ values)
        self.variance = float(p @ (values - self.mean) ** 2)

    def edge(self, k):
        return (k + (1 if self.down else 0.5)) * self.step / self.parts

    def number(self, x):
        k = round(x * self.parts / self.step)
        return k if k * self.step / self.parts <= x else k - 1

    def cdf(self, x):
        return self.law.cdf(self.edge(self.number(x)))

    def sf(self, x):
        return self.law.sf(self.edge(self.number(x)))

    def points(self):
        near = {self.number(x) for x in self.law.points() if math.isfinite(x)}
        values = [k * self.step / self.parts for k in sorted(near)]
        return values + [x + 0.3 * self.step / self.parts for x in values]


class Histogram(Of):
    def __init__(self, edges, counts):
        super().__init__(stats.rv_histogram((np.array(counts), np.array(edges)), density=False))
        self.whole = False


class Quantiles:
    whole = False

    def __init__(self, points):
        self.p, self.x = zip(*points)
        shares = np.diff(self.p)
        a, b = np.array(self.x[:-1]), np.array(self.x[1:])
        self.mean = float(shares @ (a + b) / 2)
        self.variance = float(shares @ (a * a + a * b + b * b) / 3 - self.mean**2)

    def cdf(self, x):
        # At a value with probability of its own, the last of its levels.
        if x in self.x:
            return max(p for p, v in zip(self.p, self.x) if v == x)
        return float(np.interp(x, self.x, self.p))

    def sf(self, x):
        return 1 - self.cdf(x)

    def points(self):
        return list(np.linspace(self.x[0], self.x[-1], 23)) + list(self.x)


class Seen:
    whole = False

    def __init__(self, values):
        self.values = sorted(values)
        self.mean, self.variance = float(np.mean(values)), float(np.var(values))

    def cdf(self, x):
        return bisect.bisect_right(self.values, x) / len(self.values)

    def sf(self, x):
        return (len(self.values) - bisect.bisect_right(self.values, x)) / len(self.values)

    def points(self):
        return self.values + [x + 0.01 for x in self.values]

    def ppf(self, p):
        return float(np.quantile(self.values, p, method="inverted_cdf"))


LEVELS = [1e-9, 1e-4, 0.02, 0.1, 0.25, 0.5, 0.61, 0.75, 0.9, 0.99, 0.9999]
TAILS = [1e-12, 1e-6, 0.003, 0.2, 0.7]


def lognormal(mean, sd):
    square = math.log1p((sd / mean) ** 2)
    return stats.lognorm(math.sqrt(square), scale=math.exp(math.log(mean) - square / 2))


SEEN = [3.5, 1.25, 1.25, 8, 2, 2, 2, 40.75, 7, 7]
LAWS = {
    "two normals": Mixture((0.7, Of(stats.norm(0, 1))), (0.3, Of(stats.norm(5, 0.5)))),
    "two counts": Mixture((3, Of(stats.poisson(3))), (2, Of(stats.binom(40, 0.3)))),
    "a count and a law": Mixture((1, Of(stats.poisson(4))), (1, Of(stats.gamma(2, scale=3)))),
    "a value and a law": Mixture((0.25, Point(10.0)), (0.75, Of(stats.expon(scale=40)))),
    "a mixture in a mixture": Mixture(
        (0.5, Mixture((1, Of(stats.norm(0, 1))), (3, Of(stats.norm(4, 2))))),
        (0.5, Of(stats.uniform(-2, 12)))),
    "zeros and a count": Mixture((0.4, Point(0.0)), (0.6, Of(stats.poisson(3)))),
    "zeros and amounts": Mixture((0.15, Point(0.0)), (0.85, Of(lognormal(125, 150)))),
    "a cut gamma": Truncated(Of(stats.gamma(2, scale=12)), 2, 180),
    "a cut tail": Truncated(Of(stats.norm(0, 1)), 4, 9),
    "a cut count": Truncated(Of(stats.poisson(3)), 1, 6),
    "a cut part": Mixture((0.5, Truncated(Of(stats.norm(10, 4)), 6, 9)), (0.5, Of(stats.norm(30, 2)))),
    "halves": Rounded(Of(stats.norm(10, 3)), 1, 2, reach=(-60, 120)),
    "tens": Rounded(Of(lognormal(125, 150)), 10, reach=(0, 20000)),
    "tenths downward": Rounded(Of(stats.expon(scale=4)), 1, 10, down=True, reach=(0, 3000)),
    "a histogram": Histogram([0, 10, 20, 50, 60, 100], [5, 0, 12, 3, 20]),
    "a histogram with empty ends": Histogram([-5, 0, 1, 4, 9], [0, 2, 6, 0]),
    "quantiles": Quantiles([(0, 0.0), (0.5, 12.5), (0.9, 40.0), (1, 300.0)]),
    "quantiles with zeros": Quantiles([(0, 0.0), (0.4, 0.0), (0.8, 10.0), (1, 100.0)]),
    "values": Seen(SEEN),
    "smooth values": Quantiles([(i / 9, x) for i, x in enumerate(sorted(SEEN))]),
}


def solve(law, reaches):
    """The first value for which `reaches` holds, between the law's points."""
    ends = sorted(x for x in law.points() if math.isfinite(x))
    low, high = ends[0] - 10, ends[-1] + 10
    if not reaches(high) or reaches(low):
        return None
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high


rows = []
for name, law in LAWS.items():
    rows.append((name, "mean", 0.0, law.mean))
    rows.append((name, "variance", 0.0, law.variance))
    for x in sorted({float(x) for x in law.points() if math.isfinite(x)}):
        rows.append((name, "cdf", x, law.cdf(x)))
        rows.append((name, "survival", x, law.sf(x)))
    for p in LEVELS:
        x = law.ppf(p) if hasattr(law, "ppf") else solve(law, lambda x: law.cdf(x) >= p)
        if x is not None:
            rows.append((name, "quantile", p, x))
    for q in TAILS:
        x = solve(law, lambda x: law.sf(x) <= q)
        if x is not None:
            rows.append((name, "upperQuantile", q, x))
with open("Tests/SamplingTests/Fixtures/composed.csv", "w") as out:
    for name, what, a, v in rows:
        out.write(f"{name},{what},{float(a).hex()},{float(v).hex()}\n")
print(len(rows), "rows")
