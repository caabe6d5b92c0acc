"""Draws the quality benchmark's record as SVG: a row a set; measures left, differences right."""
from html import escape

from harness.results import FOOTNOTE, LEXICAL, MAIN_MEASURE, NEURAL

ROW_HEIGHT = 24
TOP = 112
WIDTH = 1_100
MARGIN = 24
# Where the two panels stand.
VALUES = (230, 620)
DIFFERENCES = (690, 990)
# Colours that keep apart for readers who see red and green alike (Okabe and Ito).
COLOURS = {FOOTNOTE: "#0072b2", LEXICAL: "#e69f00", NEURAL: "#999999"}
INK, GREY, FAINT = "#222222", "#555555", "#dddddd"
TICK_COUNT_MOST = 6


def drawn(record):
    """The picture of every set's main measure, on the questions that nothing was fitted on."""
    sets = list(record["sets"].values())
    bottom = TOP + ROW_HEIGHT * len(sets)
    height = bottom + 64
    values = Scale(VALUES, [value for one in sets for value in marks(one).values()] + [1.0])
    differences = Scale(DIFFERENCES, [0.0] + [
        found for one in sets for found in one["differences"][LEXICAL][MAIN_MEASURE].values()])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="13">',
        f"<title>{MAIN_MEASURE} of Footnote and its peers on {len(sets)} sets</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        text(MARGIN, 32, f"What is found: {MAIN_MEASURE} on the same passages and questions",
             size=18),
        *legend(),
        text(VALUES[0], TOP - 18, MAIN_MEASURE, fill=GREY),
        text(DIFFERENCES[0], TOP - 18, f"Footnote less the {LEXICAL}, 95 % interval", fill=GREY),
        *values.drawn(TOP - 8, bottom), *differences.drawn(TOP - 8, bottom),
        line(differences.at(0), TOP - 8, differences.at(0), bottom, INK, 1),
    ]
    for number, one in enumerate(sets):
        parts += row(one, TOP + ROW_HEIGHT * (number + 0.5), values, differences)
    parts.append(text(
        MARGIN, height - 14, "Questions that no weight was fitted on. Bold: the interval "
        f"excludes 0. The {LEXICAL} is the best of tantivy's and bm25s' runs on the set.",
        fill=GREY, size=12))
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


class Scale:
    """From a number to a place on an axis whose ticks hold all numbers between them."""

    def __init__(self, places, numbers):
        self.places = places
        spread = max(numbers) - min(numbers)
        self.step = next(
            step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if spread / step <= TICK_COUNT_MOST)
        self.first = int(min(numbers) // self.step)
        self.last = -int(-max(numbers) // self.step)

    def at(self, number):
        share = (number / self.step - self.first) / (self.last - self.first)
        return self.places[0] + share * (self.places[1] - self.places[0])

    def drawn(self, top, bottom):
        parts = []
        for tick in range(self.first, self.last + 1):
            x = self.at(tick * self.step)
            parts.append(line(x, top, x, bottom, FAINT, 1))
            parts.append(text(x, bottom + 18, signed(f"{tick * self.step:.10g}"), anchor="middle"))
        return parts


def marks(one):
    """The values that are drawn, in the order of drawing: the last lies on top."""
    names = {NEURAL: NEURAL, LEXICAL: one["best_lexical_peer"][MAIN_MEASURE], FOOTNOTE: FOOTNOTE}
    engines = one["engines"]
    return {
        kind: engines[name]["held_out"][MAIN_MEASURE]
        for kind, name in names.items() if name in engines}


def row(one, y, values, differences):
    found = one["differences"][LEXICAL][MAIN_MEASURE]
    is_clear = found["low"] > 0 or found["high"] < 0
    places = [values.at(value) for value in marks(one).values()]
    parts = [
        text(VALUES[0] - 16, y + 4, one["title"], anchor="end"),
        line(min(places), y, max(places), y, FAINT, 2),
    ]
    for kind, place in zip(marks(one), places):
        parts.append(dot(place, y, COLOURS[kind], 5 if kind == FOOTNOTE else 4.5))
    parts += [
        line(differences.at(found["low"]), y, differences.at(found["high"]), y,
             COLOURS[FOOTNOTE], 2),
        dot(differences.at(found["mean"]), y, COLOURS[FOOTNOTE], 4.5),
        text(WIDTH - MARGIN, y + 4, signed(f"{found['mean']:+.3f}"), anchor="end",
             weight="bold" if is_clear else "normal"),
    ]
    return parts


def legend():
    parts, x = [], MARGIN
    for kind, colour in COLOURS.items():
        parts.append(dot(x + 6, 58, colour, 5))
        parts.append(text(x + 18, 62, kind))
        x += 40 + 7 * len(kind)
    return parts


def signed(number):
    """The number with a minus sign instead of a hyphen."""
    return number.replace("-", "\u2212")


def dot(x, y, colour, radius):
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}" stroke="#ffffff"/>')


def line(x1, y1, x2, y2, colour, width):
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"/>')


def text(x, y, words, anchor="start", size=13, fill=INK, weight="normal"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{fill}" font-weight="{weight}">{escape(words)}</text>')
