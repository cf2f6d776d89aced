#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Are the words of a PDF's pages those that another program read there, as often and no others?

usage: pdf-words.py PARSE-LISTING FOLDER

FOLDER holds pages NAME.pdf and beside each its text NAME.txt. Prints the F1 of the words of each page, counted as a
multiset, and the mean as TAP, with the bar that it must reach.
"""
import collections
import pathlib
import subprocess
import sys

BAR = 0.97


def words(text):
    return collections.Counter(text.split())


def f1(ours, theirs):
    common = sum((ours & theirs).values())
    if common == 0:
        return float(ours == theirs)
    return 2 * common / (sum(ours.values()) + sum(theirs.values()))


def main(program, folder):
    pages = sorted(page for page in pathlib.Path(folder).glob('*.pdf') if page.with_suffix('.txt').exists())
    if not pages:
        print('ok - accuracy: words of PDF pages # SKIP the real pages are not here')
        return 0
    sums = []
    for page in pages:
        text = subprocess.run([program, '--text', folder, page], check=True, stdout=subprocess.PIPE).stdout
        theirs = page.with_suffix('.txt').read_text(encoding='utf-8', errors='replace')
        sums.append(f1(words(text.decode()), words(theirs)))
        print(f'# {page.name}\t{sums[-1]:.4f}')
    mean = sum(sums) / len(sums)
    print(f'{"ok" if mean >= BAR else "not ok"} - accuracy: words of {len(sums)} PDF pages {mean:.4f}, bar {BAR}')
    return 0 if mean >= BAR else 1


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
