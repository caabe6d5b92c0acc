"""Runs programs, side by side and in turn, and says what each cost."""
import os
import sys
import time

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class ProgramFailed(Exception):
    """A measured program ended with an error."""


def measured(command, stdout=os.devnull):
    """Runs a program to its end; its cost as a dictionary.

    wall, user, system    seconds; the programs that it waited for are included
    peak_rss_bytes        most memory resident at once, pages of mapped files included; never
                          below that of this driver, some 20 MB, which the system counts in
    others_cpu            mean number of cores that other programs kept busy meanwhile
    """
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    ]
    busy = _busy_seconds()
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    others = _busy_seconds() - busy - usage.ru_utime - usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        raise ProgramFailed(f"{' '.join(command)}: ended with {code}")
    return {
        "wall": round(wall, 6),
        "user": round(usage.ru_utime, 6),
        "system": round(usage.ru_stime, 6),
        "peak_rss_bytes": usage.ru_maxrss * 1024,
        "others_cpu": round(max(0.0, others) / wall, 2),
    }


def interleaved(cases, rounds, warm_ups=1, note=print):
    """Runs each case once a round, in the order given: A B C A B C; the samples of each by name.

    A case is a function that returns a sample. Rounds of warm-up leave no samples.
    """
    samples = {name: [] for name in cases}
    for number in range(-warm_ups, rounds):
        label = "warm-up" if number < 0 else f"round {number + 1} of {rounds}"
        for name, case in cases.items():
            sample = case()
            if number >= 0:
                samples[name].append(sample)
            if note:
                note(f"  {label}: {name}: {sample['wall']:.3f} s")
    return samples


def progress(line):
    """Tells the person who waits; figures are data and go elsewhere."""
    print(line, file=sys.stderr, flush=True)


def _busy_seconds():
    """Seconds that all cores have worked since the system started."""
    with open("/proc/stat", encoding="ascii") as file:
        user, nice, system, _, _, irq, soft_irq, *_ = map(int, file.readline().split()[1:])
    return (user + nice + system + irq + soft_irq) / TICKS_PER_SECOND
