#!/usr/bin/env python3
"""Shows what the default mail looks like: renders it with amtool over several sets of alerts, and takes screenshots with
headless Chromium at 360 and 1200 px, light and dark, with its style sheet and without.

    mail.py OUT_FOLDER [AMTOOL]

AMTOOL is that of the distribution unless another is named. Checks what a picture does not show: that dark is dark, that
nothing is wider than the window, and how long the mail is.
"""
import base64
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

AMTOOL = os.path.join(os.path.dirname(__file__), "../../../target/dist/bin/amtool")
TEMPLATE = '{{ template "email.default.html" . }}'
NOW = datetime.datetime.now(datetime.timezone.utc)
SOURCE = "http://prometheus.example.com:9090/graph?g0.expr=predict_linear%28node_filesystem_avail_bytes%5B6h%5D%2C+14400%29+%3C+0&g0.tab=1"


def at(minutes_ago):
    return (NOW - datetime.timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")


def alert(number, severity="critical", resolved=False, annotations=None, source=SOURCE, **labels):
    host = f"db-{number}.prod.example.com"
    return {
        "status": "resolved" if resolved else "firing",
        "labels": {"alertname": "DiskWillFill", "cluster": "prod-eu-1", "instance": host + ":9100", "job": "node"}
        | ({"severity": severity} if severity else {})
        | labels,
        "annotations": {
            "summary": f"Disk of db-{number} is filling up",
            "description": f"/var/lib/postgresql on {host} has 4.2% left and fills in about 3 hours.",
            "runbook_url": "https://runbooks.example.com/DiskWillFill",
        }
        if annotations is None
        else annotations,
        "startsAt": at(12),
        "endsAt": at(1) if resolved else "0001-01-01T00:00:00Z",
        "generatorURL": source,
        "fingerprint": f"{number:016x}",
    }


def message(alerts, *group_by):
    def common(part):
        pairs = [set(a[part].items()) for a in alerts]
        return dict(sorted(set.intersection(*pairs)))

    return {
        "receiver": "team\\-db",
        "status": "resolved" if all(a["status"] == "resolved" for a in alerts) else "firing",
        "alerts": alerts,
        "groupLabels": {name: alerts[0]["labels"][name] for name in group_by},
        "commonLabels": common("labels"),
        "commonAnnotations": common("annotations"),
        "externalURL": "https://alerts.example.com",
    }


HOSTILE = {
    "message": 'No summary: just a message with "quotes" & <b>markup</b>.\nAnd a second line.',
    "dashboard_link": "https://grafana.example.com/d/abc?var-x=1&y=2",
    "evil_url": "javascript:alert(1)",
}
SETS = {
    "one": message([alert(1)], "alertname", "cluster"),
    "mixed": message(
        [alert(1), alert(2, "warning"), alert(3, "info", annotations={"summary": "Short"}), alert(4, resolved=True)],
        "alertname",
        "cluster",
    ),
    "resolved": message([alert(1, resolved=True), alert(2, resolved=True)], "alertname"),
    "hostile": message(
        [
            alert(1, "P1", annotations=HOSTILE, source="javascript:alert(2)", alertname="<script>alert(1)</script>",
                  a_long_name="a" * 140, pod="checkout-7f9c6d5b8-x2x9z"),
            alert(2, None, annotations={}, alertname="Ünïcode & Co"),
        ]
    ),
    "hundred": message([alert(i) for i in range(100)], "alertname", "cluster"),
}


def render(amtool, data):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "data.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(data, file)
        open(os.path.join(folder, "empty.tmpl"), "w").close()
        return subprocess.run(
            [amtool, "template", "render", "--template.glob=" + os.path.join(folder, "*.tmpl"),
             "--template.type=html", "--template.text=" + TEMPLATE, "--template.data=" + path],
            check=True, capture_output=True, encoding="utf-8").stdout


class Browser:
    """Chromium, spoken to over a pair of pipes: messages of its DevTools protocol, each ended by a zero byte."""

    def __init__(self):
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()
        self.profile = tempfile.TemporaryDirectory()
        command = ("exec chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars"
                   f" --user-data-dir={self.profile.name} --remote-debugging-pipe 3<&{commands} 4>&{answers}")
        self.process = subprocess.Popen(["sh", "-c", command], pass_fds=(commands, answers), stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.received = b""
        self.number = 0
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def call(self, method, **parameters):
        self.number += 1
        call = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            call["sessionId"] = self.session
        os.write(self.commands, json.dumps(call).encode() + b"\0")
        while True:
            while b"\0" not in self.received:
                self.received += os.read(self.answers, 1 << 20) or sys.exit("chromium has ended")
            answer, self.received = self.received.split(b"\0", 1)
            answer = json.loads(answer)
            if answer.get("id") == self.number:
                return answer["result"] if "result" in answer else sys.exit(f"{method}: {answer['error']}")

    def show(self, html, width, scheme):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        frame = self.call("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self.call("Page.setDocumentContent", frameId=frame, html=html)

    def evaluate(self, expression):
        return self.call("Runtime.evaluate", expression=expression)["result"]["value"]

    def picture(self, width, height_max=2200):
        height = min(self.call("Page.getLayoutMetrics")["cssContentSize"]["height"], height_max)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        return base64.b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"])

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.profile.cleanup()


def is_dark(colour):
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) < 3 * 64


def main(out, amtool=AMTOOL):
    os.makedirs(out, exist_ok=True)
    browser = Browser()
    for name, data in SETS.items():
        html = render(amtool, data)
        print(f"{name}: {len(data['alerts'])} alerts, {len(html.encode())} bytes")
        bare = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
        for width in 360, 1200:
            for scheme, shown in ("light", html), ("dark", html), ("unstyled", bare):
                browser.show(shown, width, "dark" if scheme == "dark" else "light")
                with open(os.path.join(out, f"{name}-{width}-{scheme}.png"), "wb") as file:
                    file.write(browser.picture(width))
                background = browser.evaluate("getComputedStyle(document.querySelector('table')).backgroundColor")
                if is_dark(background) != (scheme == "dark"):
                    sys.exit(f"{name} {width} {scheme}: the background is {background}")
                if browser.evaluate("document.documentElement.scrollWidth") > width:
                    sys.exit(f"{name} {width} {scheme}: wider than the window")
    browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
