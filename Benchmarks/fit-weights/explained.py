"""Candidates with their features, as `footnote query --batch --explain` gives them."""
import json
import subprocess
import tempfile

import numpy as np

# As many as are rescored.
DEPTH = 64


def answers(tool, index, questions, count=DEPTH, mode="sparse"):
    """Yields each question's id and its packets, in the order of (id, text) pairs.

    The answers are read as they come; one question's are in memory at a time (about a megabyte).
    """
    command = [
        tool, "query", index, "--batch", "-", "--explain", "-k", str(count), "--mode", mode]
    with tempfile.TemporaryFile() as batch:
        for identifier, text in questions:
            batch.write(json.dumps({"id": identifier, "text": text}).encode() + b"\n")
        batch.seek(0)
        process = subprocess.Popen(command, stdin=batch, stdout=subprocess.PIPE)
        for line in process.stdout:
            answer = json.loads(line)
            yield answer["id"], answer["passages"]
        # 1 says that no question found anything.
        if process.wait() not in (0, 1):
            raise SystemExit("%s failed with status %d" % (" ".join(command), process.returncode))


def names_of(passages):
    """The names of the features, in their order."""
    return [feature["name"] for feature in passages[0]["explanation"]["features"]]


def features_of(passages):
    """One row a passage: the values of its features."""
    return np.array(
        [[part["value"] for part in passage["explanation"]["features"]] for passage in passages])


def places_of(passages):
    """One row a passage: the page, and the start and the end in characters of its source."""
    rows = []
    for passage in passages:
        attribution = passage["attribution"]
        characters = attribution["source"]["characters"]
        rows.append((attribution["identifier"], characters["start"], characters["end"]))
    return np.array(rows, dtype=np.int64)


class Table:
    """The candidates of all questions as rows; a question's rows follow each other.

    `number` is the question's position, `places` and `features` are as above. Questions that find
    nothing have no row.
    """

    def __init__(self, tool, index, questions, count=DEPTH):
        self.names = []
        numbers, places, features = [], [], []
        for number, (_, passages) in enumerate(answers(tool, index, questions, count)):
            if not passages:
                continue
            self.names = names_of(passages)
            numbers.append(np.full(len(passages), number))
            places.append(places_of(passages))
            features.append(features_of(passages))
        self.number = np.concatenate(numbers)
        self.places = np.concatenate(places)
        self.features = np.concatenate(features)
