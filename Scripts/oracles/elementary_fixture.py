"""Writes Tests/SamplingTests/Fixtures/elementary.csv: function, arguments, correctly rounded value.

Arguments and values are hexadecimal doubles; mpmath computes with 60 digits. The points are a
fixed pseudo-random sample and hand-picked edges. Run from the root of the package.
"""
import random

import mpmath as mp

mp.mp.dps = 60
random.seed(20261121)
rows = []


def add(name, f, *args):
    value = f(*[mp.mpf(a) for a in args])
    rows.append([name] + [float(a).hex() for a in args] + [float(value).hex()])


def spread(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def decades(low, high, count):
    return [10 ** random.uniform(low, high) for _ in range(count)]


for x in spread(-1, 1, 60) + spread(-40, 40, 60) + spread(-740, 709.7, 80) + [1e-300, -1e-20, 0.5]:
    add("exp", mp.exp, x)
    add("expm1", mp.expm1, x)
for x in spread(0.4, 2.5, 80) + decades(-300, 300, 80) + [1 + 2**-52, 1 - 2**-53, 5e-324, 1e-310]:
    add("log", mp.log, x)
    add("log2", lambda v: mp.log(v, 2), x)
    add("log10", lambda v: mp.log10(v), x)
for x in spread(-0.999, 2, 100) + decades(-18, 18, 60) + [-v for v in decades(-18, -0.01, 40)]:
    add("log1p", mp.log1p, x)
angles = spread(-10, 10, 100) + decades(0, 300, 100) + [mp.pi / 2, mp.pi, 355.0, 1e22,
    5319372648326541.0 * 2.0**255, 3 * mp.pi / 4, 0.78539, 1e-9]
for x in map(float, angles):
    with mp.workdps(400):
        add("sin", mp.sin, x)
        add("cos", mp.cos, x)
        add("tan", mp.tan, x)
state = random.getstate()
for x in spread(-3, 3, 120) + decades(-12, 15, 80) + [1.0, 1 + 2**-52, 1 / 32, 3 / 32, 0.96875]:
    add("atan", mp.atan, x)
for x in spread(0, 60, 120) + decades(-12, 6, 80) + [30.0, 30.0000001, 1e6]:
    add("scaledBesselI0", lambda v: mp.besseli(0, v) * mp.exp(-v), x)
# Functions that came later leave the points of the others as they were.
random.setstate(state)
for x, y in zip(decades(-3, 3, 120), spread(-100, 100, 120)):
    add("pow", mp.power, x, y)
for x, y in zip(spread(0.9, 1.1, 60), spread(-5000, 5000, 60)):
    add("pow", mp.power, x, y)
for x in range(2, 12):
    for y in (2, 3, 0.5, -1, 7):
        add("pow", mp.power, x, y)
for x in spread(-3, 3, 100) + spread(0, 26, 80) + decades(-12, 0, 30):
    add("erf", mp.erf, x)
    add("erfc", mp.erfc, x)
for x in spread(-6, 6, 100) + spread(-37, -6, 60):
    add("normalCDF", mp.ncdf, x)
import sys
sys.path.insert(0, "Scripts/oracles")
import fit_elementary as fit
for p in spread(0.001, 0.999, 120) + decades(-305, -1, 120) + [0.0625, 0.0624999, 0.9375, 2**-53,
                                                             1 - 2**-53, 0.49999, 1e-28, 1.2e-28]:
    p = float(p)
    f = (lambda v: -fit.quantile_lower(v)) if p < 0.5 else (lambda v: fit.quantile_lower(1 - v))
    add("normalQuantile", f, p)
for x in spread(0.01, 30, 100) + decades(-10, 12, 60):
    add("logGamma", mp.loggamma, x)


def gamma_p(a, x):
    """The series of positive terms; converges for every x."""
    term = total = mp.mpf(1)
    n = a
    while term > total * mp.mpf(10) ** -mp.mp.dps:
        n += 1
        term *= x / n
        total += term
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * total


def gamma_q(a, x):
    return 1 - gamma_p(a, x)


for a in decades(-3, 3.4, 60):
    for z in (-4, -1, 0.1, 2, 6):
        x = max(float(a) + z * a**0.5, 1e-3 * a)
        add("gammaP", gamma_p, a, x)
        add("gammaQ", gamma_q, a, x)
mp.mp.dps = 60
for a in (6000.5, 40000.0, 1e6, 3e6):
    for z in (-9, -3, -0.5, 0.0, 0.7, 3, 9):
        x = a + z * a**0.5
        add("gammaP", gamma_p, a, x)
        add("gammaQ", gamma_q, a, x)
add("gammaP", gamma_p, 10018965.0, 1e7)


def beta(a, b, x):
    """The series of positive terms on the side of the mean where it converges fast."""
    if x > (a + 1) / (a + b + 2):
        return 1 - beta(b, a, 1 - x)
    term = total = mp.mpf(1)
    n = mp.mpf(0)
    while term > total * mp.mpf(10) ** -mp.mp.dps:
        term *= (a + b + n) / (a + 1 + n) * x
        n += 1
        total += term
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    return mp.exp(a * mp.log(x) + b * mp.log(1 - x) - log_beta) / a * total


for a, b in zip(decades(-2, 3, 60), decades(-2, 3, 60)):
    for shift in (-3, -0.5, 0.8, 3):
        mean = a / (a + b)
        sd = (mean * (1 - mean) / (a + b + 1)) ** 0.5
        x = mean + shift * sd
        if 0 < x < 1:
            add("beta", beta, a, b, x)
mp.mp.dps = 60
for a, b in ((4000.0, 5000.5), (1e5, 3.5e4), (1e6, 1e6)):
    for shift in (-8, -2, 0.1, 3):
        mean = a / (a + b)
        x = mean + shift * (mean * (1 - mean) / (a + b + 1)) ** 0.5
        add("beta", beta, a, b, x)


def binomial_cdf(k, n, p):
    """Term by term; SciPy loses n 2^-53 where p is small."""
    term = total = (1 - p) ** n
    for i in range(int(k)):
        term *= (n - i) * p / ((i + 1) * (1 - p))
        total += term
    return total


for n, p in ((1e9, 1e-8), (1e6, 3e-5), (1e12, 1e-11), (2000.0, 0.01), (1e7, 1e-4)):
    for shift in (-3, -1, 0, 1, 3, 6):
        k = float(int(n * p + shift * (n * p) ** 0.5))
        if k >= 0:
            add("binomialCDF", binomial_cdf, k, n, p)
            add("binomialSurvival", lambda k, n, p: 1 - binomial_cdf(k, n, p), k, n, p)
for u, start in zip(spread(-4, 2.6, 60), decades(0, 9, 60)):
    s = 1 + 10**u
    add("zeta", mp.zeta, s, 1.0)
    if s < 40:
        add("zeta", mp.zeta, s, float(int(start)))
for t in decades(-12, 1, 60):
    add("logGammaExcess", lambda t: mp.loggamma(1 + 2 * t) - 2 * mp.loggamma(1 + t), t)
for x in spread(0, 40, 60) + decades(-6, 6, 30):
    add("scaledNormalTail", lambda x: mp.erfc(x / mp.sqrt(2)) * mp.exp(x * x / 2) / 2
        if x < 1e3 else (1 - 1 / x**2 + 3 / x**4 - 15 / x**6 + 105 / x**8) / x / mp.sqrt(2 * mp.pi), x)
with open("Tests/SamplingTests/Fixtures/elementary.csv", "w") as out:
    for row in rows:
        out.write(",".join(row) + "\n")
print(len(rows), "points")
