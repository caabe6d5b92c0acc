"""From every engine's scores on a set to its entry in the record."""
import numpy

from harness.scoring import MEASURES, interval

# What engines are compared by; the best peer is the best by it on the questions reported.
MAIN_MEASURE = "nDCG@10"
FOOTNOTE, LEXICAL, NEURAL = "Footnote", "best lexical peer", "MiniLM"
RANK_DIGITS = "-123456789a"


def summarised(labels, scores):
    """Means by engine over all questions and over those that nothing was fitted on; comparisons
    on the latter; and the samples."""
    held_out = numpy.array([question.id not in labels.fitted for question in labels.questions])
    lexical = [name for name in scores if name not in (FOOTNOTE, NEURAL)]
    best = {
        measure: max(lexical, key=lambda name: scores[name][held_out, at].mean())
        for at, measure in enumerate(MEASURES)}
    rivals = {LEXICAL: best[MAIN_MEASURE]}
    if NEURAL in scores:
        rivals[NEURAL] = NEURAL
    return {
        "title": labels.title,
        "is_wikipedia": labels.is_wikipedia,
        "questions": len(held_out),
        "held_out_questions": int(held_out.sum()),
        "engines": {
            name: {"held_out": means(rows[held_out]), "all": means(rows)}
            for name, rows in scores.items()},
        "best_lexical_peer": best,
        "differences": {
            rival: differences(scores[FOOTNOTE][held_out], scores[name][held_out])
            for rival, name in rivals.items()},
        "samples": {
            "is_held_out": "".join("01"[int(one)] for one in held_out),
            "by_engine": {name: sample(labels, rows) for name, rows in scores.items()}},
    }


def means(rows):
    return {measure: float(rows[:, at].mean()) for at, measure in enumerate(MEASURES)}


def differences(ours, theirs):
    """By measure: how much higher ours is in the mean, and the interval of that."""
    found = {}
    for at, measure in enumerate(MEASURES):
        mean, low, high = interval(ours[:, at] - theirs[:, at])
        found[measure] = {"mean": mean, "low": low, "high": high}
    return found


def sample(labels, rows):
    """Question by question: the rank of the first hit, as one digit (`a` is 10, `-` beyond).

    Where a question has several relevant documents, its nDCG@10 too; with one it is
    1 / log2(rank + 1).
    """
    reciprocal = rows[:, MEASURES.index("MRR@10")]
    ranks = [round(1 / value) if value > 0 else 0 for value in reciprocal]
    found = {"ranks": "".join(RANK_DIGITS[rank] for rank in ranks)}
    if labels.is_judged:
        gains = rows[:, MEASURES.index("nDCG@10")]
        found["nDCG@10"] = [round(float(value), 4) for value in gains]
    return found
