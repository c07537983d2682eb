#!/usr/bin/env python3
"""Tries each fault on each strategy, with real processes under load, and prints a table of what people would have met.

  chaos.py [--short] [--quiet] [--strategy NAME]... [--fault WORDS]... [--rate N]

Exits with 1 where a request failed in a row that allows none, and where a fault could not be tried. The stacks of the
strategies run side by side; faults come one after the other, each on a stack that is whole again.
"""

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
import traceback

from faults import FAULTS, Scene
from island import Island
from load import Load
from stack import STRATEGIES, TTL, Stack
from table import Row, as_markdown, as_text


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="seconds instead of minutes")
    parser.add_argument("--quiet", action="store_true", help="one line where all is well")
    parser.add_argument("--strategy", action="append", choices=STRATEGIES, help="all by default")
    parser.add_argument("--fault", action="append", help="faults whose name holds these words; all by default")
    parser.add_argument("--rate", type=int, default=100, help="requests a second for each strategy")
    return parser.parse_args()


async def main():
    options = arguments()
    faults = [
        fault for fault in FAULTS
        if not (options.short and fault.extra)
        and (not options.fault or any(words in fault.name for words in options.fault))]
    if not Island.is_possible() and any(fault.needs_island for fault in faults):
        print("Left out, since no network namespace can be made here (run as root): "
              + "; ".join(fault.name for fault in faults if fault.needs_island), file=sys.stderr)
        faults = [fault for fault in faults if not fault.needs_island]
    folder = tempfile.mkdtemp(prefix="chaos-")
    strategies = options.strategy or STRATEGIES
    runs = await asyncio.gather(
        *(run(strategy, number, faults, options, folder) for number, strategy in enumerate(strategies, 1)))
    rows = [row for of_fault in zip(*runs) for row in of_fault]
    if options.quiet and not any(row.is_bad for row in rows):
        requests = sum(row.total for row in rows)
        print(f"Chaos: ok ({len(faults)} faults, {len(strategies)} strategies, {requests} requests, "
              "no failure but where there must be some)")
    else:
        print(as_text(rows) if sys.stdout.isatty() or options.short else as_markdown(rows, options.rate, TTL))
    if any(row.is_bad for row in rows):
        print(f"Logs of all processes: {folder}", file=sys.stderr)
        sys.exit(1)
    shutil.rmtree(folder)


async def run(strategy, number, faults, options, folder):
    """All faults on one strategy."""
    rows = []
    for fault in faults:
        logs = os.path.join(folder, strategy, fault.name.replace("/", " "))
        os.makedirs(logs)
        stack = Stack(strategy, number, logs)
        try:
            rows.append(await try_fault(fault, stack, options))
        except Exception:
            traceback.print_exc()
            rows.append(Row(fault, strategy, problem="could not be tried"))
        finally:
            await stack.stop()
    return rows


async def try_fault(fault, stack, options):
    await stack.start()
    load = Load(stack.address(200), stack.portal_port, "/weather/Paris", options.rate)
    scene = Scene(stack, load, seconds=3 if options.short else 8)
    load.start()
    # Until every instance has been used, and the portal's caches are warm.
    await asyncio.gather(scene.used("weather-1", 1), scene.used("weather-2", 2))
    before = await stack.discovery()
    begin = len(load.answers)
    await fault.run(scene)
    await asyncio.sleep(0.5)
    await load.stop()
    after = await stack.discovery()
    return Row(
        fault, stack.strategy, answers=load.answers[begin:], first_use=scene.first_use,
        retries=after["attempts"]["retries"] - before["attempts"]["retries"])


if __name__ == "__main__":
    asyncio.run(main())
