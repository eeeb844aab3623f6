"""Prints the commands of a CI file, one script, to be run by a test.

ci_commands.py FILE KEY...: follows the keys (numbers are places in lists) to a string or a list of
strings; a list is a script of its lines.
"""

import sys

import yaml


def main(path, keys):
    with open(path, encoding="utf-8") as stream:
        node = yaml.safe_load(stream)
    for key in keys:
        node = node[int(key)] if isinstance(node, list) else node[key]
    lines = node if isinstance(node, list) else [node]
    if not lines or not all(isinstance(line, str) for line in lines):
        sys.exit("no commands at " + " ".join(keys))
    print("\n".join(lines))


main(sys.argv[1], sys.argv[2:])
