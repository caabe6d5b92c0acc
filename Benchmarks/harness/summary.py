"""Summaries of samples. A quantile is a sample that was taken, never one between two."""
import math


def quantile(samples, fraction):
    """The smallest sample that at least this fraction of the samples does not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(fraction * len(ordered)) - 1)]


def median(samples):
    return quantile(samples, 0.5)


def spread(samples):
    """Least, median and greatest."""
    return {"min": min(samples), "median": median(samples), "max": max(samples)}


def latency(samples):
    return {
        "median": median(samples),
        "p90": quantile(samples, 0.9),
        "p99": quantile(samples, 0.99),
        "max": max(samples),
        "mean": sum(samples) / len(samples),
    }


def ratios(numerators, denominators):
    """The ratio of each round's two samples, so that a slow moment weighs on both."""
    return [a / b for a, b in zip(numerators, denominators, strict=True)]
