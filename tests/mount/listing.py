#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints where a tree's listings contradict stat(2), or hold names that no listing may hold."""
import os
import re
import stat
import sys
import unicodedata

UNSAFE = re.compile('[\\x00-\\x1f\\x7f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069/]')
KINDS = ((stat.S_ISDIR, 'is_dir'), (stat.S_ISREG, 'is_file'), (stat.S_ISLNK, 'is_symlink'))


def faults(entry, plain):
    try:
        name = os.fsencode(entry.name).decode('utf-8')
    except UnicodeDecodeError:
        yield 'not UTF-8'
        return
    status = os.lstat(entry.path)
    if entry.inode() != status.st_ino:
        yield 'another inode'
    for is_kind, method in KINDS:
        listed = entry.is_symlink() if method == 'is_symlink' else getattr(entry, method)(follow_symlinks=False)
        if listed != is_kind(status.st_mode):
            yield 'another type'
    if not name or UNSAFE.search(name) or unicodedata.normalize('NFC', name) != name:
        yield 'an unsafe name'
    if plain and re.search(r'[\s\'"`*?\[\]]|^[.-]', name) and not name.startswith('.'):
        yield 'a name that a shell would take apart'


def main():
    root = sys.argv[1]
    for folder, _, _ in os.walk(root):
        plain = not (folder + '/').startswith(os.path.join(root, 'originals') + '/')
        names = [entry.name for entry in os.scandir(folder)]
        if len(names) != len(set(names)):
            print(f'{folder}: a name twice')
        for entry in os.scandir(folder):
            for fault in faults(entry, plain):
                print(f'{entry.path!r}: {fault}')


main()
