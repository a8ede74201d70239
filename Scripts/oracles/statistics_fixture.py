"""Writes Tests/ValidationTests/Fixtures/survival.csv, counts.csv and spearman.csv.

survival.csv: function, arguments, value, all in hexadecimal; by SciPy, the normal law, the Kolmogorov law up to
500 values and the limit of Anderson and Darling by mpmath with 60 digits. counts.csv: test, arguments with
lists joined by ';', value. spearman.csv: Spearman's coefficient of correlated normal numbers, n
times the variance of the sample coefficient over simulated samples, its standard error. Needs
scipy, mpmath and statsmodels. Run from the root of the package.
"""
import math
import random

import mpmath as mp
import numpy as np
import scipy.special as sp
from scipy import stats
from statsmodels.stats.multitest import multipletests

mp.mp.dps = 60
random.seed(20261122)
rows = []


def add(name, value, *args):
    rows.append([name] + [float(a).hex() for a in args] + [float(value).hex()])


def kolmogorov(n, distance):
    """P(D >= distance) by the matrix of Durbin, Marsaglia, Tsang and Wang, 60 digits."""
    nd = n * mp.mpf(distance)
    k = int(nd) + 1
    h = k - nd
    size = 2 * k - 1
    cells = mp.matrix(size, size)
    for i in range(size):
        for j in range(min(size, i + 2)):
            cells[i, j] = 1
    for i in range(size):
        cells[i, 0] -= h ** (i + 1)
        cells[size - 1, i] -= h ** (size - i)
    cells[size - 1, 0] += (2 * h - 1) ** size if 2 * h > 1 else 0
    for i in range(size):
        for j in range(min(size, i + 2)):
            if i - j + 1 > 0:
                cells[i, j] /= mp.factorial(i - j + 1)
    return 1 - (cells**n)[k - 1, k - 1] * mp.factorial(n) / mp.mpf(n) ** n


def anderson(z):
    """1 - the series of Anderson and Darling (1954) for the limit."""
    z = mp.mpf(z)
    total, j = mp.mpf(0), 0
    while True:
        a = (4 * j + 1) ** 2 * mp.pi**2 / (8 * z)
        area = mp.quad(
            lambda w: mp.exp(z / (8 * (w * w + 1)) - a * w * w), [0, 1 / mp.sqrt(a), 12 / mp.sqrt(a)]
        )
        term = mp.binomial(mp.mpf(-1) / 2, j) * (4 * j + 1) * mp.exp(-a) * area
        total += term
        if abs(term) < mp.mpf(10) ** -45:
            return 1 - mp.sqrt(2 * mp.pi) / z * total
        j += 1


for z in [-9, -2.5, -0.3, 0, 0.1, 1, 1.96, 4, 8.5, 20, 37]:
    add("normal", mp.ncdf(-mp.mpf(z)), z)
for degrees in [1, 2, 3, 7, 30, 255, 5000]:
    for q in [0.9, 0.5, 0.05, 1e-3, 1e-9, 1e-40]:
        x = stats.chi2.isf(q, degrees)
        add("chiSquare", mp.gammainc(mp.mpf(degrees) / 2, mp.mpf(float(x)) / 2, regularized=True),
            x, degrees)
for degrees in [1, 2.5, 9, 80, 4000]:
    for t in [-3, -0.2, 0.4, 2, 6, 40]:
        add("studentT", stats.t.sf(t, degrees), t, degrees)
for a, b in [(0.5, 0.5), (2, 5), (30, 4), (900, 1100)]:
    for x in [0.01, 0.2, 0.5, 0.9, 0.99]:
        add("beta", stats.beta.sf(x, a, b), x, a, b)
for n, p in [(1, 0.3), (10, 0.5), (100, 0.01), (3000, 0.6)]:
    for k in sorted({0, int(n * p), min(n - 1, int(n * p) + 3 * math.isqrt(n))}):
        add("binomial", stats.binom.sf(k, n, p), k, n, p)
for n in [1, 2, 5, 10, 40, 140, 1000, 20000, 100000]:
    for t in [0.1, 0.5, 1, 1.6, 2.5, 4, 7]:
        if t / math.sqrt(n) < 1:
            add("smirnov", sp.smirnov(n, t / math.sqrt(n)), t / math.sqrt(n), n)
for n in [300000, 10**6, 10**8]:
    for t in [0.1, 0.5, 1, 1.6, 2.5, 4]:
        # SciPy's sum of as many terms takes too long beyond: its expansion is that of the tool.
        if n <= 10**6:
            add("smirnovLarge", sp.smirnov(n, t / math.sqrt(n)), t / math.sqrt(n), n)
for n in [1, 2, 3, 7, 20, 50, 100]:
    for t in [0.4, 0.6, 0.83, 1.1, 1.36, 1.7, 1.95, 2.2, 3]:
        if t / math.sqrt(n) < 1:
            add("kolmogorov", kolmogorov(n, t / math.sqrt(n)), t / math.sqrt(n), n)
for t in [0.5, 0.9, 1.5]:
    add("kolmogorov", kolmogorov(500, t / math.sqrt(500)), t / math.sqrt(500), 500)
for n in [501, 2000, 10**5, 10**7]:
    for t in [0.4, 0.6, 0.83, 1.1, 1.36, 1.7, 1.95]:
        add("kolmogorovLarge", stats.kstwo.sf(t / math.sqrt(n), n), t / math.sqrt(n), n)
for t in [0.2, 0.5, 0.9, 0.999, 1.001, 1.36, 2, 5, 15]:
    add("kolmogorovLimit", sp.kolmogorov(t), t)
for z in [0.1, 0.2, 0.5, 0.8, 1.2, 1.933, 2.492, 3.857, 6, 12, 30]:
    add("anderson", anderson(z), z)

with open("Tests/ValidationTests/Fixtures/survival.csv", "w") as file:
    for row in rows:
        print(*row, sep=",", file=file)

rows = []


def joined(values):
    return ";".join(repr(float(v)) for v in values)


def count(name, value, *args):
    rows.append([name] + [joined(a) if hasattr(a, "__len__") else repr(float(a)) for a in args]
                + [float(value).hex()])


for k, n, p in [(0, 10, 0.3), (7, 10, 0.3), (3, 10, 0.3), (5, 10, 0.5), (12, 100, 0.06), (0, 50, 0.06),
                (4100, 10000, 0.4), (3800, 10000, 0.4), (60, 1000000, 0.00004), (1, 1, 0.2), (20, 20, 0.9),
                (500600, 1000000, 0.5)]:
    count("binomtest", stats.binomtest(k, n, p).pvalue, k, n, p)
    count("midp", min(1, 2 * min(stats.binom.cdf(k - 1, n, p), stats.binom.sf(k, n, p))
                      + stats.binom.pmf(k, n, p)), k, n, p)
for found, expected in [([20, 30, 50], [25, 25, 50]), ([5, 0, 12, 83], [8, 6, 14, 72]),
                        ([400, 380, 420, 401, 399], [400] * 5)]:
    shares = np.array(expected) / sum(expected)
    count("pearson", stats.chisquare(found, expected).pvalue, found, shares)
    n, k = sum(found), len(found)
    g = stats.power_divergence(found, expected, lambda_="log-likelihood").statistic
    g /= 1 + (sum(1 / shares) - 1) / (6 * n * (k - 1))
    count("likelihood", stats.chi2.sf(g, k - 1), found, shares)
for table in [[[20, 30], [30, 20]], [[50, 60, 70], [40, 80, 60], [90, 90, 90]], [[9, 12, 30, 49], [90, 140, 270, 500]]]:
    flat = [len(table)] + [x for row in table for x in row]
    count("independence", stats.chi2_contingency(table, correction=False).pvalue, flat)
    count("cramer", stats.contingency.association(np.array(table), method="cramer"), flat)
for size_a, size_b in [(5, 7), (20, 20), (40, 25), (90, 100), (300, 500)]:
    a = [round(random.random(), 5) for _ in range(size_a)]
    b = [round(random.random() ** 1.4, 5) for _ in range(size_b)]
    mode = "exact" if size_a * size_b <= 10000 else "asymp"
    count("twosample" if mode == "exact" else "twosampleLarge", stats.ks_2samp(a, b, method=mode).pvalue, a, b)
for size in [1, 6, 60]:
    chances = [random.random() ** 2 for _ in range(size)]
    law = stats.poisson_binom(chances)
    for k in sorted({0, int(sum(chances)), min(size, int(sum(chances)) + 2)}):
        below, at, above = law.cdf(k - 1), law.pmf(k), law.sf(k)
        count("poissonBinomial", min(1, 2 * min(below + at / 2, above + at / 2)), k, chances)
chances = [round(random.random() ** 3, 3) for _ in range(1200)]
law = stats.poisson_binom(chances)
for k in [int(sum(chances)) + d for d in [-50, -5, 12, 40]]:
    below, at, above = law.cdf(k - 1), law.pmf(k), law.sf(k)
    count("poissonBinomialLarge", min(1, 2 * min(below + at / 2, above + at / 2)), k, chances)
for values in [[0.01, 0.04, 0.03, 0.005, 0.9], [0.5], [1e-9, 0.2, 0.2, 0.2], [0.3, 0.7, 0.99]]:
    for rank, value in enumerate(multipletests(values, method="holm")[1]):
        count("holm", value, rank, values)
    count("fisher", stats.combine_pvalues(values, method="fisher").pvalue, values)
    count("cauchy", stats.cauchy.sf(np.mean([stats.cauchy.isf(v) for v in values])), values)
for counts in [[0, 1, 2, 3, 4, 5, 6, 7], [3] * 10, [0] * 30 + [20, 10]]:
    n, mean = len(counts), np.mean(counts)
    value = np.sum((np.array(counts) - mean) ** 2) / mean
    count("dispersion", min(1, 2 * min(stats.chi2.sf(value, n - 1), stats.chi2.cdf(value, n - 1))), counts)

with open("Tests/ValidationTests/Fixtures/counts.csv", "w") as file:
    for row in rows:
        print(*row, sep=",", file=file)

draws = np.random.default_rng(20261122)
with open("Tests/ValidationTests/Fixtures/spearman.csv", "w") as file:
    n, times = 1000, 20000
    for target in [0.0, 0.3, 0.6, 0.9]:
        r = 2 * math.sin(math.pi * target / 6)
        found = []
        for _ in range(times // 100):
            x = draws.standard_normal((100, n))
            y = r * x + math.sqrt(1 - r * r) * draws.standard_normal((100, n))
            d = x.argsort().argsort() - y.argsort().argsort()
            found += list(1 - 6 * (d.astype(float) ** 2).sum(axis=1) / (n * (n * n - 1)))
        variance = np.var(found) * n
        print(target, variance, variance * math.sqrt(2 / times), sep=",", file=file)
