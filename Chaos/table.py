"""What a fault did to those who asked, as text for a terminal and as Markdown for the docs."""


class Row:
    def __init__(self, fault, strategy, answers=(), retries=0, first_use=None, problem=None):
        self.fault, self.strategy, self.retries = fault, strategy, retries
        self.first_use, self.problem = first_use, problem
        self.total = len(answers)
        self.failures = [answer for answer in answers if answer.failed]
        self.seconds = sorted(answer.seconds for answer in answers)

    @property
    def failed(self):
        return len(self.failures)

    @property
    def is_bad(self):
        return self.problem is not None or (self.fault.must_be_harmless and self.failed > 0) or self.total == 0

    def percentile(self, share):
        """Milliseconds."""
        if not self.seconds:
            return 0.0
        return 1000 * self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]

    @property
    def cells(self):
        if self.problem is not None:
            return [self.fault.name, self.strategy, self.problem, "", "", "", "", "", ""]
        return [
            self.fault.name, self.strategy, f"{self.failed} of {self.total}",
            *(f"{self.percentile(share):.1f}" for share in (0.5, 0.99, 0.999)), f"{self.percentile(1):.0f}",
            str(self.retries), "" if self.first_use is None else f"{self.first_use:.2f} s"]

    @property
    def reasons(self):
        """The different failures, the most frequent first."""
        counts = {}
        for answer in self.failures:
            key = f"{answer.status or 'no answer'}: {answer.reason}"
            counts[key] = counts.get(key, 0) + 1
        return sorted(counts.items(), key=lambda item: -item[1])


HEAD = ["fault", "strategy", "failed", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "extra attempts", "new instance used"]


def as_text(rows):
    table = [HEAD] + [row.cells for row in rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEAD))]
    lines = []
    for row, cells in zip([None] + rows, table):
        text = "  ".join(
            cell.ljust(width) if column < 3 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(cells, widths)))
        lines.append(text.rstrip())
        if row is not None and row.is_bad:
            lines += [f"    {count} x {reason}" for reason, count in row.reasons[:5]]
    return "\n".join(lines)


def as_markdown(rows, rate, ttl):
    seconds = ", ".join(f"{name} {value} s" for name, value in ttl.items())
    lines = [
        f"{rate} requests a second for `/weather/Paris` through the portal; instances are listed with a TTL of {seconds}.",
        "", "| " + " | ".join(HEAD) + " |", "|---|---|" + "--:|" * (len(HEAD) - 2)]
    lines += ["| " + " | ".join(row.cells) + " |" for row in rows]
    notes = {row.fault.name: row.fault for row in rows if not row.fault.must_be_harmless}
    if notes:
        lines += ["", "Rows that may fail, and why:", ""]
        lines += [f"- **{name}**: {fault.why}." for name, fault in notes.items()]
    bad = [row for row in rows if row.is_bad]
    if bad:
        lines += ["", "Failures that should not be:", ""]
        for row in bad:
            lines += [f"- {row.fault.name}, {row.strategy}: {count} x {reason}" for reason, count in row.reasons[:5]]
    return "\n".join(lines)
