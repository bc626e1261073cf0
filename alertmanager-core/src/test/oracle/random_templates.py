#!/usr/bin/env python3
"""Makes up template snippets, the same ones each time, as questions for record_templates.py.

usage: random_templates.py html > ../resources/template/random-html.txt                  pieces of markup and actions in any order
       random_templates.py printf > ../resources/template/random-printf.txt              formats and values that need not fit
       random_templates.py expressions > ../resources/template/random-expressions.txt    calls with arguments of all types
then   record_templates.py FOLDER-OF-AMTOOL record
"""
import random
import sys

MARKUP = """<p>|</p>|<b>|</b>|text|a < b|&amp;|"|'|<a href="|<a href='|<a href=|">|'>|>|</a>|<a title="|<a title=|<img src="|<img src=|/>|<div class="x |<div style="|color: |; width: |url(|url("|url('|)|")|
')|expression|<script>|</script>|var a = |;|"str |'str |`tpl |/re/|/re|/|// line|/* block |*/|${|}|{|(|[|x |=|+ |return |<style>|</style>|p { color: |/* css |@import "|<!-- |-->|<textarea>|</textarea>|<title>|</title>|
<a onclick="|f(|javascript:|http://x/|?q=|&amp;r=|&s=|#frag|/path/|mailto:|<input value=|<br/>|<svg>|data-x="|<a srcset="|1x, |<script type="text/template">|<script type="application/json">|<a |onfocus|style|\\|\\"|\\x3c|
%20|+|<!DOCTYPE html>|<iframe srcdoc="|<|</|<1|<b |/ |<script src="|xlink:href="|<?|]]>|.5|</scr|ipt>|<SCRIPT|<a\thref = "|< script>|--|!""".replace("\n", "").split("|")
HTML_ACTIONS = ['{{ .CommonAnnotations.summary }}', '{{ "<x>" }}', '{{ "a b&c=d" }}', '{{ 5 }}', '{{ -1.5 }}', '{{ true }}', '{{ "javascript:x" }}', '{{ "it\'s \\"q\\" \\\\ /" }}', '{{ safeHtml "<i>&amp;" }}', '{{ safeUrl "j:x y" }}',
                '{{ list 1 "<" nil }}', '{{ dict "a" "</script>" }}', '{{ (index .Alerts 2).GeneratorURL }}', '{{ .GroupLabels }}', '{{ "red" }}', '{{ "#fff; x: y" }}', '{{ "" }}', '{{ (dict).x }}', '{{ "http://y/ü" }}', '{{ "--> */ \\n //" }}']
BLOCKS = [('{{ if .Status }}', '{{ else }}', '{{ end }}'), ('{{ if not .Status }}', '', '{{ end }}'), ('{{ range list 1 2 }}', '', '{{ end }}'), ('{{ with .GroupLabels.x }}', '{{ else }}', '{{ end }}')]

FLAGS = ["", "", "", "", "+", "-", "#", " ", "0", "+0", "-#", "0-", "# ", "+#", " 0"]
NUMBERS = ["", "", "", "", "1", "5", "8", "12", "20"]
PRECISIONS = ["", "", "", ".", ".0", ".1", ".2", ".5", ".12"]
VERBS = "vvvddsssqxXtTeEfFgGbocUO"
SCALARS = ['0', '1', '-1', '42', '-7', '255', '1000000', '9223372036854775807', '-9223372036854775808', '0.0', '1.0', '-1.5', '0.1', '3.14159', '2.5', '1e6', '1e20', '1e21', '1e-7', '123456789.125', '99.995', '-0.005',
           '"a"', '""', '"hello"', '"é日本😀"', '"\\xff\\x00\\n"', '"say \\"hi\\" `x`"', "'x'", "'é'", "'\\n'", 'true', 'false', 'nil', '2i', '1.5i', '(len "abc")', '(index "abc" 1)']
COMPOSITES = ['(list 1 "a" nil 2.5)', '(list)', '(dict "a" 1 "b" "x")', '(stringSlice "a" "b")', '.GroupLabels', '.GroupLabels.SortedPairs', '(index .GroupLabels.SortedPairs 0)', '(index .Alerts 0).StartsAt.Month',
              '((index .Alerts 2).EndsAt.Sub (index .Alerts 2).StartsAt)', '(safeHtml "<b>")', '(index .Alerts 2).Status', '.GroupLabels.missing', '(dict).x']

# How many arguments they mostly want.
FUNCTIONS = {"and": 2, "or": 2, "not": 1, "len": 1, "index": 2, "slice": 2, "print": 3, "println": 2, "html": 1, "js": 1, "urlquery": 1, "call": 1, "eq": 2, "ne": 2, "lt": 2, "le": 2, "gt": 2, "ge": 2, "toUpper": 1,
             "toLower": 1, "title": 1, "trimSpace": 1, "join": 2, "match": 2, "reReplaceAll": 3, "stringSlice": 2, "safeHtml": 1, "safeUrl": 1, "urlUnescape": 1, "humanizeDuration": 1, "toJson": 1, "list": 3, "append": 2,
             "dict": 2, "date": 2, "tz": 2, "printf": 2}
COMPARISONS = ["eq", "ne", "lt", "le", "gt", "ge", "index", "slice", "print", "and", "or", "toJson", "len", "printf", "list"]
VALUES = SCALARS[:8] + SCALARS[9:13] + SCALARS[22:34] + COMPOSITES + ['.', '.Alerts', '.Alerts.Firing', '.Status', '.Receiver', '(index .Alerts 0)', '(index .Alerts 0).StartsAt', '(index .Alerts 0).Labels', '$', '.CommonLabels.Names',
          '"UTC"', '"%d %s"', '"a|b"', '.CommonLabels', '(list "a" "b")', '2', '"alertname"', '"15:04"']


def html(rand):
    def some(depth):
        out = ""
        for _ in range(rand.randint(2, 7)):
            if rand.random() < 0.45:
                out += rand.choice(MARKUP)
            elif rand.random() < 0.93 or depth:
                out += rand.choice(HTML_ACTIONS)
            else:
                head, middle, end = rand.choice(BLOCKS)
                out += head + some(depth + 1) + (middle + some(depth + 1) if middle else "") + end
        return out

    return some(0)


def printf(rand):
    directives = ["%" + rand.choice(FLAGS) + rand.choice(NUMBERS) + rand.choice(PRECISIONS) + rand.choice(VERBS) for _ in range(4)]
    values = [rand.choice(SCALARS if rand.random() < 0.75 else COMPOSITES) for _ in range(4)]
    return '{{ printf "%s" %s }}' % ("|".join(directives), " ".join(values))


def expressions(rand):
    def value(depth):
        if depth < 2 and rand.random() < 0.3:
            return "(" + call(depth + 1) + ")"
        return rand.choice(VALUES)

    def call(depth=0, piped=0):
        function = rand.choice(COMPARISONS if rand.random() < 0.5 else list(FUNCTIONS))
        count = FUNCTIONS[function] - piped if rand.random() < 0.93 else rand.choice([0, 1, 2, 3, 4])
        return " ".join([function] + [value(depth) for _ in range(max(0, count))])

    text = call()
    while rand.random() < 0.25:
        text += " | " + call(2, 1)
    return "{{ %s }}" % text


def main():
    make = {"html": html, "printf": printf, "expressions": expressions}[sys.argv[1]]
    rand = random.Random(20261129)
    texts = {}
    while len(texts) < 1500:
        texts[make(rand)] = None
    if sys.argv[1] == "html":
        print("type: html\n")
    for text in texts:
        lines = text.split("\n")
        plain = len(lines) == 1 and text.isprintable() and text == text.strip()
        print("text: " + text + "\n" if plain else "text:\n!" + text.replace("\\", "\\\\").replace("\t", "\\t") + "\n")


main()
