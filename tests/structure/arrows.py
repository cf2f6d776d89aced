#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the arrows of the house over #include lines, and prints TAP. Run in the project's folder.

A room is a folder of code; ROOMS says what each may see. A header of ours is found from the file that names it and
from include/; everything else is the system's, of which only some rooms may see SQLite and FUSE.
"""
import os
import re
import sys

UTIL, DATA, PUBLIC = 'store/util', 'store/data', 'include/dossier'
ROOMS = {
    'include/dossier': {PUBLIC},
    'fs': {PUBLIC},
    'store/util': set(),
    'store/data': {UTIL},
    'store/extract': {UTIL, DATA},
    'store/parse': {UTIL, DATA},
    'store/db': {PUBLIC, UTIL, DATA},
    'store/import': {PUBLIC, UTIL, DATA, 'store/extract', 'store/parse', 'store/db/write.h'},
    'store/command': {PUBLIC, UTIL},
}
ONLY = {'sqlite3.h': {'store/db'}, 'fuse': {'fs'}}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def room_of(path):
    return next((room for room in sorted(ROOMS, key=len, reverse=True) if path.startswith(room + '/')), None)


def ours(path, name):
    """The file of ours that `#include "name"` in `path` means, or None."""
    for folder in (os.path.dirname(path), 'include'):
        found = os.path.normpath(os.path.join(folder, name))
        if os.path.exists(found):
            return found
    return None


def sources():
    for top in ('fs', 'include', 'store'):
        for folder, _, names in os.walk(top):
            for name in sorted(names):
                if name.endswith(('.c', '.h')):
                    yield os.path.join(folder, name)


def faults():
    seen = {room: [] for room in ROOMS}
    strays = []
    for path in sources():
        room = room_of(path)
        if room is None:
            strays.append(f'{path} stands in no room')
            continue
        with open(path, encoding='utf-8') as file:
            text = file.read()
        for quote, name in INCLUDE.findall(text):
            target = ours(path, name)
            if target is None:
                if quote == '"':
                    seen[room].append(f'{path}: "{name}" is no header of ours')
                for word, allowed in ONLY.items():
                    if (name == word or word in name.split('/')[0]) and room not in allowed:
                        seen[room].append(f'{path}: <{name}>')
                continue
            if quote == '<':
                seen[room].append(f'{path}: <{name}> is ours and wants quotes')
            goal = room_of(target)
            if goal != room and goal not in ROOMS[room] and target not in ROOMS[room]:
                seen[room].append(f'{path}: "{name}" is of {goal}')
    return seen, strays


def main():
    seen, strays = faults()
    bad = False
    for room, wrong in seen.items():
        names = ', '.join(sorted(ROOMS[room] - {room})) or 'nothing else of ours'
        print(f"{'not ok' if wrong else 'ok'} - structure: {room} sees {names}")
        for line in wrong:
            print(f'# {line}')
        bad = bad or bool(wrong)
    print(f"{'not ok' if strays else 'ok'} - structure: all code stands in a room")
    for line in strays:
        print(f'# {line}')
    return 1 if bad or strays else 0


if __name__ == '__main__':
    sys.exit(main())
