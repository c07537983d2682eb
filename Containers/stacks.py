"""The compose stack with each profile: it answers, one container dies under load and nobody notices, one more is found."""

import asyncio
import json
import os
import sys
import time
from contextlib import nullcontext

from engine import ROOT, Compose, Failure, Socket, free_port
from images import ask

sys.path.insert(0, os.path.join(ROOT, "Chaos"))

from load import Load  # noqa: E402

ROUTES = ["/stock/AAPL", "/weather/Paris", "/book/0316219282", "/game/Minecraft"]

# Seconds until a container that was added gets requests: the life of a record (at most a minute is believed), what it takes
# to be listed, and as much again as a busy machine needs to start a container.
FOUND_WITHIN = {"weave": 60 + 15, "consul": 1 + 20, "registrator": 12 + 20, "route53": 10 + 4 + 20, "cloudmap": 10 + 4 + 20}

RATE = 40


async def test_stack(engine, profile, version, tell):
    with Socket(engine) if profile == "registrator" else nullcontext("/var/run/docker.sock") as api:
        stack = Compose(engine, profile, free_port(), version, api)
        # What an earlier run may have left that was interrupted.
        await in_thread(stack.down)
        try:
            await in_thread(stack.up)
            await answers(stack)
            await in_thread(all_are_healthy, stack)
            tell("answers, all healthy")
            await lose_one(stack, tell, "killed", "kill")
            await scale_up(stack, tell)
            await lose_one(stack, tell, "stopped", "stop", "-t", "30")
            if profile == "registrator":
                await stopped_ones_leave_the_catalogue(stack, tell)
        except Failure as failure:
            names = await in_thread(stack.containers, None, True)
            logs = "\n".join(f"--- {name}\n" + engine.run("logs", name, check=False)[-1500:] for name in names)
            raise Failure(f"{failure}\n{logs}") from failure
        finally:
            await in_thread(stack.down)


async def in_thread(body, *arguments):
    return await asyncio.get_running_loop().run_in_executor(None, body, *arguments)


async def answers(stack, patience=90):
    until = time.monotonic() + patience
    missing = list(ROUTES)
    while missing:
        try:
            await in_thread(ask, stack.port, missing[0])
            missing.pop(0)
        except OSError as error:
            if time.monotonic() > until:
                raise Failure(f"{stack.profile}: {missing[0]} is not answered within {patience} s: {error}") from error
            await asyncio.sleep(0.5)


def all_are_healthy(stack):
    # Consul's own check is a shell's in old versions of podman-compose; whether it works is seen by what it answers.
    for service in stack.services:
        for container in stack.containers(service) if service != "consul" else []:
            stack.engine.await_healthy(container)


async def lose_one(stack, tell, told, *order):
    """One of at least two containers ends under load, by this order to the engine, and no request fails."""
    load = Load("127.0.0.1", stack.port, "/weather/Paris", RATE)
    load.start()
    try:
        await served_by(stack, load, 2, patience=90)
        victim = (await in_thread(stack.containers, "weather"))[0]
        await in_thread(stack.engine.run, *order, victim)
        await asyncio.sleep(6)
    finally:
        await load.stop()
    failed = [answer for answer in load.answers if answer.failed]
    if failed:
        raise Failure(
            f"{stack.profile}: {len(failed)} of {len(load.answers)} requests failed when a container was {told}: "
            f"{failed[0].status} {failed[0].reason}")
    slowest = max(answer.seconds for answer in load.answers)
    tell(f"{len(load.answers)} requests while one was {told}, none failed, slowest {slowest * 1000:.0f} ms")


async def scale_up(stack, tell):
    before = set(await in_thread(stack.containers, "weather"))
    load = Load("127.0.0.1", stack.port, "/weather/Paris", RATE)
    load.start()
    try:
        await asyncio.sleep(1)
        known = instances(load)
        await in_thread(stack.scale, "weather", 3)
        began = time.monotonic()
        while not instances(load) - known:
            if time.monotonic() - began > FOUND_WITHIN[stack.profile]:
                added = set(await in_thread(stack.containers, "weather")) - before
                raise Failure(f"{stack.profile}: {added} got no request within {FOUND_WITHIN[stack.profile]} s")
            await asyncio.sleep(0.2)
    finally:
        await load.stop()
    failed = [answer for answer in load.answers if answer.failed]
    if failed:
        raise Failure(f"{stack.profile}: {len(failed)} requests failed when one was added: {failed[0].reason}")
    tell(f"a new container served after {time.monotonic() - began:.0f} s")


async def stopped_ones_leave_the_catalogue(stack, tell):
    """Consul knows each container with the name, tag and check of its variables, and forgets the one that is stopped."""
    consul = (await in_thread(stack.containers, "consul"))[0]
    names = await in_thread(watch, stack, consul, "services")
    if set(names) != {"consul", *stack.BACKENDS}:
        raise Failure(f"Consul knows {sorted(names)}")
    running = await in_thread(stack.containers, "weather")
    # The first check of each comes within its interval of 10 s.
    until = time.monotonic() + 20
    while True:
        known = await in_thread(watch, stack, consul, "service", "-service=weather")
        if all(check["Status"] == "passing" for entry in known for check in entry["Checks"]):
            break
        if time.monotonic() > until:
            raise Failure(f"Consul's checks do not pass: {known}")
        await asyncio.sleep(0.5)
    for service in (entry["Service"] for entry in known):
        if service["Tags"] != ["http"] or service["Port"] != 4567:
            raise Failure(f"Consul knows {service}")
    if len(known) != len(running):
        raise Failure(f"Consul knows {[entry['Service']['ID'] for entry in known]}, and {running} are running")
    began = time.monotonic()
    await in_thread(stack.engine.run, "stop", "-t", "30", running[0])
    while len(await in_thread(watch, stack, consul, "service", "-service=weather")) != len(known) - 1:
        if time.monotonic() - began > 40:
            raise Failure(f"Consul still knows {running[0]}, which was stopped")
        await asyncio.sleep(0.2)
    tell(f"a stopped container was out of Consul after {time.monotonic() - began:.1f} s")


def watch(stack, consul, kind, *arguments):
    """What Consul knows, asked for inside of its container: its port is published to nobody."""
    return json.loads(stack.engine.run("exec", consul, "consul", "watch", f"-type={kind}", *arguments))


async def served_by(stack, load, count, patience):
    """Waits until so many instances have answered: only then can one of them be missed."""
    until = time.monotonic() + patience
    while len(instances(load)) < count:
        if time.monotonic() > until:
            raise Failure(f"{stack.profile}: only {instances(load)} answered within {patience} s, not {count}")
        await asyncio.sleep(0.2)


def instances(load):
    return {answer.instance for answer in load.answers if not answer.failed}
