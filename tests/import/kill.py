# SPDX-License-Identifier: MIT
"""An import that is killed at any point leaves a valid store, and running it again finishes the work."""
import os
import signal
import subprocess
import time

from tap import dossier, finish, folder, listing, message, ok, rounds, run, write

POINTS = rounds(50)
FACTS = ('name', 'type', 'sender', 'date', 'title', 'codes', 'source', 'first_byte', 'last_byte', 'sha256')


def facts(store):
    """Without numbers: a run that was killed may have used some up."""
    return sorted(tuple(row[key].rsplit('.', 2)[0] if key == 'name' else row[key] for key in FACTS)
                  for row in listing(store))


with folder() as top:
    for n in range(200):
        write(f'{top}/in/{n // 25}/{n}.txt', b''.join(message(5 * n + i) for i in range(5)))
    began = time.monotonic()
    run('import', f'{top}/whole.dossier', f'{top}/in')
    took = time.monotonic() - began
    want = facts(f'{top}/whole.dossier')
    broken, different, early = [], [], 0
    for point in range(POINTS):
        store = f'{top}/{point}.dossier'
        process = subprocess.Popen([dossier, 'import', store, f'{top}/in'], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(took * (point + 0.5) / POINTS)
        early += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        if os.path.exists(store) and os.path.getsize(store) > 0:
            result = run('check', store)
            founded = os.path.getsize(store) > 0  # else it was killed while it was made: an empty file again
            if result.returncode != 0 and founded:
                broken.append((point, result.stdout[:200], result.stderr[:200]))
        result = run('import', store, f'{top}/in')
        if result.returncode != 0 or facts(store) != want or run('check', store).returncode != 0:
            different.append((point, result.returncode, len(listing(store)), result.stderr[:200]))
        if os.listdir(top).count(f'{point}.dossier-wal'):
            different.append((point, 'a log is left'))
        for ending in ('', '-wal', '-shm', '-journal'):
            if os.path.exists(store + ending):
                os.unlink(store + ending)
    ok(f'killed at {POINTS} points ({early} before its end): every store is valid', not broken, broken)
    ok('and the next run completes it', not different, different)

finish()
