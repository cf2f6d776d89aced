#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads redaction codes as people, programs and scanners print them, and says how many were read right.

usage: surface-forms.py PARSE-LISTING TABLE [--misses]

TABLE has a row a form: regime, code, surface, type, place, verdict, evidence, note. Each is put into a short document
that shows its regime, and the document's codes must be the row's. Rows that the table calls ambiguous or undetectable are left
out. A form that is no mark of any regime is tried under each. Prints NAME<TAB>VALUE<TAB>HITS/OF; with --misses also what
was read wrong. Exit 0 whatever the figures; where there is no TABLE it says so.
"""
import csv, os, subprocess, sys, tempfile
from collections import Counter

STATE = 'UNCLASSIFIED U.S. Department of State Case No. F-2014-00001 Doc No. C05000001 Date: 01/01/2016'
CONTEXTS = {
    'nz-oia': 'Released under the Official Information Act 1982',
    'nz-lgoima': 'Answered under the Local Government Official Information and Meetings Act 1987',
    'us-foia': STATE, 'us-eo13526': STATE, 'us-privacy': STATE,
    'us-jfk': 'JFK ASSASSINATION SYSTEM\nIDENTIFICATION FORM\nJFK Act',
    'uk-foia': 'Disclosed in answer to a request under the Freedom of Information Act 2000',
    'uk-eir': 'Disclosed in answer to a request under the Environmental Information Regulations 2004',
    'scot-foisa': 'Disclosed under the Freedom of Information (Scotland) Act 2002',
    'au-foi': 'FOIREQ24/00100 001',
    'ca-atia': 'Released under the Access to Information Act',
    'ie-foi': 'Released under the Freedom of Information Act 2014',
    'eu-1049': 'Ref. Ares(2021)100000 - 05/01/2021',
}
PRA = 'Presidential Records Act\n' + STATE
HARBOUR = 'The harbour was quiet that week and the boats stayed in until the storm was over.'
QUAY = 'Two crews had gone home.'
BROKEN = 'The fol owing boats wil not sail; the harbour of ice says so.'
KEY = '[%s] %s - to keep the ships safe'


def codes(text):
    found = Counter()
    for part in filter(None, text.split(',')):
        name, _, count = part.rpartition('=')
        found[name.replace('_', ' ')] += int(count)
    return found


def wanted(row):
    if row['code'] == 'many' and row['verdict'].startswith('accept'):
        return {'s.21(1)(a)', 's.21(1)(b)', 's.69(1)(g)'}
    if row['code'] in ('-', 'many') or verdict(row) == 'reject':
        return set()
    return {c.replace('out-of-scope', 'OUT OF SCOPE') for c in row['code'].split('+')}


def verdict(row):
    said = row['verdict']
    if said.startswith(('accept', 'document-level')) or (said == 'regime evidence' and row['code'] != '-'):
        return 'accept'
    if said == 'repair':
        return 'accept' if row['code'] != '-' else None
    return 'reject' if said.startswith(('reject', 'regime evidence')) else None


def document(context, row):
    surface = row['surface'].replace('\\n', '\n')
    above = [context, '']
    if row['type'] == 'key' and row['code'] != '-':
        above += [KEY % (surface.strip('[]'), row['code'].lstrip('s')), '']
    if 'doubled' in row['note'] or row['verdict'] == 'repair':
        above += [BROKEN, '']
    if 'lossy' in row['note']:
        above += [row['code'], '']
    if row['type'] == 'margin':
        box = row['code'].replace(')(', ') (', 1)
        surface = 'He spoke to %s on the quay that day%s' % (box, ' ' * 8 + surface)
    if row['regime'] == 'us-jfk' and len(surface) <= 2:
        surface = 'RESTRICTIONS : ' + surface
    return '\n'.join(above + [HARBOUR, '', surface, '', QUAY, ''])


def cases(rows):
    marks = {(r['regime'], r['surface'].strip('[]()')) for r in rows if verdict(r) == 'accept'}
    for row in rows:
        if verdict(row) is None:
            continue
        if row['regime'] != '*':
            regime = row['regime']
            yield row, regime, PRA if row['code'] in ('P1', 'P5', 'P6') else CONTEXTS.get(regime)
        elif verdict(row) == 'accept':
            yield row, 'nz-oia', CONTEXTS['nz-oia']
        else:
            for regime, context in CONTEXTS.items():
                if not any((family, row['surface'].strip('[]()')) in marks for family in (regime, '*', 'us-foia')
                           if family[:2] == regime[:2] or family == '*'):
                    yield row, regime, context


def is_right(row, found):
    read, want = {name.split(':', 1)[1] for name in found}, wanted(row)
    # of some lists the table names the first code only
    right = want < read if ', ' in row['surface'] and row['note'] == 'list' and len(want) == 1 else read == want
    right = want < read if row['code'] in ('P1', 'P6') else right
    if right and (row['type'] == 'margin' or 'repeated across lines' in row['note']):
        right = sum(found.values()) == 1
    return right and ('lossy' not in row['note'] or sum(found.values()) == 2)


def listing(program, texts):
    with tempfile.TemporaryDirectory() as root:
        names = [os.path.join(root, '%05d.txt' % i) for i in range(len(texts))]
        for name, text in zip(names, texts):
            with open(name, 'w', encoding='utf-8', newline='') as f:
                f.write(text)
        out = subprocess.run([program, root] + names, stdout=subprocess.PIPE, check=True).stdout.decode('utf-8')
    found = [Counter() for _ in texts]
    for row in csv.DictReader(out.split('\n'), delimiter='\t', quoting=csv.QUOTE_NONE):
        found[int(row['source'].split('.')[0])] += codes(row['codes'])
    return found


def main():
    program, table = sys.argv[1:3]
    if not os.path.exists(table):
        print('# the table of surface forms is not here')
        return
    with open(table, encoding='utf-8', newline='') as f:
        rows = list(csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE))
    tried = [(row, regime, document(context, row)) for row, regime, context in cases(rows) if context]
    hits, of = Counter(), Counter()
    for (row, regime, text), found in zip(tried, listing(program, [t[2] for t in tried])):
        right = is_right(row, found)
        for name in (verdict(row), verdict(row) + '.' + regime):
            hits[name] += right
            of[name] += 1
        if not right and '--misses' in sys.argv:
            print('# %s %s: %r is %s, read as %s' % (verdict(row), regime, row['surface'], row['code'], dict(found)))
    for name in sorted(of):
        print('surface.%s\t%.4f\t%d/%d' % (name, hits[name] / of[name], hits[name], of[name]))


if __name__ == '__main__':
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main()
