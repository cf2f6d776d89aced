# SPDX-License-Identifier: MIT
"""Files made to exhaust whoever reads them, each between two good ones: they cost themselves, and little else."""
import gzip
import io
import random
import sys
import time
import zipfile

from tap import children_peak_mib, finish, folder, listing, message, ok, rounds, run, sanitized, write

SECONDS = 300 if sanitized else 120
PEAK_MIB = 8192 if sanitized else 1536


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def zip_of_zips():
    layer = zipped([('zeros', bytes(64 << 20))])
    for _ in range(4):
        layer = zipped([(f'{n}.zip', layer) for n in range(16)])
    return layer


def endless_zip():
    layer = zipped([('note.txt', b'The end.\n')])
    for _ in range(40):
        layer = zipped([('next.zip', layer)])
    return layer


def pdf(objects):
    out, at = bytearray(b'%PDF-1.4\n'), []
    for n, body in enumerate(objects, 1):
        at.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (n, body)
    table = b''.join(b'%010d 00000 n \n' % a for a in at)
    return bytes(out) + (b'xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n'
                  % (len(at) + 1, table, len(at) + 1, len(out)))


def pages_pdf(count):
    kids = b' '.join(b'%d 0 R' % (5 + n) for n in range(count))
    page = b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>'
    return pdf([b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [%s] /Count %d >>' % (kids, count),
                b'<< /Length 40 >>\nstream\nBT /F 12 Tf 72 770 Td (word word) Tj ET  \nendstream',
                b'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'] + [page] * count)


def loop_pdf():
    return pdf([b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>',
                b'<< /Type /Pages /Parent 3 0 R /Kids [2 0 R 3 0 R] /Count 99 /Contents 3 0 R >>'])


def laughs():
    entities = b''.join(b'<!ENTITY l%d "%s">' % (n, b'&l%d;' % (n - 1) * 10) for n in range(1, 12))
    body = (b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">' + entities + b']><w:document xmlns:w='
            b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p>'
            b'</w:body></w:document>')
    types = (b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
             b'wordprocessingml.document.main+xml"/></Types>')
    return zipped([('[Content_Types].xml', types), ('_rels/.rels', b'<Relationships/>'), ('word/document.xml', body)])


HEAD = (b'From: A <a@example.org>\r\nTo: B <b@example.org>\r\nSubject: Nested\r\nMessage-ID: <1@example.org>\r\n'
        b'Date: Mon, 1 Jul 2019 10:00:00 +0000\r\nMIME-Version: 1.0\r\n')


def nested_mime(depth):
    out = [HEAD]
    for n in range(depth):
        out.append(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n))
    out.append(b'Content-Type: text/plain\r\n\r\nThe innermost words.\r\n')
    return b''.join(out)


def many_attachments(count):
    part = (b'--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="%d.txt"\r\n\r\n'
            b'Attachment number %d.\r\n')
    return (HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b''.join(part % (n, n) for n in range(count))
            + b'--b--\r\n')


bombs = {
    'zips.zip': zip_of_zips(),
    'deep.zip': endless_zip(),
    'words.txt.gz': gzip.compress(b'word ' * (rounds(50) << 20), 6),
    'pages.pdf': pages_pdf(rounds(100000)),
    'loop.pdf': loop_pdf(),
    'laughs.docx': laughs(),
    'nested.eml': nested_mime(10000),
    'attachments.eml': many_attachments(rounds(100000)),
    'deep.html': b'<html><body><p>Words before.</p>' + b'<div>' * 100000 + b'words within',
    'bold.html': b'<html><body><p>Words before.</p>' + b'<b><p>' * 50000 + b'words within',
}

only = sys.argv[2:]
for name, data in bombs.items():
    if only and name not in only:
        continue
    with folder() as top:
        write(f'{top}/in/a.txt', message(1))
        write(f'{top}/in/b/{name}', data)
        write(f'{top}/in/c.txt', message(2))
        began = time.monotonic()
        result = run('import', f'{top}/s.dossier', f'{top}/in')
        took = time.monotonic() - began
        sources = {row['source'] for row in listing(f'{top}/s.dossier')}
        said = [line for line in (result.stderr + result.stdout).decode(errors='replace').splitlines() if name in line]
        ok(f'{name}: its neighbours are imported', {'in/a.txt', 'in/c.txt'} <= sources, sources)
        ok(f'{name}: in bounded time', took < SECONDS and result.returncode in (0, 1), f'{took:.1f} s, {result.returncode}')
        ok(f'{name}: in bounded memory', children_peak_mib() < PEAK_MIB, f'{children_peak_mib():.0f} MiB')
        ok(f'{name}: the ledger names where it stopped, and what was not opened', len(said) <= 2, '\n'.join(said))
        print(f'# {name}: {len(data) >> 10} KiB, {took:.1f} s, exit {result.returncode}: {said[:1]}', flush=True)
        ok(f'{name}: the store has no fault', run('check', f'{top}/s.dossier').returncode == 0)

# A member that is too large costs its own archive the rest, and no other.
if not only and not sanitized:
    with folder() as top:
        large = zipped([('zeros', bytes((1 << 30) + 1)), ('after.txt', b'Never reached.\n')])
        small = zipped([('small.txt', message(3))])
        with zipfile.ZipFile(f'{top}/release.zip', 'w') as archive:
            archive.writestr('a.zip', large)
            archive.writestr('b.zip', small)
            archive.writestr('filler.bin', random.Random(5).randbytes(8 << 20))
        result = run('import', f'{top}/s.dossier', f'{top}/release.zip')
        sources = {row['source'] for row in listing(f'{top}/s.dossier')}
        ok('an archive beside one with a file of more than a GiB is read', any('b.zip.d/small.txt' in s for s in sources),
           f'{sources} {result.stdout!r}')
        ok('and the other is named', b'a.zip: it holds more than' in result.stderr + result.stdout, result.stderr)

finish()
