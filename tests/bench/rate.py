#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""rate.py STORE DOCUMENTS: looks on while these are imported; prints documents a second of the first and last tenth."""
import contextlib
import sqlite3
import sys
import time

SECONDS = 1


def imported(store):
    """0 while there is no store, or it is being made."""
    try:
        with contextlib.closing(sqlite3.connect(f'file:{store}?mode=ro', uri=True, timeout=1)) as connection:
            row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'document'").fetchone()
    except sqlite3.Error:
        return 0
    return row[0] if row else 0


def watch(store, wanted):
    seen = [(time.monotonic(), 0)]
    while seen[-1][1] < wanted:
        time.sleep(SECONDS)
        seen.append((time.monotonic(), imported(store)))
    return [seen[0]] + [after for before, after in zip(seen, seen[1:]) if after[1] > before[1]]


def rate(seen, first, last):
    """Between the moments that are nearest to so many documents."""
    begin, end = (min(seen, key=lambda moment: abs(moment[1] - count)) for count in (first, last))
    return (end[1] - begin[1]) / max(end[0] - begin[0], 1e-3)


def main():
    wanted = int(sys.argv[2])
    seen = watch(sys.argv[1], wanted)
    print(round(rate(seen, 0, wanted / 10)), round(rate(seen, wanted * 9 / 10, wanted)))


main()
