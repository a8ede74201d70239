"""Keys and references of all shapes, checked by DuckDB over the files that are written."""

import duckdb
import numpy as np
import pytest
from conftest import ROOT
from scipy import stats

FOLDER = ROOT / "examples/values"

# Every check of chance here, declared before looking: a correct program fails one of all of them
# once in 1000 choices of the seed, which is that of the documents.
CHECKS = [
    "pairs of students", "courses by weight", "branching", "attachment", "students of courses"]
LEVEL = 0.001 / len(CHECKS)


@pytest.fixture
def dataset(datagen):
    """Generates a document of the gallery; a connection whose views are its tables."""

    def generate(name, *arguments):
        datagen.run("generate", FOLDER / name, "--out", "data", "--quiet", *arguments)
        connection = duckdb.connect()
        for path in sorted((datagen.folder / "data").glob("*.parquet")):
            connection.sql(f"create view {path.stem} as select * from '{path}'")
        return connection

    return generate


def one(connection, query):
    return connection.execute(query).fetchall()[0][0]


def twice(connection, table, *columns):
    """How many values of a key stand more than once, or are missing."""
    names = ", ".join(columns)
    missing = " or ".join(f"{column} is null" for column in columns)
    return one(
        connection,
        f"select (select count(*) from (select {names} from {table} group by all "
        f"having count(*) > 1)) + (select count(*) from {table} where {missing})")


def orphans(connection, child, parent, *pairs):
    """Rows whose columns name no row of the parent; those that name none do not count."""
    on = " and ".join(f"c.{ours} = p.{theirs}" for ours, theirs in pairs)
    names = " and ".join(f"c.{ours} is not null" for ours, _ in pairs)
    return one(
        connection, f"select count(*) from {child} c anti join {parent} p on {on} where {names}")


def test_keys_of_several_columns(dataset):
    data = dataset("composite_keys.yaml")
    assert twice(data, "levels", "shop_id", "day") == 0
    assert one(data, "select count(*) from levels") == 40 * 91
    assert twice(data, "orders", "shop_id", "number") == 0
    assert twice(data, "lines", "shop_id", "order_number", "line") == 0
    assert orphans(data, "levels", "shops", ("shop_id", "shop_id")) == 0
    assert orphans(
        data, "lines", "orders", ("shop_id", "shop_id"), ("order_number", "number")) == 0
    line = [(name, name) for name in ("shop_id", "order_number", "line")]
    assert orphans(data, "returns", "lines", *line) == 0
    assert one(data, "select count(*) from returns where line is null") == 0
    # Numbers count without gaps, in order of time.
    assert one(
        data,
        "select count(*) from (select number, row_number() over "
        "(partition by shop_id order by placed_at, number) n from orders) where n <> number") == 0
    # Roll-ups go along all columns of the key.
    assert one(
        data,
        "select count(*) from lines l left join (select shop_id, order_number, line, "
        "sum(amount) s from returns group by all) r using (shop_id, order_number, line) "
        "where l.returned <> coalesce(r.s, 0)") == 0


def test_tables_that_refer_to_each_other(dataset):
    data = dataset("cycles.yaml")
    assert orphans(
        data, "customers", "orders",
        ("favourite_order", "order_id"), ("customer_id", "customer_id")) == 0
    # Who has orders has a favourite.
    assert one(
        data,
        "select count(*) from customers c where (favourite_order is null) = "
        "exists (from orders o where o.customer_id = c.customer_id)") == 0
    assert orphans(
        data, "departments", "employees",
        ("manager_id", "employee_id"), ("department_id", "department_id")) == 0
    assert one(
        data,
        "select count(*) from orders o join orders b on o.repeats = b.order_id "
        "where b.placed_at > o.placed_at or b.customer_id <> o.customer_id") == 0
    assert one(data, "select count(repeats) from orders") > 100


def test_references_to_several_tables(dataset):
    data = dataset("several_tables.yaml")
    kinds = {"posts": "post_id", "photos": "photo_id", "comments": "comment_id"}
    for table, key in kinds.items():
        assert one(
            data,
            f"select count(*) from comments c anti join {table} p on c.subject_id = p.{key} "
            f"where c.subject_type = '{table}' and c.subject_id is not null") == 0
    for table in ("posts", "photos"):
        assert one(
            data,
            f"select count(*) from {table} p where comments <> (select count(*) from comments "
            f"where subject_type = '{table}' and subject_id = p.{kinds[table]})") == 0
    # An answer comes after what it answers; the first comment can answer none.
    assert one(
        data,
        "select count(*) from comments a join comments b on a.subject_id = b.comment_id "
        "where a.written_at < b.written_at") == 0


def test_values_read_of_several(dataset):
    data = dataset("nested.yaml")
    assert one(
        data,
        "select count(*) from parcels where city is distinct from address.city "
        "or is_gift is distinct from list_contains(tags, 'gift') "
        "or tag_count is distinct from len(tags) or first_tag is distinct from tags[1] "
        "or girth is distinct from 2 * (inches['width'] + inches['height'])") == 0


def test_full_names_of_which_none_stands_twice(dataset):
    data = dataset("unique_names.yaml", "--rows", "members=576")
    # As many as there are combinations of 24 first and 24 last names.
    assert twice(data, "members", "name") == 0
    assert one(data, "select count(distinct name) from members") == 576


def test_words_of_a_file_in_combinations(datagen):
    words = [f"word{number}" for number in range(20)]
    (datagen.folder / "words.txt").write_text("\n".join(words))
    datagen.document("""
        datagen: 1
        name: words
        seed: 20261122
        vocabularies: {words: words.txt}
        tables:
          t:
            rows: 60
            unique: [word, number]
            columns:
              word: {word: words}
              number: {integer: {from: 1, to: 3}}
              other: {word: words, of: other}
        """)
    datagen.run("generate", "document.yaml", "--out", "data", "--quiet")
    data = duckdb.connect()
    data.sql(f"create view t as select * from '{datagen.folder}/data/t.parquet'")
    assert twice(data, "t", "word", "number") == 0
    assert one(data, "select count(distinct word) from t") == 20


def test_laws_on_both_sides_of_a_junction(dataset):
    data = dataset(
        "degrees.yaml", "--rows", "students=300_000", "--rows", "courses=40_000",
        "--rows", "visits=500_000")
    for table in ("enrolments", "wishes"):
        assert twice(data, table, "student_id", "course_id") == 0
        assert orphans(data, table, "courses", ("course_id", "course_id")) == 0
        taken = {"enrolments": "taken", "wishes": "waiting"}[table]
        assert one(
            data,
            f"select count(*) from courses c where {taken} <> (select count(*) from {table} e "
            "where e.course_id = c.course_id)") == 0
    # Of students each number as the binomial law says; of courses as the negative binomial one
    # does, whose sum is off by less than a part in 200.
    degrees = np.array(data.execute("select taken from courses").fetchall()).ravel()
    law = stats.nbinom(9, 0.286)
    assert abs(degrees.sum() / (law.mean() * len(degrees)) - 1) < 0.005
    counts = np.bincount(degrees, minlength=61)[:61]
    expected = law.pmf(range(61))
    counts[60], expected[60] = (degrees >= 60).sum(), law.sf(59)
    counts[2], expected[2] = counts[:3].sum(), expected[:3].sum()
    assert stats.chisquare(counts[2:], expected[2:] * len(degrees)).pvalue > LEVEL
    # None beyond its seats; below them, as wanted, times one factor.
    assert one(data, "select count(*) from courses where waiting > seats") == 0
    assert one(data, "select count(*) from courses where waiting = seats") > 1_000
    assert one(
        data,
        "select count(*) from (select course_id, count(*) n from visits group by all) "
        "join courses using (course_id) where n > 10 * seats") == 0


def test_degrees_of_both_sides_of_a_junction(dataset):
    data = dataset("pairs.yaml", "--rows", "students=350_000", "--rows", "lockers=300_000")
    assert twice(data, "enrolments", "student_id", "course_id") == 0
    degrees = np.array(data.execute(
        "select count(e.student_id) from students s left join enrolments e using (student_id) "
        "group by s.student_id").fetchall()).ravel()
    assert degrees.sum() > 1_000_000
    counts = np.bincount(degrees, minlength=7)
    expected = stats.binom(6, 0.5).pmf(range(7)) * len(degrees)
    assert stats.chisquare(counts, expected).pvalue > LEVEL
    # Of students with one course alone, no draw depends on another: courses have their weights.
    single = np.array(data.execute(
        "select count(x.course_id) from courses c left join (select any_value(course_id) course_id "
        "from enrolments group by student_id having count(*) = 1) x using (course_id) "
        "group by c.course_id").fetchall()).ravel()
    weights = np.arange(1, 61) ** -0.8
    expected = weights / weights.sum() * single.sum()
    # Which course has which rank is drawn; a million draws put them in order.
    assert stats.chisquare(np.sort(single)[::-1], expected).pvalue > LEVEL


def test_branching_and_attachment_of_a_million_rows(datagen):
    datagen.document("""
        datagen: 1
        name: trees
        seed: 20261121
        tables:
          t:
            rows: 1_000_000
            columns:
              id: {key: integer}
              above: {ref: t, tree: {branching: {poisson: 3}}}
              any: {ref: t}
    """)
    datagen.run("generate", "document.yaml", "--out", "data", "--quiet")
    data = duckdb.execute(f"select * from '{datagen.folder}/data/t.parquet' order by id").fetchnumpy()
    above = np.ma.filled(data["above"], 0)
    assert (above < data["id"]).all() and (data["any"].filled(0) < data["id"]).all()
    below = np.bincount(above, minlength=len(above) + 1)[1:]
    # The rows whose own are all there, but those that stand at the top anew where a tree ended.
    inner = below[: above.max() - 1]
    counts = np.bincount(inner, minlength=16)
    expected = stats.poisson(3).pmf(np.arange(len(counts))) * len(inner)
    joined = np.append(counts[:11], counts[11:].sum())
    means = np.append(expected[:11], len(inner) - expected[:11].sum())
    assert stats.chisquare(joined, means).pvalue > LEVEL
    # A row among all earlier ones: its place among them is even, so its degrees are those of a
    # recursive tree, a row of n having k with chance 2^-(k+1).
    degrees = np.bincount(data["any"].filled(0), minlength=len(above) + 1)[1:]
    counts = np.bincount(degrees, minlength=13)
    share = counts[:13] / len(degrees)
    error = np.abs(share - 0.5 ** np.arange(1, 14)) * np.sqrt(len(degrees) / 0.5 ** np.arange(1, 14))
    # Counts of degrees spread less than independent ones would.
    assert error.max() < stats.norm.isf(LEVEL / 26)
