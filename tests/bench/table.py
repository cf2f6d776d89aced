#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""table.py FIGURES SIZE DOCUMENTS COMMIT [RESULTS]: prints the table of a run, and puts it into RESULTS, too.

FIGURES: lines of operation, state, system, measure, value. A figure is the median of its lines. Goals are those of the
project; where a size cannot tell whether one is met, it is not shown. In RESULTS each size has its section.
"""
import collections
import datetime
import os
import re
import statistics
import sys

PEERS = ['native', 'squashfs', 'erofs', 'squashfuse_ll', 'squashfuse']
INDEXERS = ['floor', 'mu', 'notmuch', 'recoll']
TITLES = {
    'mount': 'mount to first ls', 'find': 'find, all views', 'ls': 'ls -l documents', 'lslr': 'ls -lR by-date',
    'names': 'names of documents/', 'grep': 'grep -rc by-date', 'tar': 'tar by-date', 'rg': 'rg -j2 by-date',
    'read1': '20,000 open+read, 1 thread', 'read4': '20,000 open+read, 4 threads', 'stat1': '20,000 stat',
    'rsync': 'rsync -an by-date', 'common': 'a common word', 'rare': 'a rare word', 'three': 'three words'}
LARGE = ('100k', '1m')


class Goal:
    """text: as it is shown; met: of a function that gives a median or None."""
    def __init__(self, text, value, limit, at_least=False):
        self.text, self.value, self.limit, self.at_least = text, value, limit, at_least

    def met(self, run):
        value = self.value(run)
        if value is None:
            return None
        return value >= self.limit if self.at_least else value <= self.limit


class Run:
    def __init__(self, path, size, documents):
        self.size, self.documents = size, documents
        self.values = collections.defaultdict(list)
        with open(path, encoding='utf-8') as file:
            for line in file:
                *key, value = line.rstrip('\n').split('\t')
                self.values[tuple(key)].append(float(value))

    def get(self, *key):
        found = self.values.get(key)
        return statistics.median(found) if found else None

    def ratio(self, operation, state, system, other_state=None):
        ours = self.get(operation, state, 'dossierfs', 'seconds')
        other = self.get(operation, other_state or state, system, 'seconds')
        return ours / other if ours and other else None


def reference(state, system):
    """There is no fresh mount of plain files: fresh is held against warm, the hardest."""
    return 'warm' if system == 'native' and state == 'fresh' else state


def native(operation, state, limit):
    return Goal(f'<= {limit}x native {reference(state, "native")}',
                lambda run: run.ratio(operation, state, 'native', reference(state, 'native')), limit)


def squashfuse(operation, limit):
    """The faster of the two."""
    def value(run):
        ratios = [run.ratio(operation, 'fresh', system) for system in ('squashfuse', 'squashfuse_ll')]
        return max((ratio for ratio in ratios if ratio), default=None)
    return Goal(f'<= {limit}x squashfuse', value, limit)


def messages(operation, state, limit):
    return Goal(f'{limit} messages' if limit == 0 else f'<= {limit} messages',
                lambda run: run.get(operation, state, 'dossierfs', 'messages'), limit)


def a_document(operation, limit, state='fresh'):
    def value(run):
        sent = run.get(operation, state, 'dossierfs', 'messages')
        return None if sent is None else sent / run.documents
    return Goal(f'<= {limit} messages a document', value, limit)


def milliseconds(operation, state, limit):
    return Goal(f'<= {limit} ms', lambda run: scaled(run.get(operation, state, 'dossierfs', 'seconds'), 1000), limit)


def scaled(value, factor):
    return None if value is None else value * factor


def goals_of(operation, state):
    fresh = {'find': [native(operation, state, 6), squashfuse(operation, 0.5)],
             'ls': [native(operation, state, 2), squashfuse(operation, 0.5)],
             'lslr': [native(operation, state, 4.5), squashfuse(operation, 0.5)],
             'grep': [native(operation, state, 4.5), squashfuse(operation, 0.35), a_document(operation, 0.5)],
             'tar': [native(operation, state, 4.5), squashfuse(operation, 0.35), a_document(operation, 0.5)],
             'read1': [native(operation, state, 12)], 'read4': [native(operation, state, 7)]}
    if operation == 'mount':
        return [milliseconds(operation, state, {'cold': 60, 'fresh': 30}[state])]
    if state == 'warm':
        return [native(operation, state, 1.3), messages(operation, state, 2 if operation in ('ls', 'lslr') else 0)]
    if state == 'cold':
        return [native(operation, state, 0.85)] if operation in ('grep', 'tar') else []
    if state == 'after':
        return [a_document(operation, 0.5, state)] if operation == 'grep' else []
    return fresh.get(operation, [])


def judge(goals, run):
    """The last two cells of a row; a goal whose reference was not measured is not shown."""
    verdicts = [(goal.text, goal.met(run)) for goal in goals]
    known = [text for text, met in verdicts if met is not None]
    missed = [text for text, met in verdicts if met is False]
    return [', '.join(known), f'NO: {", ".join(missed)}' if missed else 'yes' if known else '']


def shown(seconds):
    if seconds is None:
        return ''
    return f'{seconds * 1000:.1f} ms' if seconds < 0.1 else f'{seconds:.2f} s'


def count(run, *key):
    return str(len(run.values.get(key, [])))


def times(value):
    return '' if value is None else f'{value:.2f}'


def table(head, rows):
    return ['| ' + ' | '.join(head) + ' |', '|' + '---|' * len(head)] + ['| ' + ' | '.join(row) + ' |' for row in rows]


def mount_rows(run):
    for operation in TITLES:
        for state in ('cold', 'fresh', 'after', 'warm'):
            key = (operation, state, 'dossierfs', 'seconds')
            if run.get(*key) is None:
                continue
            sent, used = (run.get(operation, state, 'dossierfs', measure) for measure in ('messages', 'processor'))
            yield [TITLES[operation], state, count(run, *key), shown(run.get(*key)),
                   *(times(run.ratio(operation, state, peer, reference(state, peer))) for peer in PEERS),
                   '' if sent is None else f'{sent:.0f}', '' if used is None else f'{used / 100:.2f} s',
                   *judge(goals_of(operation, state), run)]


def import_goals(run):
    goals = []
    seconds = run.get('import', 'warm', 'dossierfs', 'seconds')
    if run.size == '100k':
        goals.append(Goal('>= 2,500 documents/s', lambda r: r.documents / seconds, 2500, True))
    if run.size != '1m':
        goals += [Goal('>= 6x mu', lambda r: inverse(r.ratio('import', 'warm', 'mu')), 6, True),
                  Goal('>= 0.6 of the floor', lambda r: inverse(r.ratio('import', 'warm', 'floor')), 0.6, True)]
    goals.append(Goal('<= 400 MiB', lambda r: r.get('import', 'warm', 'dossierfs', 'memory'), 400))
    return goals


def inverse(value):
    return None if not value else 1 / value


def rates(run, operation, state):
    """What each indexer took, in times of what ours took."""
    return [times(inverse(run.ratio(operation, state, other))) for other in INDEXERS]


def index_rows(run):
    seconds = run.get('import', 'warm', 'dossierfs', 'seconds')
    if seconds:
        memory = run.get('import', 'warm', 'dossierfs', 'memory')
        processor = run.get('import', 'warm', 'dossierfs', 'processor')
        yield [f'import: {run.documents / seconds:.0f} documents/s, {processor:.1f} s of processor, {memory:.0f} MiB',
               count(run, 'import', 'warm', 'dossierfs', 'seconds'), shown(seconds), *rates(run, 'import', 'warm'),
               *judge(import_goals(run), run)]
    for kind in ('common', 'rare', 'three'):
        for state, title in (('process', 'in process, the first 50'), ('program', 'as a program')):
            found = run.get(kind, state, 'dossierfs', 'seconds')
            if found is not None:
                yield [f'search, {TITLES[kind]}, {title}', count(run, kind, state, 'dossierfs', 'seconds'),
                       shown(found), *rates(run, kind, state), *judge(search_goals(run, kind, state), run)]


def search_goals(run, kind, state):
    if state == 'process':
        return [milliseconds(kind, state, 5)] if run.size in LARGE else []
    return [Goal(f'2x faster than {other}', lambda r, other=other: inverse(r.ratio(kind, state, other)), 2, True)
            for other in ('mu', 'notmuch')]


def other_rows(run):
    """Figures that are held against a bar or against another figure of ours."""
    for field, limit in (('VmHWM', 64), ('RssAnon', 48)):
        value = run.get('memory', 'fresh', 'dossierfs', field)
        if value is not None:
            yield [f'memory of the mount after find, ls -l and grep, {field}', f'{value:.1f} MiB',
                   *judge([Goal(f'<= {limit} MiB', lambda r, v=value: v, limit)], run)]
    text = run.get('size', 'rest', 'dossierfs', 'text')
    for measure, title, limit in (('bytes', 'store', 1.6), ('index', 'full-text index', 0.45)):
        value = run.get('size', 'rest', 'dossierfs', measure)
        if value is not None:
            yield [f'{title}, of {text / 1e6:.0f} MB of text', f'{value / text:.2f}x',
                   *judge([Goal(f'<= {limit}x', lambda r, v=value: v / text, limit)], run)]
    bundles = run.get('bundles', 'warm', 'dossierfs', 'rate')
    if bundles:
        yield ['import of bundles, fifty documents each', f'{bundles:.0f} documents/s', '', '']
    again = run.ratio('again', 'warm', 'native')
    if again is not None:
        seconds = run.get('again', 'warm', 'dossierfs', 'seconds')
        yield ['import again, nothing new', f'{shown(seconds)}, {again:.2f}x find -printf',
               *judge([Goal('<= 3x find -printf', lambda r: again, 3)], run)]
    first, last = (run.get('import', state, 'dossierfs', 'rate') for state in ('start', 'end'))
    if first and last:
        yield ['rate of the import, first and last tenth', f'{first:.0f} and {last:.0f} documents/s',
               *judge([Goal('last >= 0.7 of the first', lambda r: last / first, 0.7, True)], run)]


def section(run, commit):
    rows = list(mount_rows(run))
    peers = [peer for peer in PEERS if any(key[2] == peer and key[0] in TITLES for key in run.values)]
    dropped = [4 + PEERS.index(peer) for peer in PEERS if peer not in peers]
    head = ['operation', 'state', 'n', 'dossierfs', *(f'/ {peer}' for peer in PEERS), 'messages', 'processor', 'goal',
            'met']
    lines = [f'## {run.size}', '',
             f'{run.documents:,} documents, {datetime.date.today()}, commit {commit}, {os.cpu_count()} processors, '
             f'Linux {os.uname().release}, load {os.getloadavg()[1]:.1f}. n: repetitions of ours; the median is shown.',
             '']
    for row in [head, *rows]:
        for at in reversed(dropped):
            del row[at]
    for columns, body in ((head, rows),
                          (['import, search', 'n', 'dossierfs', *(f'{other} takes' for other in INDEXERS), 'goal',
                            'met'], list(index_rows(run))),
                          (['else', 'found', 'goal', 'met'], list(other_rows(run)))):
        if body:
            lines += table(columns, body) + ['']
    return lines


HEAD = ['# What tests/bench/run.sh found', '',
        'Columns with a slash: times what that took in the same state, but fresh mounts are held against native warm.',
        'Cold: caches dropped; fresh: a new mount, the store in the page cache; warm: the same again; after: on the',
        'mount of the row before. Processor: what the mount itself used. `floor` inserts the same files into SQLite with',
        'a full-text index and does nothing else; an indexer takes so many times as long as dossierfs.']


def put(path, size, lines):
    """In place of the section of this size."""
    sections = {}
    if os.path.exists(path):
        with open(path, encoding='utf-8') as file:
            for part in re.split(r'^(?=## )', file.read(), flags=re.M)[1:]:
                sections[part.split('\n')[0][3:]] = part.rstrip('\n').split('\n')
    sections[size] = lines[:-1]
    parts = [HEAD, *(sections[name] for name in ('10k', '100k', '1m') if name in sections)]
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n\n'.join('\n'.join(part) for part in parts) + '\n')


def main():
    path, size, documents, commit, *results = sys.argv[1:]
    lines = section(Run(path, size, int(documents)), commit)
    print('\n'.join(lines))
    for result in results:
        put(result, size, lines)


main()
