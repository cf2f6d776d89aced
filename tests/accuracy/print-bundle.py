#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints a text bundle as the PDF that an agency would have released.

usage: print-bundle.py [--case] BUNDLE.txt OUT.pdf

A4 pages in a proportional font with a footer and a page number, or with --case stamped at the head with a case and
numbered "Page 1 of 9" beside a file number; header blocks as a column of bold labels and one of
values; a schedule as a table with broken cells; what stands in a paragraph of its own because all of it was withheld
is a black bar with its code in the margin, by turns right and left, or stands in the margin beside the paragraph above.
A stamp of the bundle ends a page here.
"""
import re
import sys

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

STAMP = 'Released under the Official Information Act'
CASE = 'UNCLASSIFIED   U.S. Department of State   Case No. F-2031-00417   Doc No. C09901177   Date: 02/03/2031'
FILE = 'Squid and carriers 2031/0417-B'
LEFT, RIGHT, TOP, BOTTOM = 72, 500, 780, 80
VALUES = 150  # where the values of header blocks begin
INDENT = 22   # of the text beside numbers and bullets
GUTTER = 12   # between two cells
MARGINS = (505, 18)
SCHEDULE = (LEFT, 110, 430, RIGHT)
TABLE = (LEFT, 215, 350, RIGHT)
SIZE, LEADING, SPACE = 11, 13.2, 8
TEXT, BOLD, ITALIC = 'Times-Roman', 'Times-Bold', 'Times-Italic'

LABEL = re.compile(r'(From|Sent|To|Cc|Subject): ?(.*)', re.S)
CODE = r'(?:s?\d+(?:\(\w+\))+|OUT OF SCOPE)'
CODES = re.compile(rf'{CODE}(?:, {CODE})*')  # a label that was laid over the text: no line breaks in it
WITHHELD = re.compile(CODES.pattern + '$')
HANGING = re.compile(r'(•|-|\d+\.|\d+) ?(?=\D)(.*)', re.S)


def plain(text):
    text = re.sub(r'</?[iu]>|\*', '', text)
    return text.encode('cp1252', 'replace').decode('cp1252')


class Printer:
    def __init__(self, path, case=False, pages=0):
        self.canvas = Canvas(path, pagesize=A4, invariant=1)
        self.case, self.pages = case, pages
        self.page, self.y, self.turn = 1, TOP, 0
        self.canvas.setTitle('Release')
        self.canvas.setCreator('print-bundle')

    def end_page(self):
        self.canvas.setFont('Helvetica', 8)
        if self.case:
            self.canvas.drawString(LEFT, 810, CASE)
            self.canvas.drawString(LEFT, 45, FILE)
            self.canvas.drawRightString(RIGHT, 45, f'Page {self.page} of {self.pages}')
        else:
            self.canvas.drawCentredString(A4[0] / 2, 45, STAMP)
            self.canvas.drawRightString(RIGHT, 45, str(self.page))
        self.canvas.showPage()
        self.page, self.y = self.page + 1, TOP

    def line(self, pieces):
        """pieces: (x, font, text) of one line."""
        if self.y < BOTTOM:
            self.end_page()
        for x, font, text in pieces:
            self.canvas.setFont(font, SIZE)
            self.canvas.drawString(x, self.y, text)
        self.y -= LEADING

    @staticmethod
    def wrap(text, font, width):
        lines = ['']
        for word in re.sub(CODES, lambda codes: codes[0].replace(' ', '\xa0'), text).split(' '):
            longer = f'{lines[-1]} {word}'.strip()
            if stringWidth(longer, font, SIZE) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def cells(self, cells):
        """cells: (x, right edge, font, text), side by side, each broken to its width."""
        columns = [[(x, font, line) for line in self.wrap(plain(text), font, right - x - GUTTER)]
                   for x, right, font, text in cells]
        for row in range(max(len(column) for column in columns)):
            self.line([column[row] for column in columns if row < len(column) and column[row][2]])

    def paragraph(self, text, font=TEXT, left=LEFT):
        for line in self.wrap(plain(text), font, RIGHT - left):
            self.line([(left, font, line)])
        self.y -= SPACE

    def hanging(self, sign, text):
        lines = self.wrap(plain(text), TEXT, RIGHT - LEFT - INDENT)
        self.line([(LEFT, TEXT, plain(sign)), (LEFT + INDENT, TEXT, lines[0])])
        for line in lines[1:]:
            self.line([(LEFT + INDENT, TEXT, line)])
        self.y -= SPACE

    def header(self, block):
        for label, value in block:
            self.cells([(LEFT, VALUES, BOLD, f'{label}:'), (VALUES, RIGHT, TEXT, value)])
        self.y -= SPACE

    def withheld(self, code, beside):
        """A code in the margin: `beside` the last line, else beside a bar."""
        if beside:
            self.y += LEADING + SPACE
        elif self.y < BOTTOM:
            self.end_page()
        x = MARGINS[self.turn % 2 if len(code) <= 8 else 0]
        self.turn += 1
        if not beside:
            self.canvas.rect(LEFT, self.y - 3, RIGHT - LEFT, SIZE, fill=1)
        self.canvas.setFont('Helvetica', 8)
        self.canvas.drawString(x, self.y, code)
        self.y -= LEADING + SPACE


def fields(paragraph):
    """The fields of header lines, continuation lines joined; None where it is no header."""
    block = []
    for line in paragraph.split('\n'):
        match = LABEL.match(line)
        if match:
            block.append([match[1], match[2]])
        elif block:
            block[-1][1] += ' ' + line
        else:
            return None
    return block


def print_lines(printer, paragraph):
    """A paragraph of the bundle, with the line breaks that its writer made."""
    lines = paragraph.split('\n')
    for line in lines:
        cells = line.split('\t')
        hanging = HANGING.match(line)
        if len(cells) == 3:
            edges = SCHEDULE if len(cells[0]) < 6 else TABLE
            printer.cells([(x, right, TEXT, cell) for x, right, cell in zip(edges, edges[1:], cells)])
        elif hanging and len(line) > 30:
            printer.hanging(hanging[1], hanging[2])
        else:
            printer.paragraph(line, BOLD if len(line) < 50 and line[-1:] not in '.,;' else TEXT)
            printer.y += SPACE if line is not lines[-1] else 0


def print_bundle(text, printer):
    """Returns how many pages it has."""
    beside = False
    for paragraph in re.split(r'\n\s*\n', text.strip('\n')):
        block = fields(paragraph)
        if paragraph.strip() == STAMP:
            printer.end_page()
        elif block:
            printer.header(block)
        elif WITHHELD.match(paragraph):
            printer.withheld(paragraph, beside)
        else:
            print_lines(printer, paragraph)
        beside = len(paragraph) > 120 and not block
    return printer.page - 1


def main(source, target, case):
    with open(source, encoding='utf-8') as file:
        text = file.read()
    pages = print_bundle(text, Printer(target, case)) if case else 0
    printer = Printer(target, case, pages)
    print_bundle(text, printer)
    printer.canvas.save()


if __name__ == '__main__':
    arguments = [argument for argument in sys.argv[1:] if argument != '--case']
    if len(arguments) != 2:
        sys.exit(__doc__)
    main(*arguments, '--case' in sys.argv)
