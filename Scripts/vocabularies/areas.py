"""Which telephone area a place has."""

import re
from collections import defaultdict

import facts
import phones
from earth import distance

# Areas of France by region; Languedoc, in the east of Occitanie, has that of the south-east.
FRENCH_AREAS = dict(IDF="1", PDL="2", NOR="2", BRE="2", CVL="2", HDF="3", GES="3", BFC="3", ARA="4",
                    PAC="4", COR="4", NAQ="5", OCC="5")
LANGUEDOC = ("11", "30", "34", "48", "66")
# Areas of Saudi Arabia by region (CITC, national numbering plan).
SAUDI_AREAS = {"01": "11", "02": "12", "03": "14", "04": "13", "05": "16", "06": "16", "07": "14",
               "08": "14", "09": "17", "10": "17", "11": "17", "12": "14", "14": "17"}
# Areas of Spain by province, as the first two digits of a postcode name them (CNMC, national
# numbering plan).
SPANISH_AREAS = dict(pair.split(":") for pair in (
    "01:945 02:967 03:965 04:950 05:920 06:924 07:971 08:93 09:947 10:927 11:956 12:964 13:926 "
    "14:957 15:981 16:969 17:972 18:958 19:949 20:943 21:959 22:974 23:953 24:987 25:973 26:941 "
    "27:982 28:91 29:952 30:968 31:948 32:988 33:985 34:979 35:928 36:986 37:923 38:922 39:942 "
    "40:921 41:954 42:975 43:977 44:978 45:925 46:963 47:983 48:944 49:980 50:976 51:956 52:952"
).split())

# Regions of India by the other one whose telephone circle they are, or were, part of.
CIRCLES = {"CH": "PB", "CT": "MP", "JH": "BR", "PY": "TN", "SK": "WB", "TG": "AP", "UT": "UP"}


def area_spellings(country, name):
    """What a named area may be called, the surest first."""
    if country.code == "BR":
        # Names end in the state, which tells towns of one name apart.
        return [name], [], []
    plain = re.sub(r", [A-Z]{2}$", "", name)
    if country.code == "CN":
        plain = re.sub(r"^.*?(省|自治区)", "", plain)
    between = r"[/、–-]" if country.code == "SE" else r"[/、–]"
    parts = [part.split(",")[0] for part in re.split(between, plain)]
    return [plain], parts, [part.split(" ")[0] for part in parts]


def area_keys(country):
    """Areas by the names of places they serve, each with that whole name, the surest first."""
    result = defaultdict(dict)
    for area, names in phones.areas(country.code, country.calling_code).items():
        for name, count in names.items():
            for level, spellings in enumerate(area_spellings(country, name)):
                for part in filter(None, map(facts.key, spellings)):
                    rank = (level, -count, len(area), area)
                    known = result[part].get((area, name))
                    result[part][area, name] = min(known or rank, rank)
    return {part: sorted(found, key=lambda a: (found[a], a[1])) for part, found in result.items()}


def area_names(country, place):
    """Spellings under which a place may be among the areas."""
    if country.code == "TR":
        return [facts.key(place.region)]
    if country.code == "BR":
        return [facts.key(place.label + place.code)]
    names = [place.label, place.label.rstrip("市"), place.city.name]
    if country.code != "JP":
        names += sorted(place.city.names)
    return [facts.key(name) for name in names]


def fixed_area(country, place):
    """Areas that no name tells."""
    for name in (f"{place.label} {place.code}", place.label, place.region):
        if name in country.areas:
            return country.areas[name]
    if country.code == "JP" and place.label.endswith("区"):
        return "3"
    if country.code == "ES":
        return SPANISH_AREAS[place.postcodes[0][:2]]
    if country.code == "FR":
        east = place.postcodes[0][:2] in LANGUEDOC
        return "4" if east else FRENCH_AREAS[place.code]
    if country.code == "SA":
        return SAUDI_AREAS[place.code]
    if country.code == "TR" and place.code == "34":
        return "216" if place.city.longitude > 29.03 else "212"
    return ""


class Homonyms:
    """Tells the town that an area is named after from others of its name."""

    # Further from the place, in kilometres, a town of the area's name is another one.
    FAR = 60

    def __init__(self, country):
        self.country = country
        self.towns = defaultdict(list)
        for city in facts.cities(country.code, 500):
            for name in {facts.key(name) for name in city.names}:
                self.towns[name].append(city)
        prefix = country.code.lower()
        self.regions = {
            facts.key(name): code.removeprefix(prefix).upper()
            for code, name in facts.subdivisions("en").items() if code.startswith(prefix)}
        self.told = {
            area: set(filter(None, map(self.region_told, names)))
            for area, names in phones.areas(country.code, country.calling_code).items()}

    def region_told(self, name):
        """The code of the region behind a name: 21 of 'Ono, Gifu'."""
        town, _, region = name.rpartition(", ")
        return self.regions.get(facts.key(region)) if town else None

    def is_other(self, place, area, name):
        """Whether an area of that whole name is not the place's."""
        if self.country.code == "TR":  # Areas are provinces.
            return False
        if self.country.code == "GB" and (area == "28") != (place.code == "NIR"):
            return True
        told = self.told[area]
        if told and not told & {place.code, CIRCLES.get(place.code)}:
            return True
        towns = self.towns.get(facts.key(name.rsplit(", ", 1)[0]), [])
        return bool(towns) and all(distance(t, place.city) > self.FAR for t in towns)


def area_of_name(country, place, keys, homonyms, line):
    """The surest area with one of the place's names, one that is spelt alike before others."""
    for spelling in area_names(country, place):
        found = [
            (area, name) for area, name in keys.get(spelling, [])
            if line(area) and not homonyms.is_other(place, area, name)]
        if found:
            return min(found, key=lambda a: a[1] != place.label)[0]
    return ""


def assign_areas(country, places):
    """Gives every place the area of its name; where there is none, that of the nearest place."""
    keys, homonyms, lines = area_keys(country), Homonyms(country), {}

    def line(area):
        if area not in lines:
            lines[area] = phones.line_of(country.code, country.calling_code, area)
        return lines[area]

    centres = {1: defaultdict(list), 2: defaultdict(list)}
    for place in places:
        place.area = fixed_area(country, place) or area_of_name(
            country, place, keys, homonyms, line)
        if fixed_area(country, place):
            continue
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
