"""The programs that are measured, given or built in release."""
import os
import subprocess
import sys

from harness.inputs import InputAbsent


def programs(root, benchmarks, folder=None):
    """The paths of the tool and of the program that measures the library."""
    if folder:
        paths = [os.path.join(folder, name) for name in ("footnote", "SearchBenchmark")]
    else:
        paths = [built(root, "footnote"), built(benchmarks, "SearchBenchmark")]
    for path in paths:
        if not os.access(path, os.X_OK):
            raise InputAbsent(f"{path}: expected a program")
    return paths


def built(package, product):
    command = [
        "swift", "build", "-c", "release", "--static-swift-stdlib", "--package-path", package,
        "--product", product,
    ]
    subprocess.run(command, check=True, stdout=sys.stderr)
    shown = subprocess.run(
        command + ["--show-bin-path"], check=True, stdout=subprocess.PIPE, text=True)
    return os.path.join(shown.stdout.strip(), product)
