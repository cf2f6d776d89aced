#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares a listing of tests/samples with the one that a reader wrote down, and prints TAP.

usage: golden.py SAMPLES LISTING      LISTING: `dossier list --format=tsv`

SAMPLES/expected.tsv has a row a document: lines from 1, both inclusive; facts as `dossier list` prints them, where
alternatives stand between |; an empty name is not compared, else it is the file name without .<id>.txt. Blank lines
and release stamps at the ends of a document may fall on either side of them.
"""
import csv
import os
import sys
from collections import Counter

STAMP = b'Released under the Official Information Act'
FACTS = ('type', 'sender', 'date', 'title')


def rows(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE))


def unescape(value):
    out, escaped = [], False
    for c in value:
        if escaped:
            out.append({'t': '\t', 'n': '\n', 'r': '\r'}.get(c, c))
        elif c != '\\':
            out.append(c)
        escaped = c == '\\' and not escaped
    return ''.join(out)


def trim(text, first, last):
    """The range without blanks and stamps at its ends."""
    while True:
        part = text[first:last]
        first, last = first + len(part) - len(part.lstrip()), last - len(part) + len(part.rstrip())
        part = text[first:last]
        if part.endswith(STAMP):
            last -= len(STAMP)
        elif part.startswith(STAMP):
            first += len(STAMP)
        else:
            return first, last


def line_range(text, first_line, last_line):
    lines = text.split(b'\n')
    first = sum(len(line) + 1 for line in lines[:first_line - 1])
    return first, first + len(b'\n'.join(lines[first_line - 1:last_line]))


def counts(codes):
    return Counter({k: int(n) for k, n in (code.rsplit('=', 1) for code in codes.split(',') if code)})


def plain_name(name):
    return name.rsplit('.', 2)[0]


def differences(want, got):
    for fact in FACTS:
        if unescape(got[fact]) not in want[fact].split('|'):
            yield fact, want[fact], unescape(got[fact])
    if counts(want['codes']) != counts(got['codes']):
        yield 'codes', want['codes'], got['codes']
    if want['countries'] != got['countries']:
        yield 'countries', want['countries'], got['countries']
    if want['name'] and want['name'] != plain_name(got['name']):
        yield 'name', want['name'], plain_name(got['name'])


def main(samples, listing):
    texts, found, used = {}, {}, set()
    for row in rows(listing):
        source = row['source']
        path = os.path.join(samples, source)
        if source not in texts:
            with open(path, 'rb') as file:
                texts[source] = file.read()
        key = source, trim(texts[source], int(row['first_byte']), int(row['last_byte']))
        found[key] = row
    failed = 0
    for want in rows(os.path.join(samples, 'expected.tsv')):
        source = want['source']
        name = f"accuracy: {source}:{want['first_line']} {want['title']}"
        if source not in texts:
            print(f'not ok - {name}\n# nothing of this source is listed')
            failed += 1
            continue
        key = source, trim(texts[source], *line_range(texts[source], int(want['first_line']), int(want['last_line'])))
        used.add(key)
        if key not in found:
            near = [k[1] for k in found if k[0] == source and k[1][0] == key[1][0]]
            print(f'not ok - {name}\n# no document has the bytes {key[1]}; from the same byte: {near}')
            failed += 1
            continue
        wrong = list(differences(want, found[key]))
        print(f"{'not ok' if wrong else 'ok'} - {name}")
        for fact, expected, got in wrong:
            print(f'# {fact}: expected {expected!r}, got {got!r}')
        failed += bool(wrong)
    extra = [k for k in found if k not in used]
    print(f"{'not ok' if extra else 'ok'} - accuracy: the samples hold no other documents")
    for source, (first, last) in extra:
        print(f'# {source} {first}..{last}: {found[source, (first, last)]["title"]!r}')
    return 1 if failed or extra else 0


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
