"""The figures as Markdown."""

import datetime
import json
import os
import platform
import re
import statistics
import subprocess

import hop
import servers
import workloads


def markdown(results, idles, counts, hops, costs, pairs, seconds):
    parts = [machine(pairs, seconds), targets(results, idles, counts, hops)]
    parts += [table(workload, results[workload.name]) for workload in workloads.ALL if results.get(workload.name)]
    if idles:
        parts.append(idle_table(idles))
    if counts:
        parts.append(allocations_table(counts))
    if hops:
        parts.append(hop_table(hops))
    if costs:
        parts.append(costs)
    return "\n\n".join(part for part in parts if part)


def machine(pairs, seconds):
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    # Not there where only the hop is measured.
    peers = "".join(f"{name} {resolved(package)}, " for name, package in [
        ("Hummingbird", "hummingbird"), ("FlyingFox", "flyingfox"), ("SwiftNIO", "swift-nio")] if resolved(package))
    return (
        f"{datetime.date.today()}, {os.cpu_count()} cores of {model}, Linux {platform.release()}, {version('swift')}, "
        f"{peers}nginx {version('nginx')}, HAProxy {version('haproxy')}, `wrk -t1` on loopback, {pairs} pairs of {seconds} s. "
        f"Load on the machine at the end (1, 5, 15 min): {' '.join(f'{load:.1f}' for load in os.getloadavg())}.")


def version(program):
    arguments, pattern = {
        "swift": (["swift", "--version"], r"(Swift) version (\S+)"), "nginx": (["/usr/sbin/nginx", "-v"], r"/(\S+)"),
        "haproxy": (["/usr/sbin/haproxy", "-v"], r"version ([\d.]+)"),
    }[program]
    try:
        output = subprocess.run(arguments, capture_output=True, text=True, timeout=30)
    except OSError:
        return "?"
    match = re.search(pattern, output.stdout + output.stderr)
    return " ".join(match.groups()) if match else "?"


def resolved(package):
    """The version of a package that the peers were built with."""
    try:
        with open(os.path.join(servers.ROOT, "Benchmarks/Package.resolved")) as file:
            pins = json.load(file)["pins"]
    except FileNotFoundError:
        return ""
    return next((pin["state"].get("version", "?") for pin in pins if pin["identity"] == package), "?")


def table(workload, pairs_by_peer):
    """Ratios are ours divided by the peer's: above 1 for requests/s, and below 1 for the others, ours is better."""
    rows = [
        "| " + workload.title + " | requests/s | ours / peer | CPU us/request | ours / peer | p99 ms | ours / peer |"
        " MB idle, loaded |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    ours = unique(ours for pairs in pairs_by_peer.values() for ours, _ in pairs)
    if ours:
        rows.append(row(shown(servers.OURS), ours, None))
    for peer, pairs in pairs_by_peer.items():
        rows.append(row(peer, [peer_run for _, peer_run in pairs], pairs))
    by_name = [(servers.OURS, ours)] + [(peer, [run for _, run in pairs]) for peer, pairs in pairs_by_peer.items()]
    for name, runs in by_name:
        if failed := sum(run.failed for run in runs):
            rows.append(f"\n{name}: {failed} requests of these runs failed.")
        if name not in workloads.WITHOUT_LOG and (unlogged := sum(run.unlogged for run in runs)):
            rows.append(f"\n{name}: {unlogged} requests of these runs are not in its log.")
    return "\n".join(rows)


def unique(runs):
    return list({id(run): run for run in runs}.values())


def row(name, runs, pairs):
    def middle(measure):
        return statistics.median(getattr(run, measure) for run in runs)

    def spread(measure):
        return "" if pairs is None else spread_text(ratios(pairs, measure))

    cells = [
        name, f"{middle('rate'):,.0f}", spread("rate"), f"{middle('cpu'):.1f}", spread("cpu"),
        f"{middle('p99'):.2f}", spread("p99"), f"{middle('idle_rss') / 1e6:.1f}, {middle('loaded_rss') / 1e6:.1f}",
    ]
    return "| " + " | ".join(cells) + " |"


def ratios(pairs, measure):
    """Nothing where a figure was too small to be seen."""
    return [getattr(a, measure) / getattr(b, measure) for a, b in pairs if getattr(b, measure) > 0]


def spread_text(values):
    if not values:
        return "-"
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def idle_table(idles):
    rows = ["| 10,000 idle connections | bytes each, nothing sent yet | bytes each, after a request |", "|---|--:|--:|"]
    rows += [f"| {shown(name)} | {found.silent:,.0f} | {found.used:,.0f} |" for name, found in idles.items()]
    return "\n".join(rows)


def allocations_table(counts):
    titles = [title for title, _, _ in workloads.ALLOCATION_PATHS]
    rows = ["| allocations for a request, connection kept | " + " | ".join(titles) + " |", "|---|" + "--:|" * len(titles)]
    rows += [f"| {shown(name)} | " + " | ".join(f"{count:.1f}" for count in found) + " |" for name, found in counts.items()]
    return "\n".join(rows)


def hop_table(hops):
    """Each row against HAProxy's and the direct call's run of the same round."""
    rows = [
        "| `" + hop.PATH + "` | requests/s, 64 connections | / haproxy | CPU us/request | p50 us, 1 connection |"
        " added to direct | p99 us |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, runs in hops.items():
        def middle(measure):
            return statistics.median(getattr(run, measure) for run in runs)

        added = "" if name == hop.DIRECT else added_text(hops, name)
        cells = [
            shown(name), f"{middle('rate'):,.0f}", spread_text(hop_ratios(hops, name)) if "haproxy" in hops else "",
            f"{middle('cpu'):.1f}", f"{middle('p50'):.0f}", added, f"{middle('p99'):.0f}",
        ]
        rows.append("| " + " | ".join(cells) + " |")
    for name, runs in hops.items():
        if failed := sum(run.failed for run in runs):
            rows.append(f"\n{name}: {failed} requests of these runs failed.")
    return "\n".join(rows)


def hop_ratios(hops, name, peer="haproxy"):
    return [ours.rate / theirs.rate for ours, theirs in zip(hops[name], hops.get(peer, []))]


def added(hops, name):
    return [run.p50 - direct.p50 for run, direct in zip(hops[name], hops[hop.DIRECT])]


def added_text(hops, name):
    values = added(hops, name)
    return f"{statistics.median(values):.0f} ({min(values):.0f} to {max(values):.0f})"


def shown(name):
    return f"**{name}**" if name in [servers.OURS, hop.OURS] else name


NAMES = {"rate": "requests/s", "cpu": "CPU per request", "idle_rss": "resident memory idle, MB",
         "loaded_rss": "resident memory after load, MB", "idle_bytes": "bytes for an idle connection", "allocations": "for a request, trivial handler",
         "added": "microseconds added to p50, 1 connection"}


def targets(results, idles, counts, hops):
    rows = ["| figure | reach | measured | |", "|---|--:|--:|---|"]
    for target in workloads.TARGETS:
        values = measured(target, results, idles, counts, hops)
        if not values:
            continue
        value = statistics.median(values)
        reached = value >= target.limit if target.at_least else value <= target.limit
        unit = 1e6 if target.measure.endswith("rss") else 1
        against = f" / {target.peer}" if target.peer else ""
        form = ",.0f" if target.measure == "idle_bytes" else ".2f" if target.peer else ".1f"
        spread = f" ({min(values) / unit:{form}} to {max(values) / unit:{form}})" if len(values) > 1 else ""
        rows.append(
            f"| {target.workload}: {NAMES[target.measure]}{against} | {'>=' if target.at_least else '<='} "
            f"{target.limit / unit:{form}} | {value / unit:{form}}{spread} | {'reached' if reached else 'not reached'} |")
    return "\n".join(rows) if len(rows) > 2 else ""


def measured(target, results, idles, counts, hops):
    if target.workload == hop.NAME:
        if hop.OURS not in hops:
            return []
        return hop_ratios(hops, hop.OURS, target.peer) if target.measure == "rate" else added(hops, hop.OURS)
    if target.workload == workloads.IDLE:
        ours = idles.get(servers.OURS)
        return [max(ours.silent, ours.used)] if ours else []
    if target.workload == workloads.ALLOCATIONS:
        return counts[servers.OURS][:1] if counts else []
    pairs_by_peer = results.get(target.workload, {})
    if target.peer:
        return ratios(pairs_by_peer.get(target.peer, []), target.measure)
    return [getattr(ours, target.measure) for ours in unique(o for pairs in pairs_by_peer.values() for o, _ in pairs)]
