"""Has a running Prometheus relabel a series by many rules, and records what is left of it.

    python3 record_relabeling.py PROMETHEUS          writes ../resources/relabel/recorded.json anew

One case a line: the rules (keys of metric_relabel_configs), and the labels of the series afterwards, or null if it is
dropped. The series has SERIES and job="j"; rules must leave job alone. RecordedRelabelingTest replays the file.
"""

import http.server
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "resources/relabel/recorded.json"
TARGET_PORT = 19821
PORT = 19822
SERIES = {
    "__name__": "m",
    "a": "foo",
    "b": "bar",
    "num": "007",
    "A_x": "y",
    "tmp_z": "q",
    "multi": "l1\nl2",
    "u": "ÄöSSß",
    "dollar": "a$1b",
}


def rule(action="replace", **keys):
    return dict(keys, action=action)


CASES = [
    [rule(source_labels=["a"], target_label="d")],
    [rule(source_labels=["a", "b"], target_label="d")],
    [rule(source_labels=["a", "b"], separator="", target_label="d", regex="(f)(.*)r", replacement="$2-$1")],
    [rule(source_labels=["a"], target_label="d", regex="f(?P<rest>.*)", replacement="${rest}x")],
    [rule(source_labels=["a"], target_label="d", regex="f(?P<rest>.*)", replacement="$restx")],
    [rule(source_labels=["a"], target_label="d", regex="(f)(o)", replacement="$1")],
    [rule(source_labels=["a"], target_label="d", regex="(f).*", replacement="$1$1${1}1$2$$")],
    [rule(source_labels=["a"], target_label="d", regex="(f).*", replacement="$1x")],
    [rule(source_labels=["a"], target_label="a", regex=".*", replacement="")],
    [rule(source_labels=["a"], target_label="${1}_new", regex="(.*)", replacement="v")],
    [rule(source_labels=["none"], target_label="$1", regex="(.*)", replacement="v")],
    [rule(source_labels=["none"], target_label="d")],
    [rule(source_labels=["none"], target_label="a")],
    [rule(target_label="d", replacement="fixed")],
    [rule(target_label="d", replacement="$1")],
    [rule(source_labels=["multi"], target_label="d", regex="l1.l2", replacement="yes")],
    [rule(source_labels=["multi"], target_label="d", regex="l1", replacement="yes")],
    [rule(source_labels=["a"], target_label="d", regex="FOO", replacement="yes")],
    [rule(source_labels=["a"], target_label="d", regex="(?i)FOO", replacement="yes")],
    [rule(source_labels=["a"], target_label="d", regex="fo|foo", replacement="yes")],
    [rule(source_labels=["a"], target_label="d", regex="oo", replacement="yes")],
    [rule(source_labels=["a"], target_label="d", regex="^foo$", replacement="yes")],
    [rule(source_labels=["a"], target_label="d", regex="", replacement="yes")],
    [rule(source_labels=["none"], target_label="d", regex="", replacement="yes")],
    [rule(source_labels=["dollar"], target_label="d")],
    [rule(source_labels=["a"], target_label="__name__", replacement="x_$1")],
    [rule(source_labels=["a"], target_label="my.label", replacement="x")],
    [rule("keep", source_labels=["a"], regex="foo")],
    [rule("keep", source_labels=["a"], regex="fo")],
    [rule("keep", source_labels=["a", "b"], regex="foo;bar")],
    [rule("keep", source_labels=["none"], regex=".+")],
    [rule("drop", source_labels=["a"], regex="foo|x")],
    [rule("drop", source_labels=["a"], regex="x")],
    [rule("drop", source_labels=["multi"], regex="l1.*")],
    [rule("keepequal", source_labels=["a"], target_label="b")],
    [rule("keepequal", source_labels=["a"], target_label="a")],
    [rule("keepequal", source_labels=["none"], target_label="none2")],
    [rule("dropequal", source_labels=["a"], target_label="b")],
    [rule("dropequal", source_labels=["a"], target_label="a")],
    [rule("hashmod", source_labels=["a"], target_label="d", modulus=8)],
    [rule("hashmod", source_labels=["a", "b"], target_label="d", modulus=1000)],
    [rule("hashmod", source_labels=["none"], target_label="d", modulus=1000003)],
    [rule("hashmod", source_labels=["u"], target_label="d", modulus=18446744073709551615)],
    [rule("labelmap", regex="tmp_(.*)")],
    [rule("labelmap", regex="(.)", replacement="x_$1")],
    [rule("labelmap", regex="(a|b)", replacement="same")],
    [rule("labelmap", regex="A_(.*)", replacement="b")],
    [rule("labeldrop", regex="a|b")],
    [rule("labeldrop", regex="[a-i].*")],
    [rule("labelkeep", regex="__name__|job|a")],
    [rule("lowercase", source_labels=["u"], target_label="d")],
    [rule("uppercase", source_labels=["u"], target_label="d")],
    [rule("uppercase", source_labels=["a", "b"], target_label="d")],
    [rule("lowercase", source_labels=["none"], target_label="a")],
    [rule("UPPERCASE", source_labels=["a"], target_label="a")],
    [rule(source_labels=["a"], target_label="d"), rule("labeldrop", regex="a"), rule(source_labels=["a"], target_label="b")],
    [rule(source_labels=["a"], target_label="d"), rule("keep", source_labels=["d"], regex="foo")],
    [rule("drop", source_labels=["a"], regex="foo"), rule(source_labels=["b"], target_label="d")],
    [rule(source_labels=["num"], target_label="num", regex="0*(.*)")],
    [rule(source_labels=["a"], target_label="d", regex="(.)(.)(.)", replacement="$3$2$1${0}")],
]


class Target(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        labels = ",".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in SERIES.items() if name != "__name__")
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(f"m{{{labels}}} 1\n".encode())

    def log_message(self, *arguments):
        pass


def ask(path, **parameters):
    url = f"http://127.0.0.1:{PORT}{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)["data"]


def main(prometheus):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", TARGET_PORT), Target)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = pathlib.Path(tempfile.mkdtemp())
    jobs = [
        {
            "job_name": f"j{i}",
            "scrape_interval": "5s",
            "scrape_timeout": "5s",
            "static_configs": [{"targets": [f"127.0.0.1:{TARGET_PORT}"]}],
            "metric_relabel_configs": rules,
        }
        for i, rules in enumerate(CASES)
    ]
    (folder / "prometheus.yml").write_text(json.dumps({"scrape_configs": jobs}))
    process = subprocess.Popen([
        prometheus,
        f"--config.file={folder}/prometheus.yml",
        f"--storage.tsdb.path={folder}/data",
        f"--web.listen-address=127.0.0.1:{PORT}",
        "--log.level=error",
    ])
    try:
        deadline = time.time() + 60
        while True:
            time.sleep(1)
            try:
                if len(ask("/api/v1/query", query="up == 1")["result"]) == len(CASES):
                    break
            except (urllib.error.URLError, ConnectionError):
                pass
            if time.time() > deadline:
                sys.exit("not all targets were scraped")
        found = {}
        for one in ask("/api/v1/query", query='{job!="",__name__!~"up|scrape_.*"}')["result"]:
            labels = one["metric"]
            labels.pop("instance", None)
            found[int(labels.pop("job")[1:])] = labels
        lines = [json.dumps({"rules": rules, "labels": found.get(i)}) for i, rules in enumerate(CASES)]
        version = ask("/api/v1/status/buildinfo")["version"].split("+")[0]
        OUT.parent.mkdir(exist_ok=True)
        start = f'{{"version": "{version}", "series": {json.dumps(SERIES)}, "cases": [\n'
        OUT.write_text(start + ",\n".join(lines) + "\n]}\n")
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1])
