"""People and places of every locale: each column of each row agrees with the others.

Judged by Polars and the plain word lists alone. 20,000 rows a locale; DATAGEN_COHERENCE_ROWS asks for
more, ./dev bench for a million.
"""

import json
import os
import re
import unicodedata

import phonenumbers
import polars as pl
import pytest
from conftest import ROOT

LISTS = ROOT / "Vocabularies"
LOCALES = sorted(path.name for path in LISTS.iterdir() if path.is_dir())
ROWS = int(os.environ.get("DATAGEN_COHERENCE_ROWS", "20000"))
# Numbers that are looked up one by one; all of them where more rows are asked for.
PHONES = 2_000 if ROWS <= 20_000 else ROWS

DOCUMENT = """
    datagen: 1
    name: coherence
    seed: 20261121
    locale: {locale}
    timeframe: {{from: 2024-01-01, to: 2025-12-31}}
    output: {{format: parquet}}
    tables:
      people:
        rows: {rows}
        columns:
          person_id: {{key: integer}}
          given: {{choice: {{Female: 45%, Male: 45%, Other: 10%}}}}
          sex: {{person: sex, given: {{gender: given}}}}
          prefix: {{person: prefix}}
          first: {{person: first_name}}
          last: {{person: last_name}}
          name: {{person: full_name}}
          username: {{person: username}}
          email: {{person: email}}
          phone: {{person: phone}}
          city: {{place: city}}
          state: {{place: state}}
          state_code: {{place: state_code}}
          postcode: {{place: postcode}}
          latitude: {{place: latitude}}
          longitude: {{place: longitude}}
          time_zone: {{place: time_zone}}
          utc_offset: {{place: utc_offset}}
          area_code: {{place: area_code}}
          address: {{place: postal_address}}
          company: {{company: name}}
          domain: {{company: domain}}
          work_email: {{person: work_email}}
      numbered:
        rows: {rows}
        columns:
          first: {{person: first_name}}
          last: {{person: last_name}}
          email: {{person: email, unique: true}}
      visits:
        rows: {rows}
        columns:
          visit_id: {{key: integer}}
          person_id: {{ref: people}}
          name: {{person: full_name, of: person_id}}
          email: {{person: email, of: person_id}}
          city: {{place: city, of: person_id}}
          latitude: {{place: latitude, of: person_id}}
          same: {{value: = name = person_id.name and email = person_id.email and city = person_id.city and latitude = person_id.latitude}}
"""

# Letters that decomposition does not take apart.
LETTERS = {"ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ı": "i", "æ": "ae",
           "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "đ": "d", "Đ": "d", "ð": "d",
           "Ð": "d"}
GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"}


def folded(text, locale):
    if locale.startswith("de"):
        text = "".join(GERMAN.get(letter, letter) for letter in text)
    text = "".join(LETTERS.get(letter, letter) for letter in text)
    text = unicodedata.normalize("NFKD", text).lower()
    return "".join(letter for letter in text if letter.isascii() and letter.isalnum())


def read(locale, name):
    path = LISTS / locale / f"{name}.tsv"
    lines = path.read_text().splitlines()
    fields = next(line for line in lines if line.startswith("# fields: "))[10:].split()
    rows = [line.split("\t") for line in lines if not line.startswith("# ")]
    names = [field.split(":")[0] for field in fields]
    return pl.DataFrame(rows, schema={name: pl.String for name in names}, orient="row")


def latin(locale, name, shown="name"):
    """Each name with all the ways that addresses may write it."""
    names = read(locale, name)
    column = "latin" if "latin" in names.columns else shown
    return names.select(
        pl.col(shown).alias("name"),
        pl.col(column).map_elements(lambda text: folded(text, locale), pl.String).alias("folded"),
    ).unique()


@pytest.fixture(scope="module", params=LOCALES)
def made(request, tmp_path_factory):
    from conftest import Datagen

    datagen = Datagen(tmp_path_factory.mktemp(request.param))
    name = datagen.document(DOCUMENT.format(locale=request.param, rows=ROWS))
    datagen.run("generate", name, "--out", "data", "--quiet")
    tables = {}
    for table in ["people", "numbered", "visits"]:
        tables[table] = pl.concat(
            [pl.read_parquet(path) for path in (datagen.folder / "data").rglob("*.parquet")
             if path.stem.startswith(table) or table in path.parts])
    return request.param, tables


def names_of(locale):
    return pl.concat([
        latin(locale, f"first_names_{sex}").with_columns(sex=pl.lit(sex))
        for sex in ["female", "male"]])


def last_names(locale):
    lists = [latin(locale, "last_names").with_columns(sex=pl.lit("male"))]
    if "female" in read(locale, "last_names").columns:
        lists.append(latin(locale, "last_names", "female").with_columns(sex=pl.lit("female")))
    else:
        lists.append(lists[0].with_columns(sex=pl.lit("female")))
    return pl.concat(lists)


def test_first_names_fit_their_sex_and_it_what_was_given(made):
    locale, tables = made
    people = tables["people"]
    given = people.filter(pl.col("given") != "Other")
    assert (given["given"].str.to_lowercase() == given["sex"]).all()
    drawn = people.filter(pl.col("given") == "Other")["sex"].value_counts()
    assert len(drawn) == 2
    unfit = people.join(names_of(locale), left_on=["first", "sex"], right_on=["name", "sex"],
                        how="anti")
    assert unfit.is_empty()
    unfit = people.join(read(locale, "prefixes"), on=["prefix", "sex"], how="anti")
    assert unfit.is_empty()
    unfit = people.join(last_names(locale), left_on=["last", "sex"], right_on=["name", "sex"],
                        how="anti")
    assert unfit.is_empty()


def test_full_names_are_made_of_both(made):
    locale, tables = made
    formats = dict(read(locale, "formats").iter_rows())
    pattern = formats["full_name"]
    # A second family name is one of the list, whoever the first is of.
    name = pl.col("name")
    if pattern.endswith(" {last2}"):
        pattern = pattern.removesuffix(" {last2}")
        start = pl.concat_str([pl.col("first"), pl.lit(" "), pl.col("last"), pl.lit(" ")])
        seconds = tables["people"].select(name.str.strip_prefix(start))
        assert seconds.join(last_names(locale), on="name", how="anti").is_empty()
        name = name.str.slice(0, start.str.len_chars() - 1)
    whole = pl.concat_str([pl.col(part) if part in ("first", "last") else pl.lit(part)
                           for part in re.split(r"[{}]", pattern) if part])
    assert tables["people"].select((whole == name).all()).item()


def written(rows, locale):
    """The rows with every way that the two names may be written."""
    both = rows.with_row_index("row").join(
        names_of(locale).select("name", first_folded="folded").unique(),
        left_on="first", right_on="name")
    return both.join(
        last_names(locale).select("name", last_folded="folded").unique(),
        left_on="last", right_on="name")


def test_addresses_of_mail_fit_the_name(made):
    locale, tables = made
    first, last = pl.col("first_folded"), pl.col("last_folded")
    local = pl.col("email").str.split("@").list.first()
    bare = local.str.replace(r"[1-9]\d?$", "")
    fits = written(tables["people"], locale).with_columns(fits=pl.any_horizontal(
        bare == first + "." + last, bare == first.str.slice(0, 1) + last, bare == first + last,
        local == first + "_" + last)).group_by("row").agg(pl.col("fits").any())
    assert len(fits) == ROWS and fits["fits"].all()
    people = tables["people"]
    assert people.select((local == pl.col("username")).all()).item()
    assert people.select(
        pl.col("email").str.contains(r"^[a-z0-9._]+@example\.(com|org|net)$").all()).item()
    assert people.select(
        (pl.col("username") + "@" + pl.col("domain") == pl.col("work_email")).all()).item()
    assert people.select(pl.col("domain").str.contains(r"^[a-z0-9-]+\.example$").all()).item()


def test_numbered_addresses_fit_and_differ(made):
    locale, tables = made
    rows = tables["numbered"]
    assert rows["email"].n_unique() == ROWS
    bare = pl.col("email").str.split("@").list.first().str.replace(r"\d+$", "")
    fits = written(rows, locale).with_columns(
        fits=bare == pl.col("first_folded") + "." + pl.col("last_folded"))
    fits = fits.group_by("row").agg(pl.col("fits").any())
    assert len(fits) == ROWS and fits["fits"].all()


def places(locale):
    all_places = read(locale, "places")
    if "state" not in all_places.columns:
        all_places = all_places.with_columns(
            state=pl.col("region"), state_code=pl.col("region_code"))
    return all_places.with_row_index("place").with_columns(
        pl.col("latitude", "longitude", "radius_km").cast(pl.Float64),
        pl.col("utc_offset", "first_postcode", "postcode_count").cast(pl.Int32))


def distance():
    """Kilometres on a sphere."""
    one, two = pl.col("latitude").radians(), pl.col("latitude_right").radians()
    across = (pl.col("longitude_right") - pl.col("longitude")).radians()
    h = ((two - one) / 2).sin() ** 2 + one.cos() * two.cos() * (across / 2).sin() ** 2
    return 2 * 6371.0088 * h.sqrt().arcsin()


def test_all_of_a_place_agrees(made):
    locale, tables = made
    postcodes = read(locale, "postcodes").with_row_index("number")
    keys = ["city", "state", "state_code", "time_zone", "utc_offset", "area_code"]
    people = tables["people"].with_row_index("row")
    found = people.join(places(locale), on=keys, how="inner")
    assert found["row"].n_unique() == ROWS
    # Places of one name in one region differ by their postcodes and where they lie.
    found = found.join(postcodes, on="postcode").filter(
        pl.col("number") >= pl.col("first_postcode"),
        pl.col("number") < pl.col("first_postcode") + pl.col("postcode_count"))
    assert found["row"].n_unique() == ROWS
    far = found.with_columns(km=distance()).group_by("row").agg(
        (pl.col("km") <= pl.col("radius_km")).any().alias("near"))
    assert far["near"].all()
    # Points fill their discs: half of them lie beyond 0.7 radii, as area goes by the square.
    share = found.unique("row").select((distance() > 0.7 * pl.col("radius_km")).mean()).item()
    assert 0.4 < share < 0.6


def test_postal_addresses_name_the_place(made):
    locale, tables = made
    pattern = dict(read(locale, "formats").iter_rows())["postal_address"]
    people = tables["people"]
    for field in ["city", "postcode"]:
        if "{" + field + "}" in pattern:
            assert people.select(
                pl.col("address").str.contains(pl.col(field), literal=True).all()).item()


def test_telephone_numbers_are_of_the_area(made):
    locale, tables = made
    formats = dict(read(locale, "formats").iter_rows())
    people = tables["people"]
    start = "+" + formats["calling_code"]
    bare = pl.col("phone").str.replace_all(r"[^0-9+]", "")
    assert people.select(
        bare.str.starts_with(start + pl.col("area_code").str.replace_all(r"\D", "")).all()).item()
    for number in people["phone"].unique(maintain_order=True).head(PHONES):
        parsed = phonenumbers.parse(number)
        assert phonenumbers.is_valid_number(parsed), number
        assert phonenumbers.region_code_for_number(parsed) == formats["country_code"], number


def test_rows_that_refer_to_a_person_tell_the_same(made):
    _, tables = made
    visits = tables["visits"]
    assert visits["same"].all()
    joined = visits.join(tables["people"], on="person_id")
    assert len(joined) == ROWS
    for field in ["name", "email", "city", "latitude"]:
        assert (joined[field] == joined[field + "_right"]).all()


def test_names_are_those_of_the_decade(datagen):
    decades = sorted(int(path.stem[-4:]) for path in (LISTS / "en_US").glob(
        "first_names_female_*.tsv"))
    assert len(decades) >= 7
    name = datagen.document("""
        datagen: 1
        seed: 20261121
        timeframe: {from: 2024-01-01, to: 2025-12-31}
        output: {format: parquet}
        tables:
          people:
            rows: 20_000
            columns:
              born: {person: birth_date}
              age: {person: age}
              sex: {person: sex}
              first: {person: first_name}
    """)
    datagen.run("generate", name, "--out", "data", "--quiet")
    people = pl.read_parquet(next((datagen.folder / "data").rglob("*.parquet")))
    year, last = pl.col("born").dt.year(), pl.date(2025, 12, 31)
    people = people.with_columns(decade=(year // 10 * 10).clip(decades[0], decades[-1]))
    lists = pl.concat([
        read("en_US", f"first_names_{sex}_{decade}").select(
            "name", decade=pl.lit(decade), sex=pl.lit(sex))
        for decade in decades for sex in ["female", "male"]])
    assert people.join(lists, left_on=["first", "decade", "sex"],
                       right_on=["name", "decade", "sex"], how="anti").is_empty()
    assert people.select((pl.col("age") == last.dt.year() - year).all()).item()
    assert people["age"].is_between(18, 94).all()


def test_what_is_given_holds_within_values_too(datagen):
    name = datagen.document("""
datagen: 1
seed: 20261122
tables:
  t:
    rows: 500
    columns:
      a: {json: {city: {place: city, given: {country: FR}, of: a}, code: {place: postcode, of: a}}}
      b: {map: {city: {place: city, given: {country: FR}, of: b}}}
      c: {struct: {city: {place: city, given: {country: FR}, of: c}}}
      d: {list: {json: {city: {place: city, given: {country: FR}, of: d}}}, length: 2}
      other: {place: city, of: a}
output: {format: jsonl}
""")
    datagen.run("generate", name, "--out", "data", "--quiet", "--force")
    french = set(places("fr_FR")["city"])
    for line in (datagen.folder / "data/t.jsonl").read_text().splitlines():
        row = json.loads(line)
        inner = [json.loads(text) if isinstance(text, str) else text
                 for text in (row["a"], row["b"], row["c"], *row["d"])]
        assert all(value["city"] in french for value in inner), row
        assert inner[0]["city"] == row["other"]
