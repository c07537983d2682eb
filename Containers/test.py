"""test.py VERSION [PROGRAM or PROFILE]...: tests the images of that version, and the compose stack with each profile.
Prints a line for each, and ends with 1 where one failed. DOCKER names the engine's command."""

import asyncio
import os
import sys
import time

from engine import Compose, Engine, Failure
from images import MEGABYTE, PROGRAMS, test_image
from stacks import test_stack


def main():
    version, wanted = sys.argv[1], sys.argv[2:]
    unknown = [name for name in wanted if name not in PROGRAMS and name not in Compose.BESIDE]
    if unknown:
        sys.exit(f"There is no image or profile {unknown[0]}; there are {', '.join([*PROGRAMS, *Compose.BESIDE])}")
    engine = Engine(os.environ["DOCKER"])
    failures = 0
    for program in PROGRAMS:
        if not wanted or program in wanted:
            failures += judge(f"Image {program}", lambda tell: tell(
                f"{test_image(engine, program, version) / MEGABYTE:.1f} MB"))
    for profile in Compose.BESIDE:
        if not wanted or profile in wanted:
            failures += judge(f"Stack {profile}", lambda tell: asyncio.run(
                test_stack(engine, profile, version, tell)))
    sys.exit(1 if failures else 0)


def judge(name, test):
    """Runs one test; 1 where it failed."""
    began = time.monotonic()
    told = []
    try:
        test(told.append)
    except Failure as failure:
        print(f"{name}: failed: {failure}", flush=True)
        return 1
    print(f"{name}: ok ({'; '.join(told)}; {time.monotonic() - began:.0f} s)", flush=True)
    return 0


main()
