"""What follows from an engine's samples on one set."""
from harness.ann.curves import rate_at
from harness.summary import median

# The interface whose rate is greater at the recall; the samples of both stay apart.
FASTER = "faster"


def rates(sweep, questions, recall, interface):
    """Questions a second at a recall, one figure for each round; none where it is not reached."""
    if interface == FASTER:
        found = [rates(sweep, questions, recall, each) for each in sweep["seconds"]]
        found = [one for one in found if one]
        return max(found, key=median) if found else []
    if interface not in sweep["seconds"]:
        return []
    samples = sweep["seconds"][interface]
    recalls = sweep["recall"][interface]
    round_count = min((len(times) for times in samples), default=0)
    figures = []
    for number in range(round_count):
        points = [
            (reached, questions / times[number]) for reached, times in zip(recalls, samples)]
        rate = rate_at(points, recall)
        if rate is None:
            return []
        figures.append(rate)
    return figures


def curve(sweep, questions, interface):
    """The medians over the rounds: (recall, questions a second) of each setting."""
    return [
        (recall, questions / median(times))
        for recall, times in zip(sweep["recall"][interface], sweep["seconds"][interface]) if times]


def sweep_of(one, name, k, threads):
    """The samples of an engine's searches, if it has any."""
    entry = one["engines"].get(name, {})
    return entry.get("searches", {}).get(f"k {k}, threads {threads}")


def engine_rates(one, name, k, threads, recall, interface=FASTER):
    sweep = sweep_of(one, name, k, threads)
    return rates(sweep, one["questions"], recall, interface) if sweep else []


def best_peer(one, names, k, threads, recall, interface=FASTER):
    """The name and rates of the peer with the greatest median rate."""
    found = {
        name: engine_rates(one, name, k, threads, recall, interface) for name in names}
    found = {name: figures for name, figures in found.items() if figures}
    if not found:
        return None, []
    name = max(found, key=lambda each: median(found[each]))
    return name, found[name]


def first_seconds(entry):
    """Seconds from opening to the first right answer, a sample a round."""
    return [one["open"] + one["search"] for one in entry.get("first", [])]


def bytes_a_vector(one, name):
    size = one["engines"].get(name, {}).get("bytes")
    return size / one["rows"] if size else None


def build_seconds(one, name, threads):
    return one["engines"].get(name, {}).get("build", {}).get(str(threads), [])
