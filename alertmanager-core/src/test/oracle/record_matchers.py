#!/usr/bin/env python3
"""Asks the real amtool how it reads matchers and writes the answers as golden data.

usage: record_matchers.py FOLDER-OF-AMTOOL > ../resources/io/tocsin/core/label/matchers.tsv

Lists are asked through `config routes show` (its routes print their matchers), single matchers through `silence add`
against a recording server. Seeded: the same amtool gives the same file.
"""
import ast
import http.server
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

AMTOOL = os.path.join(sys.argv[1], "amtool")
MODES = {"DEFAULT": [], "UTF8_STRICT": ["--enable-feature=utf8-strict-mode"], "CLASSIC": ["--enable-feature=classic-mode"]}
QUOTED = r'("(?:[^"\\]|\\.)*"|\S*)'

HAND = r"""
foo=bar|foo!=bar|foo=~bar|foo!~bar|foo=|foo!=|foo=~|foo!~|foo|foo!|=bar|!=a|!a|!|=|=~|~|foo~b|foo==b|foo===b|foo=~~b|foo=!b
{|}|{}|{ }|{{}|{}}|{{a=b}}|}{|{a=b|a=b}|{a=b}|{a=b}}|{a=b} }|{a=b}x|{a=b} x|{a=b},c|{a=b}, |{a=b}{c=d}|{a=b}!|{a=b}'|{a=b} "c|{ {a=b}|{,}|{,|{a|{a=|{"|{'|{!
a=b,|a=b, |a=b,,|a=b, ,|a=b,c|a=b,c=d|a=b,c=|a=b,=|a=b,!|a=b,'|a=b, "|,|,a=b|a=b,}|{a=b,}|{a=b,,}|{a=b,,c=d}|a=b,{|a=b,c=d,e=~"f|g"|a,b|{a,b}
c="b",a="d",a="c",a=~"c"|a="b",a="b"|a="b","a"="b"|a=~"b","c"!~d|"a"="b","c"="d"|a="b",c|a="b",c=|a=",",b="\",{"|a=","b|a="{",b="}"|{a="}"}|{"a"="}"
a="b"|a= "b"|a="b" |  a  =  "b"  | a = b , c = d |a = "b" , c = d |a=b c|a=b c=d|{a=b c=d}|a b=c|"a b"=c|"a=b"=c|"a,b"="c"|"a{b}"='c'
a="b|a=b"|a="b"c"|a="b"c|a=""x|a=""|""|""=a|""=""|"a"b|"a"|"a|{"a"b}|"foo=bar|a='b'|a=`b`|a='|a`=b|(|a=(|a=[|a=)|a=.*|a=a|b
a="\\"|a="\\\\"|a="\"|a=\|a="\\|a=\\|a="b\"|a=b\"|a="\\\"b"|a=\"b\"|a="b\\",c="d"|a="b\\\",c="d"|a="\,"|a="\,",b="c"|a=x\,b=c|a=x\,"b"=c|a=\n|a="\n"|a="x\ny\"z\\w\t"
a="\q"|"\q"|"\q"=|"\q"="\z"|{"\q"}|a=b,"\q"|"\q"=~"("|a=~"(","\q"=b|a="\'"|a="\a\b\f\n\r\t\v"|a="\x41\101\u0041\U00000041"|a="\x4"|a="\10"|a="\400"|a="\377"|a="\xff"|a="\xc3\xa9"|a="\xc3"|"\xff"=x
a="\ud800"|a="\uD83D\uDE00"|a="\U0001F600"|a="\U00110000"|a="\uFFFD"|a="\u00e9"|a="é"|"é"=b|é=é|é=é x| é=é x|{é=b|{é=😀|😀=😀 x|☃!~"☃"|a😀=b|"a😀"="\U0001f600"|é=b} x
a=~"("|a=~(|a!~[|a=~"[a"|a=~[ , b|a=b,a=~(|a=~"a{1,2}"|a=~a{1,2}|a=~"\d+"|a=~\d+|a=~"\\d+"|a=~"*"|a=~"(?=x)"|a=~"(?P<n>x)"|a=~"(?i)x"|a=~"a{2000}"|a=~"a)(b"|a=~"\\"|a=~"\\Z"|a=~"(?"|a=~"[z-a]"|a=~"\\pX"|a=~"x**"
foo:bar=baz|:=b|1a=b|a-b=c|a.b=c|"a.b"="c"|_a=b|__=b|a1=b|-a=b|a/b=c|a=b/c|a=b:c|a=http://x:1/y?z=1|a=b=c|a=~b=~c|a=b!=c|a=b!|a=b'|a={b}|a=b{|{a=b{|a=b,c={d}|severity=~"warn(ing)?|crit"|team!~".+"|alertname=~"^Disk.*$"
"""
SPACES = ["", " ", "\t", "a\n=\nb", "\ta=b\t", "\xa0a=b", "a\xa0=b", "a=\xa0b", "a=b\xa0", "a=b\xa0,c=d", 'a="b"\xa0,c=d', "a=\x0bb\x0b", "a\x0b=b",
          "a=b\x0b,c=d", "a=\x85b", "a=b\x85", "a=\u2028b", "a=b\u2028", "\u3000a\u2003=\u1680b", "a\u200b=b", "a=\u200b", "a=\ufeffb", 'a="b\nc"', "a=b\nc",
          '"a\nb"=c', '"a\\\nb"=c', "{a=b}\n", "\n{a=b}", "a=b}\xa0", "a=\x01", 'a="\x7f"', "\x1ca=b", "a=b\x1c", "a=b\r\n", "a=\rb", 'a="\r"', 'a="\t"', " } ", 'a=~"b|c"', 'a=~"(b|c)?"', "a!~b|c", "  {a=b ", " a=b} "]
PIECES = ["a", "b", "foo", "é", "😀", "_x", "9", "=", "=", "=", "!=", "=~", "!~", "!", "~", '"', '"', '"', "\\", "\\\\", '\\"', "\\n", "\\x41", "\\u00e9",
          "{", "}", ",", ",", " ", " ", "\n", "\t", "\xa0", "'", "`", ".", ".*", "|", "(", ")", "[", "]", "-"]


def inputs():
    seen = dict.fromkeys(text for line in HAND.strip("\n").split("\n") for text in line.split("|"))
    seen.update(dict.fromkeys(SPACES))
    rand = random.Random(20261123)
    while len(seen) < 620:
        if rand.random() < 0.4:
            text = "".join(rand.choice(PIECES) for _ in range(rand.randint(1, 9)))
        else:
            text = damaged(rand, ",".join(matcher(rand) for _ in range(rand.choice([1, 1, 2, 3]))))
        seen[text] = None
    return list(seen)


def matcher(rand):
    name = rand.choice(["a", "foo", "é", '"a b"', '"x"', "b_1", "c.d"])
    value = rand.choice(["b", "", '"b"', '""', '"x,y"', '"é\\n"', "\\", '"\\""', '"\\\\"', "😀", '"(a|b)+"', ".*", '"\\d"', "b c"])
    space = rand.choice(["", "", "", " "])
    return name + space + rand.choice(["=", "!=", "=~", "!~"]) + space + value


def damaged(rand, text):
    if rand.random() < 0.3:
        text = rand.choice(["{%s}", "{%s", "%s}", " {%s} ", "{%s,}"]) % text
    if rand.random() < 0.6:
        at = rand.randint(0, len(text))
        text = text[:at] + rand.choice(PIECES) + text[at + rand.choice([0, 0, 1]):]
    return text


class Recorder(http.server.BaseHTTPRequestHandler):
    posted = {}

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        Recorder.posted[body["comment"]] = body["matchers"][1]
        answer = b'{"silenceID":"x"}'
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


def run(arguments):
    done = subprocess.run([AMTOOL] + arguments, capture_output=True)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def error(err, end):
    return "error", err.split("amtool: error: ", 1)[1].removesuffix(end)


def ask_list(mode, text):
    quoted = "".join(c if " " <= c < "\x7f" or ord(c) > 0xFFFF else "\\u%04x" % ord(c) for c in json.dumps(text, ensure_ascii=False))
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        file.write("route:\n  receiver: d\n  routes:\n  - matchers: [%s]\nreceivers: [{name: d}]\n" % quoted)
        file.flush()
        code, out, err = run(MODES[mode] + ["config", "routes", "show", "--config.file=" + file.name])
    if code != 0:
        return *error(err, "\n"), warning(out)
    node = out.split("\n    └── ", 1)[1].removesuffix("  receiver: d\n\n")
    return "ok", "{}" if node == "default-route" else node, warning(out)


def ask_one(mode, text, url):
    key = json.dumps([mode, text])
    code, out, err = run(MODES[mode] + ["--alertmanager.url=" + url, "silence", "add", "-c", key, "--", "zz=1", text])
    if code != 0:
        return *error(err, "\n\n"), warning(out)
    posted = Recorder.posted[key]
    operator = {(True, False): "=", (False, False): "!=", (True, True): "=~", (False, True): "!~"}[posted["isEqual"], posted["isRegex"]]
    return "ok", posted["name"] + operator + posted["value"], warning(out)


def warning(out):
    fallback = re.search(r" err=%s suggestion=%s\n" % (QUOTED, QUOTED), out)
    if fallback:
        return ["fallback"] + [ast.literal_eval(g) if g.startswith('"') else g for g in fallback.groups()]
    return ["disagreement"] if "has disagreement" in out else []


def escape(text):
    units = text.encode("utf-16-be")
    codes = [units[i] << 8 | units[i + 1] for i in range(0, len(units), 2)]
    return "".join(chr(c) if 32 <= c < 127 and c != 92 else "\\u%04x" % c for c in codes)


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = "http://127.0.0.1:%d" % server.server_port
    version = subprocess.run([AMTOOL, "--version"], capture_output=True).stdout.decode().split()[2]
    print("# amtool %s: list or one, mode, text, ok or error, canonical form or message, then the warning if any:" % version)
    print("# fallback, error of the UTF-8 parser, suggestion; or: disagreement. Written by src/test/oracle/record_matchers.py.")
    jobs = [(kind, mode, text) for text in inputs() for kind in ("list", "one") for mode in MODES]

    def ask(job):
        kind, mode, text = job
        return ask_list(mode, text) if kind == "list" else ask_one(mode, text, url)

    with ThreadPoolExecutor(2) as pool:
        for (kind, mode, text), (verdict, result, warned) in zip(jobs, pool.map(ask, jobs)):
            print("\t".join(escape(field) for field in [kind, mode, text, verdict, result, *warned]))


if __name__ == "__main__":
    main()
