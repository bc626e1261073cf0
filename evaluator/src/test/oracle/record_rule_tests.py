"""Asks promtool for its verdict on unit tests of sixty rules, and records it.

    python3 record_rule_tests.py PROMTOOL

Reads ../resources/io/tocsin/evaluator/ruletest/rules.yml and writes cases.txt beside it: the first line names the version;
then `=== head` and how most files begin, and for each case a line
`=== pass` or `=== fail` and a file of unit tests, in which a line HEAD stands for that beginning. What promtool finds where nothing is expected
becomes a case that passes; others are made of it by changing one thing. RuleTestRecordingTest replays the cases.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE.parent / "resources/io/tocsin/evaluator/ruletest"
SERIES = [
    ('up{job="api", instance="a:1"}', "1x3 0x6 1x4 _x4 1 0 1 0x4"),
    ('up{job="api", instance="b:1"}', "1x20"),
    ('up{job="db", instance="c:1"}', "0 0 1x4 0x2 stale _ _ 0x8"),
    ('temperature{job="api", instance="a:1", room="r1"}', "70+2x20"),
    ('temperature{job="db", instance="c:1", room="r2"}', "95-5x25"),
    ('requests_total{job="api", instance="a:1"}', "0+60x10 0+10x12"),
    ('requests_total{job="api", instance="b:1"}', "5+600x25"),
    ('errors_total{job="api", instance="a:1"}', "0+100x25"),
    ('latency_bucket{le="0.1"}', "0+10x25"),
    ('latency_bucket{le="1"}', "0+15x25"),
    ('latency_bucket{le="+Inf"}', "0+20x25"),
]
TIMES = {"alert": ["0", "3m", "5m30s", "9m", "12m", "16m"], "record": ["2m", "7m", "13m"]}


def quoted(text):
    return json.dumps(text)


# Without it promtool takes groups as they come out of a map, another way at each run.
ORDER = "group_eval_order: [recording, alerts, dependent, later]\n"


def head(extra=ORDER):
    lines = ["rule_files: [rules.yml]", "evaluation_interval: 1m", extra + "tests:"]
    lines += ["- interval: 1m", "  external_labels: {cluster: c1}", "  external_url: http://prometheus.example"]
    lines += ["  input_series:"]
    lines += [f"  - {{series: {quoted(name)}, values: {quoted(values)}}}" for name, values in SERIES]
    return "\n".join(lines) + "\n"


def alert_case(name, time, alerts, extra=ORDER):
    listed = ", ".join(
        "{exp_labels: %s, exp_annotations: %s}" % (json.dumps(labels), json.dumps(annotations))
        for labels, annotations in alerts)
    return head(extra) + f"  alert_rule_test:\n  - {{eval_time: {time}, alertname: {name}, exp_alerts: [{listed}]}}\n"


def query_case(expr, time, samples, extra=ORDER):
    listed = ", ".join("{labels: %s, value: %s}" % (quoted(labels), value) for labels, value in samples)
    return head(extra) + f"  promql_expr_test:\n  - {{expr: {quoted(expr)}, eval_time: {time}, exp_samples: [{listed}]}}\n"


def verdict(promtool, text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "rules.yml").write_text((FOLDER / "rules.yml").read_text())
        (path / "test.yml").write_text(text)
        run = subprocess.run([promtool, "test", "rules", "test.yml"], cwd=folder, capture_output=True, text=True)
        return run.returncode == 0, run.stdout + run.stderr


def pairs(text):
    return {k: json.loads(v) for k, v in re.findall(r'([A-Za-z_:][\w:]*)=("(?:[^"\\]|\\.)*")', text)}


def found_alerts(output):
    got = output[output.index("got:"):]
    labels = re.findall(r"Labels:\{(.*)\}", got)
    annotations = re.findall(r"Annotations:\{(.*)\}", got)
    return [(pairs(one), pairs(other)) for one, other in zip(labels, annotations)]


def found_samples(output):
    got = re.search(r"got: (.*)", output).group(1)
    samples = []
    for labels, value in re.findall(r"\{(.*?)\} ([-+\w.]+)", got):
        known = pairs(labels)
        samples.append(("{" + ", ".join(f"{k}={quoted(v)}" for k, v in known.items()) + "}", value.replace("+Inf", ".inf").replace("NaN", ".nan")))
    return samples


def alert_cases(promtool, name, number):
    for index, time in enumerate(TIMES["alert"]):
        passes, output = verdict(promtool, alert_case(name, time, []))
        yield alert_case(name, time, [])
        if passes:
            continue
        if "got:" not in output:
            continue
        alerts = found_alerts(output)
        yield alert_case(name, time, alerts)
        turn = (number + index) % 4
        labels, annotations = alerts[0]
        if turn == 0:
            yield alert_case(name, time, [({**labels, "severity": "other"}, annotations)] + alerts[1:])
        elif turn == 1:
            yield alert_case(name, time, [(labels, {**annotations, "summary": "other"})] + alerts[1:])
        elif turn == 2:
            yield alert_case(name, time, alerts + alerts[:1])
        else:
            yield alert_case(name, time, list(reversed(alerts)))


def query_cases(promtool, name, number):
    for index, time in enumerate(TIMES["record"]):
        passes, output = verdict(promtool, query_case(name, time, []))
        yield query_case(name, time, [])
        if passes or "got:" not in output:
            continue
        samples = found_samples(output)
        yield query_case(name, time, samples)
        labels, value = samples[0]
        turn = (number + index) % 3
        if turn == 0:
            yield query_case(name, time, samples[1:] + [(labels, "12345.5")])
        elif turn == 1:
            yield query_case(name, time, [(labels[:-1] + (", " if len(labels) > 2 else "") + 'more="x"}', value)] + samples[1:])
        else:
            yield query_case(name, time, list(reversed(samples)))


def others():
    yield alert_case("Nobody", "3m", [])
    yield alert_case("Nobody", "3m", [({}, {})])
    yield query_case("1 + 1", "1m", [("", "2")])
    yield query_case("vector(0.1) + 0.2", "1m", [("{}", "0.3")])
    yield query_case("vector(0.1) + 0.2", "1m", [("{}", "0.3")], ORDER + "fuzzy_compare: true\n")
    yield query_case('"text"', "1m", [])
    yield query_case("up[5m]", "1m", [])
    yield query_case("sum(", "1m", [])
    yield query_case("up + on (job) up", "1m", [])
    yield query_case("early", "1m", [], "group_eval_order: [later, dependent]\n")
    yield query_case("early", "1m", [('early{job="api", instance="a:1"}', "2"), ('early{job="api", instance="b:1"}', "2")])
    yield head().replace("tests:", "testz: 1\ntests:") + "  promql_expr_test: []\n"
    yield head().replace("1x20", "1y20") + "  promql_expr_test: []\n"
    yield head().replace('instance=\\"b:1\\"', "instance=b") + "  promql_expr_test: []\n"
    yield head().replace("rules.yml", "nothing.yml") + "  promql_expr_test: []\n"
    yield head().replace("rules.yml", "test.yml") + "  promql_expr_test: []\n"
    yield head() + "  alert_rule_test: [{eval_time: 1m, exp_alerts: []}]\n"
    yield head() + "  alert_rule_test: [{eval_time: soon, alertname: Down, exp_alerts: []}]\n"
    yield from files()
    yield "rule_files: [rules.yml]\ntests: []\n"
    yield "tests:\n- {}\n"
    yield "{}\n"


def files():
    """What may be written in odd ways, or wrongly: series, values, labels, times, and several expectations in one test."""
    for series, values in [
            ("up", "1 1"), ("up", "0 0"), ("up", ""), ("", "1 2"), ('up{a="1"', "1 2"), ("up", "0x10 1"), ("up", "1\\n2"), ("up", "1 2\\n"),
            ("up\\n", "1 2"), ("up", "1  2"), ("up", " 1 2 "), ("up", "1,2"), ("up", "_x1 1"), ("up", "stale 1"), ("up", "1-1x1"), ("up", "1x"),
            ("up", "1_000 1"), ("up", "NaN 1"), ('{__name__="up"}', "1 1"), ('{"up"}', "1 1"), ('up{a="1",}', "1 1"), ('up{a=""}', "1 1"),
            ('up{__name__="down"}', "1 1"), ("sum", "1 1"), ("up 3", "1 1"), ("up", "{{schema:0 count:1}} 1x")]:
        yield one_test(f"  - {{series: {quoted(series)}, values: \"{values}\"}}", "up", "1m", '{labels: "up", value: 1}')
    twice = '  - {series: up, values: "1 1 1"}\n  - {series: up, values: "%s"}'
    for values, found in [("1 1 1", 3), ("0 0 0", 3), ("0", 1), ("_ _ 5 _ 7", 1)]:
        yield one_test(twice % values, "count_over_time(up[5m])", "2m", "{value: %s}" % found)
    for labels in ["up 1", " ", "up{}", '{__name__=\\"up\\"}', "up{", "up{a=b}", "up {}", "up\\n", "1", "sum", 'up{a=\\"\\"}']:
        yield one_test('  - {series: up, values: "1 1"}', "up", "1m", f'{{labels: "{labels}", value: 1}}')
    for value in ["1", '"1"', "1.0", "0x1", "1_0", "true", "", "null", "1e0", ".inf", "+1", "[1]"]:
        yield one_test('  - {series: up, values: "1 1"}', "up", "1m", f'{{labels: up, value: {value}}}')
    for at in ["1m", "60s", "-1m", "0", "1", "", "1m30s", "0.5m", '"1m"', "1M", "60000ms"]:
        yield one_test('  - {series: up, values: "1 1"}', "up", at, "{labels: up, value: 1}")
    for key in ["group_eval_order: [recording, recording]", "group_eval_order: [nobody]", "evaluation_interval: 0s", "evaluation_interval: -1m",
                "evaluation_interval: 30s", "fuzzy_compare: yes", "rule_files: [none*.yml]", "rule_files: [none.yml]", "rule_files: rules.yml", "rule_files: []"]:
        yield key + "\n" + one_test('  - {series: up, values: "1 1"}', "up", "1m", "{labels: up, value: 1}")
    for key in ["interval: 0s", "interval: 30s", "interval: soon", 'external_labels: {"a-b": c}', "external_labels: [a]", "external_url: '::'", "name: [a]", "names: a"]:
        yield one_test('  - {series: up, values: "1 1"}', "up", "1m", "{labels: up, value: 1}") + "  " + key + "\n"
    alerts = ["{eval_time: 1m, alertname: Down}", "{eval_time: 9m, alertname: Down}", "{eval_time: 12m, alertname: Down}"]
    for listed in [alerts, alerts[1:], alerts[1:2], alerts[2:]]:
        yield head() + "  alert_rule_test: [" + ", ".join(listed) + "]\n" + "  promql_expr_test: [{expr: '1', eval_time: 13m, exp_samples: [{value: 1}]}]\n"


def one_test(series, expr, at, sample):
    return f"tests:\n- input_series:\n{series}\n  promql_expr_test:\n  - {{expr: {quoted(expr)}, eval_time: {at}, exp_samples: [{sample}]}}\n"


def main():
    promtool = sys.argv[1]
    version = subprocess.run([promtool, "--version"], capture_output=True, text=True)
    cases = [(version.stdout + version.stderr).splitlines()[0].split("(")[0].strip() + "\n", "=== head\n" + head()]
    rules = (FOLDER / "rules.yml").read_text()
    names = re.findall(r"(alert|record): '?([\w:]+)'?", rules)
    texts = []
    seen = set()
    for number, (kind, name) in enumerate(names):
        if (kind, name) in seen:
            continue
        seen.add((kind, name))
        make = alert_cases if kind == "alert" else query_cases
        texts += make(promtool, name, number)
    texts += others()
    for text in texts:
        if ".nan" in text:
            # To promtool no NaN is what was expected: D-352.
            continue
        passes, _ = verdict(promtool, text)
        cases.append(f"=== {'pass' if passes else 'fail'}\n{text.replace(head(), 'HEAD' + chr(10))}")
    (FOLDER / "cases.txt").write_text("".join(cases))
    print(len(texts), "cases of", len(names), "rules,", sum("=== pass" in c for c in cases), "pass")


main()
