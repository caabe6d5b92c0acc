"""What following changes costs; each function returns samples and facts, none judges them."""
import array
import json
import os
import random
import shutil
import subprocess

from harness import timing

FIRST_CHANGE = 2_000_000_000


class Following:
    """Measures updates of an index of the corpus, with changes made from its own articles."""

    def __init__(self, footnote, search_benchmark, inputs, corpus, settings):
        self.footnote = footnote
        self.search_benchmark = search_benchmark
        self.inputs = inputs
        self.corpus = corpus
        self.settings = settings
        self.changes = Changes(corpus, inputs.cache)

    def path(self, name):
        return os.path.join(self.inputs.cache, f"update-{name}.index")

    def tool(self, *arguments):
        return [self.footnote, *arguments, "--quiet"]

    def build(self, name):
        shutil.rmtree(self.path(name), ignore_errors=True)
        os.sync()
        return timing.measured(self.tool(
            "build", self.corpus, "--output", self.path(name), "--wiki", "enwiki"))

    def update(self, name, file, *flags):
        os.sync()
        return timing.measured(
            self.tool("update", self.path(name), file, "--wiki", "enwiki", *flags))

    def updates(self):
        """Builds, and updates of as many pages as the goal says, each of the newest index."""
        builds = [self.build("several")]
        samples = []
        for number in range(self.settings["update_rounds"]):
            file = self.changes.file(self.settings["changed_pages"])
            sample = self.update("several", file, "--no-compact")
            timing.progress(f"  update {number + 1}: {sample['wall']:.3f} s")
            samples.append(sample)
        builds.append(self.build("several"))
        return builds, samples

    def searches(self):
        """The same content in one segment and in several, asked in turn."""
        share = self.settings["changed_pages"] // self.settings["segments"]
        for _ in range(self.settings["segments"] - 1):
            self.update("several", self.changes.file(share), "--no-compact")
        shutil.rmtree(self.path("one"), ignore_errors=True)
        shutil.copytree(self.path("several"), self.path("one"))
        timing.measured(self.tool("compact", self.path("one"), "--all", "--keep", "1"))
        questions = self.inputs.questions()[:: self.settings["question_stride"]]
        passes = {"one": [], "several": []}
        for number in range(self.settings["search_rounds"]):
            for name, found in passes.items():
                done = subprocess.run(
                    [self.search_benchmark, "search", self.path(name), "1", "5"],
                    input="".join(f"{question}\n" for question in questions),
                    stdout=subprocess.PIPE, text=True, check=True)
                found += json.loads(done.stdout)["passes"]
            timing.progress(f"  round {number + 1}")
        return {"question_count": len(questions), "segments": self.settings["segments"],
                "passes": passes}

    def merges(self):
        """Merging all segments beside building, in turn."""
        samples = []
        for _ in range(2):
            shutil.rmtree(self.path("merged"), ignore_errors=True)
            shutil.copytree(self.path("several"), self.path("merged"))
            os.sync()
            samples.append(timing.measured(self.tool("compact", self.path("merged"), "--all")))
        shutil.rmtree(self.path("merged"), ignore_errors=True)
        return samples

    def year(self):
        """Updates with merges where they are due; the bytes of every file that was written."""
        self.build("year")
        known = segments(self.path("year"))
        written, brought, steps = 0, 0, []
        for _ in range(self.settings["year_updates"]):
            file = self.changes.file(self.settings["year_pages"])
            sample = self.update("year", file)
            made = {
                name: sizes for name, sizes in segments(self.path("year")).items()
                if name not in known}
            known |= made
            # The first of them is the update's own, the others are merges.
            own = made[min(made)]
            brought += sum(size for name, size in own.items() if name != "changes")
            written += sum(sum(sizes.values()) for sizes in made.values())
            live = json.loads(subprocess.run(
                [self.footnote, "log", self.path("year"), "--json"], stdout=subprocess.PIPE,
                text=True, check=True).stdout.splitlines()[-1])["segments"]
            steps.append({"wall": sample["wall"], "merges": len(made) - 1, "segments": live})
        return {"steps": steps, "written_bytes": written, "brought_bytes": brought}

    def openings(self):
        """Opening an index before and after many generations."""
        before = self.opened("one")
        for _ in range(self.settings["generations"]):
            newest = generation(self.path("one"))
            timing.measured(self.tool("rollback", self.path("one"), str(newest)))
        return {"before": before, "after": self.opened("one"),
                "generations": generation(self.path("one"))}

    def opened(self, name):
        done = subprocess.run(
            [self.search_benchmark, "open", self.path(name), str(self.settings["open_count"])],
            stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout)["open"]


def segments(path):
    """The segments in an index's folder, with the sizes of their files by name."""
    return {
        name: {
            file: os.path.getsize(os.path.join(path, name, file))
            for file in os.listdir(os.path.join(path, name))}
        for name in sorted(os.listdir(path)) if name.startswith("segment-")}


def generation(path):
    with open(os.path.join(path, "CURRENT"), encoding="ascii") as file:
        return int(file.read().split("manifest-")[1].split(".")[0])


class Changes:
    """Newer revisions of the corpus's articles: a sentence is added somewhere in each.

    The articles are in a file: what a measured program is said to have resident at most is never
    below what this one has.
    """

    def __init__(self, corpus, folder):
        self.folder = folder
        self.random = random.Random(5)
        self.count = 0
        self.path = os.path.join(folder, "articles.jsonl")
        with open(self.path, "wb") as file:
            subprocess.run(["zstd", "-dcq", corpus], stdout=file, check=True)
        self.offsets = array.array("Q")
        offset = 0
        with open(self.path, "rb") as file:
            for line in file:
                if line != b"\n":
                    self.offsets.append(offset)
                offset += len(line)

    def file(self, page_count):
        """A file of so many changed pages, chosen at random."""
        self.count += 1
        path = os.path.join(self.folder, f"changes-{self.count}.jsonl")
        chosen = sorted(self.random.sample(range(len(self.offsets)), page_count))
        with open(path, "w", encoding="utf-8") as file, open(self.path, "r+b") as articles:
            for index in chosen:
                articles.seek(self.offsets[index])
                article = self.changed(index, json.loads(articles.readline()))
                line = json.dumps(article, ensure_ascii=False) + "\n"
                file.write(line)
                self.offsets[index] = articles.seek(0, os.SEEK_END)
                articles.write(line.encode())
        return path

    def changed(self, index, article):
        parts = article["text"].split("\n\n")
        place = self.random.randrange(len(parts))
        parts[place] += f" Edit number {self.count} has added this sentence."
        minute, second = divmod(self.count, 60)
        moment = f"2030-01-01T00:{minute:02}:{second:02}Z"
        return article | {
            "text": "\n\n".join(parts), "timestamp": moment,
            "revision_id": FIRST_CHANGE + self.count * len(self.offsets) + index}
