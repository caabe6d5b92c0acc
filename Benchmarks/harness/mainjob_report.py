"""Turns the main job's samples into goals and tables."""
from harness.report import (
    Goals, Table, machine_line, megabytes, milliseconds, software_line)
from harness.summary import latency, median, quantile, ratios, spread


def reported(record):
    """The goals, and the text for people."""
    samples = record["samples"]
    goals = Goals()
    sections = [
        heading(record),
        "## Building from a dump", dump_tables(record, goals),
        "## Building from the corpus", corpus_tables(record, goals),
        "## Searching in one process", search_tables(samples["search"], goals),
        "## `footnote query` as a process", process_table(samples["process"], goals),
    ]
    sections[1:1] = ["## Goals", str(goals.table)]
    return goals, "\n\n".join(sections)


def heading(record):
    lines = [
        f"# The main job, {record['date']}", "", machine_line(record), software_line(record)]
    for name, file in record["inputs"].items():
        lines.append(
            f"- Input, {name}: `{file['name']}`, {file['bytes']:,} bytes, "
            f"SHA-256 `{file['sha256']}`")
    dump = record["inputs"]["dump"]
    lines.append(
        f"- The dump: {dump['copies']} copies of {dump['source']}, {dump['pages']:,} pages, "
        f"{megabytes(dump['xml_bytes'])} of XML")
    if record["is_quick"]:
        lines.append("- **A quick run: too small to say anything about the goals**")
    return "\n".join(lines)


def cost_table(samples):
    table = Table(
        "program", "wall min", "median", "max", "user", "system", "peak memory", "other programs")
    for name, rounds in samples.items():
        wall = spread([sample["wall"] for sample in rounds])
        table.add(
            f"`{name}`", *(f"{wall[key]:.2f} s" for key in ("min", "median", "max")),
            f"{median([s['user'] for s in rounds]):.2f} s",
            f"{median([s['system'] for s in rounds]):.2f} s",
            megabytes(max(s["peak_rss_bytes"] for s in rounds)),
            f"{median([s['others_cpu'] for s in rounds]):.2f} cores")
    return table


def ratio_table(samples, base):
    table = Table(f"wall time, as a multiple of `{base}`", "min", "median", "max")
    base_walls = [sample["wall"] for sample in samples[base]]
    medians = {}
    for name, rounds in samples.items():
        if not name.startswith("build"):
            continue
        values = spread(ratios([sample["wall"] for sample in rounds], base_walls))
        medians[name] = values["median"]
        table.add(f"`{name}`", *(f"{values[key]:.2f}" for key in ("min", "median", "max")))
    return table, medians


def dump_tables(record, goals):
    samples = record["samples"]["dump"]
    ratio, medians = ratio_table(samples, "bzip2 -dc")
    for name in ("build, 1 thread", "build, 2 threads"):
        goals.at_most(f"dump: {name}, median multiple of `bzip2 -dc`", medians[name], 3, "times")
    dry = samples["build --dry-run, 1 thread"]
    goals.at_most(
        "dump: peak memory of reading it (`--dry-run`)",
        max(sample["peak_rss_bytes"] for sample in dry) / (1 << 20), 256, "MiB")
    builds = samples["build, 1 thread"] + samples["build, 2 threads"]
    return "\n\n".join([
        str(cost_table(samples)), str(ratio),
        size_line(builds, record["index_bytes"]["dump"]),
    ])


def corpus_tables(record, goals):
    samples = record["samples"]["corpus"]
    builds = samples["build, 2 threads"]
    goals.at_most(
        "corpus: build, 2 threads, median", median([s["wall"] for s in builds]), 90, "s")
    goals.at_most(
        "corpus: build, 2 threads, peak memory",
        max(s["peak_rss_bytes"] for s in builds) / (1 << 30), 4, "GiB")
    ratio, _ = ratio_table(samples, "zstd -dc | wc -c")
    return "\n\n".join([
        str(cost_table(samples)), str(ratio),
        size_line(builds, record["index_bytes"]["corpus"]),
    ])


def size_line(builds, sizes):
    """The index's size beside its text; equal digests show that every build gave the same."""
    last = builds[-1]
    total = sum(sizes.values())
    parts = ", ".join(f"{name} {megabytes(size)}" for name, size in sizes.items())
    same = len({build["manifest_sha256"] for build in builds}) == 1
    return (
        f"{last['passages']:,} passages from {last['pages']:,} pages, "
        f"{megabytes(last['text_bytes'])} of text. The index has {megabytes(total)}, "
        f"{total / last['text_bytes']:.3f} times the text: {parts}. "
        + ("Every build gave the same bytes." if same else "**Builds gave different bytes.**"))


def search_tables(search, goals):
    table = Table("in one process", "samples", "median", "p90", "p99", "max", "mean")
    by_count = {}
    for one in search["passes"]:
        by_count.setdefault(one["k"], []).extend(one["search"])
    rows = {f"`search`, k = {k}": times for k, times in by_count.items()}
    rows["`Index(path:)`"] = search["open"]
    rows["first `Index(path:)` of a process"] = [one["open"] for one in search["first"]]
    rows["first `search` of a process, k = 5"] = [one["search"] for one in search["first"]]
    for name, times in rows.items():
        values = latency(times)
        table.add(name, f"{len(times):,}", *(
            milliseconds(values[key]) for key in ("median", "p90", "p99", "max", "mean")))
    goals.at_most("search, k = 5, median", median(by_count[5]) / 1e6, 5, "ms")
    goals.at_most("`Index(path:)`, median", median(search["open"]) / 1e6, 5, "ms")
    return f"{search['question_count']:,} questions a round.\n\n{table}"


def process_table(samples, goals):
    table = Table("whole process", "samples", "min", "median", "p90", "max", "peak memory")
    for name, rounds in samples.items():
        walls = [sample["wall"] * 1e9 for sample in rounds]
        table.add(
            f"`{name}`", len(walls), milliseconds(min(walls)), milliseconds(median(walls)),
            milliseconds(quantile(walls, 0.9)), milliseconds(max(walls)),
            megabytes(max(s["peak_rss_bytes"] for s in rounds)))
    query = median([s["wall"] for s in samples["footnote query"]])
    goals.at_most("`footnote query` as a process, median", query * 1e3, 30, "ms")
    return str(table)
