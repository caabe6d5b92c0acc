"""Turns the samples of proving and taking back into goals and tables."""
from harness.report import Goals, Table, machine_line, milliseconds, software_line
from harness.summary import latency, median


def reported(record):
    """The goals, and the text for people."""
    goals = Goals()
    samples = record["samples"]
    tables = [
        "## Building", building(samples, goals), "## Receipts", receipts(samples, goals),
        "## Taking back", masks(samples, goals), "## Checking answers", checks(samples, goals),
    ]
    heading = "\n".join([
        f"# Proving and taking back, {record['date']}", "", machine_line(record),
        software_line(record),
        *(["- **A quick run: too small to say anything about the goals**"]
          if record["is_quick"] else [])])
    return goals, "\n\n".join([heading, "## Goals", str(goals.table), *tables])


def building(samples, goals):
    table = Table("program", "median wall", "median of user and system")
    medians = {}
    for name, rounds in samples["builds"].items():
        wall = median([sample["wall"] for sample in rounds])
        medians[name] = median([sample["user"] + sample["system"] for sample in rounds])
        table.add(name, f"{wall:.2f} s", f"{medians[name]:.2f} s")
    if "before" in medians:
        goals.at_most(
            "processor time of a build with its tree and signature, over one without",
            medians["signed"] / medians["before"], 1.05, "times")
    sizes = samples["sizes"]
    return f"{table}\n\n`proofs` has {sizes['proofs']:,} of {sum(sizes.values()):,} bytes of the segment."


def receipts(samples, goals):
    found = samples["receipts"]
    table = Table("what", "median", "p90", "p99")
    for name in ("search", "receipt", "check"):
        times = latency(found[name])
        table.add(name, *(milliseconds(times[key]) for key in ("median", "p90", "p99")))
    goals.at_most(
        "median time of a receipt for the five passages of a query",
        latency(found["receipt"])["median"] / 1e6, .1, "ms")
    goals.at_most(
        "median time of checking it", latency(found["check"])["median"] / 1e6, 1, "ms")
    goals.at_most("bytes of the largest receipt of one passage", max(found["bytes"]), 2_048,
                  "bytes")
    sizes = sorted(found["bytes"])
    return f"{table}\n\nBytes of a receipt of one passage: median {sizes[len(sizes) // 2]:,}."


def masks(samples, goals):
    found = samples["masks"]
    both = median([sample["revoke"] + sample["first_search"] for sample in found["rounds"]])
    goals.at_most(
        f"a list of {found['revisions']:,} revisions put in place, and the first answer after it",
        both, 1, "s")
    parts = [median([sample[name] for sample in found["rounds"]])
             for name in ("revoke", "first_search")]
    return (f"`footnote revoke` takes {parts[0]:.3f} s and the first `footnote query` after it "
            f"{parts[1]:.3f} s; {found['of_the_index']:,} of the revisions are in the index.")


def checks(samples, goals):
    found = samples["checks"]
    rate = found["answers"] / median([sample["wall"] for sample in found["rounds"]])
    goals.at_least("answers checked in a second", rate, 1_000, "answers")
    return (f"{found['answers']:,} answers with {found['citations_each']} citations each, whole "
            f"packets: {rate:,.0f} answers in a second, on one thread, from the program's start.")
