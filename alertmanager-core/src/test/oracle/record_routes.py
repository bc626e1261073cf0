#!/usr/bin/env python3
"""Asks the original where random alerts go in random routing trees and writes the answers as golden data.

usage: record_routes.py FOLDER drawn > ../resources/io/tocsin/core/route/routes.tsv
       record_routes.py FOLDER grouped PORT > ../resources/io/tocsin/core/route/receivers-and-groups.tsv

FOLDER holds amtool and prometheus-alertmanager. "drawn" uses `config routes show` and `config routes test --tree`;
"grouped" reloads servers on 127.0.0.1:PORT with one tree after the other and reads the receivers and the groups of the
alerts they hold. Seeded: the same original gives the same file.
"""
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

AMTOOL = os.path.join(sys.argv[1], "amtool")
TREES = 200
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


# The trees of "grouped": names and values of alerts, and what the routes make of them.
GROUPED_TREES = 2000
TREES_PER_SERVER = 100
SETS_PER_SERVER = 30
SETS_PER_TREE = 8
CLASSIC_NAMES = ["a", "a", "b", "b", "team", "_x"]
UTF8_NAMES = ["a b", "ö", "c.d", "\U0001f600"]
ALERT_VALUES = ["x", "x", "y", "y", "xy", "X", "a\nb", "é", 'q"', "\\", "{}", " "]
ROUTE_VALUES = [*ALERT_VALUES, "x", "y", ""]
ROUTE_REGEXES = [*REGEXES, ".*", "x.?", "(?:x|y)*", "\\w+", "é|ö", "[^x]*", "(?s).*b", "a\\nb", "\\S*", "x{2}|xy", ".|.."]


def grouped_tree(rand, depth=0):
    root = depth == 0
    node = {
        "depth": depth,
        "receiver": rand.randrange(6) if root or rand.random() < 0.5 else None,
        "continue": not root and rand.random() < 0.35,
        "matchers": [] if root else [grouped_matcher(rand) for _ in range(rand.choice([0, 1, 1, 1, 1, 2, 3]))],
        "match": {} if root or rand.random() < 0.8 else {rand.choice(CLASSIC_NAMES): rand.choice(ROUTE_VALUES) for _ in range(2)},
        "match_re": {} if root or rand.random() < 0.8 else {rand.choice(CLASSIC_NAMES): rand.choice(ROUTE_REGEXES) for _ in range(rand.choice([1, 1, 2]))},
        "group_by": group_by(rand),
        "routes": [],
    }
    if depth < 4:
        for _ in range(rand.choice([1, 2, 2, 3]) if root else rand.choice([0, 0, 0, 1, 2])):
            node["routes"].append(grouped_tree(rand, depth + 1))
    return node


def grouped_matcher(rand):
    operator = rand.choice(["=", "=", "!=", "=~", "=~", "!~"])
    name = rand.choice(CLASSIC_NAMES + UTF8_NAMES)
    name = quoted(name) if rand.random() < 0.1 or any(c in name for c in " .\U0001f600") else name
    return name + operator + quoted(rand.choice(ROUTE_REGEXES if "~" in operator else ROUTE_VALUES))


def quoted(text):
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def group_by(rand):
    shape = rand.random()
    if shape < 0.65:
        return None
    if shape < 0.75:
        return ["..."]
    return rand.sample(sorted(set(CLASSIC_NAMES + UTF8_NAMES)), rand.choice([0, 1, 1, 2, 3]))


def grouped_config(node):
    route = {key: node[key] for key in ("matchers", "match", "match_re", "continue") if node[key]}
    if node["receiver"] is not None:
        route["receiver"] = "r%d" % node["receiver"]
    if node["group_by"] is not None:
        route["group_by"] = node["group_by"]
    if node["routes"]:
        route["routes"] = [grouped_config(child) for child in node["routes"]]
    return route


def grouped_row(node):
    row = [str(node["depth"]) + ("+" if node["continue"] else ""), "" if node["receiver"] is None else str(node["receiver"])]
    row += [",".join(node["matchers"])]
    row += ["".join("%s=%s;" % pair for pair in node[key].items()) for key in ("match", "match_re")]
    row += ["-" if node["group_by"] is None else ",".join(node["group_by"])]
    if node["group_by"] is None:
        row.pop()
        while row[-1] == "":
            row.pop()
    return row


class Server:
    """An original on a port of this machine, with alerts that stay."""

    def __init__(self, port, sets):
        self.port = port
        self.folder = tempfile.TemporaryDirectory()
        self.write({"receiver": "r0"})
        self.process = subprocess.Popen(
            [os.path.join(sys.argv[1], "prometheus-alertmanager"), "--config.file=" + self.file(), "--storage.path=" + self.folder.name,
             "--cluster.listen-address=", "--web.listen-address=127.0.0.1:%d" % port],
            stderr=subprocess.DEVNULL)
        while not self.is_up():
            time.sleep(0.05)
        ends = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86400))
        self.ask("POST", "/api/v2/alerts", [{"labels": labels, "endsAt": ends} for labels in sets])

    def file(self):
        return os.path.join(self.folder.name, "alertmanager.yml")

    def write(self, route):
        with open(self.file(), "w") as file:
            # Without quoting anything beyond ASCII in JSON's way, which is not YAML's beyond the first plane.
            json.dump({"route": route, "receivers": [{"name": "r%d" % i} for i in range(6)]}, file, ensure_ascii=False)

    def is_up(self):
        try:
            self.ask("GET", "/api/v2/status")
            return True
        except OSError:
            return False

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status != 200:
            raise ValueError("%s %s: %d %s" % (method, path, answer.status, text))
        return json.loads(text) if text else None

    def grouped(self, route):
        """The receivers and the groups of each alert: the receivers in the order of the routes, the groups sorted."""
        self.write(route)
        self.ask("POST", "/-/reload")
        alerts = {alert["fingerprint"]: alert for alert in self.ask("GET", "/api/v2/alerts")}
        while True:
            groups = {fingerprint: [] for fingerprint in alerts}
            for group in self.ask("GET", "/api/v2/alerts/groups"):
                for alert in group["alerts"]:
                    groups[alert["fingerprint"]].append(group["receiver"]["name"][1:] + ":" + ",".join(sorted(group["labels"], key=lambda n: n.encode())))
            if all(len(alerts[f]["receivers"]) == len(groups[f]) for f in alerts):
                break
            time.sleep(0.01)
        return {
            key(alert["labels"]): ("".join(r["name"][1:] for r in alert["receivers"]), sorted(groups[f]))
            for f, alert in alerts.items()
        }

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


def grouped_rows():
    rand = random.Random(20261128)
    for _ in range(GROUPED_TREES // TREES_PER_SERVER):
        sets = [{name: rand.choice(ALERT_VALUES) for name in CLASSIC_NAMES + UTF8_NAMES if rand.random() < 0.5} for _ in range(SETS_PER_SERVER)]
        sets = [labels or {"team": "x"} for labels in sets]
        server = Server(int(sys.argv[3]), sets)
        yield from (["labels", *(x for pair in labels.items() for x in pair)] for labels in sets)
        try:
            for _ in range(TREES_PER_SERVER):
                root = grouped_tree(rand)
                yield from map(grouped_row, nodes(root))
                answers = server.grouped(grouped_config(root))
                yield ["=", *chosen(rand, [answers[key(labels)] for labels in sets])]
        finally:
            server.close()


def chosen(rand, answers):
    """The answers for the label sets that take the most routes, and for some others."""
    order = sorted(rand.sample(range(len(answers)), len(answers)), key=lambda i: -len(answers[i][1]))
    half = SETS_PER_TREE // 2
    for i in sorted(order[:half] + rand.sample(order[half:], half)):
        receivers, groups = answers[i]
        yield ";".join([str(i), receivers, *groups] if len(groups) > 1 else [str(i), *groups])


def key(labels):
    return tuple(sorted(labels.items()))


def escape(text):
    units = text.encode("utf-16-be")
    codes = [units[i] << 8 | units[i + 1] for i in range(0, len(units), 2)]
    return "".join(chr(c) if (32 <= c < 127 and c != 92) or 0xC0 <= c < 0x180 or 0x2500 <= c < 0x2580 else "\\u%04x" % c for c in codes)


def main():
    version = run(["--version"]).split()[2]
    if sys.argv[2] == "grouped":
        print("# alertmanager %s. A route: depth and + for continue, receiver, matchers, match and match_re as name=value; and" % version)
        print("# group_by; what is missing at the end is not set. Before the trees: labels, by turns name and value. Below a tree, after =,")
        print("# for some of these labels, by index: the receivers in the order of the routes, left out where there is one only, and")
        print("# the groups, sorted, as receiver:names of the group's labels.")
        rows = grouped_rows()
    else:
        print("# amtool %s. node: depth, receiver, continue, matchers, match name and value, match_re name and regex;" % version)
        print("# show: the tree drawn; test: receivers, the matching routes drawn, then labels by turns name and value.")
        rows = drawn_rows()
    print("# Written by src/test/oracle/record_routes.py.")
    for row in rows:
        print("\t".join(escape(field) for field in row))


def drawn_rows():
    rand = random.Random(20261123)
    jobs = []
    for _ in range(TREES):
        root = tree(rand)
        # An empty value is the same as no label, and amtool gives it as such.
        sets = [{name: value for name in NAMES if rand.random() < 0.7 and (value := rand.choice(VALUES))} for _ in range(TESTS)]
        jobs.append((root, sets))
    with ThreadPoolExecutor(2) as pool:
        for rows in pool.map(ask, jobs):
            yield from rows


if __name__ == "__main__":
    main()
