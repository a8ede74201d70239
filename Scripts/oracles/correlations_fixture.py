"""Writes Tests/SamplingTests/Fixtures/correlations.csv: correlations of laws that follow correlated
normal numbers, from SciPy.

Rows: first law, second law, measure, correlation of the normal numbers, correlation of the laws;
ScorePairTests builds the law of each name. The outer integral is SciPy's `quad` between the jumps of
the first law; what the second one gives beside a known normal number has closed forms. Run from the
root of the package.
"""
import math

from scipy import integrate, stats
from scipy.special import ndtr, ndtri

FAR = 8.2


class Steps:
    """A discrete law: its values and their shares."""

    def __init__(self, values, shares):
        total = math.fsum(shares)
        self.values, self.shares = values, [share / total for share in shares]
        sums = [0.0]
        for share in self.shares:
            sums.append(sums[-1] + share)
        self.jumps = [float(ndtri(p)) for p in sums[1:-1]]
        self.ranks = [(a + b) / 2 for a, b in zip(sums, sums[1:])]

    def levels(self, measure):
        return self.values if measure == "value" else self.ranks

    def at(self, z, measure):
        return self.levels(measure)[sum(z >= jump for jump in self.jumps)]

    def beside(self, mean, sd, measure):
        levels = self.levels(measure)
        return levels[0] + math.fsum(
            (b - a) * ndtr((mean - jump) / sd)
            for a, b, jump in zip(levels, levels[1:], self.jumps))


class Lognormal:
    jumps = []

    def __init__(self, sigma):
        self.sigma = sigma

    def at(self, z, measure):
        return math.exp(self.sigma * z) if measure == "value" else float(ndtr(z))

    def beside(self, mean, sd, measure):
        if measure == "value":
            return math.exp(self.sigma * mean + (self.sigma * sd) ** 2 / 2)
        return float(ndtr(mean / math.sqrt(1 + sd * sd)))


class Zeros:
    """An exponential law with zeros: only as the first of a pair."""

    def __init__(self, chance):
        self.chance, self.jumps = chance, [float(ndtri(chance))]

    def at(self, z, measure):
        if z < self.jumps[0]:
            return 0.0 if measure == "value" else self.chance / 2
        if measure == "rank":
            return float(ndtr(z))
        return -math.log(float(ndtr(-z)) / (1 - self.chance))


def poisson(mean):
    law = stats.poisson(mean)
    values = list(range(30))
    return Steps([float(v) for v in values], [float(law.pmf(v)) for v in values])


LAWS = {
    "lognormal": Lognormal(1.0),
    "narrow": Lognormal(0.25),
    "poisson": poisson(2.0),
    "grades": Steps([0.0, 1.0, 2.0], [0.5, 0.3, 0.2]),
    "chance": Steps([0.0, 1.0], [0.7, 0.3]),
    "tips": Zeros(0.6),
}
PAIRS = [
    ("lognormal", "narrow"), ("lognormal", "poisson"), ("poisson", "lognormal"),
    ("poisson", "grades"), ("chance", "chance"), ("chance", "poisson"), ("tips", "lognormal"),
    ("tips", "grades"), ("tips", "poisson"), ("narrow", "chance"),
]


def density(z):
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def outer(law, function, more=()):
    ends = sorted([-FAR, *range(-8, 9), *law.jumps, *more, FAR])
    ends = [z for z in ends if -FAR <= z <= FAR]
    return math.fsum(
        integrate.quad(lambda z: function(z) * density(z), a, b, epsabs=1e-14, epsrel=1e-12)[0]
        for a, b in zip(ends, ends[1:]) if b > a)


def moments(law, measure):
    def inside(z):
        return law.at(z, measure)

    mean = outer(law, inside)
    return mean, math.sqrt(outer(law, lambda z: (inside(z) - mean) ** 2))


def main():
    lines = []
    for first, second in PAIRS:
        one, other = LAWS[first], LAWS[second]
        for measure in ("value", "rank"):
            (m1, s1), (m2, s2) = moments(one, measure), moments(other, measure)

            def correlation(mixed):
                return (mixed - m1 * m2) / (s1 * s2)

            for r in (-0.97, -0.6, -0.2, 0.1, 0.45, 0.8, 0.95, 0.99):
                sd = math.sqrt(1 - r * r)
                mixed = outer(
                    one, lambda z: (one.at(z, measure) - m1) * other.beside(r * z, sd, measure))
                lines.append((first, second, measure, r, mixed / (s1 * s2)))
            for r in (-1, 1):
                mixed = outer(
                    one, lambda z: one.at(z, measure) * other.at(r * z, measure),
                    [r * jump for jump in other.jumps])
                lines.append((first, second, measure, r, correlation(mixed)))
    with open("Tests/SamplingTests/Fixtures/correlations.csv", "w") as file:
        for first, second, measure, r, value in lines:
            file.write(f"{first},{second},{measure},{r},{float(value).hex()}\n")


main()
