#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""facts.py FACTS <LISTING: how many documents of a generated corpus were read as what they are.

A benchmark of an import that reads nothing would be worth nothing: below 99 of 100 it fails.
"""
import csv
import os
import sys


def known(path):
    with open(path, encoding='utf-8') as file:
        for line in file:
            number, date, sender, _, regime, codes = line.rstrip('\n').split('\t')
            yield int(number), (date, sender, {f'{regime}:{code}' for code in codes.split(',') if code})


def read(lines):
    for row in csv.DictReader(lines, delimiter='\t', quoting=csv.QUOTE_NONE):
        number = int(os.path.splitext(os.path.basename(row['source']))[0])
        codes = {cited.rpartition('=')[0] for cited in row['codes'].split(',') if cited}
        yield number, (row['date'], row['sender'], codes)


facts = dict(known(sys.argv[1]))
right = sum(facts.get(number) == found for number, found in read(sys.stdin))
print(f'{right} of {len(facts)} documents have the date, the sender and the codes that they were made with')
sys.exit(right < 0.99 * len(facts))
