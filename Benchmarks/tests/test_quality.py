"""Tests of what the quality benchmark computes by itself; they need its environment."""
import math
import os
import sys
import unittest
import xml.etree.ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from harness import packets, picture, quality_report  # noqa: E402
from harness.lexical import Analyser, grams, words  # noqa: E402
from harness.quality_sets import (  # noqa: E402
    QualitySet, Question, even_articles, family, fitted_questions)
from harness.results import summarised  # noqa: E402
from harness.scoring import MEASURES, Scorer, interval  # noqa: E402


def passage(page, start, end, text):
    return packets.Passage(f"w:{page}:1:{start}", page, start, end, ("Title", "Section"), text)


class Hits(unittest.TestCase):
    def test_folding_ignores_case_and_the_amount_of_white_space(self):
        self.assertEqual(packets.folded("  A\u00a0\n b "), "a b")
        self.assertEqual(packets.folded("STRASSE"), packets.folded("straße"))
        self.assertEqual(packets.folded("Σίσυφος"), packets.folded("ΣΊΣΥΦΟΣ"))
        self.assertEqual(packets.folded("a\u001fb"), "a\u001fb")
        self.assertEqual(packets.folded(" \u3000"), "")

    def test_a_hit_is_on_the_page_overlaps_the_place_and_has_an_answer(self):
        question = Question("q", "?", page=1, start=10, end=20, answers=("Red Fox", " "))
        passages = [
            passage(1, 0, 10, "red fox"), passage(1, 9, 11, "a RED  fox"),
            passage(1, 12, 14, "a wolf"), passage(2, 10, 20, "red fox"),
            passage(1, 19, 30, "Red Fox"), passage(1, 20, 30, "red fox"),
        ]
        self.assertEqual(packets.answering([question], passages), [{1, 4}])

    def test_the_digest_depends_on_every_field(self):
        questions, passages = [Question("q", "what")], [passage(1, 0, 4, "text")]
        digests = {
            packets.digest(passages, questions),
            packets.digest([passage(1, 0, 4, "texts")], questions),
            packets.digest(passages, [Question("q", "whats")]),
        }
        self.assertEqual(len(digests), 3)


class Measures(unittest.TestCase):
    def scored(self, labels, passages, hits, run):
        return dict(zip(MEASURES, Scorer(labels, passages, hits).scores([run])[0]))

    def test_the_first_hit_counts_where_an_answer_has_a_place(self):
        labels = QualitySet("s", "S", "en", [Question("q", "?")])
        passages = [passage(1, at, at + 1, "x") for at in range(20)]
        found = self.scored(labels, passages, [{3, 5}], [9, 5, 3])
        self.assertAlmostEqual(found["nDCG@10"], 1 / math.log2(3))
        self.assertEqual(
            [found[name] for name in MEASURES[1:]], [0.5, 0, 1, 1])
        late = self.scored(labels, passages, [{15}], list(range(20)))
        self.assertEqual([late[name] for name in MEASURES], [0, 0, 0, 0, 1])
        self.assertEqual(
            list(self.scored(labels, passages, [{15}], []).values()), [0, 0, 0, 0, 0])

    def test_pages_are_ranked_by_their_best_passage_where_they_are_judged(self):
        questions = [Question("q", "?", grades={1: 2, 3: 1, 9: 1})]
        labels = QualitySet("s", "S", "en", questions, is_judged=True)
        passages = [passage(page, 0, 1, "x") for page in (2, 2, 1, 1, 3)]
        found = self.scored(labels, passages, None, [0, 1, 2, 3, 4])
        gain = 2 / math.log2(3) + 1 / math.log2(4)
        ideal = 2 + 1 / math.log2(3) + 1 / math.log2(4)
        self.assertAlmostEqual(found["nDCG@10"], gain / ideal)
        self.assertAlmostEqual(found["recall@100"], 2 / 3)
        self.assertEqual(found["MRR@10"], 0.5)

    def test_an_interval_holds_the_mean_and_is_the_same_each_time(self):
        values = [number % 7 / 7 for number in range(200)]
        mean, low, high = interval(values)
        self.assertTrue(low < mean < high)
        self.assertEqual(interval(values), (mean, low, high))
        self.assertEqual(interval([0.25] * 9), (0.25, 0.25, 0.25))


class Sets(unittest.TestCase):
    def test_articles_at_even_positions_of_the_page_ids_are_fitted_on(self):
        questions = [Question(f"q{page}", "?", page=page) for page in (30, 7, 12, 12)]
        self.assertEqual([question.id for question in even_articles(questions)], ["q30", "q7"])

    def test_a_question_that_was_fitted_on_counts_so_in_every_set_of_its_family(self):
        squad = QualitySet("squad", "S", "en", [
            Question("a", "first?", page=1), Question("b", "second?", page=2)])

        class Sets:
            makers = {"squad": lambda: squad}
        self.assertEqual(fitted_questions(Sets, squad), {"a"})
        same_id = QualitySet("xquad-de", "X", "de", [Question("a", "?"), Question("b", "?")])
        self.assertEqual(fitted_questions(Sets, same_id), {"a"})
        same_text = QualitySet("squad-50000", "S", "en", [
            Question("row-0", " first? "), Question("row-1", "second?")])
        self.assertEqual(fitted_questions(Sets, same_text), {"row-0"})
        other = QualitySet("vaswani", "V", "en", [Question("a", "first?")])
        self.assertEqual(fitted_questions(Sets, other), frozenset())
        self.assertEqual(
            [family(name) for name in ("xquad-en", "qed-among", "drcd")],
            ["squad", "qed", "drcd"])


class Analysers(unittest.TestCase):
    def test_runs_without_spaces_become_n_grams_and_the_rest_words(self):
        self.assertEqual(grams(2)("東京tower 2024年"), ["東京", "tower", "2024", "年"])
        self.assertEqual(grams(3)("東京都庁"), ["東京都", "京都庁"])

    def test_marks_belong_to_their_words(self):
        self.assertEqual(words("हिन्दी में"), ["हिन्दी", "में"])

    def test_stop_words_go_before_stems_are_made(self):
        self.assertEqual(Analyser(words, ["the"], "english").tokens("The dogs"), ["dog"])


class Reports(unittest.TestCase):
    def record(self):
        questions = [Question(str(number), "?", page=number) for number in range(4)]
        labels = QualitySet("squad", "A set", "en", questions, fitted=frozenset("0"))
        passages = [passage(number, 0, 1, "x") for number in range(4)]
        scorer = Scorer(labels, passages, [{number} for number in range(4)])
        right = [[number] for number in range(4)]
        wrong = [[(number + 1) % 4, number] for number in range(4)]
        scores = {
            "Footnote": scorer.scores(right), "tantivy, stems": scorer.scores(wrong),
            "bm25s, stems": scorer.scores(right[:1] + wrong[1:])}
        entry = summarised(labels, scores) | {
            "passages": 4, "pages": 4, "text_bytes": 4, "index_bytes": {"postings": 1, "words": 1}}
        return {
            "date": "2026-01-01", "is_quick": False, "peers": [], "sets": {"squad": entry},
            "machine": {"processor": "p", "cores": 1, "memory_bytes": 1, "system": "s",
                        "kernel": "k"},
            "software": {"has_uncommitted_changes": False, "footnote": "f", "commit": "c",
                         "swift": "s", "zstd": "z"},
        }

    def test_means_and_samples_keep_fitted_questions_apart(self):
        entry = self.record()["sets"]["squad"]
        self.assertEqual(entry["held_out_questions"], 3)
        self.assertEqual(entry["engines"]["bm25s, stems"]["held_out"]["hit@1"], 0)
        self.assertEqual(entry["engines"]["bm25s, stems"]["all"]["hit@1"], 0.25)
        self.assertEqual(entry["samples"]["is_held_out"], "0111")
        self.assertEqual(entry["samples"]["by_engine"]["bm25s, stems"]["ranks"], "1222")

    def test_the_picture_is_xml_with_a_row_for_the_set(self):
        root = xml.etree.ElementTree.fromstring(picture.drawn(self.record()))
        self.assertIn("A set", [element.text for element in root.iter()])

    def test_the_table_names_the_set_and_the_goals(self):
        goals, text = quality_report.reported(self.record())
        self.assertIn("| A set | 3 of 4 |", text)
        self.assertTrue(any("MRR@10" in entry["what"] for entry in goals.entries))


if __name__ == "__main__":
    unittest.main()
