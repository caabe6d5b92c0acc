#!/usr/bin/env python3
"""Makes the seeds of the fuzzer's targets anew: texts from Data/, index files by the fuzzer itself.

Run it in the repository's root when a format has changed:

    swift build --product Fuzzer && python3 Fuzzing/make-seeds.py .build/debug/Fuzzer

Findings (files whose names start with "finding-") are kept.
"""

import bz2
import glob
import html
import json
import os
import re
import subprocess
import sys

CORPUS = "Fuzzing/Corpus"


def write(target, name, content):
    folder = os.path.join(CORPUS, target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line for line in file if line.strip()]


def cut(text, length=300):
    return text if len(text) <= length else text[:length]


def short(value):
    """The same JSON with its long texts cut short."""
    if isinstance(value, str):
        return cut(value)
    if isinstance(value, dict):
        return {name: short(member) for name, member in value.items()}
    return [short(element) for element in value] if isinstance(value, list) else value


def dumps():
    for path in sorted(glob.glob("Data/d*/*.xml")):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        name = os.path.basename(path).split("footnotewiki")[0] + path.split("-")[-1][:7]
        head, *pages = re.split(r"(?=  <page>)", text)
        # A text that is cut has another length and digest.
        pages = [
            re.sub(r'(<text)[^>]*?(>)([^<]{0,240})[^<]*(</text>)', r"\1\2\3\4",
                   re.sub(r"\s*<sha1>.*?</sha1>", "", page)) for page in pages[:3]]
        whole = head + "".join(pages)
        write("dump", name, whole if "</mediawiki>" in whole else whole + "</mediawiki>\n")
    tiny = '<mediawiki version="0.11"><siteinfo><dbname>a</dbname><base>http://a/wiki/A</base>' \
        '</siteinfo><page><title>T</title><ns>0</ns><id>1</id><revision><id>2</id>' \
        '<timestamp>2020-01-01T00:00:00Z</timestamp><text>x</text></revision></page></mediawiki>'
    write("dump", "tiny", tiny)
    for name, content in [("tiny", tiny), ("empty", ""), ("runs", "a" * 3000 + "b" * 300)]:
        write("bzip2", name, bz2.compress(content.encode(), 1))
    write("bzip2", "two-streams", bz2.compress(b"one", 1) + bz2.compress(b"two", 9))


def wikitext():
    for path in sorted(glob.glob("Data/dumps/*-pages-articles.xml")):
        with open(path, encoding="utf-8") as file:
            texts = re.findall(r"<text[^>]*>([^<]*)</text>", file.read())
        for number, text in enumerate(texts[:2]):
            name = os.path.basename(path).split("footnotewiki")[0]
            write("wikitext", f"{name}-{number}", cut(html.unescape(text), 1500))


def main():
    dumps()
    wikitext()
    for number, line in enumerate(lines("Data/articles.jsonl")):
        article = dict(short(json.loads(line)), wiki="enwiki")
        write("articles", f"article-{number}", json.dumps(article, ensure_ascii=False) + "\n")
    for name in ["events", "page-changes"]:
        for number, line in enumerate(lines(f"Data/delta/{name}.jsonl")):
            event = short(json.loads(line))
            write("events", f"{name}-{number}", json.dumps(event, ensure_ascii=False) + "\n")
    for number, line in enumerate(lines("Data/questions.jsonl")):
        if number % 6 == 0:
            write("query", f"question-{number}", bytes([number % 12, number % 256, number % 2, number])
                  + json.loads(line)["text"].encode())
    write("query", "lighthouse", b"\x05\x02\x01\x00Who lit the lighthouse lamp in 1791?")
    for target in [
            "manifest", "passages", "postings", "words", "vectors", "changes", "log", "proofs", "key",
            "envelope", "note", "receipt", "consistency", "revocations", "actions", "policy",
            "audit", "answer"]:
        os.makedirs(os.path.join(CORPUS, target), exist_ok=True)
    subprocess.run([sys.argv[1], "--seeds", CORPUS], check=True,
                   env=dict(os.environ, FOOTNOTE_FUZZ="query"))


if __name__ == "__main__":
    main()
