"""Fits the coefficient tables of Sources/Sampling/Elementary and Sources/CKernels.

Rational functions by weighted linear least squares on Chebyshev nodes in 60 digits, the weights
refined until they equal the relative error; Chebyshev series by the cosine sum. `rational` returns
the rounded coefficients and their worst relative error; emit_tables.py writes them down.
"""
import mpmath as mp

mp.mp.dps = 60


def nodes(a, b, n):
    a, b = mp.mpf(a), mp.mpf(b)
    return [(a + b) / 2 + (b - a) / 2 * mp.cos(mp.pi * (2 * k + 1) / (2 * n)) for k in range(n)]


def quantile_lower(p):
    """x with Phi(-x) = p, for small p."""
    x = mp.sqrt(-2 * mp.log(p))
    if p > mp.mpf("0.3"):
        x = mp.mpf(0.3)
    for _ in range(60):
        tail = mp.erfc(x / mp.sqrt(2)) / 2
        density = mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)
        if p < mp.mpf("0.2"):
            step = tail * mp.log(tail / p) / density
        else:
            step = (tail - p) / density
        x += step
        if abs(step) < mp.mpf(10) ** -45 * (1 + abs(x)):
            break
    return x


def rational(f, a, b, toT, n, m, samples=140, rounds=6):
    xs = nodes(a, b, samples)
    fs = [f(x) for x in xs]
    ts = [toT(x) for x in xs]
    weight = [1 / abs(v) for v in fs]
    for _ in range(rounds):
        A, y = mp.matrix(samples, n + m + 1), mp.matrix(samples, 1)
        for i in range(samples):
            for j in range(n + 1):
                A[i, j] = weight[i] * ts[i] ** j
            for j in range(1, m + 1):
                A[i, n + j] = -weight[i] * fs[i] * ts[i] ** j
            y[i] = weight[i] * fs[i]
        c = mp.lu_solve(A.T * A, A.T * y)
        P, Q = [c[j] for j in range(n + 1)], [mp.mpf(1)] + [c[n + j] for j in range(1, m + 1)]
        q = lambda t: sum(v * t**k for k, v in enumerate(Q))
        weight = [1 / abs(fs[i] * q(ts[i])) for i in range(samples)]
    P, Q = [mp.mpf(float(v)) for v in P], [mp.mpf(float(v)) for v in Q]
    worst = 0
    for x in nodes(a, b, 333):
        t = toT(x)
        value = sum(v * t**k for k, v in enumerate(P)) / sum(v * t**k for k, v in enumerate(Q))
        worst = max(worst, abs(value / f(x) - 1))
    return P, Q, worst


def chebyshev(f, a, b, count):
    n = 120
    xs = nodes(a, b, n)
    fs = [f(x) for x in xs]
    return [mp.mpf(2 if j else 1) / n * sum(fs[k] * mp.cos(mp.pi * j * (2 * k + 1) / (2 * n))
            for k in range(n)) for j in range(count)]
