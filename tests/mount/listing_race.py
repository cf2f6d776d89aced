#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""usage: listing_race.py DIRECTORY LISTINGS

Lists a directory again and again, in pieces of several sizes and by several programs, while others add to it: as many
times as asked, and on until names have come, which a slow import may take a while for, but not for ever. Prints each
name that a listing holds twice, and each that one held and a later one does not.
"""
import collections
import ctypes
import os
import subprocess
import sys
import time

LIBC = ctypes.CDLL(None, use_errno=True)
HEADER = 19  # of a struct dirent64: two numbers of 8 bytes, one of 2, one of 1
PATIENCE = 20  # times as many listings
PAUSES, PAUSE_SECONDS = 20, 0.01  # in a listing by pieces, so that imports end meanwhile


def pieces(size):
    def names(path):
        buffer = ctypes.create_string_buffer(size)
        directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        found, pauses = [], 0
        while (got := LIBC.getdents64(directory, buffer, ctypes.c_size_t(size))) > 0:
            at = 0
            while at < got:
                length = int.from_bytes(buffer.raw[at + 16:at + 18], sys.byteorder)
                found.append(buffer.raw[at + HEADER:at + length].split(b'\0')[0])
                at += length
            if pauses < PAUSES and len(found) > 500 * pauses:
                pauses += 1
                time.sleep(PAUSE_SECONDS)
        os.close(directory)
        if got < 0:
            print(f'getdents64: {os.strerror(ctypes.get_errno())}')
        return [name for name in found if name not in (b'.', b'..')]
    return names


def output(*command):
    def names(path):
        return subprocess.run(command + (path,), check=True, capture_output=True).stdout.split(b'\n')[:-1]
    return names


def found(path):
    lines = subprocess.run(['find', path, '-mindepth', '1', '-printf', '%f\\n'], check=True, capture_output=True)
    return lines.stdout.split(b'\n')[:-1]


def scanned(path):
    return [os.fsencode(entry.name) for entry in os.scandir(path)]


WAYS = {'getdents 512': pieces(512), 'getdents 4096': pieces(4096), 'getdents 1 MiB': pieces(1 << 20),
        'scandir': scanned, 'ls -f': output('ls', '-f'), 'ls': output('ls', '-1'), 'find': found}


def main():
    path, listings = sys.argv[1], int(sys.argv[2])
    known = set(scanned(path))
    first = len(known)
    for number in range(PATIENCE * listings):
        if number >= listings and len(known) > first:
            break
        way = list(WAYS)[number % len(WAYS)]
        names = [name for name in WAYS[way](path) if name not in (b'.', b'..')]
        for name, times in collections.Counter(names).items():
            if times > 1:
                print(f'listing {number}, {way}: {times} times {name!r}')
        for name in known.difference(names):
            print(f'listing {number}, {way}: without {name!r}')
        known.update(names)
    print(f'{first} names grew to {len(known)}', file=sys.stderr)


main()
