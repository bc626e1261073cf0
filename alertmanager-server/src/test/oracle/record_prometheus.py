#!/usr/bin/env python3
"""Asks a real Prometheus what src/test/resources/golden/prometheus/requests.txt lists, over samples.txt, and what
live/requests.txt lists, while it scrapes an exporter of fixed content and evaluates rules.

Usage: record_prometheus.py FOLDER, where FOLDER holds the programs prometheus and promtool. Writes
recorded/prometheus-<version>.txt and recorded/prometheus-live-<version>.txt; read the difference before keeping it.
"""
import contextlib
import http.server
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "resources", "golden")
PORT = 19793


def ask(line):
    """The line may hold characters that an address may not; escapes stay as they are."""
    method, path, *body = line.split(" ", 2)
    path = urllib.parse.quote(path, safe="%/?&=[]+:,.~!'()*@;$-_")
    data = body[0].encode() if body else None
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}/api/v1/{path}", method=method, data=data)
    if body:
        request.add_header("Content-Type", "application/x-www-form-urlencoded")
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        answer = error
    return f"{answer.status} {answer.headers.get('content-type')}\n{answer.read().decode().rstrip()}"


def ready():
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{PORT}/-/ready").status == 200
    except OSError:
        return False


def until(what, condition):
    deadline = time.monotonic() + 60
    while not condition():
        if time.monotonic() > deadline:
            sys.exit(f"{what}: does not come")
        time.sleep(0.1)


@contextlib.contextmanager
def running(programs, config, data, *flags):
    server = subprocess.Popen(
        [os.path.join(programs, "prometheus"), f"--config.file={config}", f"--storage.tsdb.path={data}",
         f"--web.listen-address=127.0.0.1:{PORT}", *flags], stderr=subprocess.DEVNULL, cwd=os.path.dirname(config),
        env={**os.environ, "TZ": "UTC"})
    try:
        until("the server", ready)
        yield
    finally:
        server.terminate()
        server.wait()


def requests(*names):
    with open(os.path.join(GOLDEN, "prometheus", *names, "requests.txt")) as file:
        return [line.rstrip() for line in file if line.strip() and not line.startswith("#")]


def record_samples(programs, folder):
    data = os.path.join(folder, "data")
    samples = os.path.join(GOLDEN, "prometheus", "samples.txt")
    subprocess.run([os.path.join(programs, "promtool"), "tsdb", "create-blocks-from", "openmetrics", samples, data],
                   check=True, stdout=subprocess.DEVNULL)
    config = os.path.join(folder, "prometheus.yml")
    with open(config, "w") as file:
        file.write("{}\n")
    with running(programs, config, data, "--storage.tsdb.retention.time=100y"):
        return [f"> {line}\n{ask(line)}\n" for line in requests()]


class Exporter(http.server.BaseHTTPRequestHandler):
    flapping = "1"

    def do_GET(self):
        name = "other.txt" if self.path.startswith("/other") else "exposition.txt"
        with open(os.path.join(GOLDEN, "prometheus", "live", name)) as file:
            body = file.read().replace("FLAPPING", Exporter.flapping).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *unused):
        pass


def rule(name):
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/v1/rules?rule_name[]={name}") as answer:
        groups = json.load(answer)["data"]["groups"]
    return groups[0]["rules"][0] if groups else {}


def value(expression):
    query = urllib.parse.quote(expression)
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/v1/query?query={query}") as answer:
        result = json.load(answer)["data"]["result"]
    return result[0]["value"][1] if result else None


def record_live(programs, folder):
    exporter = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Exporter)
    threading.Thread(target=exporter.serve_forever, daemon=True).start()
    address = f"127.0.0.1:{exporter.server_port}"
    for name in ["prometheus.yml", "rules.yml", "more.yml"]:
        with open(os.path.join(GOLDEN, "prometheus", "live", name)) as file:
            text = file.read().replace("EXPORTER", address)
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    with running(programs, os.path.join(folder, "prometheus.yml"), os.path.join(folder, "live"),
                 "--web.external-url=http://alertmanager.test:9093", "--web.route-prefix=/"):
        until("an alert that keeps firing", lambda: rule("KeepsFiring").get("state") == "firing")
        Exporter.flapping = "0"
        until("the time since when", lambda: "keepFiringSince" in json.dumps(rule("KeepsFiring")))
        # Prometheus spreads the first evaluations over the interval.
        until("the slow group", lambda: rule("Later").get("health") == "ok")
        until("both targets", lambda: value("sum(up)") == "2")
        until("the delayed rule", lambda: value('up:sum{job="other"}') == "1")
        out, token = [], ""
        for line in requests("live"):
            answer = ask(line.replace("FOLDER", folder).replace("TOKEN", token))
            token = answer.split('"groupNextToken":"')[1].split('"')[0] if "groupNextToken" in answer else ""
            out.append(f"> {line}\n{answer}\n".replace(address, "EXPORTER").replace(folder, "FOLDER")
                       .replace(f":{exporter.server_port}/", ":EXPORTERPORT/")
                       .replace(f'"hostname":"{socket.gethostname()}"', '"hostname":"HOST"'))
        return [re.sub('"buildUser":"[^"]*"', '"buildUser":"USER"', answer) for answer in out]


def write(name, version, out):
    number = version.split("version ")[1].split(" ")[0].split("+")[0]
    with open(os.path.join(GOLDEN, "recorded", f"{name}-{number}.txt"), "w") as file:
        file.write("\n".join([f"# recorded from {version}\n", *out]))


def main():
    programs = sys.argv[1]
    prometheus = os.path.join(programs, "prometheus")
    version = subprocess.run([prometheus, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    with tempfile.TemporaryDirectory() as folder:
        write("prometheus", version, record_samples(programs, folder))
        write("prometheus-live", version, record_live(programs, folder))


if __name__ == "__main__":
    main()
