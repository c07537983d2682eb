"""What goes wrong. Each fault is a function that is called under load, with a stack of two healthy instances, and returns
when it is over; what it is given to time, it tells through `note`."""

import asyncio
import signal
import time

from island import Island
from stack import TTL, Stack
from victim import Victim


class Fault:
    def __init__(self, name, run, expectation="0", why="", extra=False, needs_island=False):
        self.name, self.run = name, run
        self.needs_island = needs_island
        #: "0" where no request may fail; else what may happen, and `why`.
        self.expectation, self.why = expectation, why
        #: Left out of the short form.
        self.extra = extra

    @property
    def must_be_harmless(self):
        return self.expectation == "0"


FAULTS = []


def fault(name, **more):
    def add(run):
        FAULTS.append(Fault(name, run, **more))
        return run
    return add


class Scene:
    """What a fault works on."""

    def __init__(self, stack: Stack, load, seconds):
        self.stack, self.load = stack, load
        #: How long a fault lasts.
        self.seconds = seconds
        #: Seconds until the first answer of a new instance, counted from its listing.
        self.first_use = None

    async def hold(self, share=1.0):
        await asyncio.sleep(self.seconds * share)

    async def victim(self, checked=True):
        """A third instance that can misbehave, listed and in use."""
        victim = Victim("weather-9", self.stack.address(9), self.stack.port)
        await victim.open()
        await self.stack.list(9, checked=checked)
        await self.used("weather-9", 9)
        return victim

    async def used(self, name, host, timeout=20):
        """Waits until an instance has answered, and returns how long that took."""
        began, seen = time.monotonic(), len(self.load.answers)
        while time.monotonic() - began < timeout:
            for answer in self.load.answers[seen:]:
                if answer.instance == name:
                    return answer.began + answer.seconds - began
            seen = len(self.load.answers)
            await asyncio.sleep(0.01)
        raise RuntimeError(f"{name} got no request within {timeout} s")

    async def remove(self, victim):
        await self.stack.unlist(9)
        await asyncio.sleep(TTL[self.stack.strategy] + 2)
        await victim.close()


@fault("nothing")
async def nothing(scene):
    """What the load measures by itself."""
    await scene.hold()


@fault("kill -9 of one of two")
async def kill(scene):
    scene.stack.instances[1].send(signal.SIGKILL)
    await scene.hold()
    await scene.stack.start_instance(1)
    await scene.used("weather-1", 1, timeout=40)


@fault("kill -9, and the registry lists it for ever")
async def kill_listed(scene):
    victim = await scene.victim(checked=False)
    await victim.close()
    await scene.hold()
    await scene.stack.unlist(9)


@fault("stopped process (SIGSTOP), connections open")
async def stopped(scene):
    scene.stack.instances[1].send(signal.SIGSTOP)
    await scene.hold()
    scene.stack.instances[1].send(signal.SIGCONT)
    await scene.hold(0.3)


@fault("listen queue full: no answer to a connect")
async def full(scene):
    victim = await scene.victim()
    await victim.vanish()
    await scene.hold()
    await scene.remove(victim)


@fault("network gone: packets of one of three vanish", needs_island=True)
async def cut(scene):
    island = Island(scene.stack, 9)
    try:
        await island.open()
        await scene.stack.list(9, island.there)
        await scene.used("weather-9", 9)
        island.cut()
        await scene.hold()
        island.mend()
        await scene.stack.unlist(9)
        await asyncio.sleep(TTL[scene.stack.strategy] + 2)
    finally:
        await island.close()


def misbehaviour(name, mode, **more):
    """One of three instances that answers badly, while its health check sees nothing."""
    @fault(name, **more)
    async def misbehave(scene):
        victim = await scene.victim()
        victim.mode = mode
        await scene.hold()
        victim.mode = "ok"
        await scene.remove(victim)


misbehaviour("slow: one of three takes 2 s", "slow")
misbehaviour("one of three answers 503 at once", "busy")
misbehaviour(
    "one of three answers 500", "error", expectation="few",
    why="a 500 may be the request's own fault, so it is passed on and not repeated; the instance is set aside after five")
misbehaviour("reset in the middle of an answer", "reset")
misbehaviour("connections half closed instead of answered", "half-close")


@fault("rolling restart with drain")
async def rolling(scene):
    """As a deployment does it: off the list, drained, stopped; the new one listed when it is healthy."""
    wait = TTL[scene.stack.strategy] + 2
    for host in (1, 2):
        await scene.stack.unlist(host)
        await asyncio.sleep(wait)
        await scene.stack.instances[host].end()
        await scene.stack.start_instance(host)
        await scene.used(f"weather-{host}", host)


@fault("rolling restart without drain")
async def abrupt(scene):
    for host in (1, 2):
        await scene.stack.instances[host].end()
        await scene.stack.start_instance(host)
        await scene.used(f"weather-{host}", host, timeout=40)


@fault("one, three, one instance")
async def scale(scene):
    stack = scene.stack
    await stack.unlist(2)
    await stack.instances[2].end()
    for host in (2, 3):
        stack.launch(host)
        await Stack._await_health(stack.address(host), stack.port)
    # Listed at once, as two tasks that start together.
    await asyncio.gather(stack.list(2), stack.list(3))
    times = await asyncio.gather(scene.used("weather-2", 2, 90), scene.used("weather-3", 3, 90))
    scene.first_use = max(times)
    await scene.hold(0.5)
    for host in (1, 3):
        await stack.unlist(host)
        await asyncio.sleep(TTL[stack.strategy] + 2)
        await stack.instances[host].end()
    await scene.hold(0.3)
    await stack.start_instance(1)
    await scene.used("weather-1", 1)


@fault(
    "all die, and come back after 2 s", expectation="some",
    why="for two seconds there is nobody to ask; each failure is told at once, and the first instance that is back is used")
async def all_die(scene):
    for host in (1, 2):
        scene.stack.instances[host].send(signal.SIGKILL)
    await asyncio.sleep(2)
    for host in (1, 2):
        await scene.stack.start_instance(host)
    await asyncio.gather(scene.used("weather-1", 1, 40), scene.used("weather-2", 2, 40))
    await scene.hold(0.5)


@fault("name server dead")
async def names_dead(scene):
    scene.stack.names.send(signal.SIGSTOP)
    await scene.hold(3)
    scene.stack.names.send(signal.SIGCONT)
    await scene.hold(0.3)


@fault("name server dead, and one instance killed", extra=True)
async def names_dead_and_kill(scene):
    scene.stack.names.send(signal.SIGSTOP)
    await scene.hold()
    scene.stack.instances[1].send(signal.SIGKILL)
    await scene.hold()
    scene.stack.names.send(signal.SIGCONT)
    await scene.stack.start_instance(1)
    await scene.used("weather-1", 1, timeout=60)


@fault("the registry lies: an address where nobody listens")
async def lies(scene):
    await scene.stack.list(8, checked=False)
    await scene.hold()
    await scene.stack.unlist(8)


@fault("an instance comes and goes each second")
async def flapping(scene):
    victim = await scene.victim()
    for _ in range(max(2, int(scene.seconds))):
        await scene.stack.unlist(9)
        await asyncio.sleep(0.5)
        await scene.stack.list(9)
        await asyncio.sleep(0.5)
    await scene.remove(victim)
