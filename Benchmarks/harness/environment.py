"""A benchmark's own environment of Python packages, pinned by a file of requirements."""
import hashlib
import os
import subprocess
import sys
import venv


def enter(folder, requirements, script):
    """Goes on with the script in the environment, which is made where it is not as pinned."""
    with open(requirements, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    stamp = os.path.join(folder, "requirements.sha256")
    is_made = False
    if os.path.exists(stamp):
        with open(stamp, encoding="ascii") as file:
            is_made = file.read() == digest
    python = os.path.join(folder, "bin", "python")
    if not is_made:
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--no-deps", "-r", requirements],
            check=True, stdout=sys.stderr)
        with open(stamp, "w", encoding="ascii") as file:
            file.write(digest)
    if os.path.realpath(sys.prefix) != os.path.realpath(folder):
        os.environ["NUMBA_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
        os.execv(python, [python, os.path.abspath(script), *sys.argv[1:]])


def pinned(requirements):
    """The packages that were measured, as they are pinned."""
    with open(requirements, encoding="utf-8") as file:
        return [line.strip() for line in file if "==" in line and not line.startswith("#")]
