"""Measures in a process of its own how many texts MiniLM embeds a second, on one thread.

    python -m harness.ann.neural_rate CACHE < TEXTS

Texts end with zero bytes. Loading the model is not counted. Its runtime crashes where the
library of another engine was loaded before it.
"""
import json
import sys
import time

from harness.neural import MiniLM

WARM_UP_TEXTS = 8


def main():
    texts = sys.stdin.buffer.read().decode().split("\0")[:-1]
    model = MiniLM(sys.argv[1], threads=1)
    model.embed(texts[:WARM_UP_TEXTS])
    start = time.perf_counter()
    model.embed(texts)
    print(json.dumps(len(texts) / (time.perf_counter() - start)))


if __name__ == "__main__":
    main()
