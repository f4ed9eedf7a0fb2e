"""Moments of daily schedules around the changes of clocks, by Python's zoneinfo: one JSON line a vector.

A local time comes once a day: the first of two, and where clocks are set forward over it, the moment of that.
"""
import datetime
import json
import zoneinfo

ZONES = """Europe/Paris Europe/London Europe/Dublin America/New_York America/St_Johns America/Sao_Paulo
America/Havana Asia/Tehran Asia/Kathmandu Asia/Kolkata Africa/Casablanca Africa/Cairo Australia/Lord_Howe
Australia/Sydney Pacific/Apia Pacific/Chatham Antarctica/Troll""".split()
UTC = datetime.timezone.utc


def changes(zone, start, end):
    """The seconds at which the offset changes, found by halving days."""
    def offset(second):
        return datetime.datetime.fromtimestamp(second, zone).utcoffset()

    found = []
    for day in range(start, end, 21600):
        low, high = day, day + 21600
        if offset(low) == offset(high):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
        found.append((high, offset(high - 1), offset(high)))
    return found


def moment(zone, local, sets):
    """The moment of a naive local time."""
    first = local.replace(tzinfo=zone, fold=0)
    second = first.timestamp()
    if datetime.datetime.fromtimestamp(second, zone).replace(tzinfo=None) == local:
        return int(second)
    naive = int(local.replace(tzinfo=UTC).timestamp())
    for at, before, after in sets:
        if at + before.total_seconds() <= naive < at + after.total_seconds():
            return at
    raise ValueError(local)


for name in ZONES:
    zone = zoneinfo.ZoneInfo(name)
    start = int(datetime.datetime(2009, 1, 1, tzinfo=UTC).timestamp())
    end = int(datetime.datetime(2041, 1, 1, tzinfo=UTC).timestamp())
    sets = changes(zone, start, end)
    # Eight changes spread over the years, or some plain days where clocks are never set.
    step = max(1, len(sets) // 8)
    chosen = [at for at, _, _ in sets[::step]][:8] or [start + 86400 * 500 * n for n in range(8)]
    for at in chosen:
        before = datetime.datetime.fromtimestamp(at - 1, zone).replace(tzinfo=None)
        after = datetime.datetime.fromtimestamp(at, zone).replace(tzinfo=None)
        for around in (before, after, min(before, after) + abs(after - before) / 2, before - datetime.timedelta(hours=5)):
            for minutes in (-30, 0, 15):
                wall = around + datetime.timedelta(minutes=minutes)
                begin = at - 86400 * 2
                day = datetime.datetime.fromtimestamp(begin, zone).date() - datetime.timedelta(days=1)
                moments = set()
                for ahead in range(8):
                    date = day + datetime.timedelta(days=ahead)
                    local = datetime.datetime(date.year, date.month, date.day, wall.hour, wall.minute)
                    moments.add(moment(zone, local, sets))
                wanted = sorted(m for m in moments if m > begin)[:4]
                print(json.dumps({"zone": name, "spec": f"{wall.minute} {wall.hour} * * *", "after": begin, "next": wanted}))
