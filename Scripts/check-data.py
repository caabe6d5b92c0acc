#!/usr/bin/env python3
"""Checks the sample corpus in Data/.

    python3 Scripts/check-data.py          report faults, exit 1 if there are any
    python3 Scripts/check-data.py --fix    first rewrite bytes and sha1 in the XML

The articles are edited by hand, in the XML. Every edit makes the byte length
and the checksum of the revision wrong, and an importer that verifies them
would refuse the file; --fix sets both right and changes nothing else.
"""
import glob
import hashlib
import json
import os
import re
import sys
import xml.etree.ElementTree as ET
from xml.sax.saxutils import unescape

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Data")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def sha1_base36(text):
    """SHA-1 as MediaWiki prints it: base 36, 31 digits with leading zeros."""
    number = int(hashlib.sha1(text.encode("utf-8")).hexdigest(), 16)
    out = ""
    while number:
        number, digit = divmod(number, 36)
        out = DIGITS[digit] + out
    return out.rjust(31, "0")


def byte_length(text):
    return str(len(text.encode("utf-8")))


def fix(path):
    """Works on the characters of the file, not on a parsed tree: a tree would
    be written back with other quoting and spacing, and the diff would drown
    the edit that was made."""
    with open(path, encoding="utf-8", newline="") as file:
        old = file.read()

    def revision(match):
        block = match.group(0)
        tag = re.search(r"<text\b([^>]*?)(?:/>|>(.*?)</text>)", block, re.S)
        if not tag or "deleted=" in tag.group(1):
            return block                      # a hidden text has no checksum
        text = unescape(tag.group(2) or "", {"&quot;": '"', "&apos;": "'"})
        digest = sha1_base36(text)
        attributes = re.sub(r'\bbytes="[^"]*"', f'bytes="{byte_length(text)}"', tag.group(1))
        # export-0.10 has no sha1 attribute; only what is there is replaced
        attributes = re.sub(r'\bsha1="[^"]*"', f'sha1="{digest}"', attributes)
        block = block[:tag.start(1)] + attributes + block[tag.end(1):]
        return re.sub(r"<sha1>[^<]*</sha1>|<sha1 ?/>", f"<sha1>{digest}</sha1>", block)

    new = re.sub(r"<revision>.*?</revision>", revision, old, flags=re.S)
    if new != old:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(new)
    return new != old


def check_xml(path, texts):
    """Returns (summary, faults). Fills texts[(dbname, page id)] with the
    wikitext, which the questions are compared with afterwards."""
    faults = []
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        return "not well-formed", [str(error)]
    ns = root.tag[:root.tag.index("}") + 1]
    has_attribute = root.get("version") != "0.10"
    dbname = root.findtext(f"{ns}siteinfo/{ns}dbname")
    if not os.path.basename(path).startswith(dbname + "-"):
        faults.append(f"dbname {dbname} does not fit the file name")
    last, pages, revisions, seen = 0, 0, 0, set()
    for page in root.iter(ns + "page"):
        pages += 1
        title, number = page.findtext(ns + "title"), int(page.findtext(ns + "id"))
        if number <= last:                    # covers duplicates as well
            faults.append(f"page id {number} follows {last}")
        last = number
        for rev in page.iter(ns + "revision"):
            revisions += 1
            where = f"{title}, revision {rev.findtext(ns + 'id')}"
            if rev.findtext(ns + "id") in seen:
                faults.append(f"{where}: revision id used twice")
            seen.add(rev.findtext(ns + "id"))
            node = rev.find(ns + "text")
            if node.get("deleted"):
                continue
            text = node.text or ""
            if node.get("bytes") != byte_length(text):
                faults.append(f"{where}: bytes is {node.get('bytes')}, not {byte_length(text)}")
            digest = sha1_base36(text)
            if rev.findtext(ns + "sha1") != digest:
                faults.append(f"{where}: wrong <sha1>")
            if has_attribute and node.get("sha1") != digest:
                faults.append(f"{where}: wrong sha1 attribute")
            # only the current revisions: an answer may be missing from old ones
            if path.endswith("-pages-articles.xml"):
                texts[dbname, number] = text
    return f"{pages} pages, {revisions} revisions", faults


def check_jsonl(path, required):
    rows, faults = [], []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                faults.append(f"line {number}: {error}")
                continue
            missing = [key for key in required if key not in row]
            if missing:
                faults.append(f"line {number}: without {', '.join(missing)}")
            else:
                rows.append(row)
    return rows, faults


def main():
    bad, texts = False, {}

    def report(path, summary, faults):
        nonlocal bad
        bad = bad or bool(faults)
        print(f"{os.path.relpath(path, DATA)}: {summary}, {'ok' if not faults else f'{len(faults)} faults'}")
        for fault in faults:
            print(f"    {fault}")

    paths = sorted(glob.glob(os.path.join(DATA, "dumps", "*.xml"))) \
        + sorted(glob.glob(os.path.join(DATA, "delta", "*.xml")))
    if not paths:
        sys.exit("no XML files found in Data/dumps")
    for path in paths:
        fixed = "--fix" in sys.argv[1:] and fix(path)
        summary, faults = check_xml(path, texts)
        report(path, summary + (", rewritten" if fixed else ""), faults)

    path = os.path.join(DATA, "delta", "events.jsonl")
    rows, faults = check_jsonl(path, ["event", "identifier", "name", "is_part_of", "version", "url"])
    faults += [f"event on page {r['identifier']}, which is in no dump" for r in rows
               if (r["is_part_of"]["identifier"], r["identifier"]) not in texts]
    report(path, f"{len(rows)} events", faults)

    path = os.path.join(DATA, "delta", "page-changes.jsonl")
    rows, faults = check_jsonl(path, ["meta", "wiki_id", "page_change_kind", "page", "revision"])
    offsets = [r["meta"]["offset"] for r in rows]
    faults += [f"offset {offset} is out of order" for before, offset in zip(offsets, offsets[1:])
               if offset <= before]
    report(path, f"{len(rows)} events", faults)

    path = os.path.join(DATA, "articles.jsonl")
    rows, faults = check_jsonl(path, ["page_id", "revision_id", "title", "url", "language",
                                      "license", "timestamp", "text"])
    # the same id in both places would make one article overwrite the other
    taken = {number for _, number in texts}
    faults += [f"page id {r['page_id']} is also in a dump" for r in rows if r["page_id"] in taken]
    report(path, f"{len(rows)} articles", faults)

    path = os.path.join(DATA, "questions.jsonl")
    rows, faults = check_jsonl(path, ["id", "text", "language", "page_id", "wiki", "answer"])
    if len({r["id"] for r in rows}) != len(rows):
        faults.append("a question id is used twice")
    for r in rows:
        text = texts.get((r["wiki"], r["page_id"]))
        if text is None:
            faults.append(f"{r['id']}: no page {r['page_id']} in {r['wiki']}")
        elif not r["answer"] or r["answer"] not in text:
            faults.append(f"{r['id']}: answer not found: {r['answer']}")
    report(path, f"{len(rows)} questions", faults)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
