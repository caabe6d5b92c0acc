"""Turns what was measured of a trained table into goals and tables."""
from harness.report import Goals, Table, machine_line, software_line
from harness.summary import median

# By set: the least MRR@10 of vectors alone, and the least hit@100 of both together.
DENSE_GOALS = {"squad": .45, "squad-50000": .62}
HYBRID_GOALS = {"qed-among": .92}


def reported(record):
    """The goals, and the text for people."""
    goals = Goals()
    parts = [
        "## Training", training(record, goals), "## What is found", found(record, goals),
        "## Embedding text, one thread", speed(record, goals)]
    heading = "\n".join([
        f"# A table trained on the corpus, {record['date']}", "", machine_line(record),
        software_line(record), f"- Peers: {', '.join(record['peers'])}",
        *(["- **A quick run: too small to say anything about the goals**"]
          if record["is_quick"] else [])])
    return goals, "\n\n".join([heading, "## Goals", str(goals.table), *parts])


def training(record, goals):
    made = record["samples"]["training"]
    if not made:
        return "The table was given."
    cost, report = made["cost"], made["report"]
    goals.at_most("training, two cores", cost["wall"] / 60, 10.5, "minutes")
    table = Table("steps", "wall", "user and system", "peak memory", "loss", "held-out recall@10")
    table.add(
        f"{report['steps']:,}", f"{cost['wall']:.0f} s", f"{cost['user'] + cost['system']:.0f} s",
        f"{cost['peak_rss_bytes'] / 1e6:,.0f} MB", f"{report['loss']:.3f}",
        f"{report['held_out_recall_at_10']:.3f}")
    return str(table)


def found(record, goals):
    table = Table("set", "questions", "mode", "MRR@10", "nDCG@10", "hit@100")
    for name, one in record["samples"]["found"].items():
        modes = one["modes"]
        for mode, measures in modes.items():
            table.add(
                one["title"], f"{one['questions']:,}", mode,
                *(ranged(measures[key]) for key in ("MRR@10", "nDCG@10", "hit@100")))
        if name in DENSE_GOALS:
            goals.at_least(
                f"{one['title']}: MRR@10 of vectors alone", modes["dense"]["MRR@10"]["mean"],
                DENSE_GOALS[name], "")
        if name in HYBRID_GOALS:
            goals.at_least(
                f"{one['title']}: hit@100 of both", modes["hybrid"]["hit@100"]["mean"],
                HYBRID_GOALS[name], "")
    return f"{table}\n\nMeans with their 95 % bootstrap intervals."


def speed(record, goals):
    table = Table("by", "texts a round", "median", "texts in a second")
    rates = {}
    for name, rounds in record["samples"]["speed"].items():
        wall = median([sample["wall"] for sample in rounds])
        rates[name] = rounds[0]["texts"] / wall
        table.add(name, f"{rounds[0]['texts']:,}", f"{wall:.3f} s", f"{rates[name]:,.0f}")
    ours = rates.pop("table")
    for name, rate in rates.items():
        goals.at_least(f"texts embedded in a second, over {name}", ours / rate, 1_000, "times")
    return str(table)


def ranged(measure):
    return f"{measure['mean']:.3f} ({measure['low']:.3f} to {measure['high']:.3f})"
