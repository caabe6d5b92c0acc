"""Writes a run: every sample as JSON, and a table for people."""
import json
import os


class Table:
    """Lines of a Markdown table."""

    def __init__(self, *heads):
        self.rows = []
        self.add(*heads)

    def add(self, *cells):
        self.rows.append(tuple(str(cell).replace("|", "\\|") for cell in cells))

    def __str__(self):
        lines = ["| " + " | ".join(row) + " |" for row in self.rows]
        lines.insert(1, "|" + "---|" * len(self.rows[0]))
        return "\n".join(lines)


class Goals:
    """What is hoped for, and whether it was reached."""

    def __init__(self):
        self.entries = []

    def at_most(self, what, value, limit, unit):
        self.entries.append(
            {"what": what, "value": value, "limit": limit, "unit": unit, "is_met": value <= limit})

    def at_least(self, what, value, limit, unit):
        self.entries.append(
            {"what": what, "value": value, "limit": limit, "unit": unit, "is_met": value >= limit})

    @property
    def are_met(self):
        return all(entry["is_met"] for entry in self.entries)

    @property
    def table(self):
        table = Table("goal", "limit", "measured", "met")
        for entry in self.entries:
            table.add(
                entry["what"], f"{entry['limit']:g} {entry['unit']}",
                f"{entry['value']:.3g} {entry['unit']}", "yes" if entry["is_met"] else "**no**")
        return table


def machine_line(record):
    facts = record["machine"]
    return (
        f"- Machine: {facts['processor']}, {facts['cores']} cores, "
        f"{megabytes(facts['memory_bytes'])} of memory, {facts['system']}, "
        f"kernel {facts['kernel']}")


def software_line(record):
    software = record["software"]
    changed = " with uncommitted changes" if software["has_uncommitted_changes"] else ""
    return (
        f"- Software: {software['footnote']}, commit {software['commit']}{changed}; "
        f"{software['swift']}; {software['zstd'].strip('* ')}")


def write_run(folder, name, record, text):
    """Writes NAME.json and NAME.md into a folder, over an older run of the same day."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
        file.write(compact(record) + "\n")
    with open(os.path.join(folder, name + ".md"), "w", encoding="utf-8") as file:
        file.write(text + "\n")


def compact(value, depth=0):
    """JSON with a line for each member, where lists of numbers and small objects take one line."""
    indent = "  " * (depth + 1)
    flat = json.dumps(value, ensure_ascii=False)
    is_numbers = isinstance(value, list) and not any(isinstance(v, (dict, list)) for v in value)
    if is_numbers or len(flat) + len(indent) < 160 or not isinstance(value, (dict, list)):
        return flat
    if isinstance(value, dict):
        members = [f"{json.dumps(k)}: {compact(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(indent + m for m in members) + "\n" + indent[2:] + "}"
    items = [indent + compact(v, depth + 1) for v in value]
    return "[\n" + ",\n".join(items) + "\n" + indent[2:] + "]"


def megabytes(byte_count):
    """Millions of bytes."""
    return f"{byte_count / 1e6:,.1f} MB"


def milliseconds(nanosecond_count):
    return f"{nanosecond_count / 1e6:.3f} ms"
