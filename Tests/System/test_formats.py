"""Codes, addresses and points, against libraries that know nothing of how they are made."""

import ipaddress
import json
import math
import re
from urllib.parse import urlsplit

import polars as pl
import pytest
import stdnum.eu.vat
import stdnum.fi.hetu
import stdnum.gb.vat
import stdnum.no.fodselsnummer
import stdnum.tr.tckimlik
from conftest import ROOT
from schwifty import IBAN
from stdnum import ean, iban, isbn, luhn, mac, verhoeff
from stdnum.exceptions import ValidationError

ROWS = 10_000


def names(datagen, word):
    """The forms that the reference lists for a generator word."""
    reference = datagen.run("docs").stdout
    section = reference.split(f"### {word}\n", 1)[1].split("\n### ", 1)[0]
    listed = re.search(r"is one of (.*?); a list", section, re.S)[1]
    return re.findall(r"`([^`]+)`", listed)


def table(datagen, columns, rows=ROWS, head=""):
    body = "\n".join(f"      {name}: {generator}" for name, generator in columns.items())
    datagen.document(
        f"datagen: 1\nseed: 20261121\n{head}tables:\n  t:\n    rows: {rows}\n    columns:\n{body}\n",
        "formats.yaml")
    datagen.run("generate", "formats.yaml", "--out", "data", "--quiet", "--force")
    return pl.read_parquet(datagen.folder / "data/t.parquet")


def columns_of(datagen, word, unique=True):
    found = {}
    for name in names(datagen, word):
        found["plain " + name] = f'{{{word}: "{name}"}}'
        if unique:
            found["unique " + name] = f'{{{word}: "{name}", unique: true}}'
    return found


def is_valid(check, value):
    try:
        check(value)
        return True
    except (ValidationError, ValueError, AssertionError):
        return False


def damaged(value):
    """One digit changed, the last one that is no check digit of most."""
    place = max(index for index, letter in enumerate(value[:-3]) if letter.isdigit())
    return value[:place] + str((int(value[place]) + 1) % 10) + value[place + 1:]


def assert_checked(data, check, accepted=0.0):
    """Every value is valid; of one in ten damaged ones at most the stated share is."""
    for name in data.columns:
        values = data[name].to_list()
        kind, form = name.split(" ", 1)
        if kind == "unique":
            assert len(set(values)) == len(values), name
            values = values[::10]
        for value in values:
            assert is_valid(lambda text: check(form, text), value), (name, value)
        sample = values[::10]
        wrong = sum(is_valid(lambda text: check(form, text), damaged(value)) for value in sample)
        assert wrong <= accepted * len(sample), (name, wrong)


def check_iban(country, value):
    iban.validate(value)
    assert value.startswith(country)


def test_bank_accounts(datagen):
    forms = names(datagen, "iban")
    assert len(forms) >= 89 and forms == sorted(forms)
    assert_checked(table(datagen, columns_of(datagen, "iban")), check_iban)


@pytest.mark.filterwarnings("ignore::Warning")
def test_check_digits_within_bank_accounts(datagen):
    forms = [f for f in names(datagen, "iban") if f in (
        "BA", "BE", "CZ", "EE", "ES", "FI", "FR", "IS", "IT", "MC", "ME", "MK", "MR", "NO", "PL",
        "PT", "RS", "SI", "SK", "SM", "TL", "TN")]
    assert len(forms) == 22
    data = table(datagen, {form: f"{{iban: {form}}}" for form in forms}, rows=1_000)
    for form in forms:
        for value in data[form]:
            IBAN(value, validate_bban=True)


def check_vat(country, value):
    if country == "XI":
        stdnum.gb.vat.validate(value)
    else:
        stdnum.eu.vat.validate(value)
    assert value.startswith("EL" if country == "GR" else country)


def test_vat_numbers(datagen):
    forms = names(datagen, "vat")
    assert set(forms) == {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "GR", "ES", "FI", "FR", "HR", "HU", "IE",
        "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI"}
    # Two rules hold in the Netherlands, and remainders that have no digit are written as another.
    assert_checked(table(datagen, columns_of(datagen, "vat")), check_vat, accepted=0.15)


def check_national_id(country, value):
    digits = value.replace(" ", "")
    if country == "CA":
        luhn.validate(digits)
        assert digits[0] == "0"
    elif country == "FI":
        stdnum.fi.hetu.validate(value, allow_temporary=True)
        assert not stdnum.fi.hetu.is_valid(value)
    elif country == "GB":
        assert re.fullmatch(r"Q[A-Z]\d{6}[A-D]", value)
    elif country == "IN":
        verhoeff.validate(value)
        assert len(value) == 12 and value[0] in "01"
    elif country == "NO":
        assert value[-2] == stdnum.no.fodselsnummer.calc_check_digit1(value)
        assert value[-1] == stdnum.no.fodselsnummer.calc_check_digit2(value)
        assert 81 <= int(value[2:4]) <= 92 and not stdnum.no.fodselsnummer.is_valid(value)
    elif country == "TR":
        assert stdnum.tr.tckimlik.calc_check_digits(value) == value[-2:] and value[0] == "0"
    elif country == "US":
        assert re.fullmatch(r"9\d\d-(0[1-9]|[1-4]\d)-(?!0000)\d{4}", value)
    else:
        raise AssertionError(f"no check for {country}")


def test_national_ids_are_never_issued(datagen):
    columns = columns_of(datagen, "national_id")
    data = table(datagen, columns)
    unchecked = [name for name in data.columns if name[-2:] in ("GB", "US")]
    assert_checked(data.drop(unchecked), check_national_id)
    for name in unchecked:
        for value in data[name]:
            check_national_id(name[-2:], value)


def check_ean(length, value):
    ean.validate(value)
    assert len(value) == int(length)


def test_articles_and_books(datagen):
    assert_checked(table(datagen, columns_of(datagen, "ean")), check_ean)
    assert_checked(
        table(datagen, columns_of(datagen, "isbn")), lambda length, value: isbn.validate(value))


def test_cards_agree(datagen):
    data = table(datagen, {
        "brand": "{card: brand}", "number": "{card: number, unique: true}",
        "code": "{card: code}", "expiry": "{card: expiry}",
        "other": "{card: brand, brands: [Visa, JCB], of: other}",
        "other_number": "{card: number, brands: [Visa, JCB], of: other}",
    }, head="timeframe: {from: 2024-01-01, to: 2024-12-31}\n")
    starts = {
        "American Express": ("378282", "371449"), "Diners Club": ("305693",),
        "Discover": ("601111",), "JCB": ("356600",), "Mastercard": ("555555", "222300"),
        "UnionPay": ("620000",), "Visa": ("411111", "424242")}
    for brand, number, code, expiry in data.select("brand", "number", "code", "expiry").rows():
        luhn.validate(number)
        assert not luhn.is_valid(damaged(number))
        assert number.startswith(starts[brand])
        assert len(code) == (4 if brand == "American Express" else 3)
        month, year = map(int, expiry.split("/"))
        assert 1 <= month <= 12 and (2025, 1) <= (2000 + year, month) <= (2029, 12)
    assert set(data["brand"]) == set(starts)
    for brand, number in data.select("other", "other_number").rows():
        assert number.startswith(starts[brand]) and brand in ("Visa", "JCB")
    assert data["number"].n_unique() == ROWS


def test_forms_by_column(datagen):
    data = table(datagen, {
        "country": "{choice: {DE: 1, FR: 2, SE: 3}, missing: 10%}", "iban": "{iban: = country}",
        "vat": "{vat: = country}", "ids": "{iban: {NO: 25%, ES: 75%}, unique: true}"})
    for country, account, vat in data.select("country", "iban", "vat").rows():
        if country is None:
            assert account is None and vat is None
        else:
            check_iban(country, account)
            check_vat(country, vat)
    share = data["ids"].str.starts_with("NO").mean()
    # Within 5 standard errors of a quarter.
    assert abs(share - 0.25) < 5 * math.sqrt(0.25 * 0.75 / ROWS)
    assert data["ids"].n_unique() == ROWS


def test_addresses_lie_in_their_blocks(datagen):
    data = table(datagen, {
        "four": "{ipv4: documentation}", "inside": "{ipv4: private}",
        "block": "{ipv4: 10.20.0.0/16, unique: true}", "one": "{ipv4: 192.0.2.7}",
        "mixed": "{ipv4: {10.1.0.0/24: 90%, 10.2.0.0/24: 10%}}",
        "six": "{ipv6: documentation, unique: true}", "local": "{ipv6: private}",
        "some": '{ipv6: "2001:db8:0:7::/120"}', "mac": "{mac: colons, unique: true}"})
    documentation = [ipaddress.ip_network(n) for n in
                     ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
    for value in map(ipaddress.ip_address, data["four"]):
        assert any(value in n and value not in (n[0], n[-1]) for n in documentation)
    assert all(ipaddress.ip_address(value).is_private for value in data["inside"])
    assert all(ipaddress.ip_address(v) in ipaddress.ip_network("10.20.0.0/16") for v in data["block"])
    assert data["block"].n_unique() == data["six"].n_unique() == data["mac"].n_unique() == ROWS
    assert set(data["one"]) == {"192.0.2.7"}
    share = data["mixed"].str.starts_with("10.2.").mean()
    assert abs(share - 0.1) < 5 * math.sqrt(0.1 * 0.9 / ROWS)
    for name, block in (("six", "2001:db8::/32"), ("local", "fd00::/8"),
                        ("some", "2001:db8:0:7::/120")):
        for value in data[name]:
            address = ipaddress.IPv6Address(value)
            # The text is the canonical one, RFC 5952.
            assert address in ipaddress.ip_network(block) and str(address) == value
    for value in data["mac"]:
        mac.validate(value)
        assert mac.is_locally_administered(value) and mac.is_unicast(value)


def test_pages_browsers_and_files_agree(datagen):
    data = table(datagen, {
        "domain": "{web: domain}", "host": "{web: host}", "path": "{web: path}", "url": "{web: url}",
        "agent": "{user_agent: text}", "browser": "{user_agent: browser}",
        "version": "{user_agent: version}", "name": "{file: name}", "full": "{file: path}",
        "extension": "{file: extension}", "mime": "{file: mime}"})
    reserved = (".example", ".test", ".example.com", ".example.net", ".example.org")
    marks = {"Chrome": "Chrome/{}.", "Edge": "Edg/{}.", "Firefox": "Firefox/{}.", "Opera": "OPR/{}.",
             "Safari": "Version/{}.", "Samsung Internet": "SamsungBrowser/{}."}
    for row in data.iter_rows(named=True):
        url = urlsplit(row["url"])
        assert url.scheme == "https" and url.netloc == row["host"] and url.path == row["path"]
        assert row["host"].endswith("." + row["domain"]) and row["domain"].endswith(reserved)
        assert marks[row["browser"]].format(row["version"]) in row["agent"]
        assert row["full"].endswith("/" + row["name"])
        assert row["name"].endswith("." + row["extension"])
    assert data.group_by("extension").agg(pl.col("mime").n_unique())["mime"].max() == 1


def distance(a, b, c, d):
    """Kilometres on the sphere, by the haversine."""
    a, b, c, d = map(math.radians, (a, b, c, d))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def inside(point, corners):
    """By the number of sides that a ray to the east meets."""
    (north, east), met = point, False
    for (a, b), (c, d) in zip(corners, corners[1:] + corners[:1]):
        if (a > north) != (c > north) and east < b + (north - a) * (d - b) / (c - a):
            met = not met
    return met


GEOHASH = "0123456789bcdefghjkmnpqrstuvwxyz"


def geohash_box(text):
    ranges = [[-180.0, 180.0], [-90.0, 90.0]]
    bits = "".join(f"{GEOHASH.index(letter):05b}" for letter in text)
    for index, bit in enumerate(bits):
        own = ranges[index % 2]
        own[bit == "0"] = (own[0] + own[1]) / 2
    return ranges


def test_points_lie_where_they_should(datagen):
    corners = [[50.0, 8.0], [52.0, 8.0], [52.0, 12.0], [51.0, 9.0], [50.0, 12.0]]
    data = table(datagen, {
        "lat": f"{{point: latitude, polygon: {json.dumps(corners)}}}",
        "lon": f"{{point: longitude, polygon: {json.dumps(corners)}}}",
        "north": "{uniform: {from: 84, to: 90}}", "east": "{uniform: {from: -180, to: 180}}",
        "la": "{point: latitude, around: [= north, = east], radius: 800, of: near}",
        "lo": "{point: longitude, around: [= north, = east], radius: 800, of: near}",
        "cell": "{geohash: 7, latitude: = la, longitude: = lo}", "any": "{geohash: 4, unique: true}"})
    assert all(inside(point, corners) for point in data.select("lat", "lon").rows())
    # Of the whole area of 5 square degrees, the part west of the ninth meridian is 2.
    share = (data["lon"] < 9).mean()
    assert abs(share - 0.4) < 5 * math.sqrt(0.4 * 0.6 / ROWS)
    far = [distance(*row) for row in data.select("north", "east", "la", "lo").rows()]
    assert max(far) <= 800 * (1 + 1e-9)
    # A cap's area within half its radius is about a quarter.
    expected = math.sin(200 / 6371.0088) ** 2 / math.sin(400 / 6371.0088) ** 2
    share = sum(d <= 400 for d in far) / ROWS
    assert abs(share - expected) < 5 * math.sqrt(expected * (1 - expected) / ROWS)
    for la, lo, cell in data.select("la", "lo", "cell").rows():
        (west, east), (south, north) = geohash_box(cell)
        assert west <= lo <= east and south <= la <= north
    assert data["any"].n_unique() == ROWS


def test_a_form_that_a_row_tells_wrongly_is_named(datagen):
    datagen.document(
        "datagen: 1\ntables:\n  t:\n    rows: 9\n    columns:\n"
        "      c: {pattern: 'D[EX]'}\n      a: {iban: = c}\n", "wrong.yaml")
    said = datagen.run("generate", "wrong.yaml", "--out", "x", "--quiet", code=2).stderr
    assert "'DX' is no country of 'iban'" in said and "unknown-variant" in said


def test_combinations_stand_once(datagen):
    columns = {
        "store": "{choice: [a, b, c, d, e]}", "day": "{date: {from: 2024-01-01, to: 2024-04-09}}",
        "shelf": "{integer: {from: 1, to: 6}, type: int16}", "code": '{pattern: "[xy]z?"}'}
    datagen.document(
        "datagen: 1\nseed: 20261121\ntables:\n  t:\n    rows: 12_000\n"
        "    unique: [store, day, shelf, code]\n    columns:\n"
        + "".join(f"      {name}: {generator}\n" for name, generator in columns.items()), "all.yaml")
    datagen.run("generate", "all.yaml", "--out", "data", "--quiet")
    # As many rows as there are combinations: each stands once.
    data = pl.read_parquet(datagen.folder / "data/t.parquet")
    assert data.unique().height == 12_000
    for name, count in (("store", 5), ("day", 100), ("shelf", 6), ("code", 4)):
        assert data[name].n_unique() == count
    said = datagen.run("check", "all.yaml", "--rows", "t=12001", code=2)
    assert "12001 rows" in said.stdout + said.stderr and "1 too few" in said.stdout + said.stderr
    # Fewer rows are spread over all of them, and are the same rows.
    datagen.run("generate", "all.yaml", "--out", "part", "--quiet", "--rows", "t=1000")
    part = pl.read_parquet(datagen.folder / "part/t.parquet")
    assert part.equals(data.head(1000)) and part["day"].n_unique() == 100


def test_gallery_of_formats():
    for name in ("codes.yaml", "network.yaml", "geo.yaml"):
        assert (ROOT / "examples/values" / name).is_file()
