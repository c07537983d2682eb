"""Whether EventBridge would take an event, for the parts of its patterns that are used here."""


def takes(pattern, event):
    alternatives = pattern.get("$or")
    if alternatives is not None and not any(takes(part, event) for part in alternatives):
        return False
    return all(_field(wanted, event.get(key)) for key, wanted in pattern.items() if key != "$or")


def _field(wanted, found):
    if isinstance(wanted, dict):
        return takes(wanted, found if isinstance(found, dict) else {})
    values = found if isinstance(found, list) else [found]
    return any(_value(part, value) for part in wanted for value in values)


def _value(wanted, found):
    if isinstance(wanted, dict):
        (kind, argument), *_ = wanted.items()
        if kind == "prefix":
            return isinstance(found, str) and found.startswith(argument)
        if kind == "exists":
            return (found is not None) == argument
        raise ValueError(f"the pattern {kind} is not known here")
    return wanted == found
