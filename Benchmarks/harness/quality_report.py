"""Turns the quality benchmark's record into goals and tables."""
from harness.report import Goals, Table, machine_line, milliseconds, software_line
from harness.results import FOOTNOTE, LEXICAL, MAIN_MEASURE, NEURAL
from harness.scoring import MEASURES
from harness.summary import latency, median, ratios


def reported(record):
    """The goals, and the text for people."""
    goals = Goals()
    sections = [heading(record), "## Every set", main_table(record)]
    if "squad" in record["sets"]:
        sections += ["## English, open domain", open_domain(record["sets"]["squad"], goals)]
    set_goals(record, goals)
    if "speed" in record:
        sections += ["## Speed", speed_tables(record["speed"], goals)]
    sections += ["## Every engine", *map(engine_table, record["sets"].values())]
    sections[1:1] = ["## Goals", str(goals.table)]
    return goals, "\n\n".join(sections)


def heading(record):
    lines = [
        f"# Quality, {record['date']}", "", machine_line(record), software_line(record),
        f"- Peers: {', '.join(record['peers'])}",
    ]
    if record["is_quick"]:
        lines.append("- **A quick run: it says nothing about the goals**")
    return "\n".join(lines)


def main_table(record):
    table = Table(
        "set", "questions", "passages", f"{MAIN_MEASURE}: Footnote", LEXICAL, "difference",
        NEURAL, "difference", "which peer")
    for one in record["sets"].values():
        best = one["best_lexical_peer"][MAIN_MEASURE]
        table.add(
            one["title"], counted(one), f"{one['passages']:,}", value(one, FOOTNOTE),
            value(one, best), difference(one, LEXICAL), value(one, NEURAL),
            difference(one, NEURAL), best)
    return (
        "On the questions that no weight was fitted on; differences with their 95 % intervals "
        f"(paired bootstrap), bold where they exclude 0.\n\n{table}")


def counted(one):
    held_out, total = one["held_out_questions"], one["questions"]
    return f"{total:,}" if held_out == total else f"{held_out:,} of {total:,}"


def value(one, engine, measure=MAIN_MEASURE, part="held_out"):
    return f"{one['engines'][engine][part][measure]:.4f}" if engine in one["engines"] else "-"


def difference(one, rival, measure=MAIN_MEASURE):
    if rival not in one["differences"]:
        return "-"
    found = one["differences"][rival][measure]
    text = f"{found['mean']:+.4f} ({found['low']:+.4f} to {found['high']:+.4f})"
    return f"**{text}**" if found["low"] > 0 or found["high"] < 0 else text


def open_domain(one, goals):
    best = one["best_lexical_peer"]["MRR@10"]
    ours, theirs = (one["engines"][name]["held_out"]["MRR@10"] for name in (FOOTNOTE, best))
    goals.at_least("SQuAD in enwiki-core: MRR@10, held out", ours, 0.80, "")
    goals.at_least(
        "SQuAD in enwiki-core: MRR@10 over the best lexical peer's", ours / theirs, 1.15, "times")
    # Text and attribution are in `passages`, and what proves both in `proofs`.
    searched = sum(one["index_bytes"][name] for name in ("postings", "words"))
    goals.at_most(
        "enwiki-core: bytes of what searching and rescoring read, over the text's",
        searched / one["text_bytes"], 0.6, "times")
    return (
        f"MRR@10 {ours:.4f}, {ours / theirs:.3f} times that of {best} ({theirs:.4f}), on "
        f"{one['held_out_questions']:,} questions of the half of the articles that no weight was "
        f"fitted on. On all {one['questions']:,}: {value(one, FOOTNOTE, 'MRR@10', 'all')} against "
        f"{value(one, best, 'MRR@10', 'all')}.")


def set_goals(record, goals):
    """How many of the other sets Footnote is ahead on."""
    others = [one for name, one in record["sets"].items() if name != "squad"]
    for rival, wanted in (
            (LEXICAL, others), (NEURAL, [one for one in others if one["is_wikipedia"]])):
        compared = [one["differences"][rival] for one in wanted if rival in one["differences"]]
        if compared:
            ahead = sum(found[MAIN_MEASURE]["mean"] > 0 for found in compared)
            kind = "other sets" if rival == LEXICAL else "Wikipedia question sets"
            goals.at_least(
                f"{MAIN_MEASURE} above {rival}: {kind}, of {len(compared)}", ahead,
                len(compared), "sets")


def speed_tables(speed, goals):
    table = Table(f"k = {speed['k']}, one thread", "questions", "median", "p90", "p99", "max")
    summaries = {name: latency(times) for name, times in speed["search"].items()}
    for name, found in summaries.items():
        table.add(name, f"{len(speed['search'][name]):,}", *(
            milliseconds(found[key]) for key in ("median", "p90", "p99", "max")))
    ours, theirs = summaries[FOOTNOTE], summaries["tantivy"]
    goals.at_most("search, k = 10, one thread, median", ours["median"] / 1e6, 1, "ms")
    goals.at_most("search, k = 10, one thread, p99", ours["p99"] / 1e6, 5, "ms")
    goals.at_most(
        "median over tantivy's median", ours["median"] / theirs["median"], 0.2, "times")
    threads = speed["throughput"]["threads"]
    gains = ratios(threads["1"], threads["2"])
    goals.at_least("throughput of two threads over one, median", median(gains), 1.9, "times")
    count = speed["throughput"]["questions"]
    rates = ", ".join(
        f"{number} thread{'s' * (number != '1')} {count / median(times) * 1e9:,.0f} a second"
        for number, times in threads.items())
    return (
        f"{table}\n\nThe engines are asked in turn, question by question. Footnote gives passages "
        "with their attribution, tantivy the places of the passages alone.\n\n"
        f"Throughput, median of {len(gains)} rounds in turn: {rates}; two threads give "
        f"{min(gains):.2f} to {max(gains):.2f} times one, median {median(gains):.2f}.")


def engine_table(one):
    parts = ["held_out", "all"]
    if one["held_out_questions"] == one["questions"]:
        parts = ["all"]
    sections = [f"### {one['title']}"]
    for part in parts:
        name = "held out" if part == "held_out" else "all questions"
        table = Table(name, *MEASURES)
        engines = one["engines"]
        for engine in sorted(engines, key=lambda e: -engines[e][part][MAIN_MEASURE]):
            table.add(engine, *(value(one, engine, measure, part) for measure in MEASURES))
        sections.append(str(table))
    return "\n\n".join(sections)
