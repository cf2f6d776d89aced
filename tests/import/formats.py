# SPDX-License-Identifier: MIT
"""Formats that programs beside read, through the real programs in their real box."""
import os
import shutil
import subprocess
import zlib

from tap import finish, folder, listing, ok, run, skip, write

RTF = (rb'{\rtf1\ansi From:\tab Harbour Office\par Sent:\tab Monday, 15 March 2021 10:00 AM\par To:\tab Archive\par '
       rb'Subject:\tab The northern mole\par\par The works {\deleted were paid for twice and} are done.\par}')


def pdf(objects):
    out, at = b'%PDF-1.4\n', []
    for n, body in enumerate(objects, 1):
        at.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (n, body)
    table = b''.join(b'%010d 00000 n \n' % a for a in at)
    return out + (b'xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n'
                  % (len(at) + 1, table, len(at) + 1, len(out)))


def text_pdf(lines):
    show = b''.join(b'BT /F 14 Tf 72 %d Td (%s) Tj ET\n' % (760 - 24 * n, line) for n, line in enumerate(lines))
    return pdf([b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
                b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> '
                b'>> >>', b'<< /Length %d >>\nstream\n%s\nendstream' % (len(show), show),
                b'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'])


def scanned(data):
    """The same page as a picture."""
    picture = subprocess.run(['pdftoppm', '-r', '300', '-gray', '-'], input=data, stdout=subprocess.PIPE, check=True).stdout
    _, size, _, raster = picture.split(b'\n', 3)
    width, height = size.split()
    packed = zlib.compress(raster)
    draw = b'q 595 0 0 842 0 0 cm /I Do Q'
    return pdf([b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
                b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> '
                b'>> >>', b'<< /Length %d >>\nstream\n%s\nendstream' % (len(draw), draw),
                b'<< /Type /XObject /Subtype /Image /Width %s /Height %s /ColorSpace /DeviceGray /BitsPerComponent 8 '
                b'/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream' % (width, height, len(packed), packed)])


def text_of(store, row):
    return run('show', store, row['id']).stdout.decode()


LETTER = [b'From: Harbour Office', b'Sent: Monday, 15 March 2021 10:00 AM', b'To: Archive', b'Subject: The northern mole',
          b'The works are done and the board has been told.']

with folder() as top:
    store, good = f'{top}/s.dossier', text_pdf(LETTER)
    write(f'{top}/in/letter.pdf', good)
    write(f'{top}/in/scan.pdf', scanned(good))
    write(f'{top}/in/broken.pdf', good[:200])
    result = run('import', store, f'{top}/in')
    said = result.stderr.decode()
    rows = {row['source']: row for row in listing(store)}
    ok('a PDF is read as its text', [rows['in/letter.pdf'][k] for k in ('sender', 'date', 'title', 'first_page')] ==
       ['Harbour Office', '2021-03-15T10:00', 'The northern mole', '1'], rows)
    ok('a damaged PDF fails alone', result.returncode == 1 and 'broken.pdf' in said, said)
    ok('a PDF without text is named', 'scan.pdf: no text on 1 of 1 pages' in said, said)

with folder() as top:
    store = f'{top}/s.dossier'
    write(f'{top}/scan.pdf', scanned(text_pdf(LETTER)))
    if shutil.which('tesseract'):
        result = run('import', '--ocr', store, f'{top}/scan.pdf')
        rows = listing(store)
        ok('and is read by OCR where that is wished', rows and rows[0]['sender'] == 'Harbour Office' and
           rows[0]['date'] == '2021-03-15T10:00', result.stderr.decode() + str(rows))
    else:
        skip('and is read by OCR where that is wished', 'tesseract is not installed')

with folder() as top:
    store = f'{top}/s.dossier'
    write(f'{top}/letter.rtf', RTF)
    result = run('import', store, f'{top}/letter.rtf')
    if os.path.exists('/usr/bin/soffice'):
        rows = listing(store)
        text = text_of(store, rows[0]) if rows else ''
        ok('RTF is read by way of OpenDocument', rows and rows[0]['sender'] == 'Harbour Office', result.stderr.decode())
        ok('without the text that was deleted, of which the ledger tells',
           'works are done' in ' '.join(text.split()) and 'twice' not in text and b'deleted text' in result.stderr,
           text + result.stderr.decode())
    else:
        ok('the ledger says what to install for RTF', b'install libreoffice-writer-nogui' in result.stderr,
           result.stderr.decode())

finish()
