# SPDX-License-Identifier: MIT
"""A source that is removed leaves no trace in the file; killed at any point, it is there or it is not."""
import ctypes
import ctypes.util
import io
import os
import shutil
import signal
import sqlite3
import subprocess
import tarfile
import time

from tap import dossier, finish, folder, listing, message, ok, rounds, run, write

POINTS = rounds(20)
SECRET = (b'From: Zebedee Quillfeather\nSent: 3 July 2019 10:15 AM\nTo: Ottoline Brackwater\n'
          b'Subject: Marzipanwharf dredging\n\nThe xylophonic barge of Uruguay lay at Marzipanwharf.\ns9(2)(a)\n'
          b'Message from Uruguay, said the Uruguayan harbour master Thistlecombe.\n')
WORDS = [b'quillfeather', b'brackwater', b'marzipanwharf', b'xylophon', b'thistlecombe', b'oddname', b'uruguay']


def zstd():
    library = ctypes.CDLL(ctypes.util.find_library('zstd') or 'libzstd.so.1')
    library.ZSTD_createDCtx.restype = ctypes.c_void_p
    library.ZSTD_decompress_usingDict.restype = ctypes.c_size_t
    library.ZSTD_decompress_usingDict.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t,
                                                  ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p,
                                                  ctypes.c_size_t]
    context = library.ZSTD_createDCtx()

    def plain(frame, size, dictionary):
        out = ctypes.create_string_buffer(max(size, 1))
        got = library.ZSTD_decompress_usingDict(context, out, size, frame, len(frame), dictionary, len(dictionary))
        assert got == size
        return out.raw[:size]
    return plain


def traces(store, words):
    """Where any of the words stands: in the file as it is, in a frame, in a dictionary."""
    places = {'file': open(store, 'rb').read()}
    plain, db = zstd(), sqlite3.connect(store)
    dictionaries = dict(db.execute('SELECT id, bytes FROM dictionary'))
    for content, first, size, dictionary, frame in db.execute('SELECT content, first, length, dictionary, bytes FROM chunk'):
        places[f'chunk {content} {first}'] = plain(frame, size, dictionaries.get(dictionary, b''))
    for file, first, size, frame in db.execute('SELECT file, first, length, bytes FROM catalogue_block'):
        places[f'catalogue {file} {first}'] = plain(frame, size, b'')
    for number, data in dictionaries.items():
        places[f'dictionary {number}'] = data
    db.close()
    return sorted({f'{word.decode()} in {place}' for place, data in places.items() for word in words
                   if word in data.lower()})


def sound(store):
    result = run('check', store)
    return ok('and the store is sound', result.returncode == 0, result.stdout)


def tar(path, members):
    with tarfile.open(path, 'w') as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def names(store):
    return {row['source'] for row in listing(store)}


with folder() as top:
    store = f'{top}/a.dossier'
    write(f'{top}/in/oddname.txt', SECRET + message(1, 'A line of its own.'))
    for n in range(30):
        write(f'{top}/in/{n}.txt', b''.join(message(40 * n + i, f'Point {n} and {i}, of which {n * i} were told.')
                                            for i in range(40)))
    run('import', store, f'{top}/in')
    with sqlite3.connect(store) as db:
        trained = db.execute('SELECT count(*) FROM dictionary').fetchone()[0]
    db.close()
    before, all_words = {row['id']: row for row in listing(store)}, traces(store, WORDS)
    ok('the words are in the store', len({line.split()[0] for line in all_words}) == len(WORDS), all_words)
    size = os.path.getsize(store)

    result = run('remove', '--dry-run', store, 'in/oddname.txt')
    ok('a dry run names what would go', result.stdout.startswith(b'in/oddname.txt\n') and
       {row['id']: row for row in listing(store)} == before, result.stdout)
    result = run('remove', store, 'in/oddname.txt')
    ok('a source is removed', result.returncode == 0 and b'removed     1 source\n' in result.stdout, result.stderr)
    left = traces(store, WORDS)
    ok('no word, name or path of it is left in the file', not left, '\n'.join(left))
    now = {row['id']: row for row in listing(store)}
    ok('the others are what they were', now == {i: row for i, row in before.items() if row['source'] != 'in/oddname.txt'})
    sound(store)
    result = run('import', store, f'{top}/in')
    new = {row['id']: row for row in listing(store)}
    ok('imported again it is new, and no number is used twice',
       b'added       1 source\n' in result.stdout and not {int(i) for i in new} - {int(i) for i in now} & {int(i) for i in before}
       and min(int(i) for i in new if i not in now) > max(int(i) for i in before), result.stdout)
    result = run('remove', store, 'nothing.txt', 'in/oddname.txt', 'originals/in/3.txt', '999')
    ok('what is no source is named, and the others go: exit 1',
       result.returncode == 1 and result.stderr.count(b'no such source') == 2 and b'2 sources' in result.stdout,
       result.stderr)
    ok('and again nothing is left', not traces(store, WORDS))
    sound(store)

    # ---- a dictionary that was trained on it ----
    store = f'{top}/dictionary.dossier'
    for n in range(400):
        write(f'{top}/many/{n}.txt', b''.join(message(11 * n + i, f'Item {n} {i}: ' + f'{n * 7919 + i:x} ' * 120)
                                              for i in range(11)))
    write(f'{top}/many/0-oddname.txt', SECRET * 60)
    run('import', store, f'{top}/many')
    with sqlite3.connect(store) as db:
        trained = db.execute('SELECT max(id) FROM dictionary').fetchone()[0]
    db.close()
    ok('a store has a dictionary', trained is not None)
    result = run('remove', store, 'many/0-oddname.txt')
    ok('a source that it was trained on is removed', result.returncode == 0, result.stderr)
    left = traces(store, WORDS)
    ok('nothing of it is left, nor in the dictionary', not left, '\n'.join(left))
    with sqlite3.connect(store) as db:
        others = [row[0] for row in db.execute('SELECT id FROM dictionary')]
    db.close()
    ok('another dictionary took its place', others and trained not in others, others)
    sound(store)

    # ---- archives ----
    inner = tar(f'{top}/inner.tar', {'deep/oddname.txt': SECRET, 'plain.txt': message(5)})
    shared = open(inner, 'rb').read()
    os.mkdir(f'{top}/two')
    tar(f'{top}/two/a.tar', {'inner.tar': shared, 'only-a.txt': message(6)})
    tar(f'{top}/two/b.tar', {'x/inner.tar': shared, 'only-b.txt': message(7)})
    store = f'{top}/two.dossier'
    run('import', store, f'{top}/two')
    result = run('remove', store, 'two/a.tar.d/only-a.txt')
    ok('a member does not go without what holds it', result.returncode == 1 and b'it is also in two/a.tar' in result.stderr,
       result.stderr)
    result = run('remove', store, 'two/a.tar')
    got = names(store)
    ok('an archive goes with what it alone held', b'removed     2 sources' in result.stdout and
       not [name for name in got if 'a.tar' in name], (result.stdout, got))
    ok('and what another holds, too, stands there', {'two/b.tar.d/only-b.txt', 'two/b.tar.d/x/inner.tar.d/deep/oddname.txt',
                                                     'two/b.tar.d/x/inner.tar.d/plain.txt'} <= got, got)
    left = traces(store, [b'a.tar'])
    ok('the name of the archive is gone', not left, left)
    sound(store)
    result = run('remove', store, 'two/b.tar')
    ok('with the other all is gone', not names(store) and not traces(store, WORDS), names(store))
    sound(store)

    # ---- killed ----
    store = f'{top}/a.dossier'
    run('import', store, f'{top}/in')
    shutil.copy(store, f'{top}/measure.dossier')
    began = time.monotonic()
    run('remove', f'{top}/measure.dossier', 'in/oddname.txt')
    took = time.monotonic() - began
    broken, different, early = [], [], 0
    for point in range(POINTS):
        again = f'{top}/{point}.dossier'
        shutil.copy(store, again)
        process = subprocess.Popen([dossier, 'remove', again, 'in/oddname.txt'], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(took * (point + 0.5) / POINTS)
        early += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        if run('check', again).returncode != 0 or len(listing(again)) not in (1202 - 40, 1200 - 40, 1202, 1200):
            broken.append((point, len(listing(again)), run('check', again).stdout[:200]))
        run('remove', again, 'in/oddname.txt')
        left = traces(again, WORDS)
        if left or run('check', again).returncode != 0 or os.path.exists(again + '-wal'):
            different.append((point, left[:3]))
    ok(f'killed at {POINTS} points ({early} before its end): every store is valid', not broken, broken)
    ok('and the next removal leaves nothing', not different, different)

finish()
