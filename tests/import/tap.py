# SPDX-License-Identifier: MIT
"""What the tests of imports share: TAP lines, running the program, reading a listing."""
import csv
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile

csv.field_size_limit(1 << 30)
dossier = sys.argv[1]
# Sanitizers take time and memory of their own.
sanitized = b'__asan_init' in open(dossier, 'rb').read()
failed = 0
count = 0


def ok(name, true, why=''):
    """One check. A failed one says why on the lines below it."""
    global failed, count
    count += 1
    print(f'{"ok" if true else "not ok"} {count} - {name}', flush=True)
    if not true:
        failed += 1
        for line in str(why).splitlines()[:20]:
            print(f'# {line}', flush=True)
    return true


def skip(name, why):
    global count
    count += 1
    print(f'ok {count} - {name} # SKIP {why}', flush=True)


def rounds(number):
    """How often to try: all of `number`, or a fifth where a sanitizer makes each slow (FEWER is set)."""
    return number // 5 if os.environ.get('FEWER') else number


def finish():
    print(f'1..{count}')
    sys.exit(1 if failed else 0)


def run(*words, program=None, **options):
    """Runs `dossier WORDS`; .returncode, .stdout and .stderr as bytes."""
    options = {'stdin': subprocess.DEVNULL, 'capture_output': True, **options}
    return subprocess.run([program or dossier, *words], **options)


def program_copy(top):
    """The program where every user can run it, with the module that it loads beside it."""
    shutil.copy(f'{os.path.dirname(dossier)}/dossier-import.so', top)
    return shutil.copy(dossier, f'{top}/dossier')


def listing(store):
    """The rows of `dossier list`, escapes undone."""
    text = run('list', store, '--format=tsv').stdout.decode()
    rows = csv.DictReader(io.StringIO(text, newline=''), delimiter='\t', quoting=csv.QUOTE_NONE)
    undo = {'\\t': '\t', '\\n': '\n', '\\r': '\r', '\\\\': '\\'}

    def plain(value):
        out, i = '', 0
        while i < len(value):
            pair = value[i:i + 2]
            out += undo.get(pair, value[i])
            i += 2 if pair in undo else 1
        return out
    return [{key: plain(value) for key, value in row.items()} for row in rows]


def folder():
    return tempfile.TemporaryDirectory(prefix='dossier-test-')


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data)
    return path


def children_peak_mib():
    """The largest resident set of any process that was waited for, also by our children."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def message(number, body='The committee met and talked about it at some length.'):
    """A printed message; its facts follow from its number."""
    return (f'From: POST {number % 7}\nSent: {1 + number % 28} July 2019 10:{number % 60:02d} AM\n'
            f'To: HEAD OFFICE\nSubject: Harbour works, part {number}\n\n{body}\ns9(2)(a)\n'
            f'Released under the Official Information Act\n').encode()
