"""The labelled sets of the quality benchmark: their articles, questions and what was fitted.

A set's articles are what `footnote build` reads; its labels are what `footnote eval` reads. In
the SQuAD layout an article is one page: its paragraphs, one a line. In the BEIR layout a
document is one page.
"""
import dataclasses
import glob
import gzip
import json
import os
import subprocess

from harness.inputs import InputAbsent

# Added to the page ids of paragraphs that are put among the corpus; its own are below 10^6.
AMONG_CORPUS = 10_000_000


@dataclasses.dataclass
class Question:
    """A question with its answer's place (page, start, end, answers) or its documents' grades."""

    id: str
    text: str
    page: int = 0
    start: int = 0
    end: int = 0
    answers: tuple = ()
    grades: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Article:
    page: int
    title: str
    text: str


@dataclasses.dataclass
class QualitySet:
    """One row of the table."""

    name: str
    title: str
    language: str
    questions: list
    articles: list = dataclasses.field(default_factory=list)
    # A file of articles that is indexed before `articles`.
    corpus: str = ""
    # A hit is a document of `grades` where True, else a passage at the answer's place.
    is_judged: bool = False
    is_wikipedia: bool = True
    # Ids of questions that the product's weights were fitted on.
    fitted: frozenset = frozenset()
    build_options: tuple = ()
    # Ready embeddings of the articles and of the questions, in their order.
    vectors: tuple = ()
    # Whether embedding all passages takes minutes rather than hours.
    is_embeddable: bool = True


class QualitySets:
    """Makes the sets by name, each when it is wanted."""

    def __init__(self, inputs):
        self.inputs = inputs
        self.makers = {"squad": self.squad, "squad-50000": self.squad_pool}
        for language in "en ar de el es hi ro ru th tr vi zh".split():
            self.makers[f"xquad-{language}"] = lambda language=language: self.squad_layout(
                f"xquad-{language}", f"XQuAD, {language}", language,
                f"qa/xquad/xquad.{language}.json.gz")
        self.makers |= {
            "jaquad": lambda: self.squad_layout(
                "jaquad", "JaQuAD", "ja", "qa/jaquad/jaquad_dev_*.json.gz"),
            "drcd": lambda: self.squad_layout(
                "drcd", "DRCD", "zh-Hant", "qa/drcd/DRCD_dev.json.gz"),
            "cmrc": lambda: self.squad_layout(
                "cmrc", "CMRC 2018", "zh-Hans", "qa/cmrc2018/cmrc2018_dev.json.gz"),
            "qed": self.qed,
            "qed-among": self.qed_among,
            "scifact": lambda: self.judged("scifact", "SciFact", "qrels-validation"),
            "scifact-train": lambda: dataclasses.replace(
                self.judged("scifact", "SciFact, train", "qrels-train"), name="scifact-train"),
            "cranfield": lambda: self.judged("cranfield", "Cranfield"),
            "vaswani": lambda: self.judged("vaswani", "Vaswani"),
            "cacm": lambda: self.judged("cacm", "CACM"),
            "cisi": lambda: self.judged("cisi", "CISI"),
        }

    @property
    def names(self):
        """Those that the benchmark reports."""
        return [name for name in self.makers if name not in DEVELOPMENT]

    def make(self, name):
        made = self.makers[name]()
        return dataclasses.replace(made, fitted=fitted_questions(self, made))

    def aligned(self):
        """SQuAD 1.1's questions with their answers' places in the corpus."""
        with gzip.open(self.inputs.require("qa/aligned/squad11-dev.jsonl.gz"), "rt") as lines:
            for row in map(json.loads, lines):
                if row["answer_in_range"] and not row.get("is_impossible"):
                    yield Question(
                        row["qid"], row["question"], row["page_id"], row["char_start"],
                        row["char_end"], tuple(row["answers"]))

    def squad(self):
        return QualitySet(
            "squad", "SQuAD 1.1 in enwiki-core", "en", list(self.aligned()),
            corpus=self.inputs.corpus(), is_embeddable=False)

    def squad_pool(self):
        """The passages that ready embeddings exist of, each an article that is not cut."""
        ranges = []
        with gzip.open(self.inputs.require("vectors/passages.tsv.gz"), "rt") as rows:
            next(rows)
            for row in rows:
                ranges.append(tuple(map(int, row.split("\t")[1:])))
        pages = self.corpus_articles({page for page, _, _ in ranges})
        articles = [
            Article(row + 1, pages[page].title, pages[page].text[start:end])
            for row, (page, start, end) in enumerate(ranges)]
        questions = []
        with gzip.open(self.inputs.require("vectors/questions.jsonl.gz"), "rt") as rows:
            for row in map(json.loads, rows):
                questions.append(Question(
                    f"row-{row['row']}", row["question"],
                    grades={at + 1: 1 for at in row["relevant_rows"]}))
        return QualitySet(
            "squad-50000", "SQuAD 1.1, 50,000 passages", "en", questions, articles,
            is_judged=True, build_options=("--passage-target", "4000", "--passage-limit", "8000"),
            vectors=tuple(
                self.inputs.require(f"vectors/minilm-{kind}.f16.npy")
                for kind in ("passages", "questions")))

    def corpus_articles(self, pages):
        """Articles of the corpus by page id."""
        found = {}
        reader = subprocess.Popen(
            ["zstd", "-dc", self.inputs.corpus()], stdout=subprocess.PIPE)
        for line in reader.stdout:
            row = json.loads(line)
            if row["page_id"] in pages:
                found[row["page_id"]] = Article(row["page_id"], row["title"], row["text"])
        reader.wait()
        return found

    def squad_layout(self, name, title, language, pattern):
        paths = sorted(glob.glob(os.path.join(self.inputs.data, pattern)))
        if not paths:
            raise InputAbsent(f"{os.path.join(self.inputs.data, pattern)}: expected a file")
        articles, questions = [], []
        for path in paths:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                rows = json.load(file)["data"]
            for row in rows:
                page = len(articles) + 1
                text = ""
                for paragraph in row["paragraphs"]:
                    start = len(text)
                    text += one_line(paragraph["context"])
                    questions += [
                        Question(
                            str(asked["id"]), asked["question"], page, start, len(text),
                            tuple(answer["text"] for answer in asked["answers"]))
                        for asked in paragraph["qas"]]
                    text += "\n"
                articles.append(Article(page, row.get("title") or f"Article {page}", text))
        return QualitySet(name, title, language, questions, articles)

    def qed(self, first_page=1):
        """Each paragraph a page of its own, under its article's title."""
        pages, articles, questions = {}, [], []
        path = self.inputs.require("qa/qed/qed-dev.jsonlines.gz")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                text = one_line(row["paragraph_text"])
                key = (row["title_text"], text)
                if key not in pages:
                    pages[key] = first_page + len(pages)
                    articles.append(Article(pages[key], row["title_text"], text))
                answers = [
                    answer["string"] for group in row["original_nq_answers"] for answer in group
                ] + [
                    answer["paragraph_reference"]["string"]
                    for answer in row["annotation"].get("answer", [])]
                answers = tuple(dict.fromkeys(a for a in map(str.strip, answers) if a))
                if answers:
                    questions.append(Question(
                        str(row["example_id"]), row["question_text"], pages[key], 0, len(text),
                        answers))
        return QualitySet("qed", "QED, its paragraphs", "en", questions, articles)

    def qed_among(self):
        return dataclasses.replace(
            self.qed(AMONG_CORPUS), name="qed-among", title="QED among enwiki-core",
            corpus=self.inputs.corpus(), is_embeddable=False)

    def judged(self, name, title, qrels="qrels"):
        """A search collection in the BEIR layout; pages are numbered in the file's order."""
        def lines(file):
            return gzip.open(self.inputs.require(f"ir/{name}/{file}.gz"), "rt", encoding="utf-8")
        pages, articles = {}, []
        with lines("corpus.jsonl") as rows:
            for row in map(json.loads, rows):
                pages[row["_id"]] = len(pages) + 1
                heading = one_line(row.get("title") or "") or row["_id"]
                text = row["text"] if row["text"].strip() else heading
                articles.append(Article(pages[row["_id"]], heading, text))
        grades = {}
        with lines(f"{qrels}.tsv") as rows:
            next(rows)
            for row in rows:
                query, document, grade = row.split("\t")
                if int(grade) > 0:
                    grades.setdefault(query, {})[pages[document]] = int(grade)
        with lines("queries.jsonl") as rows:
            questions = [
                Question(row["_id"], row["text"], grades=grades[row["_id"]])
                for row in map(json.loads, rows) if row["_id"] in grades]
        return QualitySet(
            name, title, "en", questions, articles, is_judged=True, is_wikipedia=False,
            is_embeddable=len(articles) < 2_000)


def one_line(text):
    return " ".join(text.split())


def even_articles(questions):
    """Questions of the articles at even positions, the first being 0, in the order of page ids."""
    pages = sorted({question.page for question in questions})
    even = set(pages[::2])
    return [question for question in questions if question.page in even]


def even_questions(questions):
    """Questions at even positions, the first being 0."""
    return questions[::2]


def all_questions(questions):
    return questions


# What the product's weights were fitted on: by set, a rule that picks its questions. The same
# questions in other sets of the family, known by id or text, count as fitted there too.
FITTED = {
    "squad": even_articles, "qed": even_articles, "scifact-train": all_questions,
    "cranfield": even_questions, "cisi": even_questions, "jaquad": even_articles,
    "drcd": even_articles, "cmrc": even_articles,
}
# Sets for fitting alone.
DEVELOPMENT = {"scifact-train"}
# XQuAD is a part of SQuAD, with the ids of its questions, in every language.
FAMILIES = {"squad-50000": "squad", "xquad": "squad", "qed-among": "qed"}


def family(name):
    return FAMILIES.get(name) or FAMILIES.get(name.split("-")[0], name)


def fitted_questions(sets, made):
    """Ids of the set's questions that weights were fitted on."""
    names = set()
    for source, rule in FITTED.items():
        if family(source) == family(made.name):
            labels = made if source == made.name else sets.makers[source]()
            for question in rule(labels.questions):
                names |= {question.id, one_line(question.text)}
    return frozenset(
        question.id for question in made.questions
        if question.id in names or one_line(question.text) in names)
