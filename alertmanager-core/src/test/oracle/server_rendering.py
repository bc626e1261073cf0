"""Asks a server to render template snippets, as the bodies of mails to a small server of its own: one integration of one
receiver for each, so that all are told of the same. Used by record_templates.py."""
import email
import email.policy
import json
import os
import re
import socketserver
import subprocess
import tempfile
import threading
import time
import urllib.request

SECONDS_MAX = 20


class Mails(socketserver.ThreadingTCPServer):
    """Keeps the mail to each recipient."""

    daemon_threads = True
    request_queue_size = 1_000

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.by_recipient = {}


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        recipient = ""
        self.say("220 ready")
        for line in self.rfile:
            command = line.upper()
            if command.startswith(b"QUIT"):
                return self.say("221 bye")
            if command.startswith(b"RCPT"):
                recipient = re.search(r"<(.*?)@", line.decode()).group(1)
            if command.startswith(b"DATA"):
                self.say("354 go on")
                mail = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.by_recipient[recipient] = re.sub(rb"(?m)^\.\.", b".", mail)
            self.say("250 ok")

    def say(self, answer):
        self.wfile.write(answer.encode() + b"\r\n")


def body(mail, kind):
    message = email.message_from_bytes(mail, policy=email.policy.default)
    part = next(part for part in message.walk() if part.get_content_type() == {"text": "text/plain", "html": "text/html"}[kind])
    return part.get_payload(decode=True).decode("utf-8", "surrogateescape").replace("\r\n", "\n")


def configuration(data, questions, smarthost):
    def integration(number, question):
        bodies = {"text": "", "html": ""} | {question["type"]: question["text"]}
        return {"to": f"q{number}@example.org", "from": "a@example.org", "smarthost": smarthost, "require_tls": False, "hello": "localhost"} | bodies

    return json.dumps({
        "route": {"receiver": data["receiver"], "group_by": sorted(data["groupLabels"]), "group_wait": "0s"},
        "receivers": [{"name": data["receiver"], "email_configs": [integration(i, q) for i, q in enumerate(questions)]}],
    })


def free_port():
    with socketserver.TCPServer(("127.0.0.1", 0), None) as server:
        return server.server_address[1]


def post(port, alerts):
    sent = [{key: alert[key] for key in ("labels", "annotations", "startsAt", "generatorURL")} for alert in alerts]
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v2/alerts", json.dumps(sent).encode(), {"Content-Type": "application/json"})
    for _ in range(SECONDS_MAX * 10):
        try:
            return urllib.request.urlopen(request).close()
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not take the alerts")


def outcomes(log):
    """By recipient: why it failed, or None where a mail was sent. An empty mail goes out before a body fails."""
    found = {}
    for line in log.splitlines():
        entry = json.loads(line) if line.startswith("{") and line.endswith("}") else {}
        if entry.get("msg") == "Notify success":
            found["q" + re.search(r"\d+", entry["integration"]).group()] = None
        for failure in re.split(r"(?:^|\n)(?=[^\n/]*/email\[\d+\]: )", entry.get("err", "")):
            number, error = re.fullmatch(r"(?:[^\n/]*/email\[(\d+)\]: .*?execute (?:text|html) template: (.*))?.*", failure, re.S).groups()
            if number:
                found["q" + number] = error
    return found


def ask(folder, data, questions):
    """Pairs of "out" and what was rendered, or "error" and why it was not."""
    with Mails() as mails, tempfile.TemporaryDirectory() as home:
        threading.Thread(target=mails.serve_forever, daemon=True).start()
        config, log, port = os.path.join(home, "config.yml"), os.path.join(home, "log"), free_port()
        with open(config, "w", encoding="utf-8") as file:
            file.write(configuration(data, questions, "127.0.0.1:%d" % mails.server_address[1]))
        with open(log, "wb") as output:
            server = subprocess.Popen(
                [os.path.join(folder, "prometheus-alertmanager"), "--config.file=" + config, "--storage.path=" + home, "--cluster.listen-address=",
                 f"--web.listen-address=127.0.0.1:{port}", "--web.external-url=" + data["externalURL"], "--log.format=json", "--log.level=debug"],
                stdout=output, stderr=output, env={"TZ": "UTC"})
        try:
            post(port, data["alerts"])
            return answers(mails, log, questions)
        finally:
            server.terminate()
            server.wait()
            mails.shutdown()


def answers(mails, log, questions):
    for _ in range(SECONDS_MAX * 10):
        with open(log, encoding="utf-8") as file:
            text = file.read()
        found = outcomes(text)
        if len(found) == len(questions):
            failures = [found[f"q{i}"] for i in range(len(questions))]
            return [
                ("error", failure) if failure else ("out", body(mails.by_recipient[f"q{i}"], questions[i]["type"]))
                for i, failure in enumerate(failures)
            ]
        time.sleep(0.1)
    missing = [q["text"] for i, q in enumerate(questions) if f"q{i}" not in found]
    raise SystemExit(f"no answers to {missing}:\n{text[-4000:]}")
