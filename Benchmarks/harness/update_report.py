"""Turns the samples of following changes into goals and tables."""
from harness.report import Goals, Table, machine_line, megabytes, milliseconds, software_line
from harness.summary import latency, median, spread


def reported(record):
    """The goals, and the text for people."""
    goals = Goals()
    samples = record["samples"]
    tables = [
        "## Updates and merges", str(update_table(record, goals)),
        "## Searches", search_table(samples["search"], goals),
        "## A year of changes", year_lines(record, goals),
        "## Opening", opening_lines(samples["open"], goals),
    ]
    heading = "\n".join([
        f"# Following changes, {record['date']}", "", machine_line(record), software_line(record),
        *(["- **A quick run: too small to say anything about the goals**"]
          if record["is_quick"] else [])])
    return goals, "\n\n".join([heading, "## Goals", str(goals.table), *tables])


def update_table(record, goals):
    samples = record["samples"]
    table = Table("program", "wall min", "median", "max", "user and system", "peak memory",
                  "other programs")
    pages = record["settings"]["changed_pages"]
    rows = {
        "build": samples["builds"], f"update of {pages:,} pages": samples["updates"],
        "merge of all segments": samples["merges"]}
    for name, rounds in rows.items():
        wall = spread([sample["wall"] for sample in rounds])
        table.add(
            name, *(f"{wall[key]:.2f} s" for key in ("min", "median", "max")),
            f"{median([s['user'] + s['system'] for s in rounds]):.2f} s",
            megabytes(max(s["peak_rss_bytes"] for s in rounds)),
            f"{median([s['others_cpu'] for s in rounds]):.2f} cores")
    goals.at_most(
        f"update of {pages:,} changed pages, searchable after",
        median([s["wall"] for s in samples["updates"]]), 2, "s")
    goals.at_most(
        "merge of all segments, over a build",
        median([s["wall"] for s in samples["merges"]])
        / median([s["wall"] for s in samples["builds"]]), 2, "times")
    return table


def search_table(search, goals):
    table = Table("index", "median", "p90", "p99")
    medians = {}
    for name, passes in search["passes"].items():
        times = [sample for one in passes for sample in one["search"]]
        found = latency(times)
        medians[name] = found["median"]
        table.add(
            f"{search['segments'] if name == 'several' else 1} segments",
            *(milliseconds(found[key]) for key in ("median", "p90", "p99")))
    goals.at_most(
        f"median of a query over {search['segments']} live segments, over one",
        medians["several"] / medians["one"], 1.3, "times")
    return str(table)


def year_lines(record, goals):
    year = record["samples"]["year"]
    steps = year["steps"]
    amplification = year["written_bytes"] / year["brought_bytes"]
    goals.at_most("bytes written in a year of changes, over those brought", amplification, 5,
                  "times")
    return (
        f"{len(steps)} updates of {record['settings']['year_pages']:,} pages: "
        f"{megabytes(year['brought_bytes'])} of new segments, "
        f"{megabytes(year['written_bytes'])} written, {sum(s['merges'] for s in steps)} merges, "
        f"at most {max(s['segments'] for s in steps)} segments, "
        f"median {median([s['wall'] for s in steps]):.2f} s, "
        f"longest {max(s['wall'] for s in steps):.2f} s.")


def opening_lines(opened, goals):
    after, before = median(opened["after"]), median(opened["before"])
    goals.at_most(f"opening after {opened['generations']:,} generations", after / 1e6, 5, "ms")
    return (
        f"{milliseconds(after)} after {opened['generations']:,} generations, "
        f"{milliseconds(before)} before.")
