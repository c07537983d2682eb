#!/usr/bin/env python3
"""Measures http-echo and the portal against their peers and prints Markdown: `make bench`.

Every run has a server started for it alone, on loopback, and no other server runs meanwhile. The runs of a round
alternate, peer, ours, peer, so that each run of a peer has one of ours right before or after it; a ratio is taken within
such a pair, and the median of the ratios is what counts: it holds where the machine gets slower or faster meanwhile.

  ONLY=json,idle,hop   workloads (default all)
  PEERS=nginx,epoll    peers (default all)
  PAIRS=5              pairs of runs for each workload and peer
  DURATION=2           seconds of load in a run, after 1 s of warm-up
  QUICK=1              2 pairs of 1 s
"""

import os
import signal
import sys

import allocations
import hop
import idle
import load
import micro
import report
import servers
import workloads


def main():
    # An exception, so that the server and the load generator of the moment are ended, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    quick = os.environ.get("QUICK", "") not in ("", "0")
    pairs = number("PAIRS", 2 if quick else 5)
    seconds = number("DURATION", 1 if quick else 2)
    others = [workloads.IDLE, workloads.ALLOCATIONS, hop.NAME, micro.NAME]
    only = names("ONLY", [workload.name for workload in workloads.ALL] + others)
    peers = names("PEERS", servers.PEERS + [peer for peer in hop.PEERS if peer not in servers.PEERS])
    idle.allow_many_files()

    results = {}
    for workload in workloads.ALL:
        if workload.name in only:
            wanted = [peer for peer in workload.peers if peer in peers]
            results[workload.name] = measure(workload, wanted, pairs, seconds)
    idles = {}
    if workloads.IDLE in only:
        for name in [servers.OURS] + [peer for peer in workloads.IDLE_PEERS if peer in peers]:
            progress(f"{idle.CONNECTIONS} idle connections: {name}")
            idles[name] = idle.run(name)
    counts = {}
    if workloads.ALLOCATIONS in only:
        for name in [servers.OURS] + [peer for peer in workloads.ALLOCATION_PEERS if peer in peers]:
            progress(f"allocations: {name}")
            counts[name] = [allocations.run(name, path, observed) for _, path, observed in workloads.ALLOCATION_PATHS]
    hops = {}
    if hop.NAME in only:
        hops = hop.measure([peer for peer in hop.PEERS if peer in peers], pairs, seconds, progress)
    costs = None
    if micro.NAME in only:
        progress(micro.NAME)
        costs = micro.run()
    progress("")
    print(report.markdown(results, idles, counts, hops, costs, pairs, seconds))


def measure(workload, peers, pairs, seconds):
    """For each peer a list of pairs (ours, the peer's)."""
    result = {peer: [] for peer in peers}
    for turn in range(pairs):
        # Every other round backwards, so that nobody always comes first.
        order = peers if turn % 2 == 0 else peers[::-1]
        for first in range(0, len(order), 2):
            couple = order[first:first + 2]
            progress(f"{workload.name}, round {turn + 1} of {pairs}: {' and '.join(couple)}")
            before = load.run(couple[0], workload, seconds)
            ours = load.run(servers.OURS, workload, seconds)
            result[couple[0]].append((ours, before))
            if len(couple) == 2:
                result[couple[1]].append((ours, load.run(couple[1], workload, seconds)))
    return result


def progress(text):
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K" + text)
    elif text:
        sys.stderr.write(text + "\n")
    sys.stderr.flush()


def number(name, default):
    text = os.environ.get(name) or str(default)
    if not text.isdigit() or int(text) == 0:
        sys.exit(f"{name} must be a whole number from 1, not {text!r}")
    return int(text)


def names(variable, known):
    wanted = [name for name in os.environ.get(variable, "").split(",") if name] or known
    for name in wanted:
        if name not in known:
            sys.exit(f"{variable} has {name!r}; allowed: {', '.join(known)}")
    return wanted


if __name__ == "__main__":
    main()
