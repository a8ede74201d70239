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
# Areas of France by region; Languedoc, in the east of Occitanie, has that of the south-east.
FRENCH_AREAS = dict(IDF="1", PDL="2", NOR="2", BRE="2", CVL="2", HDF="3", GES="3", BFC="3", ARA="4",
                    PAC="4", COR="4", NAQ="5", OCC="5")
LANGUEDOC = ("11", "30", "34", "48", "66")
# Areas of Saudi Arabia by region (CITC, national numbering plan).
SAUDI_AREAS = {"01": "11", "02": "12", "03": "14", "04": "13", "05": "16", "06": "16", "07": "14",
               "08": "14", "09": "17", "10": "17", "11": "17", "12": "14", "14": "17"}
# Letters of the second half of British codes, and pairs of letters in Dutch ones.
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
DUTCH_PAIRS = ["AB", "BC", "CD", "DE", "EG", "GH", "HJ", "KL", "LM", "NP", "RS", "TV"]
# Provinces of China by the first digits of the national codes of divisions (GB/T 2260).
CHINESE_CODES = dict(pair.split(":") for pair in (
    "11:BJ 12:TJ 13:HE 14:SX 15:NM 21:LN 22:JL 23:HL 31:SH 32:JS 33:ZJ 34:AH 35:FJ 36:JX 37:SD 41:HA "
    "42:HB 43:HN 44:GD 45:GX 46:HI 50:CQ 51:SC 52:GZ 53:YN 54:XZ 61:SN 62:GS 63:QH 64:NX 65:XJ"
).split())


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


def without_strays(codes, length=2, least=0.05):
    """Without the few codes that begin unlike the others: villages that share a city's name."""
    counts = Counter(code[:length] for code in codes)
    return [code for code in codes if counts[code[:length]] >= least * len(codes)]


class PostalNames:
    """Which postcodes belong to a name near a point."""

    def __init__(self, country):
        self.near = country.near
        self.places = defaultdict(list)
        for place in facts.postal_places(country.code):
            # Codes of large receivers; and 75000, which stands for no part of Paris.
            if "CEDEX" in place.postcode or place.name in ("Paris", "Lyon", "Marseille"):
                continue
            name = re.sub(r"^(Paris|Lyon|Marseille) \d\d$", r"\1", place.name)
            self.places[name].append(place)

    def find(self, city):
        """The spelling of a city that the post uses and its postcodes, or nothing."""
        found = {}
        for name in sorted(city.names & self.places.keys()):
            near = [p for p in self.places[name] if distance(p, city) < self.near]
            if near:
                found[name] = [p.postcode for p in near]
        if not found:
            return None
        name = max(found, key=lambda n: (len(found[n]), n == city.name, n))
        return name, without_strays(found[name])


def named_places(country):
    """Places of which the post knows the name."""
    postal, names = PostalNames(country), facts.subdivisions(country.language)
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
        codes = postcodes_of(country, city, found[1])
        result.append(Place(found[0], city, region_name(country, names, code), code, codes))
    return result


def postcodes_of(country, city, codes):
    """Postcodes of a city from those the post's list has for it."""
    if country.code == "NL":
        pairs = DUTCH_PAIRS if len(codes) < 3 else DUTCH_PAIRS[::4]
        codes = [f"{code} {pair}" for code in codes for pair in pairs]
    if country.code == "BR" and city.population >= 60_000:
        # The list has the first code of a city; its range ends before the first of the next.
        first = int(min(codes).replace("-", ""))
        after = [int(p.postcode.replace("-", "")) for p in facts.postal_places("BR")]
        span = min(code for code in after if code > first) - first
        inside = [first + span * i // (MOST_POSTCODES + 2) // 10 * 10 for i in
                  range(1, MOST_POSTCODES + 1)]
        codes = [f"{code // 1000:05d}-{code % 1000:03d}" for code in inside]
    return spread(codes)


def region_name(country, names, code):
    name = country.names.get(code) or names[(country.code + code).lower()]
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


def thinned(country, least):
    """Cities without the quarters and suburbs inside a larger one of the same region."""
    result = []
    for city in facts.cities(country.code, least):
        inside = any(
            o.admin == city.admin and distance(o, city) < radius(o.population) for o in result)
        if city.admin in country.regions and not inside and city.name not in country.exclude:
            result.append(city)
    return result


def by_distance(country):
    """The points of a country's post, each with its distance to a city, the nearest first."""
    points = facts.postal_places(country.code)

    def nearest(city, limit):
        near = [(distance(p, city), p) for p in points
                if abs(p.latitude - city.latitude) < limit / 100]
        return [p for d, p in sorted(near, key=lambda x: (x[0], x[1].postcode)) if d < limit]
    return nearest


def british_places(country):
    """British towns with codes made of the outward codes around them."""
    nearest, names = by_distance(country), facts.subdivisions("en")
    result, seen = [], set()
    for city in thinned(country, country.least):
        near = nearest(city, radius(city.population) + 4)
        letters = Counter(re.match(r"[A-Z]+", p.postcode)[0] for p in near[:7])
        if not letters or city.name in seen or len(result) >= country.most:
            continue
        main = {max(sorted(letters), key=letters.get)}
        if city.name == "London":
            main = {"E", "EC", "N", "NW", "SE", "SW", "W", "WC"}
        outward = spread(p.postcode for p in near if re.match(r"[A-Z]+", p.postcode)[0] in main)
        each = max(1, MOST_POSTCODES // len(outward))
        codes = [
            f"{code} {(i * 7 + n * 3) % 9 + 1}{INWARD[(i * 5 + n * 3) % 20]}"
            f"{INWARD[(i * 11 + n * 7 + 4) % 20]}"
            for i, code in enumerate(outward) for n in range(each)]
        seen.add(city.name)
        code = country.regions[city.admin]
        result.append(Place(city.name, city, names["gb" + code.lower()], code, spread(codes)))
    return result


def turkish_places(country):
    """Turkish towns; the first two digits of a postcode are the number of the province."""
    nearest, names = by_distance(country), facts.subdivisions("tr")
    result, seen = [], set()
    for city in thinned(country, country.least):
        code = country.regions[city.admin]
        label = country.names.get(city.name, city.name)
        codes = [p.postcode for p in nearest(city, 40) if p.postcode.startswith(code)]
        if not codes or (label, code) in seen or len(result) >= country.most:
            continue
        seen.add((label, code))
        region = names["tr" + code].replace(country.drop[0], "")
        result.append(Place(label, city, region, code, spread(codes[:60], 12)))
    return result


def chinese_places(country):
    """Prefecture-level cities of China with postcodes of the towns nearest to their centre."""
    nearest, names = by_distance(country), facts.subdivisions("zh")
    known = {(name, CHINESE_CODES[code]) for name, code, _, _ in facts.chinese_cities()}
    result, seen = [], set()
    for city in facts.cities("CN", 15000):
        code = country.regions.get(city.admin)
        found = sorted(
            n for n in {s + "市" * (not s.endswith("市")) for s in city.names} if (n, code) in known)
        near = nearest(city, 60)
        if not found or (found[0], code) in seen or not near:
            continue
        seen.add((found[0], code))
        own = [p for p in near if p.name in city.names] or near[:1]
        digits = country.names.get(found[0]) or own[0].postcode[:4]
        codes = [p.postcode for p in near if p.postcode.startswith(digits)]
        codes = codes or [f"{digits}{tail}" for tail in ("00", "10", "20")]
        result.append(Place(found[0], city, names["cn" + code.lower()], code, spread(codes, 8)))
    return result


def written_places(country, sections, postcodes):
    """Places whose names are written for this project, by their names in GeoNames."""
    labels = dict(re.split("=", piece) for piece in re.split(r"[|\n]", sections["cities"]) if piece)
    names, result, seen = facts.subdivisions(country.language), [], set()
    for city in facts.cities(country.code, country.least):
        code = country.regions.get(city.admin)
        label = labels.get(f"{city.name} ({city.admin})") or labels.get(city.name)
        if code is None or label is None or label in seen or len(result) >= country.most:
            continue
        codes = postcodes(city, code)
        if codes:
            seen.add(label)
            name = region_name(country, names, code)
            result.append(Place(label, city, name, code, spread(codes)))
    missing = set(labels.values()) - seen
    if missing:
        print(f"{country.code}: no place for {', '.join(sorted(missing))}")
    return result


def indian_postcodes(country):
    nearest = by_distance(country)

    def postcodes(city, _):
        near = nearest(city, radius(city.population) + 4) or nearest(city, 25)
        near = near[:200]
        digits = Counter(p.postcode[:3] for p in near[:15]).most_common(1)
        return [p.postcode for p in near if p.postcode[:3] == digits[0][0]] if digits else []
    return postcodes


def saudi_postcodes(sections):
    """Codes inside the two digits that the national address system gives a city or region."""
    prefixes = dict(line.split(": ") for line in sections["postcodes"].splitlines())

    def postcodes(city, code):
        starts = (prefixes.get(city.name) or prefixes[code]).split()
        each = MOST_POSTCODES // len(starts)
        # Towns of one region get different codes inside it.
        return [f"{start}{(city.id * 37 + i * 41) % 1000:03d}" for start in starts
                for i in range(each)]
    return postcodes


def area_spellings(country, name):
    """What a named area may be called, the surest first."""
    plain = re.sub(r"( - |, )[A-Z]{2}$", "", name)
    if country.code == "CN":
        plain = re.sub(r"^.*?(省|自治区)", "", plain)
    between = r"[/、–-]" if country.code == "SE" else r"[/、–]"
    parts = [part.split(",")[0] for part in re.split(between, plain)]
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
    if country.code == "TR":
        return [facts.key(place.region)]
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
    if country.code == "FR":
        east = place.postcodes[0][:2] in LANGUEDOC
        return "4" if east else FRENCH_AREAS[place.code]
    if country.code == "SA":
        return SAUDI_AREAS[place.code]
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
        if fixed_area(country, place):
            continue
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
    kinds = {"JP": japanese_places, "GB": british_places, "TR": turkish_places,
             "CN": chinese_places}
    if country.code == "IN":
        return written_places(country, sections, indian_postcodes(country))
    if country.code == "SA":
        return written_places(country, sections, saudi_postcodes(sections))
    return kinds.get(country.code, named_places)(country)
