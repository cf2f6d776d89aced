#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What queries find in documents that were read before: run.py BUILDDIR. Prints TAP.

samples.tsv and seeds.tsv say of each query which documents it has to find. `dossier list` must give exactly these, in
order of id, and `dossier search` the same in its own order.
"""
import csv
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
SAMPLES = os.path.join(PROJECT, 'tests', 'samples')
SEEDS = os.path.join(os.path.dirname(PROJECT), 'shared', 'seeds')


def rows(dossier, command, store, query=()):
    done = subprocess.run([dossier, command, '--format=tsv', store, '--', *query], capture_output=True, text=True,
                          check=True)
    return list(csv.DictReader(done.stdout.splitlines(), delimiter='\t', quoting=csv.QUOTE_NONE))


def name_of(source):
    """release-2019/bundle.txt is 2019, articles/carriers.txt carriers, 002_abc.txt 002."""
    stem = os.path.splitext(source)[0]
    release = re.search(r'release-(\d+)/bundle$', stem)
    number = re.match(r'(\d+)_[0-9a-f]+$', os.path.basename(stem))
    return release.group(1) if release else number.group(1) if number else os.path.basename(stem)


def names(dossier, store, folder):
    """The document of each id as the expectations name it: FILE:LINE."""
    found = {}
    for row in rows(dossier, 'list', store):
        path = row['source'] if os.path.exists(os.path.join(folder, row['source'])) else row['source'].split('/', 1)[1]
        with open(os.path.join(folder, path), 'rb') as file:
            line = file.read()[:int(row['first_byte'])].count(b'\n') + 1
        found[row['id']] = f'{name_of(row["source"])}:{line}'
    return found


def ask(dossier, store, known, query, expected):
    """What is wrong, or None."""
    listed = [row['id'] for row in rows(dossier, 'list', store, [query])]
    searched = [row['id'] for row in rows(dossier, 'search', store, [query])]
    found = {known[number] for number in listed}
    if found != expected:
        return f'missing: {sorted(expected - found)}, too many: {sorted(found - expected)}'
    if listed != sorted(set(listed), key=int):
        return 'list does not give each once, in order of id'
    return None if sorted(listed) == sorted(searched) else 'search finds others than list'


def suite(dossier, work, name, folder, paths):
    store = os.path.join(work, name + '.dossier')
    subprocess.run([dossier, 'import', store, *paths], check=True, capture_output=True)
    known = names(dossier, store, folder)
    with open(os.path.join(HERE, name + '.tsv'), encoding='utf-8') as file:
        for line in file:
            if line.startswith('#'):
                continue
            query, expected = line.rstrip('\n').split('\t')
            yield f'{name}: {query}', ask(dossier, store, known, query, set(expected.split()))


def main():
    if len(sys.argv) != 2:
        sys.exit('usage: run.py BUILDDIR')
    dossier = os.path.join(os.path.abspath(sys.argv[1]), 'store', 'command', 'dossier')
    count = bad = 0
    with tempfile.TemporaryDirectory() as work:
        suites = [('samples', SAMPLES, [os.path.join(SAMPLES, p) for p in ('articles', 'release-2019', 'release-2020')])]
        if os.path.isdir(SEEDS):
            texts = [os.path.join(SEEDS, p) for p in sorted(os.listdir(SEEDS)) if p.endswith('.txt')]
            suites.append(('seeds', SEEDS, texts))
        for part in suites:
            for sentence, wrong in suite(dossier, work, *part):
                count += 1
                bad += wrong is not None
                print(f'{"not ok" if wrong else "ok"} {count} - query: {sentence}')
                if wrong:
                    print(f'# {wrong}')
    print(f'1..{count}')
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
