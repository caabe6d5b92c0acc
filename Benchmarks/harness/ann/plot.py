"""Draws recall against rate of every engine as SVG: one thread, k 10."""
import math

from harness.ann.competitors import OWN
from harness.ann.curves import frontier
from harness.ann.figures import curve, engine_rates, sweep_of
from harness.picture import FAINT, GREY, dot, line, text
from harness.summary import median

WIDTH, HEIGHT = 1_180, 640
PLOT = (76, 790)
TOP, BOTTOM = 84, 580
RECALLS = (0.85, 0.999)
TICKS = (0.85, 0.90, 0.95, 0.98, 0.99, 0.995, 0.999)
K, THREADS = 10, 1
# Colours that keep apart for readers who see red and green alike (Okabe and Ito), and dashes.
PEER_COLOURS = ("#e69f00", "#56b4e9", "#009e73", "#d55e00", "#cc79a7", "#999999", "#000000")
DASHES = ("", "7 3", "2 3", "9 3 2 3", "5 2")
OWN_COLOUR = "#0072b2"


def drawn(one):
    """The picture of one set; each engine by the faster of its interfaces."""
    points = {name: shown(one, name) for name in one["engines"]}
    points = {name: found for name, found in points.items() if found}
    rates = [rate for found in points.values() for _, rate in found] or [1, 10]
    scale = Rates(min(rates), max(rates))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="13">',
        f"<title>Recall and rate on {one['title']}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        text(24, 32, f"Questions a second over recall@{K}: {one['title']}", size=18),
        text(24, 56, f"{one['rows']:,} rows of {one['dimensions']} dimensions, one thread, each "
             "engine by the faster of its interfaces; up and right is better", fill=GREY),
        *axes(scale),
    ]
    for at, name in enumerate(by_rate(one, points)):
        parts += engine(points[name], scale, *look(name, one), TOP + 10 + 22 * at, name)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


class Rates:
    """Places of rates, on a logarithmic axis."""

    def __init__(self, least, greatest):
        self.low = math.floor(math.log10(least) * 2) / 2
        self.high = max(math.ceil(math.log10(greatest) * 2) / 2, self.low + 0.5)

    def at(self, rate):
        share = (math.log10(rate) - self.low) / (self.high - self.low)
        return BOTTOM - share * (BOTTOM - TOP)

    def ticks(self):
        for power in range(math.floor(self.low), math.ceil(self.high) + 1):
            for digit in (1, 2, 5):
                rate = digit * 10 ** power
                if self.low <= math.log10(rate) <= self.high:
                    yield rate


def place(recall):
    """Where a recall stands: what is missed, on a logarithmic axis."""
    low, high = (-math.log10(1 - end) for end in RECALLS)
    share = (-math.log10(1 - recall) - low) / (high - low)
    return PLOT[0] + share * (PLOT[1] - PLOT[0])


def shown(one, name):
    """The points of an engine within the picture."""
    sweep = sweep_of(one, name, K, THREADS)
    if sweep is None:
        return []
    points = [point for interface in sweep["seconds"]
              for point in curve(sweep, one["questions"], interface)]
    inside = [(min(recall, RECALLS[1]), rate) for recall, rate in points if recall >= RECALLS[0]]
    return frontier(inside)


def by_rate(one, points):
    """Names in the order of their rates at recall .95, those that do not reach it last."""
    def key(name):
        rates = engine_rates(one, name, K, THREADS, 0.95)
        return -median(rates) if rates else 0
    return sorted(points, key=key)


def look(name, one):
    if name in OWN:
        return OWN_COLOUR, DASHES[list(OWN).index(name)], 3.5
    at = [each for each in one["engines"] if each not in OWN].index(name)
    return (
        PEER_COLOURS[at % len(PEER_COLOURS)], DASHES[at // len(PEER_COLOURS) % len(DASHES)], 1.6)


def axes(scale):
    parts = []
    for recall in TICKS:
        x = place(recall)
        parts.append(line(x, TOP, x, BOTTOM, FAINT, 1))
        parts.append(text(x, BOTTOM + 20, f"{recall:g}", anchor="middle"))
    for rate in scale.ticks():
        y = scale.at(rate)
        parts.append(line(PLOT[0], y, PLOT[1], y, FAINT, 1))
        parts.append(text(PLOT[0] - 8, y + 4, f"{rate:,}", anchor="end"))
    middle = (PLOT[0] + PLOT[1]) / 2
    parts.append(text(middle, BOTTOM + 44, f"recall@{K}", anchor="middle", fill=GREY))
    return parts


def engine(points, scale, colour, dash, width, legend_y, name):
    places = [(place(recall), scale.at(rate)) for recall, rate in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    stroke = f'fill="none" stroke="{colour}" stroke-width="{width}"{dashes}'
    x = PLOT[1] + 36
    return [
        f'<polyline points="{path}" {stroke}/>',
        *(dot(x, y, colour, 3 if width < 2 else 4.5) for x, y in places),
        f'<polyline points="{x},{legend_y} {x + 34},{legend_y}" {stroke}/>',
        text(x + 44, legend_y + 4, name, weight="bold" if width > 2 else "normal"),
    ]
