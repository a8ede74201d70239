"""Distances on the earth, and the time of its zones."""

import math
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


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
