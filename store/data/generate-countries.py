#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes countries.tsv and country-forms.tsv. Run by hand, the output is committed:

    generate-countries.py NATIONALITY COUNTRIES

NATIONALITY and COUNTRIES are the unpacked npm packages i18n-nationality and countries-list; the Debian packages
iso-codes, unicode-cldr-core and wordnet-base are read where they are installed. countries-reviewed.tsv beside this
file has the last word. NOTICE names the licences.

What each source gives: iso-codes the entries and long names; CLDR short names, variants and divisions; WordNet the
names and demonyms that people use and what is a city; i18n-nationality demonyms; countries-list capitals. A division
counts only where CLDR and WordNet agree on its country: either alone is full of persons' names and English words.
"""
import json
import os
import re
import sys
import xml.etree.ElementTree as xml
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
ISO = '/usr/share/iso-codes/json/iso_3166-1.json'
CLDR = '/usr/share/unicode/cldr/common/'
WORDNET = '/usr/share/wordnet/data.'
KINDS = ['name', 'demonym', 'division', 'city', 'none']
SOURCES = ['reviewed', 'iso', 'cldr', 'nationality', 'list', 'wordnet']  # the first is trusted most
COUNTRY_WORDS = re.compile(r'country|kingdom|republic|nation\b|principality|monarchy|\bstate$')
TERRITORY_WORDS = re.compile(r'island|dependency|territory|commonwealth|archipelago|colony|district|protectorate')
CITY_WORDS = re.compile(r'city|town|capital|port|municipality|metropolis')
PLURAL = re.compile(r'((?<!m)an|(?<!wo)(?<=[ro])man|er|[^d]i|iard|iot|oat|ane|ede|ole|urk|eek|inn|rab|iton)$')
SHORTEST = 4  # shorter forms come from the reviewed list only
OTHER_CAPITALS = {'TW', 'VA', 'PS'}  # beside those of UN members


class Forms:
    """Each form with the countries, kinds and sources that claim it."""

    def __init__(self):
        self.claims = defaultdict(lambda: defaultdict(set))

    def add(self, form, code, kind, source):
        form = ' '.join(form.replace('’', "'").split())
        if len(form) >= SHORTEST and form[0].isupper() and 'capital' not in form:
            self.claims[form][code, kind].add(source)

    def chosen(self):
        """(form, code, kind) where one country has the best claim; a form that two claim alike names none."""
        for form, claims in self.claims.items():
            rank = {claim: (KINDS.index(claim[1]), min(map(SOURCES.index, sources)))
                    for claim, sources in claims.items()}
            best = min(rank.values())
            winners = [claim for claim, value in rank.items() if value == best]
            if len({code for code, _ in winners}) == 1:
                yield form, winners[0][0], winners[0][1]


class WordNet:
    def __init__(self):
        self.words, self.file, self.pointers, self.adjectives = {}, {}, {}, []
        self.offsets, self.common = defaultdict(list), set()  # common: words that need no capital
        for key, lexical_file, words, pointers in self.lines('noun'):
            self.words[key], self.file[key], self.pointers[key] = words, lexical_file, pointers
            self.common.update(word for word in words if word.islower())
            for word in words:
                self.offsets[word].append(key)
        for _, _, words, pointers in self.lines('adj'):
            self.common.update(word for word in words if word.islower())
            self.adjectives.append((words, [to for kind, to in pointers if kind == '\\']))

    @staticmethod
    def lines(part):
        with open(WORDNET + part, encoding='latin-1') as f:
            for line in f:
                if line.startswith('  '):
                    continue
                fields = line.split(' | ')[0].split()
                words = [re.sub(r'\(\w+\)$', '', w).replace('_', ' ')
                         for w in fields[4:4 + 2 * int(fields[3], 16):2]]
                rest = fields[4 + 2 * int(fields[3], 16):]
                pointers = [(rest[i], rest[i + 1]) for i in range(1, 1 + 4 * int(rest[0]), 4) if rest[i + 2] == 'n']
                yield fields[0], fields[1], words, pointers

    def targets(self, key, kind):
        return [to for k, to in self.pointers[key] if k == kind and to in self.words]

    def is_a(self, key, pattern):
        return any(pattern.search(word) for above in self.targets(key, '@i') for word in self.words[above])

    def country(self, names):
        """The synsets of the country that has one of these names."""
        keys = [k for name in names for k in self.offsets[name] if self.file[k] == '15' and self.targets(k, '@i')]
        proper = [k for k in keys if self.is_a(k, COUNTRY_WORDS) and not self.is_a(k, re.compile('American state'))]
        return set(proper or [k for k in keys if self.is_a(k, TERRITORY_WORDS)])

    def inside(self, key, countries, depth=4):
        """The country that a place is part of, over at most `depth` steps."""
        if key in countries:
            return countries[key]
        for above in self.targets(key, '#p') if depth else []:
            code = self.inside(above, countries, depth - 1)
            if code:
                return code
        return None


def read_names(forms):
    """Names by code; the first one is the short name."""
    names = defaultdict(list)
    with open(ISO, encoding='utf-8') as f:
        entries = json.load(f)['3166-1']
    for entry in entries:
        for key in 'common_name', 'name', 'official_name':
            if key in entry:
                names[entry['alpha_2']].append((re.sub(r' \(.*\)$', '', entry[key]), 'iso'))
    for territory in xml.parse(CLDR + 'main/en.xml').iterfind('.//territories/territory'):
        code = territory.get('type')
        if code in names:
            text = re.sub(r' SAR China$| \(.*\)$', '', territory.text)
            names[code].insert(0 if territory.get('alt') in (None, 'short') and len(text) > 2 else 1, (text, 'cldr'))
    for code, listed in names.items():
        for name, source in listed:
            forms.add(name, code, 'name', source)
            forms.add(name.replace('&', 'and'), code, 'name', source)
            forms.add(re.sub(r'^St\. ', 'Saint ', name), code, 'name', source)
            forms.add(re.sub(r'^Saint ', 'St ', name), code, 'name', source)
            if name.count(', ') == 1 and name.endswith(' of'):
                forms.add(' '.join(reversed(name.split(', '))), code, 'name', source)
    return {code: [name.replace('’', "'") for name, _ in listed] for code, listed in names.items()}


def read_wordnet(wordnet, names, forms):
    """Names and demonyms; returns the code of each country's synset."""
    countries = {}
    for code, listed in names.items():
        for key in wordnet.country(listed):
            countries[key] = code
            for word in wordnet.words[key]:
                forms.add(word, code, 'name', 'wordnet')
    for words, about in wordnet.adjectives:
        for code in {countries[k] for k in about if k in countries}:
            for word in words:
                forms.add(word, code, 'demonym', 'wordnet')
    for key, words in wordnet.words.items():
        owners = {countries[k] for k in wordnet.targets(key, '#m') if k in countries}
        if wordnet.file[key] == '18' and not wordnet.targets(key, '@i') and len(owners) >= 1:
            for code in owners:
                for word in words:
                    add_demonym(forms, word, code, 'wordnet')
    return countries


def add_demonym(forms, word, code, source):
    forms.add(word, code, 'demonym', source)
    if PLURAL.search(word):
        forms.add(word + 's', code, 'demonym', source)


def read_nationalities(package, names, forms):
    with open(os.path.join(package, 'langs', 'en.json'), encoding='utf-8') as f:
        for code, word in json.load(f)['nationalities'].items():
            if code in names and '(' not in word:
                add_demonym(forms, word, code, 'nationality')


def read_capitals(package, wordnet, countries, names, forms):
    groups = xml.parse(CLDR + 'supplemental/supplementalData.xml').iterfind('.//territoryContainment/group')
    members = {group.get('type'): group.get('contains').split() for group in groups}
    states = set(members['UN']) | OTHER_CAPITALS
    with open(os.path.join(package, 'countries.min.json'), encoding='utf-8') as f:
        for code, country in json.load(f).items():
            if code in states and country.get('capital'):
                forms.add(country['capital'], code, 'city', 'list')
    for key, words in wordnet.words.items():
        code = wordnet.inside(key, countries) if wordnet.is_a(key, re.compile('^national capital$')) else None
        for word in words if code in states else []:
            forms.add(word, code, 'city', 'wordnet')


def read_divisions(wordnet, countries, forms):
    groups = xml.parse(CLDR + 'supplemental/subdivisions.xml').iterfind('.//subgroup')
    first_level = {part for group in groups if group.get('type').isupper() for part in group.get('contains').split()}
    for division in xml.parse(CLDR + 'subdivisions/en.xml').iterfind('.//subdivision'):
        code = division.get('type')[:2].upper()
        senses = [k for k in wordnet.offsets[division.text]
                  if wordnet.inside(k, countries) == code and k not in countries]
        if senses and division.text.lower() not in wordnet.common:
            town = any(wordnet.is_a(k, CITY_WORDS) for k in senses)
            kind = 'division' if division.get('type') in first_level and not town else 'city'
            forms.add(division.text, code, kind, 'cldr')


def read_reviewed():
    with open(os.path.join(HERE, 'countries-reviewed.tsv'), encoding='utf-8') as f:
        for line in f:
            if line.strip() and not line.startswith('#'):
                yield (line.rstrip('\n').split('\t') + ['', ''])[:4]


def merge(forms):
    """Rows of (form, code, kind, flag) with the reviewed lines applied."""
    rows = {form: (code, kind, '') for form, code, kind in forms.chosen()}
    for form, code, kind, flag in read_reviewed():
        if kind == 'drop':
            rows.pop(form, None)
        elif code == '=':
            rows[form] = rows[form][:2] + (flag,)
        elif kind != 'short':
            rows[form] = (code, kind, flag)
    return rows


def short_name(code, names, short):
    return short.get(code, re.sub(r'^St\. ', 'Saint ', names[code][0].replace('&', 'and')))


def write(name, comment, lines):
    with open(os.path.join(HERE, name), 'w', encoding='utf-8') as out:
        out.write(comment)
        for line in lines:
            out.write('\t'.join(line).rstrip('\t') + '\n')


SOURCES_COMMENT = """\
# Made by generate-countries.py from iso-codes (LGPL-2.1+), Unicode CLDR (Unicode-DFS-2016), WordNet 3.0 (WordNet
# licence), i18n-nationality (MIT), countries-list (MIT) and countries-reviewed.tsv; see NOTICE. Do not edit.
"""


def main():
    nationality, countries_list = sys.argv[1:]
    forms, wordnet = Forms(), WordNet()
    names = read_names(forms)
    countries = read_wordnet(wordnet, names, forms)
    read_nationalities(nationality, names, forms)
    read_capitals(countries_list, wordnet, countries, names, forms)
    read_divisions(wordnet, countries, forms)
    short = {code: form for form, code, kind, _ in read_reviewed() if kind == 'short'}
    rows = merge(forms)
    for code in names:
        rows.setdefault(short_name(code, names, short), (code, 'name', ''))
    write('countries.tsv',
          '# Countries of ISO 3166 with the short name that people write: code, name.\n' + SOURCES_COMMENT,
          sorted((code, short_name(code, names, short)) for code in names))
    write('country-forms.tsv', '# Forms under which English text names a country: form, code, kind and how\n'
          '# persons have it too. Kind none: a longer form that names no country.\n' + SOURCES_COMMENT,
          sorted((form, *row) for form, row in rows.items()))


if __name__ == '__main__':
    main()
