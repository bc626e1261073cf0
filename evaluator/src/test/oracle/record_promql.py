"""Asks a running Prometheus 2 000 expressions made up by seeded chance, and records what it answers.

    python3 record_promql.py PROMETHEUS          writes the files below anew

Writes into ../resources/io/tocsin/evaluator/query:
  random-samples.tsv      the samples: label set, then one value per step, `_` where there is none, `stale` for the marker
  random-expressions.tsv  the first line names the version; then, for each question, a line
                              instant TIME EXPRESSION            or   range START END STEP EXPRESSION
                          and behind it, with a blank in front, its answer:
                              error TYPE MESSAGE | scalar VALUE | string TEXT | ordered (before series whose order counts)
                              warning TEXT | info TEXT | {labels} TIME VALUE TIME VALUE ...
Columns are divided by tabs, times are seconds after 2026-01-01T00:00:00Z. The samples go to Prometheus by remote write,
because only that takes stale markers of the past. RandomExpressionsTest replays the files.
"""

import json
import math
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE.parent / "resources/io/tocsin/evaluator/query"
BASE = 1767225600
STEP = 15
STEPS = 241
STALE_BITS = 0x7FF0000000000002
QUESTIONS = 2000


# --- samples as scraping leaves them ---


def samples(chance):
    """Label set -> list of floats, None where nothing is, "stale" for the marker."""
    series = {}
    for instance in ("a:9100", "b:9100", "c:9100"):
        for mode in ("idle", "user", "system"):
            series[key("cpu_seconds_total", job="node", instance=instance, cpu="0", mode=mode)] = counter(
                chance, 14.2 if mode == "idle" else 0.7, 0.02)
        series[key("memory_free_bytes", job="node", instance=instance)] = gauge(chance, 3e9, 2e8, 0.0)
        series[key("memory_size_bytes", job="node", instance=instance)] = [8.0e9] * STEPS
        for device in ("sda", "sdb"):
            series[key("disk_free_ratio", job="node", instance=instance, device=device)] = gauge(chance, 0.4, 0.03, 0.04)
        series[key("up", job="node", instance=instance)] = [1.0 if chance.random() > 0.04 else 0.0 for _ in range(STEPS)]
    for code in ("200", "404", "500"):
        for method in ("get", "post"):
            series[key("http_requests_total", job="shop", instance="s:80", code=code, method=method)] = counter(
                chance, {"200": 40, "404": 3, "500": 0.2}[code], 0.01)
    for path in ("/", "/buy"):
        for le, values in histogram(chance).items():
            name = "latency_seconds_" + ("bucket" if le is not None else "count")
            labels = {"job": "shop", "instance": "s:80", "path": path}
            if le is not None:
                labels["le"] = le
            series[key(name, **labels)] = values
        series[key("latency_seconds_sum", job="shop", instance="s:80", path=path)] = counter(chance, 2.5, 0.0)
    # What comes and goes: a target that vanishes and returns, series that end for good, one with hardly a sample.
    for pod in ("p1", "p2", "p3"):
        series[key("queue_length", job="queue", pod=pod, kind="mail")] = comes_and_goes(chance, gauge(chance, 20, 9, 0.05))
        series[key("queue_jobs_total", job="queue", pod=pod, kind="mail")] = comes_and_goes(chance, counter(chance, 5, 0.03))
    series[key("queue_length", job="queue", pod="p4", kind="sms")] = [None] * 120 + [7.0, "stale"] + [None] * (STEPS - 122)
    series[key("temperature_celsius", room="cellar")] = gauge(chance, -3.5, 4, 0.0)
    series[key("temperature_celsius", room="oven")] = [math.inf if i % 50 == 49 else 180 + i * 0.25 for i in range(STEPS)]
    series[key("temperature_celsius", room="moon")] = [-math.inf if i % 70 == 3 else (math.nan if i % 9 == 0 else -150.0) for i in range(STEPS)]
    series[key("build_info", version="1.2.3", job="shop")] = [1.0] * 100 + ["stale"] + [None] * (STEPS - 101)
    series[key("build_info", version="1.3.0", job="shop")] = [None] * 100 + [1.0] * (STEPS - 100)
    series[key("backup_end_timestamp_seconds", job="backup")] = [float(BASE - 4000 + (i // 80) * 1200) for i in range(STEPS)]
    for path in ("/raced", "/torn"):
        for le, values in dirty_histogram(chance, path).items():
            labels = {"job": "shop", "path": path}
            if le is not None:
                labels["le"] = le
            series[key("dirty_seconds_bucket", **labels)] = values
    # Names that differ in nothing else: one takes over from the other, or both are there.
    for shard in ("1", "2"):
        old, new = counter(chance, 4, 0.01), counter(chance, 4, 0.01)
        series[key("handover_old_total", job="handover", shard=shard)] = old[:110] + ["stale"] + [None] * (STEPS - 111)
        series[key("handover_new_total", job="handover", shard=shard)] = [None] * (125 if shard == "1" else 100) + new[125 if shard == "1" else 100:]
    return series


def dirty_histogram(chance, path):
    """Buckets as no client should send them: counts that fall, bounds of several spellings, of no meaning, or none."""
    columns = {le: values for le, values in histogram(chance).items() if le is not None}
    columns["0x1p-2"] = [value * 0.5 for value in columns["0.5"]]
    columns["5e-1"] = columns["0.1"]
    columns["many"] = counter(chance, 1, 0.0)
    columns[None] = counter(chance, 1, 0.0)
    for step in range(STEPS):
        if chance.random() < 0.3:
            columns[chance.choice(["0.05", "0.1", "0.5"])][step] += chance.choice([1.0, 400.0, 1e-9])
    if path == "/torn":
        columns["+Inf"] = [None if 60 <= step < 130 else value for step, value in enumerate(columns["+Inf"])]
        del columns["many"], columns["5e-1"]
    return columns


def key(name, **labels):
    return tuple(sorted([("__name__", name), *labels.items()]))


def counter(chance, rate, resets):
    value, values = chance.uniform(0, 100 * rate), []
    for _ in range(STEPS):
        value = 0.0 if chance.random() < resets else value + rate * STEP * chance.uniform(0.5, 1.5)
        values.append(round(value, 3))
    return values


def gauge(chance, middle, width, holes):
    values = []
    for i in range(STEPS):
        if chance.random() < holes:
            values.append(math.nan if chance.random() < 0.5 else None)
        else:
            values.append(round(middle + width * math.sin(i / 17) + chance.gauss(0, width / 3), 6))
    return values


def histogram(chance):
    bounds = ["0.05", "0.1", "0.5", "1.0", "+Inf"]
    counts, columns = [0] * len(bounds), {le: [] for le in bounds}
    columns[None] = []
    for step in range(STEPS):
        if step == 140:
            counts = [0] * len(bounds)
        for _ in range(chance.randrange(0, 40)):
            observed = chance.lognormvariate(-1.8, 1.2)
            for i, le in enumerate(bounds):
                if observed <= float(le.replace("+Inf", "inf")):
                    counts[i] += 1
        for i, le in enumerate(bounds):
            columns[le].append(float(counts[i]))
        columns[None].append(float(counts[-1]))
    return columns


def comes_and_goes(chance, values):
    gone = chance.randrange(30, 200)
    back = gone + chance.randrange(3, 40)
    return [("stale" if i == gone else None) if gone <= i < back else v for i, v in enumerate(values)]


# --- expressions ---

COUNTERS = ["cpu_seconds_total", "http_requests_total", "queue_jobs_total", "latency_seconds_count", "latency_seconds_sum"]
GAUGES = ["memory_free_bytes", "disk_free_ratio", "queue_length", "temperature_celsius", "up", "memory_size_bytes"]
LABELS = {
    "cpu_seconds_total": ["instance", "mode"],
    "http_requests_total": ["code", "method"],
    "queue_jobs_total": ["pod", "kind"],
    "queue_length": ["pod", "kind"],
    "latency_seconds_count": ["path"],
    "latency_seconds_sum": ["path"],
    "latency_seconds_bucket": ["path", "le"],
    "memory_free_bytes": ["instance"],
    "memory_size_bytes": ["instance"],
    "disk_free_ratio": ["instance", "device"],
    "temperature_celsius": ["room"],
    "up": ["instance"],
    "dirty_seconds_bucket": ["path"],
}
# Selectors of several metrics, with a label that some of them have.
FAMILIES = [
    ('__name__=~"handover_.*"', "shard"), ('__name__=~"handover_(old|new)_total"', "shard"), ('__name__=~".*_total", job!="shop"', "instance"),
    ('__name__=~"queue_(length|jobs_total)"', "pod"), ('__name__=~"memory_.+_bytes"', "instance"), ('__name__=~"memory_free_bytes|up"', "instance"),
    ('__name__!~"memory_.*|cpu_.*", job="node"', "device"), ('__name__=~".*_seconds_(count|sum)"', "path"), ('job=~"handover|queue"', "pod"),
    ('__name__="handover_old_total"', "shard"), ('__name__=~"dirty_.*"', "path")]
VALUES = {"instance": ["a:9100", "b:9100", "c:9100", "s:80"], "mode": ["idle", "user", "system"], "code": ["200", "404", "500"],
          "method": ["get", "post"], "pod": ["p1", "p2", "p3", "p4"], "kind": ["mail", "sms"], "path": ["/", "/buy"],
          "le": ["0.05", "0.1", "+Inf"], "device": ["sda", "sdb"], "room": ["cellar", "oven", "moon"],
          "shard": ["1", "2"]}
RANGES = ["30s", "1m", "2m", "5m", "10m", "45s", "600", "90"]
RANGE_COUNTER = ["rate", "increase", "irate", "resets", "changes"]
RANGE_GAUGE = ["delta", "idelta", "deriv", "avg_over_time", "min_over_time", "max_over_time", "sum_over_time", "count_over_time",
               "stddev_over_time", "stdvar_over_time", "last_over_time", "present_over_time", "changes", "resets"]
MATH = ["abs", "ceil", "floor", "exp", "sqrt", "ln", "log2", "log10", "sgn", "sin", "cos", "tan", "asin", "acos", "atan", "sinh",
        "cosh", "tanh", "asinh", "acosh", "atanh", "deg", "rad"]
DATES = ["day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year"]


class Expressions:
    def __init__(self, chance):
        self.chance = chance

    def pick(self, items):
        return self.chance.choice(items)

    def often(self, share):
        return self.chance.random() < share

    def number(self):
        return self.pick(["0", "1", "2", "0.5", "-1", "10", "100", "1e3", "3.25", "Inf", "-Inf", "NaN", "0x1f", "5m", "1_000"])

    def matcher(self, label):
        value = self.pick(VALUES[label])
        return self.pick([
            f'{label}="{value}"', f'{label}!="{value}"', f'{label}=~"{value}|{self.pick(VALUES[label])}"', f'{label}=~".+"',
            f'{label}!~"{value[:1]}.*"', f'{label}=""', f'{label}=~"{value[:2]}.*"', f'{label}!=""'])

    def selector(self, name):
        if self.often(0.12):
            family, label = self.pick(FAMILIES)
            return "{" + family + (", " + self.matcher(label) if self.often(0.3) else "") + "}"
        if self.often(0.5):
            return name
        chosen = self.chance.sample(LABELS[name], self.chance.randrange(1, len(LABELS[name]) + 1))
        return name + "{" + ",".join(self.matcher(label) for label in chosen) + "}"

    def shift(self):
        text = ""
        if self.often(0.12):
            text += " offset " + self.pick(["1m", "5m", "-30s", "90", "10m"])
        if self.often(0.08):
            text += " @ " + self.pick(["start()", "end()", str(BASE + 1800), str(BASE + 2400.5)])
        return text

    def metric(self):
        return self.pick(COUNTERS + GAUGES)

    def instant(self, name):
        return self.selector(name) + self.shift()

    def ranged(self, name):
        return self.selector(name) + "[" + self.pick(RANGES) + "]" + self.shift()

    def over_time(self, name, ranged):
        if self.often(0.12):
            return f"quantile_over_time({self.pick(['0.5', '0.9', '0', '1', '2', '-1', 'NaN'])}, {ranged})"
        if self.often(0.1):
            return f"predict_linear({ranged}, {self.pick(['60', '3600', '-10', '1h'])})"
        if self.often(0.05):
            return f"absent_over_time({ranged})"
        return self.pick(RANGE_COUNTER if name in COUNTERS and self.often(0.8) else RANGE_GAUGE) + f"({ranged})"

    def vector(self, depth):
        name = self.metric()
        kind = self.chance.random()
        if depth <= 0 or kind < 0.12:
            return self.instant(name) if self.often(0.5) else self.over_time(name, self.ranged(name))
        if kind < 0.28:
            return self.over_time(name, self.ranged(name))
        if kind < 0.48:
            return self.aggregation(depth)
        if kind < 0.72:
            return self.binary(depth)
        if kind < 0.78:
            step = self.pick(["", "30s", "1m", "17s"])
            return self.over_time(name, f"({self.vector(depth - 2)})[{self.pick(['2m', '5m', '7m'])}:{step}]{self.shift()}")
        if kind < 0.84:
            return f"{self.pick(MATH)}({self.vector(depth - 1)})"
        if kind < 0.88:
            return self.quantile_of_buckets()
        return self.function(depth)

    def function(self, depth):
        inner = self.vector(depth - 1)
        return self.pick([
            lambda: f"round({inner}{self.pick(['', ', 0.1', ', 5', ', 0'])})",
            lambda: f"clamp({inner}, {self.number()}, {self.number()})",
            lambda: f"clamp_min({inner}, {self.number()})",
            lambda: f"clamp_max({inner}, {self.number()})",
            lambda: f"absent({inner})",
            lambda: f"vector({self.scalar(depth - 1)})",
            lambda: f"timestamp({inner})",
            lambda: f"{self.pick(DATES)}({self.pick(['', inner, 'backup_end_timestamp_seconds'])})",
            lambda: f"-({inner})",
            lambda: f'label_replace({inner}, "{self.pick(["dst", "instance", "mode"])}", "$1{self.pick(["", "-x", "$2"])}", '
                    f'"{self.pick(["instance", "pod", "code", "mode"])}", "{self.pick(["(.*):.*", "(.)(.*)", ".*", "nothing"])}")',
            lambda: f'label_join({inner}, "{self.pick(["joined", "instance"])}", "{self.pick(["-", ""])}", "job", '
                    f'"{self.pick(["instance", "pod", "none"])}")',
            lambda: self.quantile_of_buckets(),
            lambda: f"sort({inner})",
            lambda: f"sort_desc({inner})",
        ])()

    def quantile_of_buckets(self):
        is_dirty = self.often(0.5)
        inner = self.selector("dirty_seconds_bucket" if is_dirty else "latency_seconds_bucket")
        if self.often(0.4 if is_dirty else 0.8):
            inner = f"rate({inner}[{self.pick(['1m', '5m'])}])"
        if self.often(0.6):
            inner = f"sum by (le{self.pick(['', ', path', ', job'])}) ({inner})"
        if self.often(0.25):
            # Not from within the first bucket: 3.5 answers NaN there, which later versions have mended.
            return f"histogram_fraction({self.pick(['-Inf', '0.05', '0.1', '0.3'])}, {self.pick(['0.3', '0.45', '1', 'Inf'])}, {inner})"
        return f"histogram_quantile({self.pick(['0.5', '0.9', '0.99', '0', '1', '-1', '2', 'NaN'])}, {inner})"

    def aggregation(self, depth):
        inner = self.vector(depth - 1)
        labels = self.chance.sample(["instance", "job", "mode", "pod", "code", "device", "path", "nothing"], self.chance.randrange(0, 3))
        grouping = self.pick(["", f" by ({', '.join(labels)}) ", f" without ({', '.join(labels)}) "])
        operator = self.pick(["sum", "avg", "min", "max", "count", "group", "stddev", "stdvar", "topk", "bottomk", "quantile", "count_values"])
        if operator in ("topk", "bottomk"):
            inner = f"{self.pick(['1', '2', '3', '0', '5'])}, {inner}"
        elif operator == "quantile":
            inner = f"{self.pick(['0.5', '0.95', '0', '1', '1.5', '-0.1', 'NaN'])}, {inner}"
        elif operator == "count_values":
            inner = f'"{self.pick(["v", "job"])}", {inner}'
        return f"{operator}{grouping}({inner})"

    def scalar(self, depth):
        if depth <= 0 or self.often(0.5):
            return self.pick([self.number(), "time()", "pi()"])
        return self.pick([
            lambda: f"scalar({self.vector(depth - 1)})",
            lambda: f"({self.scalar(depth - 1)} {self.pick(['+', '-', '*', '/', '%', '^', 'atan2'])} {self.scalar(depth - 1)})",
            lambda: f"({self.scalar(depth - 1)} {self.pick(['==', '>', '<='])} bool {self.scalar(depth - 1)})",
        ])()

    def binary(self, depth):
        arithmetic = ["+", "-", "*", "/", "%", "^", "atan2"]
        comparison = ["==", "!=", "<", "<=", ">", ">="]
        kind = self.chance.random()
        if kind < 0.35:
            operator = self.pick(arithmetic + comparison + [c + " bool" for c in comparison])
            pair = [f"({self.vector(depth - 1)})", self.scalar(depth - 1)]
            self.chance.shuffle(pair)
            return f"{pair[0]} {operator} {pair[1]}"
        if kind < 0.5:
            return (f"({self.vector(depth - 1)}) {self.pick(['and', 'or', 'unless'])} "
                    f"{self.pick(['', 'on (job) ', 'on (instance) ', 'ignoring (mode, device) ', 'on () '])}({self.vector(depth - 1)})")
        operator = self.pick(arithmetic + comparison + ["== bool", "> bool"])
        if kind < 0.75:
            # Two that fit: the same metric twice.
            name = self.metric()
            left, right = self.over_time(name, self.ranged(name)), self.instant(name)
            if self.often(0.5):
                left, right = right, left
            return f"{left} {operator} {self.pick(['', '', 'ignoring (mode) ', 'on (instance, mode, device, pod, code, method, room) '])}{right}"
        if kind < 0.92:
            many, one, on = self.pick([
                ("disk_free_ratio", "memory_free_bytes", "instance"), ("cpu_seconds_total", "memory_size_bytes", "instance"),
                ("queue_length", "build_info", "job"), ("http_requests_total", 'build_info{version="1.2.3"}', "job"),
                ("cpu_seconds_total", "up", "instance, job")])
            include = self.pick(["", "version", "job", "nothing"])
            many = self.instant(many) if self.often(0.5) else f"rate({self.ranged(many)})"
            if self.often(0.3):
                return f"{one} {operator} on ({on}) group_right ({include}) {many}"
            return f"{many} {operator} on ({on}) group_left ({include}) {one}"
        return (f"({self.vector(depth - 1)}) {operator} {self.pick(['', 'on (instance) ', 'ignoring (job) '])}"
                f"({self.vector(depth - 1)})")

    def any(self):
        return self.scalar(3) if self.often(0.04) else self.vector(self.chance.randrange(1, 5))


# --- Prometheus ---


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, body):
    return varint(number << 3 | 2) + varint(len(body)) + body


def write(address, series, step):
    """One step of all series, as remote write wants it: protobuf, in snappy that only has literals."""
    request = b""
    for labels, values in series.items():
        value = values[step]
        if value is None:
            continue
        bits = STALE_BITS if value == "stale" else struct.unpack("<Q", struct.pack("<d", value))[0]
        body = b"".join(field(1, field(1, n.encode()) + field(2, v.encode())) for n, v in labels)
        sample = b"\x09" + struct.pack("<Q", bits) + b"\x10" + varint((BASE + step * STEP) * 1000)
        request += field(1, body + field(2, sample))
    snappy = varint(len(request))
    for start in range(0, len(request), 60):
        piece = request[start:start + 60]
        snappy += bytes([(len(piece) - 1) << 2]) + piece
    headers = {"Content-Encoding": "snappy", "Content-Type": "application/x-protobuf", "X-Prometheus-Remote-Write-Version": "0.1.0"}
    urllib.request.urlopen(urllib.request.Request(address + "/api/v1/write", snappy, headers)).read()


def ask(address, path, **parameters):
    body = urllib.parse.urlencode(parameters).encode()
    try:
        with urllib.request.urlopen(address + path, body) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return json.load(error)


def number(value):
    if value is None:
        return "_"
    if value == "stale":
        return value
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Inf" if value > 0 else "-Inf"
    return repr(value)


def labels_text(labels):
    return "{" + ", ".join(f"{name}={json.dumps(value)}" for name, value in sorted(labels)) + "}"


def relative(seconds):
    text = f"{seconds - BASE:.3f}"
    return text.rstrip("0").rstrip(".")


def answer_lines(answer, is_ordered):
    if answer["status"] == "error":
        return ["error\t" + answer["errorType"] + "\t" + answer["error"].replace("\n", "\\n")]
    kind, result = answer["data"]["resultType"], answer["data"]["result"]
    lines = [f"{word}\t{text}" for word in ("warning", "info") for text in sorted(answer.get(word + "s", []))]
    if kind in ("scalar", "string"):
        return [*lines, kind + "\t" + result[1]]
    rows = []
    for series in result:
        points = series["values"] if kind == "matrix" else [series["value"]]
        rows.append(labels_text(series["metric"].items()) + "".join(f"\t{relative(t)}\t{v}" for t, v in points))
    if is_ordered:
        lines.append("ordered")
    else:
        rows.sort()
    return lines + rows


def main():
    program = sys.argv[1]
    chance = random.Random(20260101)
    series = samples(chance)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / "random-samples.tsv", "w") as out:
        out.write(f"# every {STEP} s from 2026-01-01T00:00:00Z; written by record_promql.py\n")
        for labels, values in series.items():
            out.write(labels_text(labels) + "".join("\t" + number(v) for v in values) + "\n")
    folder = tempfile.mkdtemp()
    (pathlib.Path(folder) / "prometheus.yml").write_text("global: {evaluation_interval: 1m}\n")
    address = "http://127.0.0.1:19690"
    server = subprocess.Popen(
        [program, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data", "--web.listen-address=127.0.0.1:19690",
         "--web.enable-remote-write-receiver", "--storage.tsdb.retention.time=100y"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(address + "/-/ready").read()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        for step in range(STEPS):
            write(address, series, step)
        with urllib.request.urlopen(address + "/api/v1/status/buildinfo") as answer:
            version = json.load(answer)["data"]["version"]
        expressions = Expressions(chance)
        seen, lines, answered = set(), [f"# Prometheus {version}; written by record_promql.py"], 0
        while len(seen) < QUESTIONS:
            text = expressions.any()
            if text in seen or len(text) > 400:
                continue
            if expressions.often(0.4):
                start = BASE + chance.randrange(0, 3000)
                step = chance.choice([15, 30, 60, 47.5, 120])
                end = start + step * chance.randrange(0, 6)
                answer = ask(address, "/api/v1/query_range", query=text, start=start, end=end, step=step)
                question = f"range\t{start - BASE}\t{relative(end)}\t{step}\t{text}"
                is_ordered = True
            else:
                at = BASE + chance.choice([chance.randrange(0, 3700), chance.randrange(0, 3700) + 0.5])
                answer = ask(address, "/api/v1/query", query=text, time=at)
                question = f"instant\t{relative(at)}\t{text}"
                is_ordered = text.startswith("sort")
            if any("annotations omitted" in note for word in ("warnings", "infos") for note in answer.get(word, [])):
                # Which ones it names is another matter each time.
                continue
            seen.add(text)
            lines.append(question)
            answered += answer["status"] == "success" and bool(answer["data"]["result"])
            lines += [" " + line for line in answer_lines(answer, is_ordered)]
        (FOLDER / "random-expressions.tsv").write_text("\n".join(lines) + "\n")
        print(f"{len(seen)} questions, {answered} with a result that is not empty")
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


main()
