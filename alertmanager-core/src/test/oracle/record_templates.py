#!/usr/bin/env python3
"""Asks the real amtool to render the template snippets of the golden data and writes its answers beside them.

usage: record_templates.py FOLDER-OF-AMTOOL record [FILE...]    writes the answers into ../resources/template/*.txt
       record_templates.py FOLDER-OF-AMTOOL check [FILE...]     names those that it answers differently; fails if there are any
       record_templates.py FOLDER-OF-AMTOOL defaults > ../resources/template/defaults/rendered.txt

A file is blocks with a blank line between them. A block has `text` (what is rendered) and, once recorded, `out` (what is
printed) or `error` (what stands behind `amtool: error:`; nothing is printed then). `type` (text or html), `data` (a file in
template/data) and `glob` (in template/globs) may stand above `text`; in a block of their own they hold for the rest of the
file. `dot: server` there asks a server instead, which tells templates
a pointer; `data` is then what it tells of the alert that it is sent. Values of several lines follow their key, each line behind `|`, or behind `!` if it has escapes: \\\\, \\t, \\r,
\\xHH (a byte), \\u{HEX} (a character). Lines that begin with # are comments.
Where ours answers otherwise on purpose, `ourOut` or `ourError` says what, and `deviation` why. New questions need no answers: record fills them in.

The default templates are rendered over all alert sets (template/sets); `names` are those that give the same `out` for a `set`.
Debian's amtool knows them only from the file of its own, which is looked for beside FOLDER-OF-AMTOOL.
"""
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import server_rendering

HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "template")
AMTOOL = os.path.join(sys.argv[1], "amtool")
NOT_ASKED = "newer-functions.txt"  # Only 0.34 has those.
SETTINGS = ("type", "data", "glob", "dot")
OURS = ("deviation", "ourOut", "ourError")


def unescape(line):
    def one(found):
        kind = found.group(0)[1]
        if kind == "x":
            return bytes([int(found.group(1), 16)]).decode("utf-8", "surrogateescape")
        return chr(int(found.group(2), 16)) if kind == "u" else {"t": "\t", "r": "\r", "\\": "\\"}[kind]

    return re.sub(r"\\(?:x(..)|u\{(\w+)\}|[tr\\])", one, line)


def escape(line):
    def one(c):
        if "\udc80" <= c <= "\udcff":
            return "\\x%02x" % (ord(c) - 0xDC00)
        if c in "\t\r\\":
            return {"\t": "\\t", "\r": "\\r", "\\": "\\\\"}[c]
        return c if c.isprintable() else "\\u{%x}" % ord(c)

    text = "".join(one(c) for c in line)
    return text[:-1] + "\\u{20}" if text.endswith(" ") else text


def plain(line):
    return line.isprintable() and not line.endswith(" ")


def show(key, value):
    lines = value.split("\n")
    if len(lines) == 1 and plain(value) and not value.startswith(" "):
        return [f"{key}: {value}".rstrip()]
    return [key + ":"] + ["|" + line if plain(line) else "!" + escape(line) for line in lines]


def parse(block):
    """Comments, and the values by key."""
    comments, values, lines = [], {}, None
    for line in block:
        if line.startswith("#"):
            comments.append(line)
        elif line[0] in "|!":
            lines.append(line[1:] if line[0] == "|" else unescape(line[1:]))
            values[key] = "\n".join(lines)
        else:
            key, value = re.fullmatch(r"(type|data|glob|dot|text|out|error|set|names|deviation|ourOut|ourError):(?: (.*))?", line).groups()
            values[key], lines = value or "", []
    return comments, values


def ask(values):
    command = [AMTOOL, "template", "render", "--template.glob=" + os.path.join(HOME, "globs", values["glob"]),
               "--template.data=" + os.path.join(HOME, "data", values["data"]), "--template.type=" + values["type"],
               b"--template.text=" + values["text"].encode("utf-8", "surrogateescape")]
    run = subprocess.run(command, capture_output=True, timeout=60, env={"TZ": "UTC", "PATH": "/usr/bin"})
    out, error = (b.decode("utf-8", "surrogateescape") for b in (run.stdout, run.stderr))
    if run.returncode == 0 and not error:
        return "out", out
    found = re.fullmatch(r"amtool: error: (.*)\n\n", error, re.S)
    if run.returncode != 1 or out or not found:
        raise SystemExit(f"unexpected: exit {run.returncode}, {out!r}, {error!r} to {values['text']!r}")
    return "error", found.group(1)


def blocks(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        text = file.read()
    return [b.split("\n") for b in re.split(r"\n\n+", text.strip("\n"))]


def run(path, version, record):
    defaults = {"type": "text", "data": "standard.json", "glob": "standard.tmpl"}
    questions = []
    for block in blocks(path):
        comments, values = parse([line for line in block if not line.startswith("# Asked:")])
        if "text" not in values:
            defaults.update(values)
        questions.append((comments, values, dict(defaults, **values)))
    if defaults.get("dot") == "server":
        with open(os.path.join(HOME, "data", defaults["data"]), encoding="utf-8") as file:
            asked = iter(server_rendering.ask(sys.argv[1], json.load(file), [q[2] for q in questions if "text" in q[1]]))
        answers = [next(asked) if "text" in q[1] else None for q in questions]
    else:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda q: ask(q[2]) if "text" in q[1] else None, questions))
    drifted, lines = 0, [f"# Asked: {version}"]
    for (comments, values, _), answer in zip(questions, answers):
        lines += comments
        for key in SETTINGS + ("text",):
            if key in values:
                lines += show(key, values[key])
        if answer:
            lines += show(*answer)
            for key in OURS:
                if key in values:
                    lines += show(key, values[key])
            if values.get(answer[0]) != answer[1]:
                drifted += 1
                if not record:
                    print(f"{os.path.basename(path)}: {values['text']}\n  now {answer[0]}: {answer[1]}")
        lines.append("")
    if record:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(lines))
    print(f"{os.path.basename(path)}: {sum(1 for a in answers if a)} snippets, {drifted} {'new or changed' if record else 'drifted'}", file=sys.stderr)
    return drifted


LISTS = ("__text_alert_list", "__text_alert_list_markdown", "pagerduty.default.instances")
AS_HTML = ("telegram.default.message", "pushover.default.message")
OWN_DESIGN = ("email.default.html",)


def defaults(version):
    own = os.path.join(sys.argv[1], "..", "share", "prometheus", "alertmanager", "default.tmpl")
    with open(own, encoding="utf-8") as file:
        names = [n for n in re.findall(r'define "([^"]+)"', file.read()) if n not in OWN_DESIGN]
    questions = [(name, "text") for name in names] + [(name, "html") for name in AS_HTML]
    print(f"# Asked: {version}")
    for alerts in sorted(os.listdir(os.path.join(HOME, "sets"))):
        by_answer = {}
        for name, kind in questions:
            text = '{{ template "%s" .%s }}' % (name, "Alerts" if name in LISTS else "")
            answer = ask({"glob": own, "data": "../sets/" + alerts, "type": kind, "text": text})
            by_answer.setdefault(answer, []).append(name if kind == "text" else kind + ":" + name)
        for answer, names in by_answer.items():
            print("\n".join(["set: " + alerts, "names: " + " ".join(names)] + show(*answer)) + "\n")


def main():
    version = subprocess.run([AMTOOL, "--version"], capture_output=True, text=True, check=True)
    version = (version.stdout + version.stderr).split(" (")[0].strip()
    if sys.argv[2] == "defaults":
        return defaults(version)
    record = {"record": True, "check": False}[sys.argv[2]]
    files = sys.argv[3:] or sorted(os.path.join(HOME, f) for f in os.listdir(HOME) if f.endswith(".txt") and f != NOT_ASKED)
    drifted = sum(run(path, version, record) for path in files)
    sys.exit(1 if drifted and not record else 0)


main()
