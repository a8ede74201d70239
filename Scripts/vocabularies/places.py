"""Places of a country: their names, regions, coordinates, telephone areas and postcodes."""

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import facts
import phones

MOST_POSTCODES = 24


@dataclass
class Place:
    label: str
    city: facts.City
    region: str
    code: str
    postcodes: list
    area: str = ""
    line: str = ""
    row: list = field(default_factory=list)


def distance(a, b):
    """Kilometres between two things with latitude and longitude, on a sphere."""
    north = math.radians(a.latitude - b.latitude)
    mean = math.radians((a.latitude + b.latitude) / 2)
    east = math.radians(a.longitude - b.longitude) * math.cos(mean)
    return 6371 * math.hypot(north, east)


def radius(population):
    """Kilometres around the centre in which addresses lie."""
    return min(20, max(1, math.sqrt(population / 10_000)))


def standard_offset(time_zone):
    """Minutes east of Greenwich when no summer time is in force."""
    zone = ZoneInfo(time_zone)
    moments = [datetime(2026, month, 1, tzinfo=zone) for month in (1, 7)]
    return min(int(m.utcoffset() / timedelta(minutes=1)) for m in moments)


def spread(codes, most=MOST_POSTCODES):
    """At most `most` of the codes, evenly over all of them."""
    codes = sorted(set(codes))
    if len(codes) <= most:
        return codes
    return [codes[i * len(codes) // most] for i in range(most)]


class PostalNames:
    """Which postcodes belong to a name near a point."""

    def __init__(self, country):
        self.places = defaultdict(list)
        for place in facts.postal_places(country):
            if "cedex" in place.name.lower():
                continue
            name = re.sub(r"^(Paris|Lyon|Marseille) \d\d$", r"\1", place.name)
            self.places[name].append(place)

    def find(self, city):
        """The spelling of a city that the post uses and its postcodes, or nothing."""
        found = {}
        for name in sorted(city.names & self.places.keys()):
            near = [p for p in self.places[name] if distance(p, city) < 25]
            if near:
                found[name] = [p.postcode for p in near]
        if not found:
            return None
        name = max(found, key=lambda n: (len(found[n]), n == city.name, n))
        return name, spread(found[name])


def named_places(country):
    """Places of which the post knows the name."""
    postal, names = PostalNames(country.code), facts.subdivisions(country.language)
    result, seen = [], set()
    for city in facts.cities(country.code, 1000):
        code = country.regions.get(city.admin)
        wanted = len(result) < country.most and city.population >= country.least
        if code is None or not wanted and any(p.code == code for p in result):
            continue
        found = postal.find(city)
        if not found or (found[0], code) in seen or found[0] in country.exclude:
            continue
        seen.add((found[0], code))
        result.append(Place(found[0], city, region_name(country, names, code), code, found[1]))
    return result


def region_name(country, names, code):
    name = names[(country.code + code).lower()]
    for part in country.drop:
        name = name.replace(part, "")
    return name


def japanese_places(country):
    """Cities of Japan and wards of Tokyo, as the post writes them."""
    postal, names = facts.japanese_postcodes(), facts.subdivisions("ja")
    result, seen = [], set()
    for city in facts.cities("JP", 15000):
        code = country.regions[city.admin]
        region = names["jp" + code]
        spellings = {n + s for n in city.names for s in ("", "市", "区")}
        found = sorted(n for n in spellings if (region, n) in postal and n[-1] in "市区")
        if not found or (region, found[0]) in seen or len(result) >= country.most:
            continue
        seen.add((region, found[0]))
        result.append(Place(found[0], city, region, code, spread(postal[region, found[0]])))
    return result


def area_spellings(country, name):
    """What a named area may be called, the surest first."""
    plain = re.sub(r"( - |, )[A-Z]{2}$", "", name)
    if country.code == "CN":
        plain = re.sub(r"^.*?(省|自治区)", "", plain)
    parts = [part.split(",")[0] for part in re.split(r"[/、–]", plain)]
    return [plain], parts, [part.split(" ")[0] for part in parts]


def area_keys(country):
    """Area codes by the names of places they serve, the surest first."""
    result = defaultdict(dict)
    for area, names in phones.areas(country.code, country.calling_code).items():
        for name, count in names.items():
            for level, spellings in enumerate(area_spellings(country, name)):
                for part in filter(None, map(facts.key, spellings)):
                    best = result[part].get(area, (9, 0))
                    result[part][area] = min(best, (level, -count))
    return {name: sorted(found, key=lambda a: (found[a], a)) for name, found in result.items()}


def area_names(country, place):
    """Spellings under which a place may be among the areas."""
    names = [place.label, place.label.rstrip("市"), place.city.name]
    if country.code != "JP":
        names += sorted(place.city.names)
    return [facts.key(name) for name in names]


def fixed_area(country, place):
    """Areas that no name tells."""
    if place.label in country.areas:
        return country.areas[place.label]
    if country.code == "JP" and place.label.endswith("区"):
        return "3"
    if country.code == "TR" and place.code == "34":
        return "216" if place.city.longitude > 29.03 else "212"
    return ""


def assign_areas(country, places):
    """Gives every place the area of its name; where there is none, that of the nearest place."""
    keys, lines = area_keys(country), {}

    def line(area):
        if area not in lines:
            lines[area] = phones.line_of(country.code, country.calling_code, area)
        return lines[area]

    centres = {1: defaultdict(list), 2: defaultdict(list)}
    for place in places:
        place.area = fixed_area(country, place) or next(
            (a for n in area_names(country, place) for a in keys.get(n, []) if line(a)), "")
        for length, found in centres.items():
            found[place.area[:length]].append(place.city)
    for place in places:
        # The same name far from others of its first digits is another town of that name.
        for length, limit in ((1, country.area_spans[0]), (2, country.area_spans[1])):
            near = sorted(distance(c, place.city) for c in centres[length][place.area[:length]])
            if place.area and len(near) > 4 and near[len(near) // 2] > limit:
                place.area = ""
    known = [p for p in places if p.area]
    for place in places:
        if not place.area:
            same = [p for p in known if p.code == place.code] or known
            place.area = min(same, key=lambda p: (distance(p.city, place.city), p.label)).area
        place.line = line(place.area)


def rows(places):
    """Rows of the lists places and postcodes."""
    codes, result = [], []
    for place in places:
        city = place.city
        result.append([
            place.label, place.region, place.code, f"{city.latitude:.4f}",
            f"{city.longitude:.4f}", f"{radius(city.population):.1f}", city.time_zone,
            standard_offset(city.time_zone), place.area, place.line, len(codes),
            len(place.postcodes), city.population])
        codes += [[code] for code in place.postcodes]
    return result, codes


def of(country, sections):
    """The places of a country."""
    if country.code == "JP":
        return japanese_places(country)
    return named_places(country)
