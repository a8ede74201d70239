"""What every locale's word lists must hold: the table of docs/vocabularies.md, and plain facts."""

import re
import unicodedata
from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from conftest import ROOT

import countries
import source
from earth import distance

FOLDER = ROOT / "Vocabularies"
LOCALES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
SCRIPTS = {"ja": "CJK|HIRAGANA|KATAKANA|IDEOGRAPHIC|PROLONGED", "zh": "CJK", "hi": "DEVANAGARI", "ar": "ARABIC"}
# Forms of postcodes: the postal code data of CLDR.
POSTCODES = {
    "ar_SA": r"\d{5}", "de_DE": r"\d{5}", "en_US": r"\d{5}", "es_ES": r"\d{5}", "fr_FR": r"\d{5}",
    "it_IT": r"\d{5}", "tr_TR": r"\d{5}", "hi_IN": r"[1-9]\d{5}", "zh_CN": r"\d{6}",
    "ja_JP": r"\d{3}-\d{4}", "nl_NL": r"[1-9]\d{3} [A-Z]{2}", "pl_PL": r"\d{2}-\d{3}",
    "pt_BR": r"\d{5}-\d{3}", "sv_SE": r"\d{3} \d{2}",
    "en_GB": r"[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}",
}
UNITED_STATES = ((18.9, -179.2, 71.5, -66.9),)
PLACEHOLDERS = {
    "first", "last", "last2", "street", "suffix", "street_address", "city", "region", "region_code",
    "postcode", "area", "line", "root", "trade", "number",
}


@cache
def words(locale, name):
    return source.read(FOLDER / locale / f"{name}.tsv")


def rows(locale, name):
    found = words(locale, name)
    return [dict(zip((f.name for f in found.fields), row)) for row in found.rows]


def patterns(locale):
    return {row["name"]: row["pattern"] for row in rows(locale, "formats")}


def table():
    """Lists, locales and fields as docs/vocabularies.md has them."""
    text = (ROOT / "docs" / "vocabularies.md").read_text(encoding="utf-8")
    for lists, where, fields in re.findall(r"^\| (`.+`) \| (.+) \| (.+) \|$", text, flags=re.M):
        held = set(LOCALES)
        if where.startswith("all but "):
            held -= set(where.removeprefix("all but ").split(", "))
        elif where != "all":
            held = set(where.split(", "))
        required = {f for f in fields.split(", ") if not f.startswith("[")}
        optional = {f[1:-1] for f in fields.split(", ") if f.startswith("[")}
        for name in re.findall(r"`([^`]+)`", lists):
            decades = [f"{d}" for d in range(1930, 2020, 10)] if "<decade>" in name else [""]
            for decade in decades:
                yield name.replace("<decade>", decade), held, required, optional


TABLE = {name: rest for name, *rest in table()}


def in_script(locale, text):
    script = re.compile(SCRIPTS.get(locale[:2], "LATIN"))
    return all(
        script.match(unicodedata.name(c, "")) for c in text if unicodedata.category(c)[0] == "L")


@pytest.mark.parametrize("locale", LOCALES)
def test_has_the_lists_and_fields_of_the_table(locale):
    present = {path.stem for path in (FOLDER / locale).glob("*.tsv")}
    assert present == {name for name, (held, *_) in TABLE.items() if locale in held}
    for name in sorted(present):
        _, required, optional = TABLE[name]
        fields = {f.name for f in words(locale, name).fields}
        assert required <= fields <= required | optional, name
    assert len(TABLE) == 22 + 2 * 9


@pytest.mark.parametrize("locale", LOCALES)
def test_no_row_is_there_twice(locale):
    for path in (FOLDER / locale).glob("*.tsv"):
        found = words(locale, path.stem)
        texts = [i for i, f in enumerate(found.fields) if f.kind == "text"]
        if path.stem == "places":
            texts = [0, [f.name for f in found.fields].index("region_code")]
        seen = Counter(tuple(row[i] for i in texts) for row in found.rows)
        twice = [row for row, count in seen.items() if count > 1]
        # A postcode may serve two places.
        if path.stem != "postcodes":
            assert not twice, f"{path.stem}: {twice[:5]}"
        for name in ("name", "word", "job", "root", "color"):
            if path.stem != "places" and name in (f.name for f in found.fields):
                values = [row[name] for row in rows(locale, path.stem)]
                assert len(set(values)) == len(values), f"{path.stem}.{name}"


@pytest.mark.parametrize("locale", LOCALES)
def test_names_are_in_the_script_of_the_language(locale):
    for name in ("first_names_female", "first_names_male", "last_names"):
        for row in rows(locale, name):
            assert in_script(locale, row["name"]), row
            assert ("latin" in row) == (locale[:2] in SCRIPTS)
            assert re.fullmatch(r"[A-Z][a-z]*", row.get("latin", "A")), row
    for name, field in [
            ("street_names", "name"), ("jobs", "job"), ("words", "word"), ("colors", "color"),
            ("places", "city"), ("places", "region"), ("company_roots", "root"),
            ("company_trades", "trade")]:
        for row in rows(locale, name):
            assert in_script(locale, row[field]), row


@pytest.mark.parametrize("locale", LOCALES)
def test_places_lie_in_the_country_in_their_zone(locale):
    boxes = UNITED_STATES if locale == "en_US" else countries.BY_LOCALE[locale].boxes
    places = rows(locale, "places")
    assert len(places) >= 100
    for row in places:
        north, east = float(row["latitude"]), float(row["longitude"])
        assert any(s <= north <= n and w <= east <= e for s, w, n, e in boxes), row
        zone = ZoneInfo(row["time_zone"])
        moments = [datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)]
        assert int(row["utc_offset"]) == min(m / timedelta(minutes=1) for m in moments), row
        wide = min(20, max(1, (int(row["population"]) / 10_000) ** 0.5))
        assert abs(float(row["radius_km"]) - wide) <= 0.0501, row


@pytest.mark.parametrize("locale", LOCALES)
def test_every_region_has_places_and_weighs_what_they_weigh(locale):
    name, code = ("states", "state_code") if locale == "en_US" else ("regions", "region_code")
    people = Counter()
    for row in rows(locale, "places"):
        people[row["region_code"]] += int(row["population"])
    found = {row[code]: int(row["population"]) for row in rows(locale, name)}
    assert found == people
    if locale != "en_US":
        labels = {(row["region"], row["region_code"]) for row in rows(locale, "places")}
        assert labels == {(row["region"], row["region_code"]) for row in rows(locale, name)}
        known = set(countries.BY_LOCALE[locale].regions.values())
        assert set(found) <= known


@pytest.mark.parametrize("locale", LOCALES)
def test_postcodes_have_the_national_form_and_are_dealt_out_in_order(locale):
    codes = [row["postcode"] for row in rows(locale, "postcodes")]
    for code in codes:
        assert re.fullmatch(POSTCODES[locale], code), code
    following = 0
    for row in rows(locale, "places"):
        assert int(row["first_postcode"]) == following and int(row["postcode_count"]) >= 1, row
        following += int(row["postcode_count"])
        own = codes[int(row["first_postcode"]):following]
        assert len(set(own)) == len(own), row
    assert following == len(codes)


# How far apart, in kilometres, places of one area may lie, and how far the next place may be whose
# area begins with the same two digits: an area that is joined to a town of the same name elsewhere
# lies further off. Numbers of the other countries tell too little of where they are.
AREA_SPANS = {
    "de_DE": (40, 60), "en_GB": (120, None), "hi_IN": (120, 500), "it_IT": (70, 100),
    "ja_JP": (150, 130), "nl_NL": (25, 40), "sv_SE": (90, 100),
}
# Alone with their first two digits, or on islands far from each other.
FAR_AREAS = {"395", "980", "997"}
# Towns that share their name with another, whose area is the wrong one in brackets (Ofcom, BNetzA,
# ACM, MIC of Japan, TRAI).
NAMESAKES = {
    "en_GB": {"Bury": "161", "Leigh": "1942", "Rossendale": "1706"},  # (1284, 1886)
    "de_DE": {  # (6348, 6534, 4953, 2735, 6397)
        "Offenbach": "69", "Mülheim an der Ruhr": "208", "Bünde": "5223", "Neunkirchen": "6821",
        "Leimen": "6224"},
    "nl_NL": {"Bergen (NH)": "72"},  # (164)
    "hi_IN": {"बिलासपुर": "7752", "विजयपुरा": "8352", "पाली": "2932"},  # (1978, 7853, 2142)
    "ja_JP": {"小野市": "794", "伊達市": "24", "小郡市": "942"},  # (779, 142, 83)
}


def where(row):
    return SimpleNamespace(latitude=float(row["latitude"]), longitude=float(row["longitude"]))


@pytest.mark.parametrize("locale", AREA_SPANS)
def test_no_area_is_that_of_a_town_of_the_same_name_elsewhere(locale):
    most_apart, next_digits = AREA_SPANS[locale]
    places = rows(locale, "places")
    for row in places:
        if row["area_code"] in FAR_AREAS:
            continue
        others = [
            (distance(where(row), where(o)), o["city"], o["area_code"]) for o in places
            if o is not row and o["area_code"][:2] == row["area_code"][:2]]
        same = [o for o in others if o[2] == row["area_code"]]
        assert not same or max(same)[0] <= most_apart, (row, max(same))
        if next_digits and others:
            assert min(others)[0] <= next_digits, (row, min(others))


@pytest.mark.parametrize("locale", NAMESAKES)
def test_namesakes_have_areas_of_their_own(locale):
    found = {row["city"]: row["area_code"] for row in rows(locale, "places")}
    for city, area in NAMESAKES[locale].items():
        # The lists of India hold the first digit of the subscriber as well.
        assert found[city].startswith(area) and len(found[city]) <= len(area) + 1, city


@pytest.mark.parametrize("locale", LOCALES)
def test_telephone_numbers_of_every_place_are_valid(locale):
    formats = patterns(locale)
    country = formats["country_code"]
    for row in rows(locale, "places"):
        for draw in range(12):
            digits = f"{draw * 104729 * 7919 % 10**8:08d}" if draw > 1 else str(9 * draw) * 8
            spare = iter(digits)
            line = "".join(next(spare) if c == "#" else c for c in row["phone_line"])
            parts = {"area": row["area_code"], "line": line}
            abroad = phonenumbers.parse(formats["phone"].format(**parts), None)
            home = phonenumbers.parse(formats["phone_national"].format(**parts), country)
            assert abroad == home, row
            assert phonenumbers.is_valid_number(abroad), (row, abroad)
            assert phonenumbers.region_code_for_number(abroad) == country, (row, abroad)


@pytest.mark.parametrize("locale", LOCALES)
def test_formats_name_parts_that_there_are(locale):
    formats = patterns(locale)
    assert set(formats) == {
        "full_name", "street_address", "postal_address", "phone", "phone_national", "company",
        "country", "country_code", "calling_code", "currency", "language"}
    for pattern in formats.values():
        names = re.findall(r"\{([a-z0-9_]+)(?::[1-9]\d*)?\}", pattern)
        assert set(names) <= PLACEHOLDERS
        assert len(names) == pattern.count("{") == pattern.count("}")
    row = {row["code"]: row for row in rows(locale, "countries")}[formats["country_code"]]
    assert row["country"] == formats["country"] and row["currency"] == formats["currency"]
    assert ("{suffix}" in formats["street_address"]) == (
        (FOLDER / locale / "street_suffixes.tsv").exists())


@pytest.mark.parametrize("locale", LOCALES)
def test_goods_have_ten_or_more_of_each_of_eight_or_more_categories(locale):
    counts = Counter(row["category"] for row in rows(locale, "products"))
    assert len(counts) >= 8 and min(counts.values()) >= 10, counts
    for row in rows(locale, "colors"):
        assert re.fullmatch(r"#[0-9a-f]{6}", row["hex"]), row
    domains = {row["domain"] for row in rows(locale, "email_domains")}
    assert domains == {"example.com", "example.net", "example.org"}


def test_compiled_locales_are_small():
    sizes = {
        path.stem: path.stat().st_size
        for path in (ROOT / "Sources" / "CVocabulary" / "locales").glob("*.dgv")}
    assert sorted(sizes) == LOCALES
    assert max(sizes.values()) <= 400_000 and sum(sizes.values()) <= 5_000_000, sizes
