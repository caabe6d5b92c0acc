"""The inputs of the benchmarks: public data that stays outside the repository."""
import bz2
import glob
import gzip
import json
import os
import re
import subprocess

from harness.machine import described_file


class InputAbsent(Exception):
    """Data that a benchmark needs is not there."""


class Inputs:
    """Finds the data and derives from it what takes long to make, once, into a cache folder."""

    def __init__(self, data, cache):
        self.data = data
        self.cache = cache

    def require(self, pattern):
        """The one file of the data that matches."""
        found = glob.glob(os.path.join(self.data, pattern))
        if len(found) != 1:
            raise InputAbsent(
                f"{os.path.join(self.data, pattern)}: expected one file, found {len(found)}. "
                "Set FOOTNOTE_DATA to the folder that holds the reference data.")
        return found[0]

    def questions(self):
        """The questions of SQuAD 1.1's development set that are aligned with the corpus."""
        with gzip.open(self.require("qa/aligned/squad11-dev.jsonl.gz"), "rt") as lines:
            return [" ".join(json.loads(line)["question"].split()) for line in lines]

    def corpus(self, article_count=None):
        """The corpus, or its first articles."""
        source = self.require("corpus/enwiki-core.jsonl.zst")
        if article_count is None:
            return source
        path = os.path.join(self.cache, f"enwiki-core-{article_count}.jsonl.zst")
        if not os.path.exists(path):
            with open(path + ".part", "wb") as part:
                reader = subprocess.Popen(["zstd", "-dc", source], stdout=subprocess.PIPE)
                head = subprocess.Popen(
                    ["head", "-n", str(article_count)], stdin=reader.stdout,
                    stdout=subprocess.PIPE)
                reader.stdout.close()
                subprocess.run(
                    ["zstd", "-q", "-c"], stdin=head.stdout, stdout=part, check=True)
                head.stdout.close()
                head.wait()
                reader.wait()
            os.rename(path + ".part", path)
        return path

    def dump(self, xml_byte_count):
        """A dump of at least so many bytes of XML, in one bzip2 stream, and how it was made."""
        source = self.require("dumps/gensim/enwiki-latest-pages-articles1*.bz2")
        digest = described_file(source)["sha256"]
        path = os.path.join(
            self.cache, f"enwiki-{xml_byte_count}-{digest[:12]}-pages-articles.xml.bz2")
        facts = path + ".json"
        if not os.path.exists(facts):
            made = repeated_dump(source, path + ".part", xml_byte_count)
            os.rename(path + ".part", path)
            with open(facts, "w", encoding="utf-8") as file:
                json.dump(made | {"source_sha256": digest}, file)
        with open(facts, encoding="utf-8") as file:
            return path, json.load(file)


PAGE_ID_STRIDE = 100_000
REVISION_ID_STRIDE = 1_000_000_000
PAGE_ID = re.compile(rb"^(    <id>)(\d+)(</id>)$", re.MULTILINE)
REVISION_ID = re.compile(rb"^(      <(?:id|parentid)>)(\d+)(</(?:id|parentid)>)$", re.MULTILINE)


def repeated_dump(source, path, xml_byte_count):
    """Writes a dump's pages again and again, each time under other page and revision ids.

    Texts and their `<sha1>` stay as they are. The pages of one copy follow those of the one
    before, so page ids rise through the file as they do in a real dump.
    """
    with bz2.open(source) as file:
        xml = file.read()
    first = xml.index(b"  <page>\n")
    last = xml.rindex(b"</mediawiki>")
    head, pages, tail = xml[:first], xml[first:last], xml[last:]
    check_strides(pages)
    compressor = bz2.BZ2Compressor(9)
    written = copies = 0
    with open(path, "wb") as output:
        output.write(compressor.compress(head))
        while len(head) + written + len(tail) < xml_byte_count:
            copy = renumbered(pages, copies)
            output.write(compressor.compress(copy))
            written += len(copy)
            copies += 1
        output.write(compressor.compress(tail))
        output.write(compressor.flush())
    return {
        "copies": copies,
        "xml_bytes": len(head) + written + len(tail),
        "pages": copies * pages.count(b"  <page>\n"),
        "source": os.path.basename(source),
    }


def renumbered(pages, copy):
    """The pages under the ids of their nth copy; markup in texts is escaped, so only ids match."""
    def shifted(stride):
        return lambda match: b"%s%d%s" % (
            match[1], int(match[2]) + copy * stride, match[3])
    return REVISION_ID.sub(
        shifted(REVISION_ID_STRIDE), PAGE_ID.sub(shifted(PAGE_ID_STRIDE), pages))


def check_strides(pages):
    """No two copies may share an id."""
    for pattern, stride in ((PAGE_ID, PAGE_ID_STRIDE), (REVISION_ID, REVISION_ID_STRIDE)):
        greatest = max(int(match[2]) for match in pattern.finditer(pages))
        if greatest >= stride:
            raise ValueError(f"an id of {greatest}: the stride {stride} is too small")
