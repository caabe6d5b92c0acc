"""What proving and taking back cost; each function returns samples and facts, none judges them."""
import json
import os
import shutil
import subprocess

from harness import timing

REVOKED_REVISIONS = 10_000


class Proving:
    """Measures an index of the corpus: signing, receipts, revocation and the checking of answers."""

    def __init__(self, footnote, search_benchmark, before, inputs, corpus, settings):
        self.footnote = footnote
        self.search_benchmark = search_benchmark
        self.before = before
        self.inputs = inputs
        self.corpus = corpus
        self.settings = settings
        self.key = os.path.join(inputs.cache, "provenance.key")
        for name in (self.key, self.key + ".pub"):
            if os.path.exists(name):
                os.remove(name)
        self.run("keygen", self.key)

    def path(self, name):
        return os.path.join(self.inputs.cache, f"provenance-{name}")

    def run(self, *arguments, **options):
        return subprocess.run([self.footnote, *arguments], check=True, stdout=subprocess.PIPE,
                              **options).stdout

    def build(self, program, name):
        shutil.rmtree(self.path(name), ignore_errors=True)
        os.sync()
        return timing.measured([
            program, "build", self.corpus, "--output", self.path(name), "--wiki", "enwiki",
            "--quiet"])

    def sign(self):
        return timing.measured(
            [self.footnote, "sign", self.path("index"), "--key", self.key, "--quiet"])

    def build_and_sign(self):
        built, signed = self.build(self.footnote, "index"), self.sign()
        return {name: built[name] + signed[name] for name in ("wall", "user", "system")} | {
            name: max(built[name], signed[name]) for name in ("peak_rss_bytes", "others_cpu")}

    def builds(self):
        """Building with a tree and signing, beside a program from before there were trees."""
        cases = {}
        if self.before:
            cases["before"] = lambda: self.build(self.before, "before")
        cases["signed"] = self.build_and_sign
        return timing.interleaved(cases, self.settings["build_rounds"], note=timing.progress)

    def sizes(self):
        """Bytes of the files of the one segment."""
        folder = os.path.join(self.path("index"), "segment-000001")
        return {name: os.path.getsize(os.path.join(folder, name))
                for name in sorted(os.listdir(folder))}

    def questions(self):
        return self.inputs.questions()[:: self.settings["question_stride"]]

    def receipts(self):
        """Searches with receipts over what they found, and checking these."""
        with open(self.key, encoding="ascii") as file:
            environment = os.environ | {"FOOTNOTE_KEY": file.read()}
        done = subprocess.run(
            [self.search_benchmark, "receipts", self.path("index"), "5",
             str(self.settings["receipt_rounds"])],
            input="".join(f"{question}\n" for question in self.questions()), env=environment,
            stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout)

    def checks(self):
        """Checking answers in JSON Lines: each is what a question found, every passage cited."""
        questions = self.path("questions.jsonl")
        with open(questions, "w", encoding="utf-8") as file:
            for number, question in enumerate(self.questions()):
                file.write(json.dumps({"id": str(number), "text": question}) + "\n")
        answers = self.path("answers.jsonl")
        found = self.run("query", self.path("index"), "--batch", questions, "-k", "3")
        with open(answers, "wb") as file:
            file.write(found * self.settings["answer_copies"])
        count = found.count(b"\n") * self.settings["answer_copies"]
        samples = [timing.measured([
            self.footnote, "check", answers, "--index", self.path("index"), "--format", "json"])
            for _ in range(self.settings["check_rounds"])]
        return {"answers": count, "citations_each": 3, "rounds": samples}

    def masks(self):
        """Putting a list of revisions in place, and the first search after it."""
        revisions = []
        seen = set()
        # Every revision of the index once, and numbers that it has not, up to as many as wanted.
        for line in self.run("export", self.path("index"), "--format", "keys").splitlines():
            revision = line.split(b":")[2]
            if revision not in seen:
                seen.add(revision)
                revisions.append(int(revision))
        revisions = revisions[::2] + list(range(REVOKED_REVISIONS))
        entries = self.path("entries.jsonl")
        with open(entries, "w", encoding="utf-8") as file:
            for revision in revisions[:REVOKED_REVISIONS]:
                file.write(json.dumps({
                    "revision": {"wiki": "enwiki", "revision": revision},
                    "reason": "benchmark"}) + "\n")
        samples = []
        question = self.questions()[0]
        for version in range(1, self.settings["mask_rounds"] + 1):
            listed = self.path("list.json")
            self.run("revocations", entries, "--output", listed, "--version", str(version),
                     "--expires", "2100-01-01", "--key", self.key, "--quiet")
            revoked = timing.measured([
                self.footnote, "revoke", self.path("index"), "--list", listed, "--key",
                self.key + ".pub", "--quiet"])
            asked = timing.measured([self.footnote, "query", self.path("index"), question])
            samples.append({"revoke": revoked["wall"], "first_search": asked["wall"]})
        return {"revisions": REVOKED_REVISIONS,
                "of_the_index": len(seen.intersection(str(r).encode() for r in revisions)),
                "rounds": samples}
