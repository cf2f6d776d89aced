# SPDX-License-Identifier: MIT
"""Files within files: archives, messages with attachments, mailboxes. Members are sources like others."""
import io
import os
import signal
import subprocess
import tarfile
import time
import zipfile
from email.message import EmailMessage

from tap import dossier, finish, folder, listing, message, ok, rounds, run, write


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members, how='w:gz'):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=how) as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def mail(number, attachments=()):
    m = EmailMessage()
    m['From'] = f'Office {number} <office{number}@example.org>'
    m['To'] = 'Archive <archive@example.org>'
    m['Date'] = f'Mon, {1 + number % 28:02d} Jul 2019 10:00:00 +1200'
    m['Subject'] = f'Harbour letters, part {number}'
    m['Message-ID'] = f'<{number}@example.org>'
    m.set_content(f'Please find the letters of part {number} below.\n')
    for name, kind, data in attachments:
        main, _, sub = kind.partition('/')
        m.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return m.as_bytes()


def paths(store):
    out = f'{store}.out'
    run('export', store, out)
    found = []
    for base, _, files in os.walk(f'{out}/originals'):
        found += [os.path.relpath(os.path.join(base, name), f'{out}/originals') for name in files]
    return sorted(found)


NOTE = b'The harbour board has met and decided on the works at the northern mole.\n'
PICTURE = b'\x89PNG\r\n\x1a\n' + bytes(range(256))

with folder() as top:
    store, source = f'{top}/s.dossier', f'{top}/in'
    inner = zipped({'deep/letter.txt': message(1), 'same.txt': NOTE})
    write(f'{source}/pack.zip', zipped({'a/one.txt': message(2), 'b/inner.zip': inner, '../../up.txt': message(3),
                                        '/abs.txt': message(4), './dot/./x.txt': message(5)}))
    write(f'{source}/pack.tar.gz', tarred({'one.txt': message(6), 'two.txt': message(7)}))
    write(f'{source}/plain.txt', NOTE)
    write(f'{source}/with.eml', mail(8, [('note.txt', 'text/plain', b'A note that stands alone here.\n'),
                                         ('picture.png', 'image/png', PICTURE),
                                         ('letters.zip', 'application/zip', zipped({'l.txt': message(9)}))]))
    result = run('import', store, source)
    ok('archives and mail are imported', result.returncode == 0, result.stderr.decode())
    found = paths(store)
    expected = ['in/pack.tar.gz', 'in/pack.tar.gz.d/one.txt', 'in/pack.tar.gz.d/two.txt', 'in/pack.zip',
                'in/pack.zip.d/a/one.txt', 'in/pack.zip.d/b/inner.zip', 'in/pack.zip.d/b/inner.zip.d/deep/letter.txt',
                'in/pack.zip.d/b/inner.zip.d/same.txt', 'in/pack.zip.d/abs.txt', 'in/pack.zip.d/dot/x.txt',
                'in/plain.txt', 'in/with.eml', 'in/with.eml.d/letters.zip', 'in/with.eml.d/letters.zip.d/l.txt',
                'in/with.eml.d/note.txt', 'in/with.eml.d/picture.png']
    ok('members stand below what holds them', set(expected) <= set(found), found)
    ok('and nowhere else', len(found) == len(expected) + 1 and all('/../' not in f'/{p}/' for p in found), found)
    rows = {row['source']: row for row in listing(store)}
    ok('a message in an archive is read as any other',
       rows['in/pack.zip.d/b/inner.zip.d/deep/letter.txt']['type'] == 'message', rows)
    ok('a text attachment is a document of its type', rows['in/with.eml.d/note.txt']['type'] == 'attachment', rows)
    ok('the message itself is read from its real header',
       (rows['in/with.eml']['sender'], rows['in/with.eml']['date']) == ('Office 8', '2019-07-09T10:00'),
       rows['in/with.eml'])
    ok('what no reader takes is kept', open(f'{store}.out/originals/in/with.eml.d/picture.png', 'rb').read() == PICTURE)
    ok('bytes that were met before get one more name', 'in/plain.txt' in found and rows['in/plain.txt'], found)
    check = run('check', store)
    ok('the store has no fault', check.returncode == 0, check.stdout.decode())
    again = run('import', store, source)
    ok('a second import adds nothing', b'added       0' in again.stdout and paths(store + '') == found,
       again.stdout.decode())

# The same files in the same order get the same numbers, whatever the workers do.
with folder() as top:
    source = f'{top}/in'
    for n in range(40):
        write(f'{source}/{n:03d}.eml', mail(n, [(f'{n}.txt', 'text/plain', message(n)), ('x.zip', 'application/zip',
                                                zipped({f'{k}.txt': message(1000 + 100 * n + k) for k in range(5)}))]))
    listings = []
    for store in (f'{top}/a.dossier', f'{top}/b.dossier'):
        run('import', store, source)
        listings.append([(row['id'], row['source']) for row in listing(store)])
    ok('numbers do not depend on the workers', len(listings[0]) == 280 and listings[0] == listings[1],
       len(listings[0]))
    whole = paths(f'{top}/a.dossier')
    good = True
    for n in range(rounds(10)):
        store = f'{top}/k{n}.dossier'
        process = subprocess.Popen([dossier, 'import', store, source], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(0.02 + 0.05 * n)
        process.send_signal(signal.SIGKILL)
        process.wait()
        run('import', store, source)
        good = good and paths(store) == whole and run('check', store).returncode == 0
    ok('a run that was killed is finished by the next one', good)

finish()
