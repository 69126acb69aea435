#!/usr/bin/env python3
"""Reads dashboards with Grafana's published model, writes them again, and fails for a key that is lost.

The model's reader drops a key that it does not know, so a misspelt key vanishes on the way. To show that
none slips through, each kind of key is then misspelt in turn, and each of those dashboards must fail.
"""

import copy
import json
import re
import sys

from grafana_foundation_sdk.cog import encoder, plugins
from grafana_foundation_sdk.models import dashboard, prometheus

# Keys that are data: the values that a mapping shows as something else.
DATA = re.compile(r".*\.mappings\[\]\.options\.\d+")


def plain(model_object):
    return json.loads(json.dumps(model_object, cls=encoder.JSONEncoder))


def round_trip(document):
    """The document as the model writes it after reading it.

    Some parts pass through the dashboard's model as they are; each is read by the model of its own.
    """
    document = copy.deepcopy(document)
    targets = []
    for annotation in document.get("annotations", {}).get("list", []):
        # The dashboard's model takes this for a query of Grafana's own annotations, whatever the data source.
        targets.append(annotation.pop("target", None))
    written = plain(dashboard.Dashboard.from_json(document))
    for annotation, target in zip(written.get("annotations", {}).get("list", []), targets):
        if target is not None:
            annotation["target"] = plain(prometheus.Dataquery.from_json(target))
    for panel in written.get("panels", []):
        for override in panel.get("fieldConfig", {}).get("overrides", []):
            override["properties"] = [override_property(panel["type"], each) for each in override["properties"]]
    return written


def override_property(panel_type, override):
    """An override's property, read as the default that it overrides: its id is the path of that default."""
    name, value = override.get("id", ""), override.get("value")
    keys = name.split(".")
    defaults = value
    for key in reversed(keys):
        defaults = {key: defaults}
    panel = {"type": panel_type, "fieldConfig": {"defaults": defaults, "overrides": []}}
    written = plain(dashboard.Panel.from_json(panel))["fieldConfig"]["defaults"]
    for key in keys:
        if key not in written:
            return {}
        written = written[key]
    return {key: written if key == "value" else override[key] for key in override if key in ("id", "value")}


def lost(given, kept, path=""):
    """The paths of what the one has and the other has not, or has otherwise."""
    if isinstance(given, dict) and isinstance(kept, dict):
        for key, value in given.items():
            if key in kept:
                yield from lost(value, kept[key], f"{path}.{key}" if path else key)
            else:
                yield f"{path}.{key}"
    elif isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        for index, (value, other) in enumerate(zip(given, kept)):
            yield from lost(value, other, f"{path}[{index}]")
    elif given != kept:
        yield f"{path} ({given!r} became {kept!r})"


def keys(node, place=(), kind=""):
    """Each key of a document: where its object is, its name, and its kind, which leaves positions out."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield place, key, f"{kind}.{key}" if kind else key
            yield from keys(value, (*place, key), f"{kind}.{key}" if kind else key)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            panel = value.get("type", "") if kind == "panels" and isinstance(value, dict) else ""
            yield from keys(value, (*place, index), f"{kind}[{panel}]")


def misspelt(document, place, key):
    """A copy in which one key has two letters in the wrong order, or one too many."""
    copied = copy.deepcopy(document)
    holder = copied
    for step in place:
        holder = holder[step]
    typo = key[:-2] + key[-1] + key[-2] if len(key) > 2 and key[-1] != key[-2] else key + key
    items = [(typo if name == key else name, value) for name, value in holder.items()]
    holder.clear()
    holder.update(items)
    return copied


def fails(document):
    try:
        return any(lost(document, round_trip(document)))
    except (KeyError, TypeError, AttributeError, ValueError):
        return True


def main(files):
    plugins.register_default_plugins()
    problems, kept, planted = [], 0, {}
    for file in files:
        with open(file, encoding="utf-8") as stream:
            document = json.load(stream)
        problems += [f"{file}: {path} is not in Grafana's model" for path in lost(document, round_trip(document))]
        for place, key, kind in keys(document):
            kept += 1
            if kind not in planted and not DATA.fullmatch(kind):
                planted[kind] = fails(misspelt(document, place, key))
    problems += [f"a misspelt {kind} would go unseen" for kind, seen in planted.items() if not seen]
    if not files or not planted:
        problems.append("no dashboard was given")
    print(*problems, sep="\n", file=sys.stderr, end="\n" if problems else "")
    if not problems:
        print(f"{len(files)} dashboards: {kept} keys survive, {len(planted)} planted typos do not")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
