#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares a listing with facts that a reader wrote down and prints how much of each was found.

usage: figures.py DIR LISTING      LISTING: `dossier list --format=tsv`

DIR has the sources, truth.tsv with a row a document - lines from 1, both inclusive; alternatives stand between | - and
truth-countries.tsv, where a country that is `borderline` may be found or not. A line a figure: NAME<TAB>VALUE<TAB>HITS/OF.
Documents are matched by their first line; blank lines, page numbers and stamps at their ends do not count.
"""
import csv
import os
import re
import sys
import unicodedata
from collections import Counter, defaultdict

NUMBER = re.compile(r'\W*(page\s*)?\d{1,4}(\s*(of|/)\s*\d{1,4})?\W*', re.I)
STAMP_LETTERS = 12  # a line this long that is printed three times is a stamp


def rows(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE))


def fold(text):
    text = unicodedata.normalize('NFKD', text).casefold()
    return ' '.join(re.findall(r'[^\W_]+', ''.join(c for c in text if not unicodedata.combining(c))))


def same(want, got, nobody=('', 'withheld', 'unknown')):
    """Is `got` one of the alternatives? A sender may be withheld or not printed."""
    return any(fold(w) == fold(got) or (w in nobody and got in nobody) for w in want.split('|'))


def counts(codes):
    return Counter({k: int(n) for k, n in (code.rsplit('=', 1) for code in codes.split(',') if code)})


class Text:
    def __init__(self, path):
        with open(path, 'rb') as file:
            self.lines = file.read().split(b'\n')
        shown = [line.decode('utf-8', 'replace').strip() for line in self.lines]
        often = Counter(shown)
        self.idle = [not s or bool(NUMBER.fullmatch(s)) or (often[s] > 2 and len(s) > STAMP_LETTERS) for s in shown]

    def core(self, first, last):
        """The lines [first, last) without idle ones at their ends, as (first, last)."""
        while first < last and self.idle[first]:
            first += 1
        while last > first and self.idle[last - 1]:
            last -= 1
        return first, last

    def lines_of(self, first_byte, last_byte):
        at, first, last = 0, None, 0
        for number, line in enumerate(self.lines):
            if first is None and at + len(line) >= first_byte:
                first = number
            if at < last_byte:
                last = number + 1
            at += len(line) + 1
        return first or 0, last


def balance(hits, wanted, got):
    return f'{2 * hits / (wanted + got) if wanted + got else 1:.4f}\t{hits}/{wanted} of {got}'


class Score:
    def __init__(self):
        self.hits, self.of = Counter(), Counter()
        self.pairs = defaultdict(Counter)

    def add(self, name, hit):
        self.hits[name] += bool(hit)
        self.of[name] += 1

    def add_pair(self, name, want, got):
        self.pairs[name].update(hits=sum((want & got).values()), wanted=sum(want.values()), got=sum(got.values()))

    def compare(self, want, got, end, country):
        self.add('end', end)
        self.add('type', got['type'] in want['type'].split('|'))
        self.add('sender', same(want['sender'], got['sender']))
        self.add('date', got['date'] in want['date'].split('|'))
        if want['title']:
            self.add('title', same(want['title'], got['title']))
        self.add_pair('codes', counts(want['codes']), counts(got['codes']))
        if country:
            may = set(country['borderline'].split(','))
            self.add_pair('countries', Counter(filter(None, country['countries'].split(','))),
                          Counter(c for c in got['countries'].split(',') if c and c not in may))

    def show(self):
        for name, pair in self.pairs.items():
            print(f"{name}\t{balance(pair['hits'], pair['wanted'], pair['got'])}")
        for name, of in self.of.items():
            print(f'{name}\t{self.hits[name] / of:.4f}\t{self.hits[name]}/{of}')


def main(folder, listing):
    texts, found, score, listed = {}, {}, Score(), 0
    truth = rows(os.path.join(folder, 'truth.tsv'))
    countries = {(r['source'], r['first_line']): r for r in rows(os.path.join(folder, 'truth-countries.tsv'))}
    for source in {row['source'] for row in truth}:
        texts[source] = Text(os.path.join(folder, source))
    for row in rows(listing):
        source = os.path.basename(row['source'])
        if source in texts:
            first, last = texts[source].core(*texts[source].lines_of(int(row['first_byte']), int(row['last_byte'])))
            found[source, first] = row, last
            listed += 1
    matched = 0
    for want in truth:
        source = want['source']
        first, last = texts[source].core(int(want['first_line']) - 1, int(want['last_line']))
        if (source, first) not in found:
            print(f"# no document begins at {source}:{first + 1} {want['title']}")
            score.add_pair('codes', counts(want['codes']), Counter())
            continue
        row, end = found[source, first]
        matched += 1
        score.compare(want, row, end == last, countries.get((source, want['first_line'])))
    print(f'documents\t{balance(matched, len(truth), listed)}')
    score.show()


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
