"""One fault each: a module for each of the rules' modules."""

import importlib

from mutations import book as book
from rules import MODULES


def write_down():
    for name in MODULES:
        importlib.import_module(f"mutations.of_{name}")
