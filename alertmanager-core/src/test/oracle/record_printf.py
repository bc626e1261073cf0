#!/usr/bin/env python3
"""Asks the real amtool what printf makes of chosen and of random directives.

usage: record_printf.py FOLDER-OF-AMTOOL > ../resources/template/format/printf.tsv

A line is a format, the names of the operands (PrintfGoldenTest knows their values), and what is printed. What is not printable
ASCII stands as \\uXXXX, as does the backslash; a byte that is no UTF-8 is a lone surrogate.
"""
import itertools
import os
import random
import subprocess
import sys
import tempfile

AMTOOL = os.path.join(sys.argv[1], "amtool")
DATA = """{"receiver":"r","status":"firing","alerts":[{"status":"firing","labels":{"a":"b"},"annotations":{},
"startsAt":"2026-01-02T03:04:05.000000006Z","endsAt":"2026-01-02T03:04:06.500000006Z","generatorURL":"","fingerprint":""}],
"groupLabels":{"alertname":"X","zone":"é"},"commonLabels":{},"commonAnnotations":{},"externalURL":""}"""
TIME = "(index .Alerts 0).StartsAt"
OPERANDS = {
    "true": "true", "nil": "nil", "0": "0", "1": "1", "-1": "-1", "65": "65", "128512": "128512", "min": "-9223372036854775808",
    "0.0": "0.0", "-0.0": "-0.0", "1.0": "1.0", "-2.5": "-2.5", "1e6": "1e6", "1e21": "1e21", "0.1": "0.1", "5e-324": "5e-324",
    "1.7976931348623157e308": "1.7976931348623157e308", "123456789.125": "123456789.125", "2i": "2i", "1-2.5i": "1-2.5i",
    "empty": '""', "hello": '"hello"', "odd": '"é世\\x00`\\""', "cut": '(slice "é世!" 1 4)', "bytes": f"{TIME}.MarshalText",
    "strings": '(stringSlice "a" "b c")', "list": '(list 1 "a" nil 2.5)', "none": "list", "dict": '(dict "b" 1 "a" "x")',
    "kv": ".GroupLabels", "pairs": ".GroupLabels.SortedPairs", "pair": "(index .GroupLabels.SortedPairs 0)", "time": TIME,
    "duration": f"((index .Alerts 0).EndsAt.Sub {TIME})", "month": f"{TIME}.Month", "weekday": f"{TIME}.Weekday",
    "times": f'(list {TIME} {TIME}.Month (dict "d" .GroupLabels))',
}
CHOSEN = [
    ("%d %s", "1"), ("%d", "1 hello nil"), ("%", "1"), ("%!", ""), ("%5", "1"), ("%.", "1"), ("%[", "1"), ("%[]d", "1"), ("%[1", "1"),
    ("%[1]", "1"), ("%[x]d", "1"), ("%[3]d", "1 65"), ("%[2]d %[1]d", "1 65"), ("%[2]d %d", "1 65"), ("%[1]d", "1 65"), ("%[-1]d", "1"),
    ("%[2]*[1]d|", "1 65"), ("%[1]*d|", "1 65"), ("%[3]*.[2]*[1]f|", "-2.5 1 65"), ("%6.[1]d", "1"), ("%[1]6d", "1"), ("%[1].2d", "1"),
    ("%[1]%", "1"), ("%*d|", "65 1"), ("%*d|", "-1 1"), ("%*d", "hello 1"), ("%.*f", "1 -2.5"), ("%.*f", "-1 -2.5"), ("%.*d", "nil 1"),
    ("%*d", "min 1"), ("%*d", "1"), ("%-*d|", "65 1"), ("%99999999999d", "1"), ("100%", ""),
    ("%%%d%%", "1"), ("%5%|", "1"), ("%é", "1"), ("%世%d", "1 1"), ("é%d世", "1"), ("%\x01", "1"), ("%v %[1]T %[1]d", "list"), ("no", "1"),
    ("%d %d", "1 2i odd"), ("%s", ""), ("", ""), ("%[1]d %d %[1]d %d", "1 65"), ("%c%c", "65 128512"), ("%t%t", "true 1"),
]


def ask(form, names, folder):
    text = "{{ printf \"%s\" %s }}" % (form.replace('"', '\\"'), " ".join(OPERANDS[name] for name in names.split()))
    answer = subprocess.run(
        [AMTOOL, "template", "render", "--template.glob=" + os.path.join(folder, "empty"), "--template.text=" + text,
         "--template.data=" + os.path.join(folder, "data")], capture_output=True, check=True)
    return answer.stdout.decode("utf-8", "surrogateescape")


def escaped(text):
    def one(c):
        if " " <= c <= "~" and c != "\\":
            return c
        units = c.encode("utf-16-be", "surrogatepass")
        return "".join("\\u%02x%02x" % (units[i], units[i + 1]) for i in range(0, len(units), 2))

    return "".join(map(one, text))


def random_rows():
    chance = random.Random(11)
    plain = [("%" + flags + verb, name) for verb in "vTtdboOxXcqUeEfFgGsz" for flags in ("", "+", "#") for name in OPERANDS]
    flags = ["".join(f) for n in range(6) for f in itertools.combinations("+-# 0", n)]
    for form, name in chance.sample(plain, 700):
        yield form, name
    for _ in range(700):
        form = "%" + chance.choice(flags) + chance.choice(["", "1", "9", "24"]) + chance.choice(["", ".", ".1", ".5", ".20"])
        yield form + chance.choice("vTtdboOxXcqUeEfFgGsw"), chance.choice(list(OPERANDS))


with tempfile.TemporaryDirectory() as folder:
    open(os.path.join(folder, "empty"), "w").close()
    with open(os.path.join(folder, "data"), "w") as file:
        file.write(DATA)
    version = subprocess.run([AMTOOL, "--version"], capture_output=True, text=True).stdout.split()[2]
    print(f"# Asked: amtool, version {version}")
    for form, names in [*CHOSEN, *random_rows()]:
        print(escaped(form), names, escaped(ask(form, names, folder)), sep="\t")
