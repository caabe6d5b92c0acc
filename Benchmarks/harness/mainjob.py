"""The main job's measurements; each function returns samples and facts, none judges them."""
import json
import os
import shutil
import subprocess

from harness import timing
from harness.inputs import Inputs


class MainJob:
    """Measures the tool and the library on the inputs, with as many rounds as the settings say."""

    def __init__(self, footnote, search_benchmark, inputs: Inputs, settings):
        self.footnote = footnote
        self.search_benchmark = search_benchmark
        self.inputs = inputs
        self.settings = settings

    def dump_builds(self, dump):
        """Building from a dump beside unpacking it, in turn."""
        builds = {
            f"build, {threads} thread{'s' * (threads > 1)}": self.build(dump, "dump", threads)
            for threads in (1, 2)
        }
        cases = {
            "cat": lambda: timing.measured(["cat", dump]),
            "bzip2 -dc": lambda: timing.measured(["bzip2", "-dc", dump]),
            **builds,
            "build --dry-run, 1 thread": self.build(dump, "dump", 1, dry=True),
        }
        return self.in_turn(cases, self.settings["dump_rounds"])

    def corpus_builds(self, corpus):
        """Building from the corpus beside unpacking it, in turn; leaves the index for queries."""
        cases = {
            "cat": lambda: timing.measured(["cat", corpus]),
            "zstd -dc | wc -c": lambda: timing.measured(
                ["sh", "-c", 'zstd -dc "$1" | wc -c', "sh", corpus]),
            "build, 2 threads": self.build(corpus, "corpus", 2),
        }
        return self.in_turn(cases, self.settings["corpus_rounds"])

    def openings(self):
        """Openings in a process of their own, the first search after one, and searches."""
        index = self.index_path("corpus")
        questions = self.inputs.questions()[:: self.settings["question_stride"]]
        first = [
            self.in_process("first", index, question)
            for question in questions[: self.settings["first_count"]]
        ]
        opened = self.in_process("open", index, str(self.settings["open_count"]))
        timing.progress(f"  {len(questions)} questions")
        searched = self.in_process(
            "search", index, str(self.settings["search_rounds"]),
            *map(str, self.settings["counts"]), lines=questions)
        return {
            "question_count": len(questions), "first": first, "open": opened["open"],
            "passes": searched["passes"],
        }

    def processes(self):
        """`footnote query` as a whole process beside processes that do nothing, in turn."""
        questions = iter(self.inputs.questions()[7 :: 29] * 2)
        index = self.index_path("corpus")
        cases = {
            "true": lambda: timing.measured(["true"]),
            "footnote --version": lambda: timing.measured([self.footnote, "--version"]),
            "footnote query": lambda: timing.measured(
                [self.footnote, "query", index, next(questions), "-k", "5"]),
        }
        return timing.interleaved(cases, self.settings["process_rounds"], 3, note=None)

    def index_sizes(self, name):
        """Bytes of an index's files."""
        sizes = {}
        for folder, _, names in sorted(os.walk(self.index_path(name))):
            for file in sorted(names):
                key = file if file in ("passages", "postings") else "manifest and pointer"
                sizes[key] = sizes.get(key, 0) + os.path.getsize(os.path.join(folder, file))
        return sizes

    def index_path(self, name):
        return os.path.join(self.inputs.cache, f"{name}.index")

    def build(self, source, name, threads, dry=False):
        """A case that builds an index anew and notes what the tool reports about it."""
        output = self.index_path("dry" if dry else name)
        report = os.path.join(self.inputs.cache, "report.json")
        command = [
            self.footnote, "build", source, "--output", output, "--threads", str(threads),
            "--language", "en", "--wiki", "enwiki", "--quiet", "--json",
        ]

        def case():
            shutil.rmtree(output, ignore_errors=True)
            os.sync()
            sample = timing.measured(command + ["--dry-run"] * dry, stdout=report)
            with open(report, encoding="utf-8") as file:
                told = json.load(file)
            for key in ("passages", "pages", "text_bytes", "index_bytes"):
                sample[key] = told[key]
            if not dry:
                with open(os.path.join(output, "CURRENT"), encoding="ascii") as file:
                    sample["manifest_sha256"] = file.read().split()[-1]
            return sample
        return case

    def in_turn(self, cases, rounds):
        return timing.interleaved(cases, rounds, note=timing.progress)

    def in_process(self, *arguments, lines=()):
        done = subprocess.run(
            [self.search_benchmark, *arguments], input="".join(f"{line}\n" for line in lines),
            stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout)
