"""A process that holds an engine: a peer's worker or Footnote's own program."""
import json
import os
import subprocess
import sys
import threading

from harness.ann import competitors

BENCHMARKS = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Settings of threads that libraries read when they start.
THREAD_SETTINGS = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
# Seconds that a command may take: the slowest build takes a minute, and some libraries hang.
COMMAND_LIMIT = 900


class EngineFailed(Exception):
    """An engine cannot do what it was told."""


class Engine:
    """Starts the process; `ask` sends a command and waits for its answer."""

    def __init__(self, name, vectors, own_program, threads, temporary, limit=COMMAND_LIMIT):
        self.name = name
        self.limit = limit
        facts = vectors.facts()
        shape = [facts["metric"], str(facts["dimensions"])]
        if name in competitors.OWN:
            command = [own_program, *shape, competitors.OWN[name]]
        else:
            command = [sys.executable, "-m", "harness.ann.worker", name, *shape]
        environment = dict(os.environ, PYTHONPATH=BENCHMARKS, TMPDIR=temporary)
        # Threads that wait for work of a parallel region must not keep others' cores busy.
        environment["OMP_WAIT_POLICY"] = "PASSIVE"
        environment["TF_CPP_MIN_LOG_LEVEL"] = "3"
        environment.update((setting, str(threads)) for setting in THREAD_SETTINGS)
        self.log = open(os.path.join(temporary, "engines.log"), "ab")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
            env=environment, cwd=BENCHMARKS)

    def ask(self, *words):
        timer = threading.Timer(self.limit, self.process.kill)
        timer.start()
        try:
            self.process.stdin.write("\t".join(map(str, words)) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            was_late = not timer.is_alive()
            timer.cancel()
        if not line:
            reason = f"gave no answer in {self.limit} seconds to" if was_late else "ended at"
            raise EngineFailed(f"{self.name}: {reason} the command {words[0]}")
        answer = json.loads(line)
        if "error" in answer:
            raise EngineFailed(f"{self.name}: {words[0]}: {answer['error']}")
        return answer

    def resident_bytes(self):
        """Memory of the process: all of it, and what is not pages of mapped files."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            fields = dict(line.split(":", 1) for line in file)
        sizes = {name: int(fields[name].split()[0]) * 1024 for name in ("VmRSS", "RssAnon")}
        return {"resident": sizes["VmRSS"], "anonymous": sizes["RssAnon"]}

    def close(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
