"""Records what the original says of template files that it is to load: python3 record_template_files.py AMTOOL > template-files.tsv

Columns: the files, each as NAME=TEXT with \\f between them, and what `amtool check-config` says of them; empty where it takes them. \\n, \\t and \\\\ are
escaped. The server says the same behind "failed to parse templates: ".
"""

import os
import subprocess
import sys
import tempfile

CASES = [
    ["a.tmpl="],
    ["a.tmpl=no definition"],
    ['a.tmpl={{ define "a" }}x{{ end }}'],
    ['a.tmpl={{ define "a" }}x{{ end }}{{ define "a" }}y{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ end }}{{ define "a" }}y{{ end }}'],
    ['a.tmpl={{ define "a" }}x{{ end }}', 'b.tmpl={{ define "a" }}y{{ end }}'],
    ['a.tmpl={{ define "a" }}\n{{ foo }}{{ end }}\n'],
    ['a.tmpl={{ define "a" }}{{ toUper .Status }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ .Foo \n{{ end }}'],
    ['a.tmpl={{ define "a" }}\nx'],
    ['a.tmpl=one\ntwo\n{{ define "a" }}\nx'],
    ['a.tmpl={{ define "a" }}{{ if }}{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ if .X }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ else }}{{ end }}'],
    ['a.tmpl={{ end }}'],
    ['a.tmpl={{ define a }}{{ end }}'],
    ['a.tmpl={{ define "a" "b" }}{{ end }}'],
    ['a.tmpl={{ define }}{{ end }}'],
    ['a.tmpl={{ if .X }}{{ define "a" }}{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ .1x }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ 1x }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ "x }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ `x }}{{ end }}'],
    ["a.tmpl={{ define \"a\" }}{{ 'x }}{{ end }}"],
    ["a.tmpl={{ define \"a\" }}{{ 'xy' }}{{ end }}"],
    ['a.tmpl={{ define "a" }}{{ "\\q" }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ $x }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ $x := 1 }}{{ $y = 2 }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ range $a, $b, $c := .Alerts }}{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ break }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ continue }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ range .Alerts }}{{ break }}{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ template nope }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ template "nope" . }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ template "nope" . . }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ block "b" }}{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ block "b" . }}x{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ (.X }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ .X) }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ () }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ .X | }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ | toUpper }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ .X | 1 }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ .X | "x" }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ .X | nil }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ nil }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ nil.X }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ /* c */ }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{/* c }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{/* c */ x}}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{- .X -}} y{{ end }}'],
    ['a.tmpl={{ define "a" }}{{.X -}}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ .X.Y.Z }}{{ .X .Y }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ .X.1 }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ . X }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ X }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ with }}{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ range }}{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ if .X }}{{ else if }}{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ if .X }}{{ else }}{{ else }}{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ range .X }}{{ else with .Y }}{{ end }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ # }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ ö }}{{ end }}'],
    ['a.tmpl={{ define "a" }}ö\n{{ .ö }}{{ end }}'],
    ['a.tmpl={{ define "a" }}{{ 99999999999999999999 }}{{ end }}'],
    ['a.tmpl={{ define "a" }}<a href="{{ if .X }}"{{ end }}>{{ end }}'],
    ['a.tmpl={{ if }}', 'b.tmpl={{ range }}'],
    ['a.tmpl=fine', 'b.tmpl={{ range }}'],
    ['a.tmpl={{ define "slack.default.title" }}mine{{ end }}'],
    ['a.tmpl={{ define "email.default.html" }}{{ nope }}{{ end }}'],
]


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def answer(amtool, files):
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            name, text = file.split("=", 1)
            with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                out.write(text)
        config = os.path.join(folder, "am.yml")
        with open(config, "w", encoding="utf-8") as out:
            out.write("route: {receiver: a}\nreceivers: [{name: a}]\ntemplates: ['*.tmpl']\n")
        printed = subprocess.run([amtool, "check-config", config], capture_output=True, text=True).stdout
        return printed.split("  FAILED: ", 1)[1].strip() if "  FAILED: " in printed else ""


print("# Recorded from amtool 0.33.1 by src/test/oracle/record_template_files.py, which says what the columns are.")
for case in CASES:
    print("\\f".join(escaped(file) for file in case) + "\t" + escaped(answer(sys.argv[1], case)))
