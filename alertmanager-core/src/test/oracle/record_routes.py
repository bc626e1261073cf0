#!/usr/bin/env python3
"""Asks the real amtool where random alerts go in random routing trees and writes the answers as golden data.

usage: record_routes.py FOLDER-OF-AMTOOL > ../resources/io/tocsin/core/route/routes.tsv

Uses `config routes show` and `config routes test --tree`. Seeded: the same amtool gives the same file.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

AMTOOL = os.path.join(sys.argv[1], "amtool")
TREES = 300
TESTS = 6
NAMES = ["a", "b", "team", "severity"]
VALUES = ["", "x", "y", "xy", "a\nb", "é", 'q"', "page"]
REGEXES = ["x", "x|y", "x.*", ".*y", ".+", ".*", "", "(x|page)", "[xy]+", "a.b", "(?i)X", "^x$", "x|"]
RECEIVERS = ["r0", "r1", "r2", "r3"]


def tree(rand, depth=0):
    root = depth == 0
    node = {
        "depth": depth,
        "receiver": rand.choice(RECEIVERS) if root or rand.random() < 0.6 else "",
        "continue": not root and rand.random() < 0.35,
        "matchers": "" if root else ",".join(matcher(rand) for _ in range(rand.choice([0, 1, 1, 1, 2]))),
        "match": [] if root or rand.random() < 0.7 else [rand.choice(NAMES), rand.choice(VALUES)],
        "match_re": [] if root or rand.random() < 0.7 else [rand.choice(NAMES), rand.choice(REGEXES)],
        "routes": [],
    }
    if depth < 4:
        for _ in range(rand.choice([2, 3, 4] if root else [0, 0, 1, 2, 3])):
            node["routes"].append(tree(rand, depth + 1))
    return node


def matcher(rand):
    operator = rand.choice(["=", "=", "!=", "=~", "=~", "!~"])
    value = rand.choice(REGEXES if "~" in operator else VALUES)
    return rand.choice(NAMES) + operator + json.dumps(value, ensure_ascii=False)


def config(node):
    route = {"matchers": [node["matchers"]]} if node["matchers"] else {}
    if node["receiver"]:
        route["receiver"] = node["receiver"]
    if node["continue"]:
        route["continue"] = True
    if node["match"]:
        route["match"] = {node["match"][0]: node["match"][1]}
    if node["match_re"]:
        route["match_re"] = {node["match_re"][0]: node["match_re"][1]}
    if node["routes"]:
        route["routes"] = [config(child) for child in node["routes"]]
    return route


def nodes(node):
    yield node
    for child in node["routes"]:
        yield from nodes(child)


def run(arguments):
    done = subprocess.run([AMTOOL] + arguments, capture_output=True, check=True)
    return done.stdout.decode()


def show(text, title):
    # Warnings about matchers that only one parser understands stand before the title.
    return text.split(title + ":\n", 1)[1]


def ask(job):
    root, sets = job
    rows = []
    for node in nodes(root):
        rows.append(["node", str(node["depth"]), node["receiver"], str(node["continue"]).lower(), node["matchers"], *(node["match"] or ["", ""]), *(node["match_re"] or ["", ""])])
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        json.dump({"route": config(root), "receivers": [{"name": name} for name in RECEIVERS]}, file)
        file.flush()
        rows.append(["show", show(run(["config", "routes", "show", "--config.file=" + file.name]), "Routing tree")])
        for labels in sets:
            given = ["%s=%s" % (name, json.dumps(value, ensure_ascii=False)) for name, value in labels.items()]
            out = show(run(["config", "routes", "test", "--tree", "--config.file=" + file.name, *given]), "Matching routes")
            drawn, _, receivers = out.rpartition("\n\n")
            rows.append(["test", receivers.strip(), drawn, *(x for pair in labels.items() for x in pair)])
    return rows


def escape(text):
    units = text.encode("utf-16-be")
    codes = [units[i] << 8 | units[i + 1] for i in range(0, len(units), 2)]
    return "".join(chr(c) if (32 <= c < 127 and c != 92) or 0x2500 <= c < 0x2580 else "\\u%04x" % c for c in codes)


def main():
    rand = random.Random(20261123)
    jobs = []
    for _ in range(TREES):
        root = tree(rand)
        # An empty value is the same as no label, and amtool gives it as such.
        sets = [{name: value for name in NAMES if rand.random() < 0.7 and (value := rand.choice(VALUES))} for _ in range(TESTS)]
        jobs.append((root, sets))
    version = run(["--version"]).split()[2]
    print("# amtool %s. node: depth, receiver, continue, matchers, match name and value, match_re name and regex;" % version)
    print("# show: the tree drawn; test: receivers, the matching routes drawn, then labels by turns name and value.")
    print("# Written by src/test/oracle/record_routes.py.")
    with ThreadPoolExecutor(2) as pool:
        for rows in pool.map(ask, jobs):
            for row in rows:
                print("\t".join(escape(field) for field in row))


if __name__ == "__main__":
    main()
