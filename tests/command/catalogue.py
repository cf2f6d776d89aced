#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares an exported catalogue with itself, with `dossier list` and with the documents: catalogue.py WHAT TREE
LIST.CSV LIST.JSON. Exit status 0 if all is as it should be."""
import collections
import csv
import json
import sys

TABLES = "documents redactions countries senders sources ledger".split()


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, strict=True))
    return rows[0], rows[1:]


def read_json(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


def text(value):
    return "" if value is None else ",".join(value) if isinstance(value, list) else str(value)


def agree(tree, _csv, _json):
    for table in TABLES:
        header, rows = read_csv(f"{tree}/catalogue/{table}.csv")
        objects = read_json(f"{tree}/catalogue/{table}.jsonl")
        assert all(list(o) == header for o in objects), table
        assert rows == [[text(v) for v in o.values()] for o in objects], table
        assert table == "ledger" or rows, table


def same_as_list(tree, list_csv, list_json):
    header, rows = read_csv(f"{tree}/catalogue/documents.csv")
    wanted_header, wanted = read_csv(list_csv)
    assert header[: len(wanted_header)] == wanted_header
    assert [row[: len(wanted_header)] for row in rows] == wanted
    objects = read_json(f"{tree}/catalogue/documents.jsonl")
    assert [{k: o[k] for k in wanted_header} for o in objects] == read_json(list_json)


def codes(tree, _csv, _json):
    counted = collections.defaultdict(collections.Counter)
    for mark in read_json(f"{tree}/catalogue/redactions.jsonl"):
        if mark["class"] != "cited":
            counted[mark["document"]][mark["regime"] + ":" + mark["code"].replace(" ", "_")] += 1
    for document in read_json(f"{tree}/catalogue/documents.jsonl"):
        found = counted[document["id"]]
        assert document["codes"] == [f"{code}={n}" for code, n in sorted(found.items())], document


def surfaces(tree, _csv, _json):
    names = {d["id"]: d["name"] for d in read_json(f"{tree}/catalogue/documents.jsonl")}
    marks = read_json(f"{tree}/catalogue/redactions.jsonl")
    assert marks
    for mark in marks:
        with open(f"{tree}/documents/{names[mark['document']]}", "rb") as file:
            data = file.read()
        first, last = mark["first_byte"], mark["last_byte"]
        parts = [data[:first], data[first:last], data[last:]]
        before, surface, after = (" ".join(p.decode("utf-8").split()) for p in parts)
        assert surface.startswith(mark["surface"]) and mark["surface"], mark
        assert before.endswith(mark["before"]) and after.startswith(mark["after"]), mark


if __name__ == "__main__":
    {"agree": agree, "list": same_as_list, "codes": codes, "surfaces": surfaces}[sys.argv[1]](*sys.argv[2:])
