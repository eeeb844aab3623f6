"""Reads a JSON Schema and prints the path of each property that has no description, of its own or of what it refers to."""
import json
import sys


def target(document, reference):
    for part in reference.lstrip("#/").split("/"):
        document = document[part]
    return document


def walk(node, path, document):
    if isinstance(node, list):
        for i, item in enumerate(node):
            yield from walk(item, f"{path}/{i}", document)
    if not isinstance(node, dict):
        return
    for name, value in node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else ():
        # What is forbidden, or must be null, is described where it is allowed.
        if value is False or value == {"type": "null"}:
            continue
        described = value if isinstance(value, dict) else {}
        if "$ref" in described and "description" not in described:
            described = target(document, described["$ref"])
        if not described.get("description"):
            yield f"{path}/{name}"
    for name, value in node.items():
        # These say which keys exclude each other.
        if name not in ("dependentSchemas", "not", "if"):
            yield from walk(value, f"{path}/{name}", document)


schema = json.load(sys.stdin)
print("\n".join(walk(schema, "", schema)), end="")
