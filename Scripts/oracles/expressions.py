"""Fixtures of the expression tests, from Python's decimal and datetime modules.

Run from the root of the package: python3 Scripts/oracles/expressions.py
"""

import calendar
import csv
import datetime
import decimal
import fractions
import pathlib
import random

FOLDER = pathlib.Path("Tests/ExpressionsTests/Fixtures/oracles")
decimal.getcontext().prec = 100


def write(name, header, rows):
    with open(FOLDER / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def random_decimal(source, precision, scale):
    digits = source.randint(1, precision)
    unscaled = source.randint(-(10**digits) + 1, 10**digits - 1)
    if source.random() < 0.1:
        unscaled = source.choice([0, 10**precision - 1, 1 - 10**precision, 5, -5])
        unscaled = max(min(unscaled, 10**precision - 1), 1 - 10**precision)
    return decimal.Decimal(unscaled).scaleb(-scale)


def rounded(value, scale):
    """Half to even, as plain digits."""
    result = value.quantize(decimal.Decimal(1).scaleb(-scale), decimal.ROUND_HALF_EVEN)
    return format(result + 0 if result else abs(result), "f")


def text(value, scale):
    return rounded(value, scale)


def decimals():
    source = random.Random(20260101)
    shapes = [(10, 2), (12, 4), (18, 0), (18, 6), (20, 3), (15, 15), (30, 10), (5, 5), (38, 8)]
    rows = []
    while len(rows) < 1500:
        (p, s), (q, t) = source.choice(shapes), source.choice(shapes)
        a, b = random_decimal(source, p, s), random_decimal(source, q, t)
        scale = max(s, t)
        wide = max(p - s, q - t) + scale + 1 > 38
        sum_, difference, product = "", "", ""
        if not wide:
            sum_, difference = text(a + b, scale), text(a - b, scale)
        if p + q <= 38:
            product = text(a * b, s + t)
        target = source.randint(0, s)
        rows.append([
            p, s, q, t, text(a, s), text(b, t), sum_, difference, product,
            (a > b) - (a < b), target, rounded(a, target),
        ])
    write(
        "decimals.csv",
        ["p", "s", "q", "t", "a", "b", "sum", "difference", "product", "order", "digits", "rounded"],
        rows)


def floats():
    """Floats to decimals: the exact binary value, half to even."""
    source = random.Random(20260102)
    rows = []
    while len(rows) < 1500:
        scale = source.randint(0, 12)
        kind = source.random()
        if kind < 0.4:
            value = source.uniform(-1e5, 1e5)
        elif kind < 0.8:  # near ties
            value = (source.randint(-10**7, 10**7) + 0.5) / 10**scale
        else:
            value = source.randint(-10**6, 10**6) / 2 ** source.randint(0, 20)
        exact = fractions.Fraction(value) * 10**scale
        if abs(exact) >= 10**18:
            continue
        unscaled = round(exact)  # half to even
        rows.append([scale, value.hex(), unscaled])
    write("floats.csv", ["scale", "value", "unscaled"], rows)


def add_months(day, months):
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    month += 1
    if not 1 <= year <= 9999:
        return None
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(day.day, last))


def months_between(first, second):
    if second < first:
        return -months_between(second, first)
    months = 0
    while True:
        later = add_months(first, months + 1)
        if later is None or later > second:
            return months
        months += 1


def calendars():
    source = random.Random(20260103)
    rows = []
    for _ in range(1200):
        day = datetime.date.fromordinal(source.randint(1, 3652059))
        if source.random() < 0.5:
            day = datetime.date(source.randint(1950, 2060), source.randint(1, 12), source.choice([28, 1, 15]))
            day += datetime.timedelta(days=source.randint(0, 3))
        other = day + datetime.timedelta(days=source.randint(-1500, 1500)) if 5 < day.year < 9990 else day
        months, days = source.randint(-40, 40), source.randint(-1000, 1000)
        shifted = add_months(day, months)
        ordinal = day.toordinal() + days
        plus = datetime.date.fromordinal(ordinal).isoformat() if 1 <= ordinal <= 3652059 else ""
        rows.append([
            day.isoformat(), day.year, day.month, day.day, (day.month + 2) // 3, day.isoweekday(),
            day.timetuple().tm_yday, months, shifted.isoformat() if shifted else "", days, plus,
            other.isoformat(), months_between(day, other), (other - day).days,
        ])
    write(
        "calendar.csv",
        ["day", "year", "month", "day_of_month", "quarter", "isodow", "day_of_year", "months",
         "shifted", "days", "plus", "other", "months_to_other", "days_to_other"],
        rows)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    decimals()
    floats()
    calendars()
