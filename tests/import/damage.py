# SPDX-License-Identifier: MIT
"""Single flipped bits: what is served is what was stored or an error, never other bytes; `check` tells."""
import hashlib
import os
import random
import shutil

from tap import finish, folder, message, ok, rounds, run, write

FLIPS = rounds(120)
random.seed(20190711)


def exported(store, out):
    """Exit status, and what stands below documents/ and originals/ as name -> hash."""
    shutil.rmtree(out, ignore_errors=True)
    result = run('export', store, out)
    found = {}
    for top in ('documents', 'originals'):
        for base, _, files in os.walk(f'{out}/{top}'):
            for name in files:
                path = os.path.join(base, name)
                found[os.path.relpath(path, out)] = hashlib.sha256(open(path, 'rb').read()).digest()
    return result.returncode, found


with folder() as top:
    write(f'{top}/in/a.txt', b''.join(message(n, os.urandom(3000).hex()) for n in range(100)))
    run('import', f'{top}/s.dossier', f'{top}/in')
    code, want = exported(f'{top}/s.dossier', f'{top}/want')
    ok('a sound store is exported', code == 0 and len(want) > 100, code)
    sound = open(f'{top}/s.dossier', 'rb').read()
    wrong, crashed, silent, hit = [], [], [], 0
    for _ in range(FLIPS):
        bit = random.randrange(8 * len(sound))
        bytes_ = bytearray(sound)
        bytes_[bit // 8] ^= 1 << bit % 8
        write(f'{top}/hurt.dossier', bytes_)
        code, got = exported(f'{top}/hurt.dossier', f'{top}/got')
        check = run('check', f'{top}/hurt.dossier').returncode
        hit += got != want
        if not 0 <= code <= 3 or not 0 <= check <= 3:
            crashed.append((bit, code, check))
        if code == 0 and any(want.get(path, digest) != digest for path, digest in got.items()):
            wrong.append(bit)
        if check == 0 and got != want:
            silent.append(bit)
    ok(f'of {FLIPS} flipped bits, {hit} that mattered: none is served as other bytes', not wrong, wrong)
    ok('none ends a program by a signal', not crashed, crashed)
    ok('check tells each that matters', not silent, silent)

finish()
