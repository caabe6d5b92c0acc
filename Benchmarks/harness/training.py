"""Trains a table on the corpus, searches by it, and times it beside a neural model."""
import json
import os
import subprocess
import time

from harness import timing
from harness.labelled_index import build_index
from harness.quality import Quality
from harness.quality_sets import one_line

MODES = ("sparse", "dense", "hybrid")


class Training:
    """What is measured of a table, one figure after the other."""

    def __init__(self, footnote, search_benchmark, cache, settings):
        self.footnote = footnote
        self.search_benchmark = search_benchmark
        self.cache = cache
        self.settings = settings

    def trained(self, corpus):
        """Trains a table anew: its path, the program's report and cost."""
        path = os.path.join(self.cache, "corpus.embedding")
        for old in (path, path + ".checkpoint"):
            if os.path.exists(old):
                os.remove(old)
        length = (["--steps", str(self.settings["steps"])] if self.settings["steps"]
                  else ["--minutes", str(self.settings["minutes"])])
        printed = path + ".json"
        cost = timing.measured(
            [self.footnote, "train", corpus, "--output", path, "--quiet", "--json", *length],
            printed)
        with open(printed, encoding="utf-8") as file:
            return path, {"report": json.load(file), "cost": cost}

    def found(self, labels, table):
        """What each way of searching finds of a set that is indexed with the table."""
        labels.build_options = (*labels.build_options, "--embedding", table)
        build_index(self.footnote, self.cache, labels)
        quality = Quality(self.footnote, self.cache)
        found = {"title": labels.title, "questions": len(labels.questions), "modes": {}}
        for mode in MODES:
            evaluated, _ = quality.evaluate(labels, "--mode", mode)
            found["modes"][mode] = {
                name: evaluated["metrics"][name] for name in ("MRR@10", "nDCG@10", "hit@100")}
        return found

    def speed(self, passages, table, model):
        """Seconds of embedding passages with one thread, by the table and by the model, in turn."""
        lines = "".join(f"{p.title}\t{one_line(p.text)}\n" for p in passages).encode()
        few = [f"{p.title}. {p.text}" for p in passages[:self.settings["model_texts"]]]

        def ours():
            done = subprocess.run(
                [self.search_benchmark, "embed", table, "en", "3"], input=lines,
                stdout=subprocess.PIPE, check=True)
            report = json.loads(done.stdout)
            # Of the rounds in one process, the first warms up.
            return {"wall": min(report["embed"][1:]) / 1e9, "texts": report["texts"]}

        def theirs():
            start = time.perf_counter()
            model.embed(few)
            return {"wall": time.perf_counter() - start, "texts": len(few)}

        return timing.interleaved(
            {"table": ours, model.name: theirs}, self.settings["speed_rounds"],
            note=timing.progress)
