"""Where and on what a run was made."""
import hashlib
import os
import platform
import re
import subprocess


def machine():
    """The processor, cores, memory and kernel."""
    return {
        "processor": _first_match("/proc/cpuinfo", r"model name\s*:\s*(.+)")
        or platform.processor(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": _first_match("/etc/os-release", r'PRETTY_NAME="(.+)"') or platform.system(),
        "kernel": platform.release(),
    }


def slug(facts):
    """A short name of the machine for a folder: processor and cores."""
    name = re.sub(r"\(.*?\)|CPU|Processor|@.*", " ", facts["processor"])
    name = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or facts["architecture"]
    return f"{name}-{facts['cores']}-cores"


def software(root, footnote):
    """Versions of the compiler, the package and the programs that it is compared with."""
    commit = _output(["git", "-C", root, "rev-parse", "HEAD"])
    changed = _output(["git", "-C", root, "status", "--porcelain"])
    return {
        "commit": commit.strip() or "unknown",
        "has_uncommitted_changes": bool(changed.strip()),
        "footnote": _line(_output([footnote, "--version"])),
        "swift": _line(_output(["swift", "--version"])),
        "bzip2": _line(_output(["bzip2", "--help"], errors=True)),
        "zstd": _line(_output(["zstd", "--version"])),
    }


def described_file(path):
    """A file's name, size and SHA-256."""
    sha256 = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            sha256.update(block)
    return {
        "name": os.path.basename(path),
        "bytes": os.path.getsize(path),
        "sha256": sha256.hexdigest(),
    }


def _first_match(path, pattern):
    try:
        with open(path, encoding="utf-8") as file:
            match = re.search(pattern, file.read())
    except OSError:
        return None
    return match and match.group(1).strip()


def _output(command, errors=False):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stderr if errors else done.stdout


def _line(text):
    return text.strip().split("\n")[0] or "unknown"
