"""Labelled questions of the reference data, each set with articles to index.

A set has articles (title and text by page), and questions with the page that answers them. An article
belongs to the even or the odd half by its position, by page id or in its file; the odd halves are never
fitted on. XQuAD asks questions of SQuAD 1.1's development set in other languages, so that an article of
both is in the same half in both. SQuAD 2.0 shares two thirds of its questions with SQuAD 1.1.
"""
import gzip
import json
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(os.environ.get("FOOTNOTE_DATA", Path(__file__).resolve().parents[2] / "../shared/data"))
CORE = DATA / "corpus/enwiki-core.jsonl.zst"


@dataclass
class Question:
    identifier: str
    text: str
    # Pages that answer it; with a range of characters in the page and answers that stand there.
    pages: set
    characters: tuple = None
    answers: list = field(default_factory=list)
    is_odd: bool = False
    is_impossible: bool = False

    def is_answered(self, packet):
        """Whether a packet overlaps the range and contains an answer, in any case and spacing."""
        attribution = packet["attribution"]
        if attribution["identifier"] not in self.pages:
            return False
        if self.characters is None:
            return True
        place = attribution["source"]["characters"]
        if place["start"] >= self.characters[1] or place["end"] <= self.characters[0]:
            return False
        text = folded(packet["text"])
        return any(folded(answer) in text for answer in self.answers)


def folded(text):
    return " ".join(text.casefold().split())


@dataclass
class Labelled:
    name: str
    language: str
    questions: list
    # None for the questions about enwiki-core, which is read from its own file.
    articles: dict = None
    # The pages of the odd half.
    odd: set = field(default_factory=set)

    def lines(self, leaving_out=()):
        """The article lines without some pages."""
        if self.articles is None:
            with subprocess.Popen(["zstd", "-dc", CORE], stdout=subprocess.PIPE) as process:
                for line in process.stdout:
                    page = int(re.match(rb'\{"page_id": ?(\d+)', line)[1])
                    if page not in leaving_out:
                        yield line
            return
        for page, (title, text) in self.articles.items():
            if page not in leaving_out:
                yield json.dumps({
                    "page_id": page, "revision_id": page, "synthetic_revision": True,
                    "title": title, "text": text, "language": self.language,
                    "wiki": self.language.split("-")[0] + "wiki",
                    "url": "https://%s.wikipedia.org/?curid=%d" % (self.language[:2], page),
                    "license": "CC-BY-SA-3.0", "timestamp": "2018-01-01T00:00:00Z",
                }).encode() + b"\n"


def read(path):
    with gzip.open(DATA / path, "rt") as file:
        return json.load(file)


def read_lines(path):
    with gzip.open(DATA / path, "rt") as file:
        return [json.loads(line) for line in file]


def squad11():
    rows = read_lines("qa/aligned/squad11-dev.jsonl.gz")
    odd = set(sorted({row["page_id"] for row in rows})[1::2])
    return Labelled("squad11", "en", [
        Question(
            row["qid"], row["question"], {row["page_id"]}, (row["char_start"], row["char_end"]),
            row["answers"], row["page_id"] in odd)
        for row in rows if row["answer_in_range"]])


def squad20():
    """SQuAD 2.0's questions about SQuAD 1.1's odd articles, the impossible ones among them."""
    eleven = {row["page_id"] for row in read_lines("qa/aligned/squad11-dev.jsonl.gz")}
    odd = set(sorted(eleven)[1::2])
    return Labelled("squad20", "en", [
        Question(
            row["qid"], row["question"], {row["page_id"]}, (row["char_start"], row["char_end"]),
            row["answers"], True, row["is_impossible"])
        for row in read_lines("qa/aligned/squad20-dev.jsonl.gz")
        if row["page_id"] in odd and (row["is_impossible"] or row["answer_in_range"])])


def of_layout(name, language, paths, halves=None):
    """A set in SQuAD's layout: an article's paragraphs are its lines.

    `halves` says of some titles whether they are in the odd half.
    """
    articles, questions, odd = {}, [], set()
    entries = [entry for path in paths for entry in read(path)["data"]]
    for page, entry in enumerate(entries, start=1):
        if (halves or {}).get((entry.get("title") or "").replace("_", " "), page % 2 == 0):
            odd.add(page)
        text = ""
        for paragraph in entry["paragraphs"]:
            start = len(text)
            text += paragraph["context"].replace("\n", " ") + "\n"
            for asked in paragraph["qas"]:
                questions.append(Question(
                    asked["id"], asked["question"], {page}, (start, len(text)),
                    [answer["text"] for answer in asked["answers"]], page in odd))
        articles[page] = (entry.get("title") or str(page), text)
    return Labelled(name, language, questions, articles, odd)


def jaquad():
    return of_layout(
        "jaquad", "ja", ["qa/jaquad/jaquad_dev_000%d.json.gz" % part for part in range(4)])


def drcd():
    return of_layout("drcd", "zh-Hant", ["qa/drcd/DRCD_dev.json.gz"])


def cmrc():
    return of_layout("cmrc", "zh-Hans", ["qa/cmrc2018/cmrc2018_dev.json.gz"])


def xquad(language):
    rows = read_lines("qa/aligned/squad11-dev.jsonl.gz")
    odd = set(sorted({row["page_id"] for row in rows})[1::2])
    return of_layout(
        "xquad." + language, language, ["qa/xquad/xquad.%s.json.gz" % language],
        {row["title"]: row["page_id"] in odd for row in rows})


def qed():
    articles, questions, pages = {}, [], {}
    for row in read_lines("qa/qed/qed-dev.jsonlines.gz"):
        title, text = row["title_text"], row["paragraph_text"].replace("\n", " ")
        page = pages.setdefault(title, len(pages) + 1)
        before = articles.get(page, (title, ""))[1]
        if text not in before:
            articles[page] = (title, before + text + "\n")
        start = articles[page][1].index(text)
        # A passage of the paragraph answers; what is short stands in one passage.
        questions.append(Question(
            str(row["example_id"]), row["question_text"], {page}, (start, start + len(text)), [""],
            page % 2 == 0))
    odd = {page for page in articles if page % 2 == 0}
    return Labelled("qed", "en", questions, articles, odd)


def scifact(part):
    documents = read_lines("ir/scifact/corpus.jsonl.gz")
    articles = {int(row["_id"]): (row["title"], row["text"].replace("\n", " ")) for row in documents}
    texts = {row["_id"]: row["text"] for row in read_lines("ir/scifact/queries.jsonl.gz")}
    relevant = {}
    with gzip.open(DATA / ("ir/scifact/qrels-%s.tsv.gz" % part), "rt") as lines:
        for line in list(lines)[1:]:
            query, document, score = line.split()
            if int(score) > 0:
                relevant.setdefault(query, set()).add(int(document))
    questions = [Question(query, texts[query], pages) for query, pages in relevant.items()]
    return Labelled("scifact." + part, "en", questions, articles)
