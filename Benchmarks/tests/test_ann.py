"""Tests of what the benchmark of vector search computes by itself; they need its environment."""
import os
import sys
import tempfile
import unittest
import xml.etree.ElementTree

import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from harness.ann import competitors, curves, figures, measuring, plot, tables, vectors  # noqa: E402
from harness.ann.engine import Engine, EngineFailed  # noqa: E402
from harness.ann.peer import ANGULAR, DOT, EUCLIDEAN, Peer, each, scaled  # noqa: E402
from harness.ann.truth import Truth, repeated  # noqa: E402
from harness.ann.worker import padded  # noqa: E402
from harness.inputs import InputAbsent  # noqa: E402


def random_vectors(count, dimensions, seed):
    rows = numpy.random.default_rng(seed).standard_normal((count, dimensions))
    return rows.astype(numpy.float32)


class Curves(unittest.TestCase):
    def test_the_frontier_drops_what_another_point_beats_in_both(self):
        points = [(0.9, 100), (0.95, 50), (0.92, 40), (0.95, 60), (0.99, 10)]
        self.assertEqual(curves.frontier(points), [(0.9, 100), (0.95, 60), (0.99, 10)])

    def test_the_rate_is_log_linear_between_measured_points(self):
        points = [(0.9, 1_000), (0.98, 10)]
        self.assertAlmostEqual(curves.rate_at(points, 0.94), 100)
        self.assertAlmostEqual(curves.rate_at(points, 0.98), 10)

    def test_nothing_is_extrapolated(self):
        points = [(0.96, 500), (0.98, 10)]
        self.assertEqual(curves.rate_at(points, 0.95), 500)
        self.assertIsNone(curves.rate_at(points, 0.985))
        self.assertIsNone(curves.rate_at([], 0.5))

    def test_a_setting_beyond_each_end_is_timed(self):
        recalls = [0.5, 0.8, 0.93, 0.97, 0.995, 0.999]
        self.assertEqual(curves.of_interest(recalls, 0.9, 0.99), [1, 2, 3, 4])
        self.assertEqual(curves.of_interest([0.95], 0.9, 0.99), [0])
        self.assertEqual(curves.of_interest([0.5, 0.6], 0.9, 0.99), [1])
        self.assertEqual(curves.of_interest([0.95, 0.97], 0.9, 0.99), [0, 1])


class Engines(unittest.TestCase):
    def test_one_that_hangs_is_ended(self):
        class Shape:
            def facts(self):
                return {"metric": ANGULAR, "dimensions": 4}

        with tempfile.TemporaryDirectory() as folder:
            program = os.path.join(folder, "hangs")
            with open(program, "w", encoding="ascii") as file:
                file.write("#!/bin/sh\nexec sleep 600\n")
            os.chmod(program, 0o700)
            name = next(iter(competitors.OWN))
            with Engine(name, Shape(), program, 1, folder, limit=0.2) as engine:
                with self.assertRaisesRegex(EngineFailed, "no answer in 0.2 seconds"):
                    engine.ask("queries", "none")


class Recall(unittest.TestCase):
    def test_the_truth_is_that_of_comparing_everything(self):
        rows, queries = random_vectors(300, 12, 1), random_vectors(40, 12, 2)
        for metric in (ANGULAR, DOT, EUCLIDEAN):
            truth = Truth(rows, queries, metric, 10)
            products = queries.astype(float) @ rows.T.astype(float)
            nearness = products if metric != EUCLIDEAN else -(
                (rows[None].astype(float) - queries[:, None].astype(float)) ** 2).sum(axis=2)
            order = numpy.argsort(-nearness, axis=1)
            self.assertEqual(truth.recall(order[:, :10], 10), 1)
            self.assertEqual(truth.recall(order[:, 10:20], 10), 0)
            self.assertEqual(truth.recall(order[:, 9:19], 10), 0.1)

    def test_rows_that_are_equally_near_stand_for_each_other(self):
        rows = numpy.repeat(random_vectors(50, 8, 3), 2, axis=0)
        truth = Truth(rows, random_vectors(5, 8, 4), ANGULAR, 1)
        best = numpy.argmax(truth.queries @ rows.T, axis=1)[:, None]
        self.assertEqual(truth.recall(best, 1), 1)
        self.assertEqual(truth.recall(best ^ 1, 1), 1)

    def test_repeated_absent_and_impossible_rows_count_nothing(self):
        rows, queries = random_vectors(60, 8, 5), random_vectors(3, 8, 6)
        truth = Truth(rows, queries, ANGULAR, 4)
        best = numpy.argsort(-(queries @ rows.T), axis=1)[:, :4]
        self.assertEqual(truth.recall(best[:, [0, 0, 0, 0]], 4), 0.25)
        self.assertEqual(truth.recall(numpy.full((3, 4), -1), 4), 0)
        self.assertEqual(truth.recall(numpy.full((3, 4), 60), 4), 0)
        self.assertEqual(
            repeated(numpy.array([[3, 1, 3, 1], [1, 2, 3, 4]])).tolist(),
            [[False, False, True, True], [False] * 4])

    def test_only_allowed_rows_are_near(self):
        rows, queries = random_vectors(200, 8, 7), random_vectors(6, 8, 8)
        for place in measuring.PLACES:
            allowed = measuring.allowed_rows(200, 0.1, place)
            self.assertEqual(allowed.sum(), 20)
            truth = Truth(rows, queries, ANGULAR, 10, allowed)
            similarity = numpy.where(allowed, queries @ rows.T, -numpy.inf)
            best = numpy.argsort(-similarity, axis=1)[:, :10]
            self.assertEqual(truth.recall(best, 10), 1)
            forbidden = numpy.tile(numpy.flatnonzero(~allowed)[:10], (6, 1))
            self.assertEqual(truth.recall(forbidden, 10), 0)


class Sets(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def saved(self, name, array):
        numpy.save(self.path(name), array)
        return self.path(name)

    def test_angular_vectors_get_unit_length(self):
        rows = self.saved("rows.npy", random_vectors(9, 8, 1).astype(numpy.float16))
        queries = self.saved("queries.npy", random_vectors(4, 8, 2).astype(numpy.float64))
        one = vectors.from_files("x", "X", ANGULAR, rows, queries, self.folder.name)
        self.assertEqual(one.rows.dtype, numpy.float32)
        self.assertTrue(numpy.allclose(numpy.linalg.norm(one.rows, axis=1), 1))
        self.assertEqual(one.facts()["questions"], 4)
        other = vectors.from_files("x", "X", EUCLIDEAN, rows, queries, self.folder.name)
        self.assertNotEqual(one.rows_path, other.rows_path)
        part = vectors.first_of(one, 5, 2, self.folder.name)
        self.assertEqual((len(part.rows), len(part.queries)), (5, 2))

    def test_what_cannot_be_measured_is_refused(self):
        rows = self.saved("rows.npy", random_vectors(9, 8, 1))
        for name, wrong in {
                "other dimensions": random_vectors(4, 7, 2),
                "whole numbers": numpy.ones((4, 8), dtype=numpy.int32),
                "one dimension": numpy.ones(8, dtype=numpy.float32),
                "nothing": numpy.ones((0, 8), dtype=numpy.float32),
                "no number": numpy.full((4, 8), numpy.nan, dtype=numpy.float32),
                "no direction": numpy.zeros((4, 8), dtype=numpy.float32)}.items():
            with self.subTest(name), self.assertRaises(InputAbsent):
                vectors.from_files(
                    "x", "X", ANGULAR, rows, self.saved("wrong.npy", wrong), self.folder.name)
        with self.assertRaises(InputAbsent):
            vectors.from_files("x", "X", "jaccard", rows, rows, self.folder.name)
        with self.assertRaises(InputAbsent):
            vectors.from_files("x", "X", ANGULAR, rows, self.path("none.npy"), self.folder.name)

    def test_files_of_ann_benchmarks_are_read(self):
        import h5py
        path = self.path("small-8-euclidean.hdf5")
        with h5py.File(path, "w") as file:
            file.attrs["distance"] = "euclidean"
            file["train"], file["test"] = random_vectors(30, 8, 1), random_vectors(5, 8, 2)
        one = vectors.from_hdf5(path, self.folder.name)
        self.assertEqual((one.name, one.metric), ("small-8-euclidean", EUCLIDEAN))
        self.assertTrue(numpy.array_equal(one.rows, random_vectors(30, 8, 1)))
        with self.assertRaises(InputAbsent):
            vectors.from_hdf5(self.saved("no.npy", numpy.ones(3)), self.folder.name)


class Asking(unittest.TestCase):
    def test_every_question_is_asked_whatever_the_threads(self):
        class Echo(Peer):
            def one(self, query):
                return query[:3]

        queries = numpy.arange(44).reshape(11, 4)
        for threads in (1, 2, 3):
            found = each(Echo("e", ANGULAR, 4), queries, 5, threads)
            self.assertEqual(found[:, :3].tolist(), queries[:, :3].tolist())
            self.assertTrue((found[:, 3:] == -1).all())

    def test_widths_are_for_10_results_and_never_below_k(self):
        self.assertEqual([scaled(10, 10), scaled(28, 100), scaled(5, 10)], [10, 280, 10])

    def test_found_rows_are_cut_and_filled_to_k(self):
        unsigned = numpy.array([[7, 2**64 - 1]], dtype=numpy.uint64)
        self.assertEqual(padded(unsigned, 3).tolist(), [[7, -1, -1]])
        self.assertEqual(padded(numpy.array([[4, 5, 6]]), 2).tolist(), [[4, 5]])


def sweep(recalls, seconds):
    return {
        "recall_of_all": {str(at): recall for at, recall in enumerate(recalls)},
        "numbers": list(range(len(recalls))), "widths": [str(at) for at in range(len(recalls))],
        "recall": {"each": recalls, "batch": recalls},
        "seconds": {"each": seconds, "batch": [[t / 2 for t in times] for times in seconds]},
    }


def record_of_a_set():
    """Footnote twice as fast as a peer; its batches twice as fast as single questions."""
    entries = {}
    for name, factor in ((competitors.FOOTNOTE, 1), (competitors.HNSWLIB, 2)):
        entries[name] = {
            "searches": {"k 10, threads 1": sweep(
                [0.9, 0.99], [[0.1 * factor, 0.12 * factor], [0.2 * factor, 0.24 * factor]])},
            "build": {"1": [2.0], "2": [1.0 * factor]}, "bytes": 4_000 * factor,
            "first": [{"open": 0.001 * factor, "search": 0.001}],
            "memory": {"1": {"resident": 1e6, "grown": 5e5}},
        }
    entries[competitors.SYMPHONY] = {"failed": "SymphonyQG: ended at the command build"}
    return {
        "title": "Two | engines", "metric": ANGULAR, "rows": 10, "dimensions": 8,
        "questions": 100, "rounds": 2, "build_rounds": 1,
        "sources": [{"name": "a.npy", "bytes": 1, "sha256": "0" * 64}],
        "engines": entries, "filters": {
            "random, 1%": {competitors.FOOTNOTE: sweep([0.999], [[0.1]]),
                           competitors.USEARCH: sweep([0.5, 0.995], [[0.5], [1.0]])}},
    }


class Report(unittest.TestCase):
    def test_rates_are_one_a_round_by_the_faster_interface(self):
        one = record_of_a_set()
        rates = figures.engine_rates(one, competitors.FOOTNOTE, 10, 1, 0.99)
        self.assertEqual([round(rate) for rate in rates], [1_000, 833])
        rates = figures.engine_rates(one, competitors.FOOTNOTE, 10, 1, 0.99, "each")
        self.assertEqual([round(rate) for rate in rates], [500, 417])
        self.assertEqual(figures.engine_rates(one, competitors.SYMPHONY, 10, 1, 0.9), [])
        self.assertEqual(
            figures.best_peer(one, [competitors.HNSWLIB], 10, 1, 0.95)[0], competitors.HNSWLIB)

    def test_goals_compare_within_a_round(self):
        record = {
            "date": "2026-01-01", "is_quick": False, "peers": ["a==1"],
            "machine": {"processor": "P", "cores": 2, "memory_bytes": 1, "system": "S",
                        "kernel": "K"},
            "software": {"footnote": "f", "commit": "c", "has_uncommitted_changes": False,
                         "swift": "s", "zstd": "z"},
            "sets": {"two": record_of_a_set()},
        }
        goals, text = tables.reported(record)
        values = {entry["what"].split(": ", 1)[1]: entry for entry in goals.entries}
        self.assertAlmostEqual(
            values["rate at recall 0.95, over that of hnswlib M 16"]["value"], 2)
        self.assertAlmostEqual(values["build, two threads, over hnswlib M 16"]["value"], 0.5)
        self.assertTrue(any("among random, 1%" in what for what in values))
        self.assertFalse(goals.are_met)
        self.assertIn("SymphonyQG: ended", text)
        self.assertIn("Two \\| engines", text)

    def test_the_picture_is_well_formed_and_names_every_engine(self):
        drawn = plot.drawn(record_of_a_set())
        root = xml.etree.ElementTree.fromstring(drawn)
        words = [element.text for element in root.iter() if element.tag.endswith("text")]
        self.assertIn(competitors.FOOTNOTE, words)
        self.assertIn(competitors.HNSWLIB, words)
        self.assertNotIn(competitors.SYMPHONY, words)


if __name__ == "__main__":
    unittest.main()
