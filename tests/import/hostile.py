# SPDX-License-Identifier: MIT
"""Input that nobody would write: all of it is imported whole, nothing is refused, nothing is lost."""
import os

from tap import children_peak_mib, finish, folder, listing, message, ok, run, sanitized, write

LARGE = 17_500_000 if sanitized else 60_000_000  # more than is indexed of a document
PEAK_MIB = 4096 if sanitized else 140

names = [b'new\nline.txt', b'bad\xff.txt', b'x' * 251 + b'.txt', b'-dash.txt', b'.hidden.txt', b'100%41.txt',
         '\u202ebidi.txt'.encode(), b'a:b?*.txt', b' blank .txt', b'Case.txt', b'case.txt', 'Cafe\u0301.txt'.encode()]

texts = {
    'line.txt': b'word ' * 2000000,
    'invalid.txt': b'From: A\nSent: 1 July 2019\nTo: B\nSubject: x\n\nCaf\xe9 \xff\xfe broken\n' * 20,
    'nul.txt': b'A text with\0a NUL byte in each line.\n' * 50,
    'empty.txt': b'',
    'blank.txt': b'\n \n\t\n' * 100,
    'header.txt': b'From: ' + b'A' * 100000 + b'\nSent: 1 July 2019\nTo: ' + b'b; ' * 50000 + b'\nSubject: '
                  + b'S ' * 50000 + b'\n\nBody\n',
    'year0.txt': b'From: X\nSent: 1 July 0000\nTo: B\nSubject: zero\n\nBody\n',
    'year99999.txt': b'From: X\nSent: 1 July 99999\nTo: B\nSubject: far\n\nBody\n',
    'utf16.txt': b'\xff\xfe' + 'From: NOR\u00c9N\nSent: 2 July 2019\nTo: B\nSubject: wide\n\nBody\n'.encode('utf-16-le'),
    'bom.txt': b'\xef\xbb\xbfFrom: BOM\nSent: 3 July 2019\nTo: B\nSubject: mark\n\nBody\n',
    'latin.txt': 'From: CAF\u00c9\nSent: 4 July 2019\nTo: B\nSubject: d\u00e9j\u00e0 vu\n\nUne r\u00e9ponse \u00e0 la question.\n'.encode('cp1252'),
    'crlf.txt': message(1).replace(b'\n', b'\r\n'),
    'cr.txt': message(2).replace(b'\n', b'\r'),
    'feeds.txt': b'\f'.join(message(n) for n in range(3)),
    'braces.txt': b'(((((' * 40000 + b's9(2)(' * 40000,
    'colons.txt': b'From: \n' * 20000,
}


def text_of(path):
    data = open(path, 'rb').read()
    return data[3:] if data.startswith(b'\xef\xbb\xbf') else data


def exported(store, out):
    result = run('export', store, out)
    ok('export of it all ends well', result.returncode == 0, result.stderr.decode(errors='replace'))
    found = {}
    for base, _, files in os.walk(os.fsencode(out) + b'/originals'):
        for name in files:
            found[os.path.join(base, name)] = open(os.path.join(base, name), 'rb').read()
    return found


with folder() as top:
    source, store = f'{top}/in', f'{top}/s.dossier'
    for name, data in texts.items():
        write(f'{source}/{name}', data)
    for name in names:
        write(os.fsencode(source) + b'/names/' + name, b'Named ' + repr(name).encode())
    result = run('import', store, source)
    expected = len(texts) + len(names)
    ok('hostile texts are imported, exit 0', result.returncode == 0, result.stderr.decode(errors='replace'))
    ok('each of them is a source', f'{expected} sources'.encode() in result.stdout, result.stdout.decode())
    rows = listing(store)
    by = {}
    for row in rows:
        by.setdefault(row['source'].split('/')[-1], []).append(row)
    ok('an empty file is a source without documents', 'empty.txt' not in by)
    ok('a line of 10 MB is one document', len(by.get('line.txt', [])) == 1, by.get('line.txt'))
    ok('year 0 and year 99999 are undated',
       [r['date'] for n in ('year0.txt', 'year99999.txt') for r in by[n]] == ['', ''], rows)
    ok('UTF-16, a BOM and windows-1252 are read',
       [by[n][0]['sender'] for n in ('utf16.txt', 'bom.txt', 'latin.txt')] == ['NOR\u00c9N', 'BOM', 'CAF\u00c9'],
       [by.get(n) for n in ('utf16.txt', 'bom.txt', 'latin.txt')])
    ok('no name is longer than 120 bytes', all(len(r['name'].encode()) <= 120 for r in rows))
    found = exported(store, f'{top}/out')
    originals = list(texts.values()) + [b'Named ' + repr(n).encode() for n in names]
    ok('every original comes back byte for byte', sorted(found.values()) == sorted(originals))
    for name in ('crlf.txt', 'feeds.txt', 'nul.txt', 'braces.txt', 'bom.txt'):
        text, at, good = text_of(f'{source}/{name}'), 0, True
        for row in by[name]:
            first, last = int(row['first_byte']), int(row['last_byte'])
            body = open(f'{top}/out/documents/{row["name"]}', 'rb').read()
            good = good and at <= first < last <= len(text) and body == text[first:last]
            at = last
        ok(f'the documents of {name} are ranges of its text, in order', good, by[name])
    result = run('check', store)
    ok('the store has no fault', result.returncode == 0, result.stdout.decode())
    again = run('import', store, source)
    ok('a second import knows them all', f'known       {expected}'.encode() in again.stdout, again.stdout.decode())

with folder() as top:
    block = b''.join(message(n, 'A line of this body is like any other line of a body. ' * 20) for n in range(100))
    large = write(f'{top}/large.txt', block * (LARGE // len(block) + 1))
    size = os.path.getsize(large)
    before = children_peak_mib()
    result = run('import', f'{top}/s.dossier', large)
    ok(f'a bundle of {LARGE // 10**6} MB is imported', result.returncode == 0, result.stderr.decode())
    ok(f'no process took more than {PEAK_MIB} MiB', children_peak_mib() <= PEAK_MIB,
       f'peak {children_peak_mib():.0f} MiB, {before:.0f} before, {size} bytes')

with folder() as top:
    large = write(f'{top}/large.txt', b'One document of many words, and none of them begins another one.\n' * (LARGE // 65))
    result = run('import', f'{top}/s.dossier', large)
    ok(f'a document of {LARGE // 10**6} MB is imported', result.returncode == 0, result.stderr.decode())
    ok('the ledger says that not all of it is in the index', b'index' in result.stderr, result.stderr.decode())
    ok(f'no process took more than {PEAK_MIB} MiB', children_peak_mib() <= PEAK_MIB, f'peak {children_peak_mib():.0f} MiB')

with folder() as top:
    write(f'{top}/in/small.txt', message(1))
    os.truncate(write(f'{top}/in/huge.txt', b''), 65 << 30)  # of holes
    result = run('import', f'{top}/s.dossier', f'{top}/in')
    ok('a file of 65 GiB is named and not read', b'huge.txt: larger than 64 GiB' in result.stderr, result.stderr.decode())
    ok('and the one beside it is imported', b'added       1 source' in result.stdout, result.stdout.decode())

finish()
