"""Passages as `footnote export` writes them, and which of them answer a question."""
import dataclasses
import hashlib
import json
import subprocess


@dataclasses.dataclass(slots=True)
class Passage:
    key: str
    page: int
    start: int
    end: int
    # The headings that the passage stands under, title first.
    headings: tuple
    text: str

    @property
    def content(self):
        """What a first stage sees: title, sections and text."""
        return "\n".join((*self.headings, self.text))


def exported(footnote, index):
    """The passages of an index in the order of their keys."""
    passages = []
    reader = subprocess.Popen([footnote, "export", index], stdout=subprocess.PIPE)
    for line in reader.stdout:
        packet = json.loads(line)
        about = packet["attribution"]
        place = about["source"]["characters"]
        key = (
            f"{about['is_part_of']['identifier']}:{about['identifier']}:"
            f"{about['version']['identifier']}:{about['ordinal']}")
        passages.append(Passage(
            key, about["identifier"], place["start"], place["end"],
            (about["name"], *about["section"]["path"]), packet["text"]))
    if reader.wait() != 0:
        raise subprocess.CalledProcessError(reader.returncode, [footnote, "export", index])
    return passages


def digest(passages, questions):
    """Names what an engine was given, so that its run can be kept."""
    sha256 = hashlib.sha256()
    for passage in passages:
        sha256.update(f"{passage.key}\0{passage.content}\0".encode())
    for question in questions:
        sha256.update(f"{question.id}\0{question.text}\0".encode())
    return sha256.hexdigest()


def folded(text):
    """The text without regard to case, with each run of white space as one space.

    As `footnote eval` folds: each character in upper and then in lower case, by itself.
    """
    spaced = "".join(" " if is_space(c) else FOLDS[c] for c in text)
    return " ".join(part for part in spaced.split(" ") if part)


def is_space(character):
    """Unicode's White_Space; Python's isspace() has U+001C to U+001F as well."""
    return character.isspace() and not "\x1c" <= character <= "\x1f"


class Folds(dict):
    def __missing__(self, character):
        self[character] = "".join(c.lower() for c in character.upper())
        return self[character]


FOLDS = Folds()


def answering(questions, passages):
    """For each question, the positions of the passages that are at its place and answer it."""
    by_page = {}
    for position, passage in enumerate(passages):
        by_page.setdefault(passage.page, []).append(position)
    found = []
    for question in questions:
        answers = [a for a in question.answers if folded(a)]
        folds = [folded(a) for a in answers]
        hits = set()
        for position in by_page.get(question.page, ()):
            passage = passages[position]
            if passage.start < question.end and question.start < passage.end:
                form = folded(passage.text)
                if any(a in passage.text for a in answers) or any(f in form for f in folds):
                    hits.add(position)
        found.append(hits)
    return found
