# SPDX-License-Identifier: MIT
"""The sandbox of the readers: nothing gets out of it, and a reader that ends or hangs costs its own file only."""
import os
import pwd
import resource
import signal
import subprocess
import time

from tap import dossier, finish, folder, message, ok, program_copy, run, sanitized, skip, write

root = os.geteuid() == 0
BODY = 'A line of this body is like any other line of a body. ' * 40
BUNDLE = b''.join(message(n, BODY) for n in range(50))
LONG = BUNDLE * (8 * 1000 * 1000 // len(BUNDLE))
ATTACKS = ('open a file to read', 'open a file to write', 'socket', 'connect', 'execve', 'fork', 'clone', 'ptrace',
           'write to another descriptor', 'signal the parent', 'spin') + (() if sanitized else ('allocate 4 GiB',))


def as_nobody(top):
    user = pwd.getpwnam('nobody')
    os.chown(top, user.pw_uid, user.pw_gid)
    os.chmod(top, 0o755)
    return {'user': user.pw_uid, 'group': user.pw_gid, 'extra_groups': [],
            'program': program_copy(top)}


def selftest(who, **options):
    result = run('import', '--selftest-sandbox', **options)
    lines = result.stdout.decode().splitlines()
    ok(f'every attack is blocked, as {who}', result.returncode == 0 and all(line.startswith('ok ') for line in lines),
       result.stdout.decode() + result.stderr.decode())
    tried = [line[3:].split(': ')[0] for line in lines]
    ok(f'and all of them were tried, as {who}', set(ATTACKS) <= set(tried), tried)


def stat_of(process):
    """Parent and ticks of processor time; state."""
    try:
        with open(f'/proc/{process}/stat', encoding='ascii', errors='replace') as f:
            words = f.read().rpartition(')')[2].split()
        return int(words[1]), int(words[11]) + int(words[12]), words[0]
    except OSError:
        return 0, 0, 'X'


def stop_busy_reader(importer, ticks=5):
    """Stops the reader that works on the long file, and says which it is: the only one with work worth a tick."""
    while importer.poll() is None:
        for entry in os.listdir('/proc'):
            parent, used, _ = stat_of(entry) if entry.isdigit() else (0, 0, '')
            if parent == importer.pid and used >= ticks:
                os.kill(int(entry), signal.SIGSTOP)
                return int(entry)
        time.sleep(0.002)
    return None


def begin(top):
    """An import of a long file between two good ones, whose reader stands still in the midst of the long one."""
    write(f'{top}/in/a.txt', message(1))
    write(f'{top}/in/b.txt', LONG)
    write(f'{top}/in/c.txt', message(3))
    importer = subprocess.Popen([dossier, 'import', f'{top}/s.dossier', f'{top}/in'], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return importer, stop_busy_reader(importer)


def counts(text):
    return {line.split()[0]: int(line.split()[1]) for line in text.decode().splitlines()}


selftest('root' if root else 'a user')
with folder() as slow_top, folder() as top:
    slow, slow_reader = begin(slow_top)
    began = time.monotonic()

    if root:
        selftest('nobody', **as_nobody(top))
    else:
        skip('every attack is blocked, as root', 'not root')

    importer, reader = begin(top)
    with open(f'/proc/{reader}/status', encoding='ascii') as f:
        status = dict(line.split(':', 1) for line in f.read().splitlines())
    ok('a reader has seccomp, no new privileges, no capabilities and is not root',
       (status['Seccomp'].strip(), status['NoNewPrivs'].strip(), int(status['CapPrm'], 16), int(status['CapEff'], 16))
       == ('2', '1', 0, 0) and '0' not in status['Uid'].split() and '0' not in status['Gid'].split(), status)
    os.kill(reader, signal.SIGSYS)
    os.kill(reader, signal.SIGCONT)
    out, errors = importer.communicate()
    ok('a reader that is killed costs its file, and its neighbours are imported',
       importer.returncode == 1 and (counts(out)['added'], counts(out)['failed']) == (2, 1), out + errors)
    ok('the ledger names file, signal and format',
       b'/b.txt: the reader of this file was ended by signal 31 (SIGSYS) (text/plain)\n' in errors, errors)
    again = run('import', f'{top}/s.dossier', f'{top}/in')
    ok('it is not tried again, and the ledger says so', again.returncode == 1 and b'(SIGSYS)' in again.stderr and
       b'--retry' in again.stderr and (counts(again.stdout)['known'], counts(again.stdout)['failed']) == (2, 1),
       again.stdout + again.stderr)
    again = run('import', '--retry', f'{top}/s.dossier', f'{top}/in')
    ok('with --retry it is', again.returncode == 0 and counts(again.stdout)['added'] == 1, again.stdout + again.stderr)
    again = run('import', f'{top}/s.dossier', f'{top}/in')
    ok('and is known from then on', again.returncode == 0 and counts(again.stdout)['known'] == 3, again.stdout)

    with folder() as mine:
        importer, reader = begin(mine)
        os.kill(reader, signal.SIGKILL)
        importer.communicate()
        again = run('import', f'{mine}/s.dossier', f'{mine}/in')
        ok('a file whose reader a machine short of memory ended is tried again without --retry',
           importer.returncode == 1 and again.returncode == 0 and counts(again.stdout)['added'] == 1,
           again.stdout + again.stderr)

    with folder() as mine:
        options = as_nobody(mine) if root else {}
        late = write(f'{mine}/late.txt', message(1))
        os.chmod(late, 0)
        first = run('import', f'{mine}/s.dossier', late, **options)
        os.chmod(late, 0o644)
        again = run('import', f'{mine}/s.dossier', late, **options)
        ok('a file that could not be opened is tried again without --retry',
           first.returncode == 1 and again.returncode == 0 and counts(again.stdout)['added'] == 1,
           first.stderr + again.stdout + again.stderr)

    if sanitized:
        skip('a file that needs more memory than there may be fails alone', 'sanitizers take memory of their own')
    else:
        with folder() as mine:
            write(f'{mine}/in/a.txt', message(1))
            write(f'{mine}/in/b.txt', 'caf\u00e9 '.encode('cp1252') * (40 * 1000 * 1000))
            write(f'{mine}/in/c.txt', message(3))
            room = 300 * 1024 * 1024
            result = run('import', f'{mine}/s.dossier', f'{mine}/in',
                         preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (room, room)))
            ok('a file that needs more memory than there may be fails alone', result.returncode == 1 and
               counts(result.stdout)['added'] == 2 and b'/b.txt: it needs more than 300 MiB of memory' in result.stderr,
               result.stdout + result.stderr)

    out, errors = slow.communicate()
    ok('a reader that hangs is ended, and its neighbours are imported',
       slow.returncode == 1 and (counts(out)['added'], counts(out)['failed']) == (2, 1), out + errors)
    ok('the ledger names file, limit and format',
       b'/b.txt: reading it took longer than 6' in errors and b' s (text/plain)\n' in errors, errors)
    ok('it took no longer than the limit and a little', time.monotonic() - began < 100, time.monotonic() - began)
    ok('the reader is gone', stat_of(slow_reader)[2] == 'X', stat_of(slow_reader))
    ok('the store is sound', run('check', f'{slow_top}/s.dossier').returncode == 0)

finish()
