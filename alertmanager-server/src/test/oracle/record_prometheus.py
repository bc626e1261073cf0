#!/usr/bin/env python3
"""Asks a real Prometheus what src/test/resources/golden/prometheus/requests.txt lists, over samples.txt.

Usage: record_prometheus.py FOLDER, where FOLDER holds the programs prometheus and promtool. Writes
recorded/prometheus-<version>.txt; read the difference before keeping it.
"""
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "resources", "golden")
PORT = 19793


def ask(line):
    method, path, *body = line.split(" ", 2)
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


def main():
    programs = sys.argv[1]
    prometheus = os.path.join(programs, "prometheus")
    version = subprocess.run([prometheus, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        samples = os.path.join(GOLDEN, "prometheus", "samples.txt")
        subprocess.run([os.path.join(programs, "promtool"), "tsdb", "create-blocks-from", "openmetrics", samples, data],
                       check=True, stdout=subprocess.DEVNULL)
        config = os.path.join(folder, "prometheus.yml")
        with open(config, "w") as file:
            file.write("{}\n")
        server = subprocess.Popen(
            [prometheus, f"--config.file={config}", f"--storage.tsdb.path={data}", "--storage.tsdb.retention.time=100y",
             f"--web.listen-address=127.0.0.1:{PORT}"], stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 30
            while not ready():
                if time.monotonic() > deadline:
                    sys.exit("the server does not become ready")
                time.sleep(0.1)
            out = [f"# recorded from {version}\n"]
            with open(os.path.join(GOLDEN, "prometheus", "requests.txt")) as file:
                for line in file:
                    if line.strip() and not line.startswith("#"):
                        out.append(f"> {line.rstrip()}\n{ask(line.rstrip(chr(10)))}\n")
        finally:
            server.terminate()
            server.wait()
    name = version.split("version ")[1].split(" ")[0].split("+")[0]
    with open(os.path.join(GOLDEN, "recorded", f"prometheus-{name}.txt"), "w") as file:
        file.write("\n".join(out))


if __name__ == "__main__":
    main()
