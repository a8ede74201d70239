"""Writes Tests/ProfilingTests/Fixtures/fits.csv: samples, and the likeliest parameters of a law for each.

Columns: law, lower and upper end of the cut (empty where there is none), values joined by ';', names of the
parameters, the likeliest ones by SciPy, their standard errors by the Hessian of the likelihood, and the
distance of Kolmogorov and Smirnov at these parameters. Needs scipy. Run from the root of the package.
"""
import math

import numpy as np
from scipy import optimize, stats

random = np.random.default_rng(20261122)
Z90 = stats.norm.ppf(0.9)
N = 1000


def weibull(median, p90):
    shape = math.log(math.log(10) / math.log(2)) / math.log(p90 / median)
    return stats.weibull_min(shape, scale=median / math.log(2) ** (1 / shape))


def gumbel(mean, sd):
    scale = sd * math.sqrt(6) / math.pi
    return stats.gumbel_r(mean - np.euler_gamma * scale, scale)


LAWS = {
    "normal": (["mean", "sd"], lambda m, s: stats.norm(m, s), (50, 8)),
    "logistic": (["mean", "sd"], lambda m, s: stats.logistic(m, s * math.sqrt(3) / math.pi), (10, 3)),
    "gumbel": (["mean", "sd"], gumbel, (100, 25)),
    "exponential": (["scale"], lambda s: stats.expon(scale=s), (40,)),
    "gamma": (["mean", "sd"], lambda m, s: stats.gamma((m / s) ** 2, scale=s * s / m), (24, 12)),
    "lognormal": (["median", "p90"], lambda m, p: stats.lognorm(math.log(p / m) / Z90, scale=m), (20, 60)),
    "weibull": (["median", "p90"], weibull, (20, 60)),
    "inverse_gaussian": (["mean", "sd"], lambda m, s: stats.invgauss(s * s / m**2, scale=m**3 / (s * s)), (40, 20)),
    "beta": (["mean", "sd"], lambda m, s: stats.beta(m * (m * (1 - m) / s**2 - 1), (1 - m) * (m * (1 - m) / s**2 - 1)), (0.3, 0.1)),
    "poisson": (["mean"], stats.poisson, (4,)),
    "negative_binomial": (["mean", "shape"], lambda m, k: stats.nbinom(k, k / (k + m)), (12, 3)),
    "geometric": (["p"], stats.geom, (0.2,)),
}
DISCRETE = {"poisson", "negative_binomial", "geometric"}


def cost(parameters, word, values, ends):
    if min(parameters) <= 0:
        return math.inf
    try:
        law = LAWS[word][1](*parameters)
    except (ValueError, ZeroDivisionError):
        return math.inf
    each = law.logpmf(values) if word in DISCRETE else law.logpdf(values)
    inside = law.cdf(ends[1]) - law.cdf(ends[0])
    total = -np.sum(each) + len(values) * math.log(max(inside, 1e-300))
    return total if math.isfinite(total) else math.inf


def hessian(function, place):
    steps = [1e-4 * abs(x) for x in place]
    size = len(place)
    result = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            values = []
            for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
                moved = list(place)
                moved[i] += a * steps[i]
                moved[j] += b * steps[j]
                values.append(function(moved))
            result[i, j] = (values[0] - values[1] - values[2] + values[3]) / (4 * steps[i] * steps[j])
    return result


lines = []
for word, cut in [(word, None) for word in LAWS] + [("normal", (40, 62)), ("exponential", (0, 60))]:
    names, make, true = LAWS[word]
    law = make(*true)
    values = law.rvs(size=4 * N, random_state=random)
    ends = cut or (-math.inf, math.inf)
    values = np.sort(values[(values >= ends[0]) & (values <= ends[1])][:N])
    goal = lambda p: cost(p, word, values, ends)
    found = optimize.minimize(goal, true, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-9, "maxiter": 20000})
    errors = np.sqrt(np.diag(np.linalg.inv(hessian(goal, found.x))))
    best = make(*found.x)
    lower, upper = best.cdf(ends[0]), best.cdf(ends[1])
    levels = (best.cdf(values) - lower) / (upper - lower)
    # At the upper side of each value, as cells of one value each are compared.
    counts = np.searchsorted(values, values, side="right") / len(values)
    distance = np.max(np.abs(counts - levels))
    join = lambda numbers: ";".join(float(x).hex() for x in numbers)
    lines.append(",".join([
        word, *(["", ""] if cut is None else [str(x) for x in cut]), join(values), ";".join(names),
        join(found.x), join(errors), float(distance).hex()]))
with open("Tests/ProfilingTests/Fixtures/fits.csv", "w") as file:
    file.write("\n".join(lines) + "\n")
