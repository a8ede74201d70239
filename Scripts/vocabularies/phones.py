"""Telephone areas and the digits that may follow them."""

import re

import phonenumbers
from phonenumbers import PhoneMetadata

from facts import area_names, parsed

# Numbers that the regulators keep for fiction, by country and area. Ofcom, "Telephone numbers for
# use in TV and radio drama"; BNetzA, "Mitteilung 148/2021, Drama Numbers"; Arcep, decision
# 2018-0881 (numbers for audiovisual works); PTS, "Telefonnummer för användning i böcker och filmer";
# NANPA, 555 line numbers 0100 to 0199.
FICTION = {
    "GB": {
        "113": "496 0###", "114": "496 0###", "115": "496 0###", "116": "496 0###",
        "117": "496 0###", "118": "496 0###", "121": "496 0###", "131": "496 0###",
        "141": "496 0###", "151": "496 0###", "161": "496 0###", "20": "7946 0###",
        "191": "498 0###", "29": "2018 0###", "28": "9649 6###",
    },
    "DE": {
        "30": "23125 ###", "69": "90009 ###", "40": "66969 ###", "221": "4710 ###",
        "89": "99998 ###",
    },
    "FR": {
        "1": "99 00 ## ##", "2": "61 91 ## ##", "3": "53 01 ## ##", "4": "65 71 ## ##",
        "5": "36 49 ## ##",
    },
    "SE": {"8": "465 004 ##", "31": "390 06 ##", "40": "628 04 ##", "980": "319 2##"},
}

# How the digits after the area are grouped, by country and by the length of the area; `d` is the
# first digit, the one that decides whether a number is in use at all.
GROUPS = {
    "GB": {2: ["d### ####"], 3: ["d## ####"], 4: ["d#####", "d####"], 5: ["d####", "d###"]},
    "DE": {2: ["d#######"], 3: ["d######"], 4: ["d#####"], 5: ["d####"]},
    "ES": {2: ["d## ## ##"], 3: ["d# ## ##"]},
    "IT": {2: ["d### ####"], 3: ["d### ###", "d######"], 4: ["d### ##", "d#####", "d######"]},
    "NL": {2: ["d## ####"], 3: ["d## ###"]},
    "BR": {2: ["d###-####"]},
    "PL": {2: ["d## ## ##"]},
    "SE": {1: ["d## ### ##"], 2: ["d## ## ##", "d## ##"], 3: ["d## ##", "d## ###"]},
    "TR": {3: ["d## ## ##"]},
    "JP": {
        1: ["d###-####"], 2: ["d##-####"], 3: ["d#-####"], 4: ["d-####"],
    },
    "CN": {2: ["d### ####"], 3: ["d### ####", "d## ####"]},
    "IN": {2: ["d### ####"], 3: ["d## ####"], 4: ["d## ###"], 5: ["d####"]},
    "SA": {2: ["d## ####"]},
}
# Digits that may complete a number, to ask how long its area is.
TAILS = [digit * length for digit in "23456789" for length in range(1, 9)]
FIRST_DIGITS = "2345678901"


def filled(pattern, digits):
    digits = iter(digits)
    return "".join(next(digits) if c == "#" else c for c in pattern)


def is_valid(calling_code, area, line):
    """Whether numbers of this area and line are valid fixed lines, tried with 210 of them."""
    free = line.count("#")
    tries = [str(d) * free for d in range(10)]
    tries += [f"{i * 7919 * 104729 % 10 ** free:0{free}}" for i in range(1, 201)]
    for digits in tries:
        national = "".join(c for c in area + filled(line, digits) if c.isdigit())
        number = parsed(calling_code, national)
        if not phonenumbers.is_valid_number(number):
            return False
        kind = phonenumbers.number_type(number)
        if kind not in (
                phonenumbers.PhoneNumberType.FIXED_LINE,
                phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE):
            return False
    return True


def line_of(country, calling_code, area):
    """The pattern of what follows the area, or nothing when no number there is valid."""
    fiction = FICTION.get(country, {}).get(area)
    if fiction and is_valid(calling_code, area, fiction):
        return fiction
    for group in GROUPS.get(country, {}).get(len(area), []):
        for digit in FIRST_DIGITS:
            line = group.replace("d", digit)
            if is_valid(calling_code, area, line):
                return line
    return None


def area_length(country, calling_code, prefix):
    """How many of the digits of a prefix are the area."""
    fixed = {"FR": 1, "BR": 2, "PL": 2, "TR": 3, "SA": 2}.get(country)
    if fixed:
        return fixed
    if country == "ES":
        return 2 if prefix[:2] in ("91", "81", "93", "83") else 3
    if country in ("DE", "IT"):
        return len(prefix)
    # The pattern is quicker to ask than the library, which tries others too.
    lines = PhoneMetadata.metadata_for_region(country).fixed_line
    pattern = re.compile(lines.national_number_pattern)
    for tail in TAILS:
        if not pattern.fullmatch(prefix + tail):
            continue
        number = parsed(calling_code, prefix + tail)
        if phonenumbers.is_valid_number(number):
            length = phonenumbers.length_of_geographical_area_code(number)
            if length:
                return length
    return 0


def areas(country, calling_code):
    """Names of places by area code, with how many prefixes say so."""
    result = {}
    for prefix, names in area_names(calling_code).items():
        if country == "CN" and prefix.startswith("1") and not prefix.startswith("10"):
            continue
        length = area_length(country, calling_code, prefix)
        if not length or length > len(prefix):
            continue
        counts = result.setdefault(prefix[:length], {})
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    return result
