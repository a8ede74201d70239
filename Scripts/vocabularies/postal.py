"""Postcodes of places: those the post has for a name, or those made where it has too few."""

import re
from collections import Counter, defaultdict

import facts
from earth import distance, radius

MOST_POSTCODES = 24
# Letters of the second half of British codes, and pairs of letters in Dutch ones.
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
DUTCH_PAIRS = ["AB", "BC", "CD", "DE", "EG", "GH", "HJ", "KL", "LM", "NP", "RS", "TV"]
# Ranges of the first five digits of postcodes of cities in Rondônia (Correios).
RONDONIA = {
    "Porto Velho": (76800, 76834), "Ariquemes": (76870, 76879), "Ji Paraná": (76900, 76914),
    "Ji-Paraná": (76900, 76914), "Cacoal": (76960, 76969), "Vilhena": (76980, 76989),
}


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
        self.country = country
        self.places = defaultdict(list)
        for place in facts.postal_places(country.code):
            # Codes with words are of large receivers; 75000 stands for no part of Paris.
            if country.code == "FR" and (
                    not place.postcode.isdigit() or place.name in ("Paris", "Lyon", "Marseille")):
                continue
            name = re.sub(r"^(Paris|Lyon|Marseille) \d\d$", r"\1", place.name)
            # "Alicante/Alacant" is two names, "Hospitalet De Llobregat, L'" begins with L'.
            for part in {name, *re.split("/", name)}:
                part = re.sub(r"^(.+), (L'|El|La|Los|Las|Els|Les|O|A|Os|As)$", r"\2 \1", part)
                self.places[facts.key(part)].append((part, place))

    def find(self, city):
        """The spelling of a city that is used at home and its postcodes, or nothing."""
        found = {}
        for name in sorted({facts.key(n) for n in city.names} & self.places.keys()):
            near = [(n, p.postcode) for n, p in self.places[name]
                    if distance(p, city) < self.country.near]
            if near:
                found[name] = near
        if not found:
            return None
        name = max(found, key=lambda n: (len(found[n]), n == facts.key(city.name), n))
        label = city.name
        if name != facts.key(city.name):
            label = Counter(n for n, _ in found[name]).most_common(1)[0][0]
        label = self.country.names.get(label, label)
        return label, without_strays([code for _, code in found[name]])


def postcodes_of(country, city, codes):
    """Postcodes of a city from those the post's list has for it."""
    if country.code == "NL":
        pairs = DUTCH_PAIRS if len(codes) < 3 else DUTCH_PAIRS[::4]
        codes = [f"{code} {pair}" for code in codes for pair in pairs]
    if country.code == "BR" and min(codes)[0:2] in ("78", "76") and city.admin == "24":
        # Rondônia has had other codes since the list was made.
        first, last = RONDONIA.get(city.name, (0, 0))
        return [f"{first + i * (last - first + 1) // 12:05d}-{i * 70:03d}" for i in range(12)
                ] if last else []
    if country.code == "BR" and city.population >= 60_000:
        # The list has the first code of a city; its range ends before the first of the next.
        first = int(min(codes).replace("-", ""))
        after = [int(p.postcode.replace("-", "")) for p in facts.postal_places("BR")]
        span = min(code for code in after if code > first) - first
        inside = [first + span * i // (MOST_POSTCODES + 2) // 10 * 10 for i in
                  range(1, MOST_POSTCODES + 1)]
        codes = [f"{code // 1000:05d}-{code % 1000:03d}" for code in inside]
    return spread(codes)


def by_distance(country):
    """The points of a country's post, each with its distance to a city, the nearest first."""
    points = facts.postal_places(country.code)

    def nearest(city, limit):
        near = [(distance(p, city), p) for p in points
                if abs(p.latitude - city.latitude) < limit / 100]
        return [p for d, p in sorted(near, key=lambda x: (x[0], x[1].postcode)) if d < limit]
    return nearest


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
