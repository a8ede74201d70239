"""Places of a country: their names, regions, coordinates, telephone areas and postcodes."""

import re
from collections import Counter
from dataclasses import dataclass

import facts
from earth import distance, radius, standard_offset
from postal import (
    INWARD, MOST_POSTCODES, PostalNames, by_distance, indian_postcodes, postcodes_of,
    saudi_postcodes, spread)

# Provinces of China by the first digits of the national codes of divisions (GB/T 2260).
CHINESE_CODES = dict(pair.split(":") for pair in (
    "11:BJ 12:TJ 13:HE 14:SX 15:NM 21:LN 22:JL 23:HL 31:SH 32:JS 33:ZJ 34:AH 35:FJ 36:JX 37:SD "
    "41:HA 42:HB 43:HN 44:GD 45:GX 46:HI 50:CQ 51:SC 52:GZ 53:YN 54:XZ 61:SN 62:GS 63:QH 64:NX 65:XJ"
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
        if not codes:
            continue
        result.append(Place(found[0], city, region_name(country, names, code), code, codes))
    return result


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
