# SPDX-License-Identifier: MIT
"""What goes wrong around an import: one clear message each, and the rest of the run is complete."""
import contextlib
import os
import pwd
import signal
import sqlite3
import subprocess
import sys
import time

from tap import dossier, finish, folder, listing, message, ok, program_copy, run, skip, write

root = os.geteuid() == 0


def holder(store):
    """The process that the store says imports into it: the first commit of a run."""
    try:
        with contextlib.closing(sqlite3.connect(f'file:{store}?mode=ro', uri=True)) as reader:
            return reader.execute('SELECT max(process) FROM run').fetchone()[0]
    except sqlite3.Error:
        return None


def as_nobody(top):
    """Options that run the program as a user for whom permissions mean something, in a folder of theirs."""
    user = pwd.getpwnam('nobody')
    os.chown(top, user.pw_uid, user.pw_gid)
    os.chmod(top, 0o755)
    copy = program_copy(top)
    return {'user': user.pw_uid, 'group': user.pw_gid, 'extra_groups': [], 'program': copy}


with folder() as top:
    options = as_nobody(top) if root else {}
    for n in range(5):
        write(f'{top}/in/{n}.txt', message(n))
    os.chmod(f'{top}/in/2.txt', 0)
    write(f'{top}/in/picture.png', b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89' + bytes(40))
    os.mkfifo(f'{top}/in/pipe')
    os.symlink('0.txt', f'{top}/in/link.txt')
    result = run('import', f'{top}/s.dossier', f'{top}/in', f'{top}/missing', **options)
    errors = result.stderr.decode()
    ok('an unreadable and a missing file fail, exit 1', result.returncode == 1, errors)
    ok('the message names the unreadable file and the reason', f'{top}/in/2.txt: ' in errors and 'ermission' in errors,
       errors)
    ok('the message names the missing file and the reason', f'{top}/missing: ' in errors and 'o such file' in errors,
       errors)
    ok('a picture is skipped with its type', 'picture.png: ' in errors and 'image/png' in errors, errors)
    ok('the rest of the run is complete', len(listing(f'{top}/s.dossier')) == 4, listing(f'{top}/s.dossier'))

with folder() as top:
    options = as_nobody(top) if root else {}
    write(f'{top}/a.txt', message(1))
    run('import', f'{top}/s.dossier', f'{top}/a.txt', **options)
    os.chmod(f'{top}/s.dossier', 0o444)
    write(f'{top}/b.txt', message(2))
    result = run('import', f'{top}/s.dossier', f'{top}/b.txt', **options)
    ok('a read-only store: exit 3 and one message', result.returncode == 3 and result.stderr.count(b'\n') == 1,
       result.stderr.decode())
    ok('and it reads as before', len(listing(f'{top}/s.dossier')) == 1)

with folder() as top:
    image, mounted = f'{top}/disk.img', f'{top}/disk'
    os.mkdir(mounted)
    write(f'{top}/in/small.txt', message(1))
    for n in range(40):
        write(f'{top}/in/{n}.txt', os.urandom(400000).hex().encode())
    subprocess.run(['truncate', '-s', '12M', image], check=True)
    made = subprocess.run(['mkfs.ext4', '-q', image], capture_output=True).returncode == 0
    if not root or not made or subprocess.run(['mount', '-o', 'loop', image, mounted], capture_output=True).returncode:
        skip('a full disk ends the run with exit 3 and one message', 'no loop device can be mounted')
    else:
        try:
            result = run('import', f'{mounted}/s.dossier', f'{top}/in')
            ok('a full disk ends the run with exit 3 and a message that says so',
               result.returncode == 3 and b'no space' in result.stderr.lower(), result.stderr.decode())
            result = run('check', f'{mounted}/s.dossier')
            ok('and leaves a sound store', result.returncode == 0, result.stdout + result.stderr)
        finally:
            subprocess.run(['umount', mounted], check=True)

with folder() as top:
    write(f'{top}/large.txt', b''.join(message(n) for n in range(15000)))
    write(f'{top}/small.txt', message(1))
    first = subprocess.Popen([dossier, 'import', f'{top}/s.dossier', f'{top}/large.txt'], stdout=subprocess.DEVNULL)
    while not holder(f'{top}/s.dossier'):
        time.sleep(0.01)
    os.kill(first.pid, signal.SIGSTOP)
    second = run('import', f'{top}/s.dossier', f'{top}/small.txt')
    os.kill(first.pid, signal.SIGCONT)
    ok('a second import at the same time: exit 3 and one message that names the process',
       second.returncode == 3 and str(first.pid).encode() in second.stderr and second.stderr.count(b'\n') == 1,
       second.stderr.decode())
    ok('the first is not disturbed', first.wait() == 0 and len(listing(f'{top}/s.dossier')) == 15000)

finish()
