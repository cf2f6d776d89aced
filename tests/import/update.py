# SPDX-License-Identifier: MIT
"""Sources that an older parser read are read again from the store; killed at any point, that can go on."""
import os
import shutil
import signal
import sqlite3
import subprocess
import time

from tap import dossier, finish, folder, listing, message, ok, rounds, run, write

POINTS = rounds(20)


def rows(store):
    return {row['id']: tuple(sorted(row.items())) for row in listing(store)}


def change(store, *statements):
    """As an older parser would have written it; what it read stands under number 0."""
    with sqlite3.connect(store) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def ctimes(store):
    with sqlite3.connect(store) as db:
        found = dict(db.execute('SELECT id, ctime FROM document'))
    db.close()
    return found


def figures(result):
    return {line.split()[0]: int(line.split()[1]) for line in result.stdout.decode().splitlines()}


def sound(store):
    result = run('check', store)
    return ok('and the store is sound', result.returncode == 0, result.stdout)


with folder() as top:
    store = f'{top}/a.dossier'
    for n in range(60):
        write(f'{top}/in/{n}.txt', b''.join(message(5 * n + i) for i in range(5)))
    run('import', store, f'{top}/in')
    shutil.rmtree(f'{top}/in')
    want, born = rows(store), ctimes(store)

    result = run('update', store)
    ok('nothing is read again that this version read', result.returncode == 0 and figures(result)['updated'] == 0,
       result.stderr)
    result = run('update', '--all', store)
    got = figures(result)
    ok('all is read again from the store alone', result.returncode == 0 and got['updated'] == 60, result.stderr)
    ok('documents that are the same stay what they are', got['unchanged'] == 300 and rows(store) == want and
       ctimes(store) == born, got)
    sound(store)

    change(store, "UPDATE document SET date = '1999-01-01' WHERE id IN (7, 8)",
           'DELETE FROM role WHERE document = 9', 'UPDATE source SET parser = 0 WHERE id = 2')
    result = run('update', store)
    got, now = figures(result), ctimes(store)
    ok('only sources of an older parser are read', got['updated'] == 1, got)
    ok('facts are those that are read now, under the same numbers', got['changed'] == 3 and rows(store) == want, got)
    ok('what has changed has a new ctime, and nothing else',
       sorted(i for i in now if now[i] != born[i]) == [7, 8, 9], now)
    sound(store)
    found = run('list', store, '--format=tsv', 'id:9')
    ok('it is found again', b'\n9\t' in found.stdout, found.stderr)

    kept = ctimes(store)
    run('update', store)
    ok('an update without work changes nothing', ctimes(store) == kept and rows(store) == want)

    # A zone that was known where it was imported.
    zoned = f'{top}/zoned.dossier'
    shutil.copy(store, zoned)
    change(zoned, "UPDATE source SET zone = 'Nowhere/Atlantis', parser = 0 WHERE id = 3", 'UPDATE source SET parser = 0')
    result = run('update', zoned)
    got = figures(result)
    ok('a source whose time zone is unknown fails alone', got['updated'] == 59 and got['failed'] == 1 and
       result.returncode == 1, f'{got} {result.stderr}')
    ok('and the reason is told', b'time zone' in result.stderr, result.stderr)
    ok('and it stays as it was', rows(zoned) == want)

    # Other bytes in its place are another document.
    other = f'{top}/other.dossier'
    shutil.copy(store, other)
    change(other, 'UPDATE document SET sha256 = zeroblob(32) WHERE id = 12', 'UPDATE source SET parser = 0')
    got, now = figures(run('update', other)), rows(other)
    ok('a document that is another has another number, and the old one goes',
       got['new'] == got['gone'] == 1 and set(now) == set(want) - {'12'} | {'301'} and
       dict(now['301'])['sha256'] == dict(want['12'])['sha256'], got)
    sound(other)

    # Damage: what cannot be read keeps its documents.
    damaged = f'{top}/damaged.dossier'
    shutil.copy(store, damaged)
    change(damaged, 'UPDATE source SET parser = 0 WHERE id IN (3, 4)',
           "UPDATE chunk SET bytes = x'00' WHERE content = (SELECT content FROM source WHERE id = 3) AND first = 0")
    result = run('update', damaged)
    ok('a source that cannot be read any more is named, and the others are read: exit 1',
       result.returncode == 1 and b'in/10.txt: its bytes in the store are damaged' in result.stderr and
       figures(result)['updated'] == 1, result.stderr)
    ok('and its documents stay', len(listing(damaged)) == 300)

    began = time.monotonic()
    shutil.copy(store, f'{top}/measure.dossier')
    change(f'{top}/measure.dossier', "UPDATE document SET date = ''", 'UPDATE source SET parser = 0')
    run('update', f'{top}/measure.dossier')
    took = time.monotonic() - began
    ok('all documents are filed again', rows(f'{top}/measure.dossier') == want)
    sound(f'{top}/measure.dossier')
    broken, different, early = [], [], 0
    for point in range(POINTS):
        again = f'{top}/{point}.dossier'
        shutil.copy(store, again)
        change(again, "UPDATE document SET date = ''", 'UPDATE source SET parser = 0')
        process = subprocess.Popen([dossier, 'update', again], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(took * (point + 0.5) / POINTS)
        early += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        result = run('check', again)
        if result.returncode != 0:
            broken.append((point, result.stdout[:300]))
        run('update', again)
        if rows(again) != want or run('check', again).returncode != 0 or os.path.exists(again + '-wal'):
            different.append(point)
    ok(f'killed at {POINTS} points ({early} before its end): every store is valid', not broken, broken)
    ok('and the next update completes it', not different, different)

finish()
