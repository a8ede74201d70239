"""Laws by mpmath at 40 digits, where SciPy's own tails or moments are short of digits.

Each has cdf, sf, mean, variance and `like`, SciPy's law, which gives starting points and a second
opinion: `laws_fixture.py` prints by how much the two differ.
"""
import math

import mpmath as mp
from scipy import optimize, stats

mp.mp.dps = 40
ONE = mp.mpf(1)
DAY = 86_400e6


def beta_ratio(a, b, x):
    """I_x(a, b), by Lentz's evaluation of the continued fraction."""
    a, b, x = mp.mpf(a), mp.mpf(b), mp.mpf(x)
    if x <= 0:
        return mp.mpf(0)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_ratio(b, a, 1 - x)
    front = mp.exp(a * mp.log(x) + b * mp.log1p(-x) + mp.loggamma(a + b) - mp.loggamma(a)
                   - mp.loggamma(b)) / a
    c, d = ONE, 1 / (1 - (a + b) * x / (a + 1))
    value, m = d, 1
    while True:
        for term in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                     -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + term * d)
            c = 1 + term / c
            value *= c * d
        if abs(c * d - 1) < mp.mpf(10) ** -38:
            return front * value
        m += 1


class Continuous:
    discrete = False

    def ppf(self, p):
        return self.solve(mp.mpf(p), self.cdf, float(self.like.ppf(p)))

    def isf(self, q):
        return self.solve(mp.mpf(q), self.sf, float(self.like.isf(q)))

    def solve(self, target, function, start):
        """Bisection around SciPy's value."""
        if start == 0 or mp.isinf(start) or mp.isnan(start):
            return mp.nan
        width = mp.mpf(10) ** -12
        while width < mp.mpf(10) ** -2:
            ends = mp.mpf(start) * (1 - width), mp.mpf(start) * (1 + width)
            values = [function(x) for x in ends]
            if min(values) <= 0:  # An end of the support: doubles do not tell the value apart.
                return mp.nan
            if (values[0] - target) * (values[1] - target) <= 0:
                return self.halved(function, target, *ends)
            width *= 30
        return mp.nan

    def halved(self, function, target, low, high):
        rises = function(high) > function(low)
        for _ in range(40):
            middle = (low + high) / 2
            if (function(middle) > target) == rises:
                high = middle
            else:
                low = middle
        return (low + high) / 2


class Discrete:
    discrete = True

    def ppf(self, p):
        return self.search(float(self.like.ppf(p)), lambda k: self.cdf(k) >= mp.mpf(p))

    def isf(self, q):
        return self.search(float(self.like.isf(q)), lambda k: self.sf(k) <= mp.mpf(q))

    def search(self, start, reaches):
        """The first count that reaches, in doubling strides from SciPy's."""
        lowest = float(self.like.support()[0])
        k, stride = max(start, lowest), 1
        if not k < 2.0**53:
            return mp.nan
        if reaches(k):
            while k > lowest and reaches(max(lowest, k - stride)):
                k, stride = max(lowest, k - stride), 2 * stride
            low, high = max(lowest - 1, k - stride), k
        else:
            while not reaches(k + stride):
                k, stride = k + stride, 2 * stride
            low, high = k, k + stride
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if reaches(middle) else (middle, high)
        return high


class Triangular(Continuous):
    def __init__(self, low, mode, high):
        self.a, self.c, self.b = map(mp.mpf, (low, mode, high))
        self.like = stats.triang((mode - low) / (high - low), low, high - low)
        self.mean = (self.a + self.b + self.c) / 3
        w, f = self.b - self.a, (self.c - self.a) / (self.b - self.a)
        self.variance = w * w * (1 - f + f * f) / 18

    def cdf(self, x):
        x = min(max(mp.mpf(x), self.a), self.b)
        if x < self.c:
            return (x - self.a) ** 2 / ((self.b - self.a) * (self.c - self.a))
        return 1 - self.sf(x)

    def sf(self, x):
        x = min(max(mp.mpf(x), self.a), self.b)
        if x >= self.c:
            return (self.b - x) ** 2 / ((self.b - self.a) * (self.b - self.c)) if x < self.b else mp.mpf(0)
        return 1 - self.cdf(x)

    def ppf(self, p):
        p, f = mp.mpf(p), (self.c - self.a) / (self.b - self.a)
        if p < f:
            return self.a + (self.b - self.a) * mp.sqrt(p * f)
        return self.isf(1 - p)

    def isf(self, q):
        q, f = mp.mpf(q), (self.b - self.c) / (self.b - self.a)
        if q <= f:
            return self.b - (self.b - self.a) * mp.sqrt(q * f)
        return self.ppf(1 - q)


class Logistic(Continuous):
    def __init__(self, location, scale):
        self.location, self.scale = mp.mpf(location), mp.mpf(scale)
        self.like = stats.logistic(float(location), float(scale))
        self.mean, self.variance = self.location, self.scale**2 * mp.pi**2 / 3

    def cdf(self, x):
        return 1 / (1 + mp.exp(-(mp.mpf(x) - self.location) / self.scale))

    def sf(self, x):
        return 1 / (1 + mp.exp((mp.mpf(x) - self.location) / self.scale))

    def ppf(self, p):
        return self.location + self.scale * mp.log(mp.mpf(p) / (1 - mp.mpf(p)))

    def isf(self, q):
        return self.ppf(1 - mp.mpf(q))


class Gumbel(Continuous):
    def __init__(self, location, scale):
        self.location, self.scale = mp.mpf(location), mp.mpf(scale)
        self.like = stats.gumbel_r(float(location), float(scale))
        self.mean = self.location + mp.euler * self.scale
        self.variance = self.scale**2 * mp.pi**2 / 6

    def rate(self, x):
        return mp.exp(-(mp.mpf(x) - self.location) / self.scale)

    def cdf(self, x):
        return mp.exp(-self.rate(x))

    def sf(self, x):
        return -mp.expm1(-self.rate(x))

    def ppf(self, p):
        return self.location - self.scale * mp.log(-mp.log(mp.mpf(p)))

    def isf(self, q):
        return self.location - self.scale * mp.log(-mp.log1p(-mp.mpf(q)))


class Weibull(Continuous):
    def __init__(self, shape, scale):
        self.k, self.scale = mp.mpf(shape), mp.mpf(scale)
        self.like = stats.weibull_min(float(shape), scale=float(scale))
        first = mp.gamma(1 + 1 / self.k)
        self.mean = self.scale * first
        self.variance = self.scale**2 * (mp.gamma(1 + 2 / self.k) - first**2)

    def cdf(self, x):
        return -mp.expm1(-((mp.mpf(x) / self.scale) ** self.k))

    def sf(self, x):
        return mp.exp(-((mp.mpf(x) / self.scale) ** self.k))

    def ppf(self, p):
        return self.scale * (-mp.log1p(-mp.mpf(p))) ** (1 / self.k)

    def isf(self, q):
        return self.scale * (-mp.log(mp.mpf(q))) ** (1 / self.k)


class Beta(Continuous):
    def __init__(self, a, b):
        self.a, self.b = mp.mpf(a), mp.mpf(b)
        self.like = stats.beta(float(a), float(b))
        n = self.a + self.b
        self.mean, self.variance = self.a / n, self.a * self.b / n**2 / (n + 1)

    def cdf(self, x):
        return beta_ratio(self.a, self.b, min(max(mp.mpf(x), 0), 1))

    def sf(self, x):
        # 1 - x has its digits only where x is not small.
        if x < 0.1:
            return 1 - self.cdf(x)
        return beta_ratio(self.b, self.a, 1 - min(max(mp.mpf(x), 0), 1))


def beta_of_moments(mean, sd):
    mean, sd = mp.mpf(mean), mp.mpf(sd)
    room = mean * (1 - mean) / sd**2 - 1
    return Beta(mean * room, (1 - mean) * room)


class StudentT(Continuous):
    def __init__(self, degrees, location=0, scale=1):
        self.n, self.location, self.scale = map(mp.mpf, (degrees, location, scale))
        self.like = stats.t(degrees, location, scale)
        self.mean = self.location if degrees > 1 else mp.nan
        self.variance = mp.nan if degrees <= 1 else mp.inf
        if degrees > 2:
            self.variance = self.scale**2 * self.n / (self.n - 2)

    def tail(self, t):
        return beta_ratio(self.n / 2, ONE / 2, self.n / (self.n + t * t)) / 2

    def cdf(self, x):
        t = (mp.mpf(x) - self.location) / self.scale
        return self.tail(t) if t < 0 else 1 - self.tail(t)

    def sf(self, x):
        t = (mp.mpf(x) - self.location) / self.scale
        return self.tail(t) if t > 0 else 1 - self.tail(t)


class InverseGaussian(Continuous):
    def __init__(self, mean, shape):
        self.mean, self.shape = mp.mpf(mean), mp.mpf(shape)
        self.like = stats.invgauss(float(mean / shape), scale=float(shape))
        self.variance = self.mean**3 / self.shape

    def parts(self, x):
        x = mp.mpf(x)
        root = mp.sqrt(self.shape / x)
        return root * (x / self.mean - 1), root * (x / self.mean + 1)

    def both(self, x, sign):
        """Normal tails by erfc, with digits enough for what cancels."""
        with mp.workdps(120):
            if x <= 0:
                return mp.mpf(0 if sign < 0 else 1)
            z, far = self.parts(x)
            tail = lambda t: mp.erfc(t / mp.sqrt(2)) / 2
            second = mp.exp(2 * self.shape / self.mean) * tail(far)
            return tail(-z) + second if sign < 0 else tail(z) - second

    def cdf(self, x):
        return self.both(x, -1)

    def sf(self, x):
        return self.both(x, 1)


class Bernoulli(Discrete):
    def __init__(self, p):
        self.p = mp.mpf(p)
        self.like = stats.bernoulli(p)
        self.mean, self.variance = self.p, self.p * (1 - self.p)

    def cdf(self, x):
        return mp.mpf(0) if x < 0 else 1 - self.p if x < 1 else mp.mpf(1)

    def sf(self, x):
        return 1 - self.cdf(x) if not 0 <= x < 1 else self.p


class Zeta(Discrete):
    def __init__(self, exponent):
        self.s = mp.mpf(exponent)
        self.like = stats.zipf(exponent)
        total = mp.zeta(self.s)
        self.mean = mp.zeta(self.s - 1) / total if exponent > 2 else mp.inf
        self.variance = mp.inf
        if exponent > 3:
            self.variance = mp.zeta(self.s - 2) / total - self.mean**2

    def sf(self, x):
        k = mp.floor(x)
        return mp.zeta(self.s, k + 1) / mp.zeta(self.s) if k >= 1 else mp.mpf(1)

    def cdf(self, x):
        return 1 - self.sf(x)

    def ppf(self, p):
        return self.bisected(lambda k: self.cdf(k) >= mp.mpf(p))

    def isf(self, q):
        return self.bisected(lambda k: self.sf(k) <= mp.mpf(q))

    def bisected(self, reaches):
        low, high = 0, 1
        while not reaches(high):
            low, high = high, 2 * high
            if high >= 2**53:
                return mp.nan
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if reaches(middle) else (middle, high)
        return high


class LogSeries(Zeta):
    def __init__(self, p):
        self.p = mp.mpf(p)
        self.like = stats.logser(p)
        self.norm = -mp.log1p(-self.p)
        self.mean = self.p / (1 - self.p) / self.norm
        self.variance = self.p * (self.norm - self.p) / ((1 - self.p) * self.norm) ** 2

    def sf(self, x):
        k = mp.floor(x)
        if k < 1:
            return mp.mpf(1)
        return self.p ** (k + 1) / (k + 1) * mp.hyp2f1(k + 1, 1, k + 2, self.p) / self.norm


class Hypergeometric(Discrete):
    def __init__(self, population, successes, draws):
        self.N, self.K, self.n = map(mp.mpf, (population, successes, draws))
        self.like = stats.hypergeom(population, successes, draws)
        share = self.K / self.N
        self.mean = self.n * share
        self.variance = self.mean * (1 - share) * (self.N - self.n) / max(self.N - 1, 1)
        self.low, self.high = max(0, self.n - (self.N - self.K)), min(self.n, self.K)
        self.known = {}

    def term(self, k):
        c = lambda n, k: mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)
        return mp.exp(c(self.K, k) + c(self.N - self.K, self.n - k) - c(self.N, self.n))

    def tail(self, k, step):
        """The sum from k on, upwards or downwards."""
        if (k, step) in self.known:
            return self.known[k, step]
        start = k
        total = term = self.term(k)
        N, K, n = self.N, self.K, self.n
        while self.low < k if step < 0 else k < self.high:
            if step < 0:
                term *= k * (N - K - n + k) / ((K - k + 1) * (n - k + 1))
            else:
                term *= (K - k) * (n - k) / ((k + 1) * (N - K - n + k + 1))
            k += step
            total += term
            if term < total * mp.mpf(10) ** -25:
                break
        self.known[start, step] = total
        return total

    def cdf(self, x):
        k = mp.floor(x)
        if k < self.low or k >= self.high:
            return mp.mpf(k >= self.high)
        return self.tail(k, -1) if k < self.mean else 1 - self.tail(k + 1, 1)

    def sf(self, x):
        k = mp.floor(x)
        if k < self.low or k >= self.high:
            return mp.mpf(k < self.low)
        return self.tail(k + 1, 1) if k >= self.mean else 1 - self.tail(k, -1)


class OnTheClock:
    """SciPy's von Mises law from midnight on."""

    def __init__(self, peak, concentration):
        self.law, self.shift, self.turn = stats.vonmises(concentration), peak, 2 * math.pi / DAY

    def cdf(self, x):
        return self.law.cdf((x - self.shift) * self.turn) - self.law.cdf(-self.shift * self.turn)

    def sf(self, x):
        return 1 - self.cdf(x)

    def ppf(self, p):
        return optimize.brentq(lambda x: self.cdf(x) - p, 0, DAY, xtol=1)

    def isf(self, q):
        return self.ppf(1 - q)


class Circular(Continuous):
    """By the Fourier series, with so many digits that its terms may cancel."""

    def __init__(self, peak, concentration):
        self.like = OnTheClock(peak, concentration)
        with mp.workdps(80):
            self.turn = 2 * mp.pi / DAY
            self.peak = mp.mpf(peak) * self.turn
            first, self.ratios = mp.besseli(0, concentration), []
            while not self.ratios or self.ratios[-1] > mp.mpf(10) ** -75:
                self.ratios.append(mp.besseli(len(self.ratios) + 1, concentration) / first)
            terms = list(enumerate(self.ratios, 1))
            mean = mp.pi - 2 * mp.fsum(r * mp.sin(j * self.peak) / j for j, r in terms)
            square = 4 * mp.pi**2 / 3 + 4 * mp.fsum(
                r * (mp.cos(j * self.peak) / j**2 - mp.pi * mp.sin(j * self.peak) / j)
                for j, r in terms)
            self.mean, self.variance = mean / self.turn, (square - mean**2) / self.turn**2

    def between(self, a, b):
        with mp.workdps(80):
            a, b = mp.mpf(a) * self.turn, mp.mpf(b) * self.turn
            waves = mp.fsum(r * (mp.sin(j * (b - self.peak)) - mp.sin(j * (a - self.peak))) / j
                            for j, r in enumerate(self.ratios, 1))
            return (b - a) / (2 * mp.pi) + waves / mp.pi

    def cdf(self, x):
        return self.between(0, x) if x > 0 else mp.mpf(0)

    def sf(self, x):
        return self.between(x, DAY) if x > 0 else mp.mpf(1)


def laws():
    """Word, form, parameters and law."""
    for law, word, sets in [
        (Beta, "beta", [(2, 5), (30, 25), (12, 500), (0.3, 0.2), (0.02, 3), (1, 1), (50000, 7),
                        (4000, 90000), (1e9, 3)]),
        (Weibull, "weibull", [(0.5, 3), (1, 40), (1.7, 12), (30, 1e6), (2000, 5), (0.02, 1e-3)]),
        (Triangular, "triangular", [(0, 3, 10), (-5, -5, 1), (2, 8, 8), (-1e9, 0, 1e-3)]),
        (StudentT, "student_t", [(4, 0, 1), (1, 10, 3), (2.5, -100, 0.1), (30, 0, 1),
                                 (0.1, 0, 1), (2, 0, 1), (1000, 5, 2), (1e6, 0, 1), (1e9, 0, 1)]),
        (Logistic, "logistic", [(0, 1), (-40, 0.5), (1e6, 300)]),
        (Gumbel, "gumbel", [(0, 1), (100, 25), (-3, 1e-2)]),
        (InverseGaussian, "inverse_gaussian", [(1, 1), (40, 10), (3, 3e6), (1e-3, 1e-7),
                                               (5, 400)]),
        (Hypergeometric, "hypergeometric", [(50, 20, 10), (1000, 300, 900), (10**6, 3 * 10**5, 10**4),
                                            (20, 20, 5), (10**7, 40, 10**6), (10**8, 4 * 10**7, 10**7)]),
        (Zeta, "zeta", [(2.5,), (1.1,), (4,), (3,), (30,)]),
        (Bernoulli, "bernoulli", [(0.3,), (1e-9,), (1,), (0,)]),
        (Circular, "circular", [(66_600e6, 2), (3_600e6, 0.5), (43_200e6, 60), (0, 4),
                                (30_600e6, 1000), (9e9, 1e-3)]),
        (LogSeries, "log_series", [(0.6,), (0.02,), (0.99,), (0.999999,), (1 - 2.0**-30,)]),
    ]:
        for parameters in sets:
            yield word, 0, parameters, law(*parameters)
    two, ten = mp.mpf(2), mp.mpf(10)
    yield "beta", 1, (0.25, 0.125), beta_of_moments(0.25, 0.125)
    yield "inverse_gaussian", 1, (40, 20), InverseGaussian(40, 160)
    power = mp.log(mp.log(ten) / mp.log(two)) / mp.log(mp.mpf(36) / 12)
    yield "weibull", 1, (12, 36), Weibull(power, 12 / mp.log(two) ** (1 / power))
    yield "logistic", 1, (5, 2), Logistic(5, 2 * mp.sqrt(3) / mp.pi)
    scale = 2 * mp.sqrt(6) / mp.pi
    yield "gumbel", 1, (5, 2), Gumbel(5 - mp.euler * scale, scale)
