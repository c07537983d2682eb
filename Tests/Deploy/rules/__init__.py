"""What a good template is: each module is about one thing. Importing one writes its rules down."""

import importlib

MODULES = "balancers containers events machines permissions reachability services settings stopping templates".split()


def write_down():
    for name in MODULES:
        importlib.import_module(f"rules.{name}")
