"""Turns the record into goals and tables."""
from harness.ann.competitors import (
    FAISS_GRAPH, FAISS_GRAPH_8_BITS, FOOTNOTE, FOOTNOTE_FLAT, FOOTNOTE_FLAT_4_BITS,
    HNSWLIB, OWN, TURBOVEC, USEARCH)
from harness.ann.figures import (
    FASTER, best_peer, build_seconds, bytes_a_vector, engine_rates, first_seconds, rates,
    sweep_of)
from harness.report import Goals, Table, machine_line, megabytes, software_line
from harness.summary import median, ratios

RECALLS = (0.95, 0.99)
GOAL_K = 10


def reported(record):
    """The goals, and the text for people."""
    goals = Goals()
    sections = []
    for one in record["sets"].values():
        set_goals(one, goals)
        sections += [f"## {one['title']}", set_line(one), *set_tables(one)]
    if "embedding" in record:
        sections += ["## Embedding text", embedding_line(record["embedding"], goals)]
    text = [heading(record), "## Goals", str(goals.table), *sections]
    return goals, "\n\n".join(text)


def heading(record):
    lines = [
        f"# Vector search, {record['date']}", "", machine_line(record), software_line(record),
        f"- Peers: {', '.join(record['peers'])}",
    ]
    if record["is_quick"]:
        lines.append("- **A quick run: it says nothing about the goals**")
    return "\n".join(lines)


def embedding_line(cost, goals):
    rate, neural = cost["texts"] / cost["seconds"], cost["minilm_texts_a_second"]
    goals.at_least("passages embedded a second on one core, over MiniLM's", rate / neural, 1_000,
                   "times")
    return (
        f"{cost['texts']:,} passages with {cost['table']['name']} "
        f"{cost['table']['sha256'][:16]}: {rate:,.0f} a second on one core; "
        f"MiniLM with 8-bit weights {neural:,.1f}.")


def set_line(one):
    sources = "; ".join(f"{s['name']} {s['sha256'][:16]}" for s in one["sources"])
    return (
        f"{one['rows']:,} rows of {one['dimensions']} dimensions, {one['metric']}, "
        f"{one['questions']:,} questions, {one['rounds']} rounds of searches, "
        f"{one['build_rounds']} of builds. Made from {sources}.")


def set_goals(one, goals):
    title = one["title"]
    peers = [name for name in one["engines"] if name not in OWN]
    for recall in RECALLS:
        best, fastest = best_peer(one, peers, GOAL_K, 1, recall)
        ours = engine_rates(one, FOOTNOTE, GOAL_K, 1, recall)
        at_least(goals, f"{title}: rate at recall {recall}, over the best peer's ({best})",
                 ours, fastest, 1.3)
        for name, limit in ((FAISS_GRAPH_8_BITS, 3), (HNSWLIB, 4)):
            at_least(goals, f"{title}: rate at recall {recall}, over that of {name}",
                     ours, engine_rates(one, name, GOAL_K, 1, recall), limit)
    flat_goal(one, goals)
    build_goal(one, goals)
    for name in (HNSWLIB, FAISS_GRAPH):
        at_most(goals, f"{title}: open to first right answer, over that of {name}",
                first_seconds(one["engines"].get(FOOTNOTE, {})),
                first_seconds(one["engines"].get(name, {})), 0.01)
    sizes = [bytes_a_vector(one, name) for name in (FOOTNOTE, HNSWLIB)]
    if all(sizes):
        goals.at_most(f"{title}: bytes a vector, over those of {HNSWLIB}",
                      sizes[0] / sizes[1], 0.45, "times")
    filter_goals(one, goals)


def flat_goal(one, goals):
    """At the recall of turbovec, which has one setting alone."""
    sweep = sweep_of(one, TURBOVEC, GOAL_K, 1)
    if sweep is None:
        return
    recall = max(sweep["recall"]["batch"])
    name, ours = best_peer(
        one, (FOOTNOTE_FLAT, FOOTNOTE_FLAT_4_BITS), GOAL_K, 1, recall, "batch")
    if ours:
        at_least(goals,
                 f"{one['title']}: {name}, batch, at recall {recall:.3f}, over {TURBOVEC}",
                 ours, engine_rates(one, TURBOVEC, GOAL_K, 1, recall, "batch"), 1.2)


def build_goal(one, goals):
    ours, theirs = (build_seconds(one, name, 2) for name in (FOOTNOTE, HNSWLIB))
    at_most(goals, f"{one['title']}: build, two threads, over {HNSWLIB}", ours, theirs, 0.2)


def filter_goals(one, goals):
    for case, sweeps in one["filters"].items():
        ours, theirs = (
            rates(sweeps[name], filter_questions(one), 0.99, "each") if name in sweeps else []
            for name in (FOOTNOTE, USEARCH))
        at_least(goals, f"{one['title']}: rate at recall 0.99 among {case} of the rows, over "
                 f"that of {USEARCH}", ours, theirs, 5)


def filter_questions(one):
    from harness.ann.measuring import FILTER_QUESTIONS
    return min(FILTER_QUESTIONS, one["questions"])


def at_least(goals, what, ours, theirs, limit):
    """The median of the ratios within each round; nothing where one of them was not measured."""
    if theirs:
        value = median(ratios(ours, theirs)) if ours else 0.0
        goals.at_least(what, value, limit, "times")


def at_most(goals, what, ours, theirs, limit):
    if ours and theirs:
        goals.at_most(what, median(ratios(ours, theirs)), limit, "times")


def set_tables(one):
    sections = []
    searches = sorted({key for entry in one["engines"].values()
                       for key in entry.get("searches", {})})
    for key in searches:
        sections += [f"### Questions a second, {key}", str(rate_table(one, key))]
    sections += ["### Build, size, memory, first answer", str(cost_table(one))]
    wanted = wanted_table(one)
    if wanted:
        choice = one["engines"][FOOTNOTE].get("choice", "")
        sections += ["### Wanted recall and what was found", f"{wanted}\n\n{choice}".strip()]
    if one["filters"]:
        sections += [
            "### Questions a second among some of the rows, one by one, one thread, k 10, "
            "recall 0.99", str(filter_table(one))]
    failed = [
        f"- {name}: {entry['failed']}" for name, entry in one["engines"].items()
        if "failed" in entry]
    if failed:
        sections += ["### Not measured to the end", "\n".join(failed)]
    return sections


def rate_table(one, key):
    table = Table(
        "engine", *(f"recall {recall}, {kind}" for recall in RECALLS
                    for kind in ("one by one", "batch")), "greatest recall")
    lines = []
    for name, entry in one["engines"].items():
        sweep = entry.get("searches", {}).get(key)
        if sweep is None:
            continue
        cells = [
            rates(sweep, one["questions"], recall, interface)
            for recall in RECALLS for interface in ("each", "batch")]
        greatest = max(sweep["recall_of_all"].values())
        order = rates(sweep, one["questions"], RECALLS[0], FASTER)
        lines.append((
            -median(order) if order else 0, name, *map(rate_cell, cells), f"{greatest:.4f}"))
    for _, *cells in sorted(lines):
        table.add(*cells)
    return table


def rate_cell(figures):
    return f"{median(figures):,.0f}" if figures else "-"


def cost_table(one):
    table = Table(
        "engine", "build, 1 thread", "2 threads", "bytes a vector", "open", "to first answer",
        "memory after searches", "of it grown")
    for name, entry in one["engines"].items():
        size = bytes_a_vector(one, name)
        first = entry.get("first", [])
        memory = entry.get("memory", {}).get("1")
        table.add(
            name,
            *(seconds_cell(build_seconds(one, name, threads)) for threads in (1, 2)),
            f"{size:,.0f}" if size else "-",
            milliseconds_cell([sample["open"] for sample in first]),
            milliseconds_cell(first_seconds(entry)),
            megabytes(memory["resident"]) if memory else "-",
            megabytes(memory["grown"]) if memory else "-")
    return table


def wanted_table(one):
    """What Footnote found for each wanted recall; up to the first that reaches .99."""
    found = {key: sweep["recall_of_all"] for key, sweep in one["engines"].get(
        FOOTNOTE, {}).get("searches", {}).items()}
    if not found:
        return None
    wanted = max(found.values(), key=len)
    table = Table("wanted", *wanted)
    for key, recalls in found.items():
        table.add(key, *(f"{recalls[one]:.4f}" if one in recalls else "-" for one in wanted))
    return table


def seconds_cell(samples):
    return f"{median(samples):.2f} s" if samples else "-"


def milliseconds_cell(samples):
    return f"{median(samples) * 1e3:.3f} ms" if samples else "-"


def filter_table(one):
    names = [name for name in one["engines"]
             if any(name in sweeps for sweeps in one["filters"].values())]
    table = Table("rows", *names)
    for case, sweeps in one["filters"].items():
        table.add(case, *(
            rate_cell(rates(sweeps[name], filter_questions(one), 0.99, "each"))
            if name in sweeps else "-" for name in names))
    return table
