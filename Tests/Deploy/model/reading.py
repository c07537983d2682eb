"""Templates as they are written: YAML with CloudFormation's short forms, read into their long forms."""

import yaml


class Reader(yaml.SafeLoader):
    """Refuses what CloudFormation refuses: a key twice, and merged mappings."""


def _intrinsic(reader, suffix, node):
    name = suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix
    if isinstance(node, yaml.ScalarNode):
        value = reader.construct_scalar(node)
        if name == "Fn::GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = reader.construct_sequence(node, deep=True)
    else:
        value = reader.construct_mapping(node, deep=True)
    return {name: value}


def _mapping(reader, node):
    seen = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.MarkedYAMLError(problem=f'"{key.value}" is there twice', problem_mark=key.start_mark)
        if key.value == "<<":
            raise yaml.MarkedYAMLError(problem="CloudFormation merges no mappings", problem_mark=key.start_mark)
        seen.add(key.value)
    return reader.construct_mapping(node, deep=True)


Reader.add_multi_constructor("!", _intrinsic)
Reader.add_constructor("tag:yaml.org,2002:map", _mapping)
# A date stays text, as in "Version: 2012-10-17" without quotes.
Reader.add_constructor("tag:yaml.org,2002:timestamp", lambda reader, node: reader.construct_scalar(node))


def read_template(path):
    return yaml.load(path.read_text(encoding="utf-8"), Reader)
