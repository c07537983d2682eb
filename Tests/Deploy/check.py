"""Checks the templates in deploy: by cfn-lint, by the rules in rules/, and the rules by mutations of good templates.

Prints one line where all is well; otherwise each finding once, and ends with 1.
"""

import subprocess
import sys

import yaml

import mutations
import recording
import rules
from model.suite import HERE, ROOT, Suite, read_templates
from rules.book import RULES, findings_in_deployment, findings_over_templates

rules.write_down()
mutations.write_down()


def findings(suite):
    """Each finding once, with the settings under which it was found first."""
    found = {}
    for finding in findings_over_templates(suite.templates):
        found.setdefault(finding, "")
    for template in suite.strategies:
        for label, chosen in suite.variations(template.stack):
            for finding in findings_in_deployment(suite, template.stack, chosen):
                found.setdefault(finding, label)
    return found


def shown(finding, label):
    under = f" ({label})" if label else ""
    strategy = f"{finding.strategy}: " if finding.strategy and not finding.place.startswith(finding.strategy) else ""
    return f"{finding.rule}: {strategy}{finding.place}: {finding.message}{under}"


class Exceptions:
    def __init__(self, entries):
        self.entries = entries
        self.used = [False] * len(entries)

    def excuse(self, finding):
        for index, entry in enumerate(self.entries):
            if entry["rule"] == finding.rule and entry.get("strategy", finding.strategy) == finding.strategy:
                if entry["found"] in f"{finding.place}: {finding.message}":
                    self.used[index] = True
                    return True
        return False

    def unused(self):
        return [entry for entry, used in zip(self.entries, self.used) if not used]


def begin_lint(paths):
    """In a process of its own, which takes about as long as all the rest."""
    command = [sys.executable, "-c", "import sys; from cfnlint.runner import main; sys.exit(main())", *paths]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def end_lint(process):
    said, _ = process.communicate()
    return [said.strip() or f"cfn-lint ended with {process.returncode}"] if process.returncode else []


def main():
    if sys.argv[1:] == ["--rules"]:
        print("\n".join(f"{known.name}: {known.reason}" for known in RULES.values()))
        return
    suite = Suite(read_templates())
    if sys.argv[1:] == ["--record"]:
        recording.record(suite)
    linting = begin_lint([template.path for template in suite.templates])
    faults = recording.faults(suite)
    exceptions = Exceptions(yaml.safe_load((HERE / "exceptions.yaml").read_text(encoding="utf-8")))
    reasons = {}
    for finding, label in findings(suite).items():
        if not exceptions.excuse(finding):
            faults.append(shown(finding, label))
            reasons.setdefault(finding.rule, RULES[finding.rule].reason if finding.rule in RULES else "")
    for entry in exceptions.unused():
        faults.append(f"exceptions.yaml excuses nothing by {entry}")

    faults += mutations.book.Mutations(suite).faults()
    faults += end_lint(linting)
    if faults:
        print("\n".join(faults))
        if reasons:
            print("\nWhy:")
        for name, reason in sorted(reasons.items()):
            print(f"  {name}: {reason}")
        sys.exit(1)
    print(f"Templates: ok ({len(RULES)} rules over {len(suite.templates)} templates, each rule seen to fail)")


if __name__ == "__main__":
    main()
