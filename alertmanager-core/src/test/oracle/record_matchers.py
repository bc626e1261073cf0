#!/usr/bin/env python3
"""Asks the real amtool how it reads matchers and writes the answers as golden data.

usage: record_matchers.py FOLDER-OF-AMTOOL chosen > ../resources/io/tocsin/core/label/matchers.tsv
       record_matchers.py FOLDER-OF-AMTOOL random > ../resources/io/tocsin/core/label/random-matchers.tsv

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


# For the random ones: what names, values and the space between them may be made of.
NAMES = ["a", "b", "foo", "alertname", "team", "b_1", "_", "__x", "a:b", ":", "A9", "c.d", "e-f", "1a", "\u00e9", "gr\u00f6\u00dfe", "\u65e5\u672c", "\U0001f600", "(", "a|b", "\u200b", ""]
CHARACTERS = ["a", "b", "x", "0", "9", "_", ".", "-", ":", "/", "*", "+", "?", "|", "(", ")", "[", "]", "^", "$", "%", "@", "\u00e9", "\u00df", "\u65e5", "\U0001f600", " "]
SPECIAL = ["\\", "\\\\", '\\"', "\\n", "\\t", "\\d", "\\.", "\\x41", "\\xff", "\\u00e9", "\\U0001f600", "\\101", "\\8", "\\'", '"', "'", "`", "{", "}", ",", "=", "!", "~", "\n", "\t", "\r",
           "\xa0", "\u2028", "\x0b", "\x00", "\x7f", "\ufeff", "\ufffd"]
PATTERNS = ["x|y", "(x|y)", "(?:x|y)+", "x.*", ".*x", ".*x.*", ".+", "^x$", "[a-c]", "[^a]", "[", "(", ")", "*", "+", "a{2}", "a{2,1}", "a{1001}", "\\d+", "\\pL", "\\b", "(?i)x", "(?P<n>x)", "(?=x)", "\\1", "\\Qa.b\\E", "\\z", "x??",
            "(?s).", "[[:alpha:]]", "[[:foo:]]", "\\C", "(?P<n", "\\x{41}", "\\x{110000}", "\u00e9|\u00df", "\\/", "a**"]
SPACES_BETWEEN = ["", "", "", "", "", "", "", " ", "  ", "\t", "\n", "\xa0"]
RANDOM = 4400


def random_inputs():
    known = set(inputs())
    seen = {}
    rand = random.Random(20261128)
    while len(seen) < RANDOM:
        shape = rand.random()
        if shape < 0.1:
            text = "".join(rand.choice(PIECES) for _ in range(rand.randint(1, 8)))
        elif shape < 0.2:
            text = "".join(rand.choice(CHARACTERS + SPECIAL) for _ in range(rand.randint(1, 7)))
        else:
            text = ",".join(random_matcher(rand) for _ in range(rand.choice([1, 1, 1, 1, 2, 3])))
            text = damaged(rand, text) if shape < 0.6 else text
        if text not in known:
            seen[text] = None
    # An argument of a command cannot hold a NUL.
    return [("list" if "\0" in text else rand.choice(["list", "list", "one"]), text) for text in seen]


def random_matcher(rand):
    operator = rand.choice(["=", "=", "!=", "=~", "!~"])
    name, value = rand.choice(NAMES), random_value(rand, "~" in operator)
    if rand.random() < 0.3 or not name:
        name = quoted(rand, name)
    if rand.random() < 0.6:
        value = quoted(rand, value)
    space = [rand.choice(SPACES_BETWEEN) for _ in range(4)]
    return space[0] + name + space[1] + operator + space[2] + value + space[3]


def random_value(rand, is_regex):
    if is_regex and rand.random() < 0.7:
        return rand.choice(PATTERNS)
    text = "".join(rand.choice(CHARACTERS) for _ in range(rand.randint(0, 5)))
    if rand.random() < 0.4:
        at = rand.randint(0, len(text))
        text = text[:at] + rand.choice(SPECIAL) + text[at:]
    return text


def quoted(rand, text):
    # Mostly as a careful writer does it, sometimes with the text as it is.
    return '"%s"' % (text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") if rand.random() < 0.7 else text)


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
    chosen = sys.argv[2] == "chosen"
    jobs = [(kind, text) for text in inputs() for kind in ("list", "one")] if chosen else random_inputs()

    def ask(job):
        kind, text = job
        return [ask_list(mode, text) if kind == "list" else ask_one(mode, text, url) for mode in MODES]

    with ThreadPoolExecutor(2) as pool:
        rows = (chosen_rows if chosen else random_rows)(jobs, pool.map(ask, jobs))
        print("# amtool %s: %s" % (version, CHOSEN_HEAD if chosen else RANDOM_HEAD))
        print("# Written by src/test/oracle/record_matchers.py.")
        for row in rows:
            print("\t".join(escape(field) for field in row))


CHOSEN_HEAD = """list or one, mode, text, ok or error, canonical form or message, then the warning if any:
# fallback, error of the UTF-8 parser, suggestion; or: disagreement."""
RANDOM_HEAD = """list or one, text, then what came of it by default, in strict UTF-8 and in classic mode:
# + and the canonical form, or - and the message, or = when it is what came by default; a message "bad matcher format: "
# with the whole text is shortened to -bad. Then, if there was one, the warning of the default mode: "disagreement", or the suggestion after the error that the strict mode gives, = when that is the canonical form."""


def chosen_rows(jobs, answers):
    for (kind, text), by_mode in zip(jobs, answers):
        for mode, (verdict, result, warned) in zip(MODES, by_mode):
            yield [kind, mode, text, verdict, result, *warned]


def random_rows(jobs, answers):
    for (kind, text), by_mode in zip(jobs, answers):
        default, strict, classic = [("+" if verdict == "ok" else "-") + result for verdict, result, _ in by_mode]
        classic = "-bad" if classic == "-bad matcher format: " + text else classic
        default = "-bad" if default == "-bad matcher format: " + text else default
        warned = by_mode[0][2]
        if warned[:1] == ["fallback"]:
            assert "-" + warned[1] == strict, (text, by_mode)
            canonical = default[1:] if kind == "one" else default[2:-1]
            warned = ["=" if warned[2] == canonical else warned[2]]
        yield [kind, text, default, "=" if strict == default else strict, "=" if classic == default else classic, *warned]


if __name__ == "__main__":
    main()
