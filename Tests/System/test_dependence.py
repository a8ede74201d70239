"""Columns that depend on each other, generated at a million rows and held against SciPy.

Every check of chance is declared in CHECKS: a correct program fails one of all of them once in 1000
choices of the seed, which is declared here and never exchanged.
"""

import numpy as np
import pyarrow.parquet as pq
import pytest
from conftest import ROOT
from scipy import stats

SEED = 20261121
ROWS = 1_000_000
CORRELATIONS = [
    ("spearman", "income", "spend", 0.6), ("pearson", "age", "income", 0.25),
    ("pearson", "spend", "visits", 0.45), ("spearman", "visits", "interest", 0.3),
    ("pearson", "tips", "stars", 0.35), ("spearman", "tips", "member", 0.4),
    ("spearman", "tips", "since", -0.2), ("spearman", "member", "since", -0.5),
    # Not named: none.
    ("spearman", "age", "spend", 0), ("spearman", "income", "tips", 0),
]
MARGINALS = ["income", "spend", "since"]
ALPHAS = {"goods": 16, "tax": 3, "postage": 1}
GAPS = {"packed": stats.gamma((9 / 5) ** 2, scale=25 / 9), "late": stats.expon(scale=48)}
CHECKS = len(CORRELATIONS) + len(MARGINALS) + len(ALPHAS) + len(GAPS)
LEVEL = 0.001 / CHECKS
LIMIT = stats.t(99).isf(LEVEL / 2)


def columns(path):
    table = pq.read_table(path)
    return {name: table[name].to_numpy(zero_copy_only=False) for name in table.column_names}


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    from conftest import Datagen

    datagen = Datagen(tmp_path_factory.mktemp("people"))
    datagen.run(
        "generate", ROOT / "examples/values/correlations.yaml", "--out", "data", "--quiet",
        "--seed", SEED, "--rows", f"people={ROWS}")
    found = columns(datagen.folder / "data/people.parquet")
    found["interest"] = np.array([["low", "middle", "high"].index(x) for x in found["interest"]])
    found["since"] = found["since"].astype("datetime64[D]").astype(int)
    return {name: values.astype(float) for name, values in found.items()}


def checked(function, first, second, target):
    """How many standard errors a correlation is off: by the means of 100 batches, of which Student's
    law with 99 degrees of freedom says how far they stray."""
    found = function(first, second).statistic
    parts = [
        function(x, y).statistic for x, y in zip(np.split(first, 100), np.split(second, 100))
    ]
    error = np.std(parts, ddof=1) / 10
    return (found - target) / error, found, error


@pytest.mark.parametrize("measure, first, second, target", CORRELATIONS)
def test_correlations_are_what_the_document_says(people, measure, first, second, target):
    function = stats.spearmanr if measure == "spearman" else stats.pearsonr
    off, found, error = checked(function, people[first], people[second], target)
    print(f"{measure} {first} {second}: {found:.5f}, {off:+.1f} errors of {error:.5f}")
    assert abs(off) < LIMIT, (found, error)


def test_laws_are_kept(people):
    income = stats.lognorm(np.log(90 / 38) / stats.norm.ppf(0.9), scale=38_000)
    spend = stats.gamma((900 / 700) ** 2, scale=700**2 / 900)
    low, high = spend.cdf([20, 6000])
    since = people["since"]
    days = np.bincount((since - since.min()).astype(int), minlength=1827)
    shares = [
        stats.kstest(people["income"], income.cdf).pvalue,
        stats.kstest(people["spend"], lambda x: (spend.cdf(x) - low) / (high - low)).pvalue,
        stats.chisquare(days).pvalue,
    ]
    assert len(shares) == len(MARGINALS) and len(days) == 1827
    assert min(shares) > LEVEL, shares


def test_a_law_that_differs_by_row_follows_the_copula(people):
    rest = people["weight"] - (people["height"] - 100)
    stars = people["stars"]
    # Each star is a part of the normal number that is correlated by 1/2 with the weight's.
    shares = np.cumsum([4, 6, 15, 30, 45]) / 100
    edges = stats.norm.ppf(np.concatenate([[0], shares]))
    for star, low, high, share in zip(range(1, 6), edges, edges[1:], np.diff(shares, prepend=0)):
        mean = 8 * 0.5 * (stats.norm.pdf(low) - stats.norm.pdf(high)) / share
        inside = rest[stars == star]
        assert abs(inside.mean() - mean) < 6 * inside.std() / len(inside) ** 0.5, star


def test_a_wrong_correlation_is_found(people):
    """The check fires where what is stated is off by 0.01."""
    off, _, _ = checked(stats.spearmanr, people["income"], people["spend"], 0.61)
    assert abs(off) > LIMIT


@pytest.fixture(scope="module")
def orders(tmp_path_factory):
    from conftest import Datagen

    datagen = Datagen(tmp_path_factory.mktemp("orders"))
    datagen.document("""
        datagen: 1
        tables:
          orders:
            rows: 1_000_000
            columns:
              total: {value: 1_000_000_000}
              goods: {part: total, alpha: 16}
              tax: {part: total, alpha: 3}
              postage: {part: total, alpha: 1}
        """)
    datagen.run("generate", "document.yaml", "--out", "data", "--quiet", "--seed", SEED)
    return columns(datagen.folder / "data/orders.parquet")


@pytest.mark.parametrize("name", ALPHAS)
def test_each_share_of_dirichlet_is_beta(orders, name):
    """So large a total that whole numbers are no coarser than 10^-9 of it."""
    law = stats.beta(ALPHAS[name], sum(ALPHAS.values()) - ALPHAS[name])
    assert stats.kstest(orders[name] / 1e9, law.cdf).pvalue > LEVEL


def test_shares_of_dirichlet_sum_exactly_and_are_correlated_as_they_must(orders):
    assert np.array_equal(sum(orders[name] for name in ALPHAS), orders["total"])
    # -sqrt(a b / ((a0 - a) (a0 - b))) for any two.
    found = np.corrcoef(orders["goods"], orders["tax"])[0, 1]
    expected = -((16 * 3 / (4 * 17)) ** 0.5)
    assert abs(found - expected) < 6 * (1 - expected**2) / 1000


@pytest.fixture(scope="module")
def gaps(tmp_path_factory):
    from conftest import Datagen

    datagen = Datagen(tmp_path_factory.mktemp("gaps"))
    datagen.document("""
        datagen: 1
        tables:
          orders:
            rows: 1_000_000
            columns:
              on: {date: {from: 2024-01-01, to: 2024-12-31}}
              packed: {after: on, gap: {gamma: {mean: 9h, sd: 5h}}, type: timestamp}
              late: {after: packed, gap: {exponential: 2d, between: [6h, "= (on + 5d) - packed"]}}
        """)
    datagen.run("generate", "document.yaml", "--out", "data", "--quiet", "--seed", SEED)
    found = columns(datagen.folder / "data/orders.parquet")
    return {name: values.astype("datetime64[us]").astype(np.int64) / 3.6e9
            for name, values in found.items()}


def test_gaps_follow_their_laws(gaps):
    packed = stats.kstest(gaps["packed"] - gaps["on"], GAPS["packed"].cdf).pvalue
    # Where each is among the lengths that its row leaves it.
    low, high = GAPS["late"].cdf(6), GAPS["late"].cdf(gaps["on"] + 120 - gaps["packed"])
    place = (GAPS["late"].cdf(gaps["late"] - gaps["packed"]) - low) / (high - low)
    late = stats.kstest(place, "uniform").pvalue
    assert min(packed, late) > LEVEL, (packed, late)


def test_hidden_classes_are_found_again(tmp_path):
    """Expectation and maximisation from the columns alone come back to the document's classes; its
    estimates stray by about 1/sqrt(rows), and 1 % is more than five of their errors."""
    from conftest import Datagen

    datagen = Datagen(tmp_path)
    datagen.run(
        "generate", ROOT / "examples/values/hidden_classes.yaml", "--out", "data", "--quiet",
        "--seed", SEED, "--rows", "customers=200_000")
    data = columns(tmp_path / "data/customers.parquet")
    assert "kind" not in data
    visits, spend, age = (data[name].astype(float) for name in ("visits", "spend", "age"))
    returns = data["returns"].astype(float)
    shares = np.array([0.5, 0.5])
    rates, means, years, chances = (np.array(x) for x in ([1.0, 9.0], [20.0, 120.0], [20.0, 70.0],
                                                          [0.3, 0.1]))
    for _ in range(60):
        logs = [
            np.log(shares[k]) + stats.poisson.logpmf(visits, rates[k])
            + stats.norm.logpdf(spend, means[k], 12) + stats.norm.logpdf(age, years[k], 9)
            + stats.bernoulli.logpmf(returns, chances[k]) for k in (0, 1)
        ]
        weight = 1 / (1 + np.exp(np.clip(logs[1] - logs[0], -700, 700)))
        weights = np.array([weight, 1 - weight])
        shares = weights.mean(axis=1)
        rates, means, years, chances = (
            weights @ x / weights.sum(axis=1) for x in (visits, spend, age, returns))
    for found, expected in [
        (shares, [0.7, 0.3]), (rates, [2, 6]), (means, [40, 90]), (years, [35, 55]),
        (chances, [0.2, 0.04]),
    ]:
        assert np.allclose(found, expected, rtol=0.01, atol=0.005), (found, expected)


def test_a_column_drawn_by_another_is_a_map(tmp_path):
    from conftest import Datagen

    datagen = Datagen(tmp_path)
    datagen.run(
        "generate", ROOT / "examples/values/fixed_by.yaml", "--out", "data", "--quiet", "--rows",
        "scans=200_000")
    data = columns(tmp_path / "data/scans.parquet")
    for key, names in [
        ("sku", ["weight", "color", "carriage"]), ("station", ["keeper", "city"]),
    ]:
        for name in names:
            pairs = set(zip(data[key], data[name]))
            assert len(pairs) == len(set(data[key])), name
