#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares figures with what they must reach and with those of the last run that was kept; TAP, and one table.

usage: compare.py [--keep] BARS FIGURES

FIGURES/SET.figures has lines FIGURE<TAB>VALUE<TAB>HITS/OF, BARS/SET.tsv lines FIGURE<TAB>KIND<TAB>BAR, and
BARS/last.tsv lines SET<TAB>FIGURE<TAB>VALUE. KIND: the value or the hits must reach the bar, or the value be that at
most. With --keep the latter is written anew; sets without figures keep theirs.
"""
import pathlib
import sys

ROUNDING = 0.00005  # figures have four digits


def rows(path):
    lines = path.read_text(encoding='utf-8').splitlines() if path.exists() else []
    return [line.split('\t') for line in lines if line and not line.startswith('#')]


def reaches(kind, bar, value, hits):
    if kind == 'most':
        return float(value) <= float(bar)
    return float(hits.split('/')[0] if kind == 'hits' else value) >= float(bar)


def fell(figure, before, value):
    if before is None or figure.endswith('documents_per_source'):  # which says nothing of good or bad
        return False
    lost = float(before) - float(value)
    return (-lost if figure.endswith('_wrong') else lost) > ROUNDING


def judge(name, figures, bars, last):
    """Prints a line of TAP for each bar and for each figure that fell; a row of the table for each figure."""
    for figure, kind, bar in bars:
        if figure not in figures:
            print(f'not ok - accuracy: {name}: {figure} is missing')
            continue
        value, hits = figures[figure]
        verdict = 'ok' if reaches(kind, bar, value, hits) else 'not ok'
        print(f'{verdict} - accuracy: {name}: {figure} {value} ({hits}), bar {bar}')
    for figure, (value, _) in figures.items():
        if fell(figure, last.get((name, figure)), value):
            print(f'not ok - accuracy: {name}: {figure} went from {last[name, figure]} to {value}; --keep if it must')
    must = {figure: bar for figure, _, bar in bars}
    return [(name, figure, value, last.get((name, figure), ''), must.get(figure, ''), hits)
            for figure, (value, hits) in figures.items()]


def main():
    keep = sys.argv[1] == '--keep'
    bars, work = (pathlib.Path(path) for path in sys.argv[-2:])
    last = {(name, figure): value for name, figure, value in rows(bars / 'last.tsv')}
    table = []
    for path in sorted(work.glob('*.figures')):
        figures = {row[0]: (row[1], row[2] if len(row) > 2 else '') for row in rows(path)}
        table += judge(path.stem, figures, [row[:3] for row in rows(bars / f'{path.stem}.tsv')], last)
    print(f'# {"set":14} {"figure":40} {"value":8} {"last":8} {"bar":6} of')
    for name, figure, value, before, bar, hits in table:
        print(f'# {name:14} {figure:40} {value:8} {before:8} {bar:6} {hits}')
    if keep:
        last.update({(name, figure): value for name, figure, value, *_ in table})
        lines = ['\t'.join((*key, value)) for key, value in sorted(last.items())]
        (bars / 'last.tsv').write_text('# The figures of the last run that was kept; see score.sh.\n' +
                                       '\n'.join(lines) + '\n', encoding='utf-8')


main()
