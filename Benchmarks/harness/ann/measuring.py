"""What is measured of every engine on one set of vectors, in turn with the others."""
import os
import shutil

import numpy

from harness import timing
from harness.ann import competitors
from harness.ann.curves import of_interest
from harness.ann.engine import Engine, EngineFailed
from harness.ann.peer import bytes_of
from harness.ann.truth import Truth

# The part of the curves that is timed; a setting beyond each end is timed with it.
RECALLS = (0.90, 0.99)
FIRST_K = 10
# Rows that may be found: shares of all, drawn at random or one range of neighbours.
SHARES = (0.01, 0.03, 0.10)
PLACES = ("random", "range")
FILTER_QUESTIONS = 300


class Plan:
    """How much is measured."""

    def __init__(self, names, threads, counts, rounds, build_rounds, seconds):
        self.names = names
        self.threads = threads
        self.counts = counts
        self.rounds = rounds
        self.build_rounds = build_rounds
        self.seconds = seconds


class Measuring:
    """One set; what was measured stands in `record`. An engine that fails is left out from there
    on, and the record says why."""

    def __init__(self, vectors, plan, own_program, folder):
        self.vectors, self.plan, self.own_program = vectors, plan, own_program
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        self.names = list(plan.names)
        self.record = vectors.facts() | {
            "rounds": plan.rounds, "build_rounds": plan.build_rounds,
            "engines": {name: {} for name in plan.names},
        }

    def measured(self):
        timing.progress(f"{self.vectors.title}: the exact nearest rows")
        self.truth = Truth(
            numpy.load(self.vectors.rows_path), self.vectors.queries, self.vectors.metric,
            max(self.plan.counts))
        self.builds()
        for threads in self.plan.threads:
            self.searches(threads)
        self.firsts()
        self.record["filters"] = self.filters()
        shutil.rmtree(self.folder)
        return self.record

    def entry(self, name):
        return self.record["engines"][name]

    def engine(self, name, threads):
        return Engine(name, self.vectors, self.own_program, threads, self.folder)

    def path(self, name):
        return os.path.join(self.folder, name.replace(" ", "-").replace(",", ""))

    def drop(self, name, error):
        timing.progress(f"  {error}")
        self.entry(name)["failed"] = str(error)
        self.names.remove(name)

    def builds(self):
        """Seconds from rows in memory to an index in its file, each in a fresh process."""
        for number in range(self.plan.build_rounds):
            for threads in self.plan.threads:
                for name in list(self.names):
                    timing.progress(f"  round {number + 1}: building {name}, {threads} threads")
                    try:
                        with self.engine(name, threads) as engine:
                            seconds = engine.ask(
                                "build", self.vectors.rows_path, self.path(name), threads
                            )["seconds"]
                            memory = engine.resident_bytes()
                    except EngineFailed as error:
                        self.drop(name, error)
                        continue
                    entry = self.entry(name)
                    entry.setdefault("build", {}).setdefault(str(threads), []).append(seconds)
                    entry["build_memory"] = memory
                    entry["bytes"] = bytes_of(self.path(name))

    def searches(self, threads):
        """Every engine in a process of its own; each setting of each in turn, round by round."""
        engines = {}
        try:
            for name in list(self.names):
                engines[name] = self.opened(name, threads, self.vectors.queries_path)
            for k in self.plan.counts:
                self.search_rounds(
                    {name: engines[name] for name in self.names}, threads, k)
            for name in self.names:
                memory = engines[name].resident_bytes()
                before = self.entry(name)["memory_before"]
                self.entry(name).setdefault("memory", {})[str(threads)] = memory | {
                    "grown": memory["resident"] - before["resident"],
                    "grown_anonymous": memory["anonymous"] - before["anonymous"],
                }
        finally:
            for engine in engines.values():
                engine.close()

    def opened(self, name, threads, queries_path):
        engine = self.engine(name, threads)
        engine.ask("queries", queries_path)
        self.entry(name)["memory_before"] = engine.resident_bytes()
        answer = engine.ask("open", self.path(name), threads)
        if "choice" in answer:
            self.entry(name)["choice"] = answer["choice"]
        return engine

    def search_rounds(self, engines, threads, k):
        timing.progress(f"  k {k}, {threads} threads: recall of every setting")
        sweeps = {}
        for name, engine in engines.items():
            try:
                sweeps[name] = self.sweep(engine, self.truth, k, threads)
            except EngineFailed as error:
                self.drop(name, error)
        self.timed(engines, sweeps, threads, k)
        for name, sweep in sweeps.items():
            if name in self.names:
                self.entry(name).setdefault("searches", {})[f"k {k}, threads {threads}"] = sweep

    def sweep(self, engine, truth, k, threads, interfaces=None):
        """The recall of the settings that a curve needs, without times yet."""
        settings = engine.ask("widths")
        interfaces = interfaces or settings["interfaces"]
        path = os.path.join(self.folder, "found.ids")
        recalls, shown = [], []
        for number, width in enumerate(settings["widths"]):
            found = {}
            for interface in interfaces:
                engine.ask("search", interface, k, number, threads, 0, path)
                ids = numpy.fromfile(path, dtype="<i4").reshape(-1, k)
                found[interface] = truth.recall(ids, k)
            shown.append(width)
            recalls.append(found)
            if min(found.values()) >= RECALLS[1] + 0.001:
                break
        kept = of_interest(
            [min(found.values()) for found in recalls], RECALLS[0], RECALLS[1] + 0.001)
        return {
            "recall_of_all": dict(zip(shown, [round(min(r.values()), 5) for r in recalls])),
            "numbers": kept,
            "widths": [shown[at] for at in kept],
            "recall": {i: [round(recalls[at][i], 5) for at in kept] for i in interfaces},
            "seconds": {i: [[] for _ in kept] for i in interfaces},
        }

    def timed(self, engines, sweeps, threads, k):
        """Adds to each setting the mean seconds of asking all questions, a sample a round."""
        steps = max((len(sweep["numbers"]) for sweep in sweeps.values()), default=0)
        for number in range(self.plan.rounds):
            timing.progress(
                f"  k {k}, {threads} threads: round {number + 1} of {self.plan.rounds}")
            for step in range(steps):
                for name in [name for name in sweeps if name in self.names]:
                    if step < len(sweeps[name]["numbers"]):
                        self.visit(engines[name], sweeps[name], step, threads, k)

    def visit(self, engine, sweep, step, threads, k):
        for interface, samples in sweep["seconds"].items():
            try:
                answer = engine.ask(
                    "search", interface, k, sweep["numbers"][step], threads,
                    self.plan.seconds, "-")
            except EngineFailed as error:
                self.drop(engine.name, error)
                return
            samples[step].append(round(answer["seconds"], 7))

    def firsts(self):
        """From opening in a fresh process to the first answer, at the first setting of recall .95
        or more that finds all of the nearest rows of some question."""
        asked = {name: self.question_answered_rightly(name) for name in list(self.names)}
        for _ in range(self.plan.rounds):
            for name in list(self.names):
                if asked[name] is None:
                    continue
                width, question_path = asked[name]
                try:
                    with self.engine(name, 1) as engine:
                        engine.ask("queries", question_path)
                        seconds = engine.ask("open", self.path(name), 1)["seconds"]
                        first = engine.ask("first", FIRST_K, width)
                except EngineFailed as error:
                    self.drop(name, error)
                    continue
                self.entry(name).setdefault("first", []).append(
                    {"open": seconds, "search": first["seconds"]})

    def question_answered_rightly(self, name):
        sweep = self.entry(name)["searches"].get(f"k {FIRST_K}, threads 1")
        if sweep is None:
            return None
        reached = [
            at for at, recall in enumerate(sweep["recall"]["each"]) if recall >= 0.95]
        width = sweep["numbers"][reached[0] if reached else -1]
        path = os.path.join(self.folder, "found.ids")
        with self.opened(name, 1, self.vectors.queries_path) as engine:
            engine.ask("search", "each", FIRST_K, width, 1, 0, path)
        ids = numpy.fromfile(path, dtype="<i4").reshape(-1, FIRST_K)
        right = numpy.flatnonzero(self.truth.hits(ids, FIRST_K) == FIRST_K)
        if len(right) == 0:
            return None
        question = self.path(name) + "-question.npy"
        numpy.save(question, self.vectors.queries[right[0]:right[0] + 1])
        return width, question

    def filters(self):
        """Searches among some of the rows, one question after the other on one thread."""
        names = [name for name in (competitors.FOOTNOTE, *competitors.FILTERING)
                 if name in self.names]
        queries_path = os.path.join(self.folder, "filter-questions.npy")
        queries = self.vectors.queries[:FILTER_QUESTIONS]
        numpy.save(queries_path, queries)
        results = {}
        engines = {}
        try:
            for name in names:
                engines[name] = self.opened(name, 1, queries_path)
            for share in SHARES:
                for place in PLACES:
                    results[f"{place}, {share:.0%}"] = self.filter_case(
                        engines, queries, share, place)
        finally:
            for engine in engines.values():
                engine.close()
        return results

    def filter_case(self, engines, queries, share, place):
        timing.progress(f"  filtered to {share:.0%} of the rows, {place}")
        allowed = allowed_rows(len(self.vectors.rows), share, place)
        path = os.path.join(self.folder, "allowed.rows")
        allowed.tofile(path)
        truth = Truth(
            self.truth.rows, queries, self.vectors.metric, FIRST_K, allowed)
        sweeps = {}
        for name, engine in engines.items():
            if name not in self.names:
                continue
            try:
                engine.ask("restrict", path)
                sweeps[name] = self.sweep(engine, truth, FIRST_K, 1, ["each"])
            except EngineFailed as error:
                self.drop(name, error)
        self.timed(engines, sweeps, 1, FIRST_K)
        return {name: sweep for name, sweep in sweeps.items() if name in self.names}


def allowed_rows(count, share, place):
    """A boolean for each row, always the same ones."""
    wanted = max(FIRST_K, round(count * share))
    allowed = numpy.zeros(count, dtype=bool)
    if place == "range":
        start = (count - wanted) // 2
        allowed[start:start + wanted] = True
    else:
        allowed[numpy.random.default_rng(4).choice(count, wanted, replace=False)] = True
    return allowed
