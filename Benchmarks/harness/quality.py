"""The quality benchmark: every engine over the same passages and questions."""
import hashlib
import json
import os
import subprocess

from harness import latency, packets, timing
from harness.labelled_index import build_index, index_path, write_lines
from harness.lexical import bm25s_runs, tantivy_runs
from harness.results import summarised
from harness.scoring import MEASURES, Scorer

# Raised when a peer's run would come out otherwise from the same passages and questions.
PEERS_VERSION = 1


class Disagreement(Exception):
    """Two programs measured the same run differently."""


class Quality:
    """Measures sets one after the other; what is slow and does not change is kept in the cache."""

    def __init__(self, footnote, cache):
        self.footnote = footnote
        self.cache = cache
        os.makedirs(os.path.join(cache, "runs"), exist_ok=True)

    def index_path(self, labels):
        return index_path(self.cache, labels)

    def evaluate(self, labels, *options):
        """What `footnote eval` measures, and its run."""
        folder = os.path.join(self.cache, labels.name)
        run = os.path.join(folder, "footnote.run")
        if os.path.exists(run):
            os.remove(run)
        command = [self.footnote, "eval", self.index_path(labels), "--json", "--run", run]
        if labels.is_judged:
            write_lines(os.path.join(folder, "queries.jsonl"), (
                {"_id": q.id, "text": q.text} for q in labels.questions))
            with open(os.path.join(folder, "qrels.tsv"), "w", encoding="utf-8") as file:
                file.write("query-id\tcorpus-id\tscore\n")
                for question in labels.questions:
                    for page, grade in question.grades.items():
                        file.write(f"{question.id}\t{page}\t{grade}\n")
            command += ["--queries", os.path.join(folder, "queries.jsonl"),
                        "--qrels", os.path.join(folder, "qrels.tsv")]
        else:
            write_lines(os.path.join(folder, "labels.jsonl"), (
                {"qid": q.id, "question": q.text, "answers": q.answers, "page_id": q.page,
                 "char_start": q.start, "char_end": q.end, "answer_in_range": True}
                for q in labels.questions))
            command += ["--aligned", os.path.join(folder, "labels.jsonl")]
        done = subprocess.run([*command, *options], stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout), read_run(run)

    def measured(self, labels, neural=None):
        """A set's entry in the record."""
        facts, scores = self.measure(labels, neural)
        return facts | summarised(labels, scores)

    def speed(self, labels, search_benchmark):
        """Latency and throughput on the index of a set that was measured."""
        index = self.index_path(labels)
        contents = [passage.content for passage in packets.exported(self.footnote, index)]
        return latency.measured(
            search_benchmark, index, contents, [question.text for question in labels.questions])

    def measure(self, labels, neural=None):
        """Facts about a set's index, and every engine's scores question by question."""
        report = build_index(self.footnote, self.cache, labels)
        passages = packets.exported(self.footnote, self.index_path(labels))
        evaluated, by_id = self.evaluate(labels)
        positions = {passage.key: at for at, passage in enumerate(passages)}
        # A run of judged pages names these; any passage stands for its page then.
        positions |= {passage.key.split(":")[1]: at for at, passage in enumerate(passages)}
        runs = {"Footnote": [
            [positions[key] for key in by_id.get(q.id, ())] for q in labels.questions]}
        digest = packets.digest(passages, labels.questions)
        runs |= self.peers(labels, passages, digest, neural)
        hits = None if labels.is_judged else packets.answering(labels.questions, passages)
        scorer = Scorer(labels, passages, hits)
        scores = {name: scorer.scores(run) for name, run in runs.items()}
        check(labels, scores["Footnote"], evaluated)
        facts = {key: report[key] for key in ("passages", "pages", "text_bytes")}
        facts["index_bytes"] = file_sizes(self.index_path(labels))
        facts["input_sha256"] = digest
        return facts, scores

    def peers(self, labels, passages, digest, neural):
        """The peers' runs, from the cache where they were given the same."""
        contents = [passage.content for passage in passages]
        texts = [question.text for question in labels.questions]
        is_large = len(contents) > 100_000
        makers = {"tantivy": tantivy_runs, "bm25s": bm25s_runs}
        runs = {}
        for name, make in makers.items():
            runs |= self.kept(
                f"{name} {PEERS_VERSION} {labels.language} {digest}", f"{labels.name}-{name}",
                lambda make=make: make(labels.language, contents, texts, is_large))
        if neural and (labels.is_embeddable or labels.vectors):
            runs |= self.kept(
                f"{neural.name} {PEERS_VERSION} {digest}", f"{labels.name}-neural",
                lambda: neural.runs(labels, passages, texts))
        return runs

    def kept(self, key, name, make):
        """A peer's runs, made once for each key."""
        path = os.path.join(
            self.cache, "runs", f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:16]}.json")
        if not os.path.exists(path):
            timing.progress(f"  {name}")
            runs = make()
            with open(path + ".part", "w", encoding="ascii") as file:
                json.dump(runs, file)
            os.rename(path + ".part", path)
        with open(path, encoding="ascii") as file:
            return json.load(file)


def file_sizes(index):
    """Bytes of an index's files by name."""
    return {
        name: os.path.getsize(os.path.join(folder, name))
        for folder, _, names in sorted(os.walk(index)) for name in sorted(names)
    }


def read_run(path):
    """The keys of passages, or the numbers of judged pages, by question, best first."""
    ranked = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            question, _, key, _ = line.split(" ", 3)
            ranked.setdefault(question, []).append(key)
    return ranked


def check(labels, scores, evaluated):
    """Compares the scores of Footnote's run with those of `footnote eval`, question by question."""
    theirs = {row["id"]: row for row in evaluated["per_question"]}
    for question, row in zip(labels.questions, scores, strict=True):
        for measure, value in zip(MEASURES, row, strict=True):
            if abs(theirs[question.id][measure] - value) > 1e-9:
                raise Disagreement(
                    f"{labels.name}, question {question.id}: `footnote eval` has {measure} "
                    f"{theirs[question.id][measure]}, this scorer {value}")
