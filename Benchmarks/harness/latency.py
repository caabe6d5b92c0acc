"""Footnote and tantivy asked in turn, question by question, each on one thread in one process."""
import json
import re
import subprocess
import time

from harness import timing
from harness.lexical import Tantivy, tantivy_analysers

COUNT = 10
COUNTING = "tantivy, counting all hits as its default is"
WARM_UPS = 200
THROUGHPUT_ROUNDS = 5


def measured(search_benchmark, index, contents, questions):
    """Nanoseconds of each search by engine, in the order of the questions; and throughput.

    Footnote's time ends with the attributed passages in hand. Tantivy's starts with reading the
    question and ends with the places of the best passages; no text is fetched.
    """
    engine = Tantivy(contents, *tantivy_analysers("en")["stems"])
    samples = {"Footnote": [], "tantivy": [], COUNTING: []}
    cases = {
        "tantivy": lambda question: tantivy_search(engine, question, counts=False),
        COUNTING: lambda question: tantivy_search(engine, question, counts=True),
    }
    asked = [" ".join(question.split()) for question in questions]
    with subprocess.Popen(
            [search_benchmark, "answer", index, str(COUNT)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, bufsize=1) as footnote:
        cases["Footnote"] = lambda question: footnote_search(footnote, question)
        names = list(samples)
        for number, question in enumerate(asked[:WARM_UPS] + asked):
            # Another one first each time: the second to read a question finds it in the cache.
            for name in names[number % 3:] + names[:number % 3]:
                nanoseconds = cases[name](question)
                if number >= WARM_UPS:
                    samples[name].append(nanoseconds)
        footnote.stdin.close()
    timing.progress("  throughput")
    done = subprocess.run(
        [search_benchmark, "threads", index, str(COUNT), str(THROUGHPUT_ROUNDS), "1", "2"],
        input="".join(f"{question}\n" for question in asked), stdout=subprocess.PIPE, text=True,
        check=True)
    return {"k": COUNT, "search": samples, "throughput": json.loads(done.stdout)}


def footnote_search(process, question):
    process.stdin.write(question + "\n")
    line = process.stdout.readline()
    if not line:
        raise timing.ProgramFailed("SearchBenchmark: ended before the last question")
    return int(line.split()[0])


def tantivy_search(engine, question, counts):
    """Words alone and in lower case, so that its parser takes every one as an alternative."""
    start = time.perf_counter_ns()
    query = engine.index.parse_query(re.sub(r"[^\w]+", " ", question).lower(), ["text"])
    engine.searcher.search(query, COUNT, count=counts)
    return time.perf_counter_ns() - start
