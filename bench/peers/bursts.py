"""Bursts of timed steps: many in a row, or on request, so that bursts of two programs can alternate."""

import json
import resource
import statistics
import sys
import time
from typing import Callable

Step = Callable[[], None]


def burst(step: Step, steps: int) -> list[float]:
    """Milliseconds of each of so many steps."""
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1e3)
    return times


def warm_up(step: Step, seconds: float) -> None:
    """Run steps until the time is up, at least two: caches, thread pools and clock frequency settle."""
    end = time.perf_counter() + seconds
    burst(step, 2)
    while time.perf_counter() < end:
        step()


def peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def answer(step: Step, facts: dict, steps: int, warm: float, serving: bool) -> None:
    """Warms up; then serves, or prints the facts with the times of so many steps as one JSON document."""
    warm_up(step, warm)
    if serving:
        serve(step, facts)
        return
    times = burst(step, steps)
    print(json.dumps(facts | {"steps": len(times), "stepMilliseconds": round(statistics.median(times), 4),
                              "fastestMilliseconds": round(min(times), 4), "peakMemoryBytes": peak_memory()}))


def serve(step: Step, facts: dict) -> None:
    """Prints the facts, then answers each line "run K" with a JSON array of K times; ends with its input."""
    print(json.dumps(facts), flush=True)
    for line in sys.stdin:
        words = line.split()
        if len(words) != 2 or words[0] != "run" or not words[1].isdigit():
            raise SystemExit(f"'{line.strip()}' is not a request: write 'run K', K being the number of steps.")
        print(json.dumps([round(t, 4) for t in burst(step, int(words[1]))]), flush=True)
