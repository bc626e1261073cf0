"""Has a running Prometheus scrape bodies sound and broken, and records what it makes of them.

    python3 record_exposition.py PROMETHEUS          writes ../resources/exposition/recorded.json anew

One case a line: the Content-Type and fallback_scrape_protocol, the body (each byte a character), the error if the scrape
failed, the counts (scraped, after relabeling, series added), and the series with [time or null, value]. Old samples are
taken (out_of_order_time_window), so that timestamps can be read back. RecordedExpositionTest and RecordedScrapeTest replay
the file. Not among the cases: an unquoted name of one letter in braces, `{a} 1`, by which Prometheus 3.5.3 ends.
"""

import http.server
import json
import pathlib
import re
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
OUT = HERE.parent / "resources/exposition/recorded.json"
TARGET_PORT = 19801
PORT = 19802
REPORTS = {
    "scrape_samples_scraped": 0,
    "scrape_samples_post_metric_relabeling": 1,
    "scrape_series_added": 2,
}

# --- cases ---

TEXT="text/plain; version=0.0.4; charset=utf-8"
TEXT1="text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
OM="application/openmetrics-text; version=1.0.0; charset=utf-8"
OM0="application/openmetrics-text; version=0.0.1; charset=utf-8"
cases=[]
def add(name, body, ct=TEXT, fallback=""):
    if isinstance(body,str): body=body.encode()
    cases.append((name,ct,fallback,body))
values=["1","+1","-1","0","-0","1.5",".5","5.","+.5","-5.","1e3","1E3","1e+3","1e-3","1e","1e+","e1",".","+","-","1.2.3","--1","+-1","0x1p-2","0x10","0X1","1_000","1p3","Inf","+Inf","-Inf","inf","INF","iNf","Infinity","+infinity","-INFINITY","infin","NaN","nan","NAN","+NaN","-NaN","nano","1e308","1.7976931348623157e308","1.7976931348623159e308","1e309","-1e309","4.9e-324","2e-324","1e-400","1e99999999999999999999","1e-99999999999999999999","0e99999999999","00012","1e0005","123456789012345678901234567890","0.1","0.30000000000000004","9007199254740993","1.7976931348623157081e308","2.2250738585072011e-308","17.000000000000000000000000000000000000001","1d","1f","1L","1,5","1 000","\"1\"","0b1","0o7","١","1e1.5","0."+"3"*400,"9"*309,"9"*310+"e-5","1\x00","1;","{1}","1}","#1"]
for v in values:
    add("text value "+repr(v)[1:-1][:60], "a %s\n"%v)
    add("om value "+repr(v)[1:-1][:60], "a %s\n# EOF\n"%v, OM)
tss=["1","0","1500000000000","-1","+1","1.5","1e3","0001","abc","9223372036854775807","9223372036854775808","99999999999999999999","1 2","1 # x","1#","0x1","1_0","NaN","Inf","1 ","1\t"," 1","{","\"1\"","1700000000123"]
for t in tss:
    add("text time "+repr(t)[1:-1], "a 1 %s\n"%t)
    add("om time "+repr(t)[1:-1], "a 1 %s\n# EOF\n"%t, OM)
for t in ["1.001","1.0005","1.9999","1700000000.123","1.7e9","-1.5","1e-3","1e30","-1e30","0x1p3",".5","5.","1.0000000000000001","1500000000.0009765"]:
    add("om time "+t, "a 1 %s\n# EOF\n"%t, OM)
shapes=[
 "", "\n", "\n\n\n", " ", " \n", "\t\n", "a", "a ", "a\n", "a \n", "a 1", "a 1 ", "a 1 \n","a 1\t\n", "a  1\n", "a\t1\n","a \t 1\n", " a 1\n", "\ta 1\n", "\n a 1\n", "a 1\n\nb 2\n", "a 1\nb", "a 1\nb 2","a 1\r\n","a 1\r\nb 2\r\n", "\ufeffa 1\n",
 "a{} 1\n","a{}1\n","a{ } 1\n","a {} 1\n","a {x=\"1\"} 2\n","a{x=\"1\"} 2\n","a{x=\"1\"}2\n","a{x=\"1\",} 2\n","a{x=\"1\",,} 2\n","a{,} 2\n","a{,x=\"1\"} 2\n","a{x=\"1\" y=\"2\"} 2\n","a{x=\"1\"y=\"2\"} 2\n","a{x=\"1\",y=\"2\"} 2\n","a{x=\"1\" , y=\"2\" , } 2\n","a{ x = \"1\" } 2\n","a{x =\"1\"} 2\n","a{x= \"1\"} 2\n","a{\tx\t=\t\"1\"\t}\t2\n",
 "a{x=1} 2\n","a{x='1'} 2\n","a{xyz} 2\n","a{x=} 2\n","a{=\"1\"} 2\n","a{x=\"1} 2\n","a{x=\"1\" 2\n","a{x=\"1\"\n} 2\n","a{x=\n\"1\"} 2\n","a{\nx=\"1\"} 2\n","a{x=\"1\"}} 2\n","a{{x=\"1\"} 2\n","a{x=\"1\"} \n","a{x=\"1\"}\n","a{x=\"1\"","a{","a{x","a{x=","a{x=\"","a{x=\"1","a}1\n","{} 1\n","{\n",
 "a{x=\"\"} 2\n","a{x=\"1\",x=\"2\"} 2\n","a{x=\"1\",x=\"1\"} 2\n","a{x=\"\",x=\"1\"} 2\n","a{x=\"1\",x=\"\"} 2\n","a{__name__=\"b\"} 2\n","a{__name__=\"a\"} 2\n","a{__name__=\"\"} 2\n","a{__x=\"1\"} 2\n",
 "a{x=\"a\nb\"} 2\n","a{x=\"a\\nb\"} 2\n","a{x=\"a\\\\b\"} 2\n","a{x=\"a\\\"b\"} 2\n","a{x=\"a\\tb\"} 2\n","a{x=\"a\\\"} 2\n","a{x=\"a\\\nb\"} 2\n","a{x=\"\\x41\"} 2\n","a{x=\"\\\\n\"} 2\n","a{x=\"\\\\\\\"\"} 2\n","a{x=\"äöü€😀\"} 2\n","a{x=\"a\rb\tc\"} 2\n","a{x=\"}{,=#\"} 2\n",
 "a:b 1\n",":a 1\n","a{x:y=\"1\"} 1\n","a{:x=\"1\"} 1\n","1a 1\n","a-b 1\n","a.b 1\n","a{x-y=\"1\"} 1\n","a{1x=\"1\"} 1\n","ä 1\n","a{ä=\"1\"} 1\n","_ 1\n","__name__ 1\n","a$ 1\n",
 "{\"a\"} 1\n","{\"a.b\"} 1\n","{\"a.b\",} 1\n","{\"a.b\",x=\"1\"} 1\n","{\"a.b\" x=\"1\"} 1\n","{x=\"1\",\"a.b\"} 1\n","{x=\"1\"} 1\n","{x=\"1\",y=\"2\"} 1\n","{\"a\",\"b\"} 1\n","a{\"b\"} 1\n","a{\"b\",x=\"1\"} 1\n","{abc} 1\n","{abc,x=\"1\"} 1\n","{\"a\",\"x.y\"=\"1\"} 1\n","a{\"x.y\"=\"1\"} 1\n","a{\"x\"=\"1\"} 1\n","a{\"x\"=\"1\",x=\"2\"} 1\n","a{\"\"=\"1\"} 1\n","{\"\"} 1\n","{\"a\\\"b\"} 1\n","{\"a\\\\b\"} 1\n","{\"a\\nb\"} 1\n","{\"a\nb\"} 1\n","a{\"x\\\"y\"=\"1\"} 1\n","a{\"x\ny\"=\"1\"} 1\n","{\"ä\",\"ö\"=\"ü\"} 1\n","{\"a\"}1\n","{ \"a\" } 1\n","{ \"a\" , x=\"1\" } 1\n","{\"a\" 1\n","{\"a\n","\"a\" 1\n","\"a\"{x=\"1\"} 1\n","{__name__=\"a\"} 1\n","{\"__name__\"=\"a\"} 1\n","{\"a\",__name__=\"b\"} 1\n","{\"a b\"} 1\n","{\"a\"=\"1\"} 1\n","{\"a\",\"x\"} 1\n","{\"a\",xyz} 1\n",
 "a 1\na 1\n","a 1\na 2\n","a{x=\"1\"} 1\na{x=\"1\",} 2\n","a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 2\n","a 1 1000\na 2 1000\n","a 1 1000\na 2 2000\n","a 1 2000\na 2 1000\n","a 1\na 2 1000\n","a 1 1000\na 2\n",
 "# TYPE a counter\na 1\n","# TYPE a gauge\na 1\n","# TYPE a untyped\na 1\n","# TYPE a unknown\na 1\n","# TYPE a histogram\na 1\n","# TYPE a summary\na 1\n","# TYPE a gaugehistogram\na 1\n","# TYPE a info\na 1\n","# TYPE a stateset\na 1\n","# TYPE a foo\na 1\n","# TYPE a Counter\na 1\n","# TYPE a\na 1\n","# TYPE a \na 1\n","# TYPE\na 1\n","# TYPE \na 1\n","# TYPE a counter \na 1\n","# TYPE a  counter\na 1\n","# TYPE a\tcounter\na 1\n","# TYPE  a counter\na 1\n","#  TYPE a counter\na 1\n","#\tTYPE\ta\tcounter\na 1\n","#TYPE a foo\na 1\n"," # TYPE a counter\na 1\n","# TYPE a counter","# TYPE a counter extra\na 1\n","# TYPE a counter\n# TYPE a counter\na 1\n","# TYPE a counter\n# TYPE a gauge\na 1\n","a 1\n# TYPE a gauge\n","# TYPE 1a counter\na 1\n","# TYPE a.b counter\na 1\n","# TYPE a{ counter\na 1\n","# TYPE \"a.b\" counter\n{\"a.b\"} 1\n","# TYPE \"a\\\"b\" counter\n{\"a\\\"b\"} 1\n","# TYPE a counter\r\na 1\n","# TYPEa counter\na 1\n","# type a foo\na 1\n",
 "# HELP a text here\na 1\n","# HELP a\na 1\n","# HELP a \na 1\n","# HELP\na 1\n","# HELP \na 1\n","# HELP a  two\na 1\n","# HELP a\ttab\na 1\n","# HELP  a  b\na 1\n","# HELP a esc \\n \\\\ \\\" \\x\na 1\n","# HELP a ä\na 1\n","# HELP a b","# HELP 1 b\na 1\n","# HELP \"a.b\" b\na 1\n","# HELP a b\n# HELP a c\na 1\n","# HELP a b\r\na 1\n","#HELP 1 b\na 1\n","# help 1 b\na 1\n","# HELPer 1 b\na 1\n",
 "# UNIT a seconds\na 1\n","# UNIT a_seconds seconds\na_seconds 1\n","# UNIT a_seconds econds\na_seconds 1\n","# UNIT a_seconds\na_seconds 1\n","# UNIT a_seconds \na_seconds 1\n","# UNIT seconds seconds\nseconds 1\n","# UNIT _seconds seconds\n_seconds 1\n","# UNIT\na 1\n","# UNIT a_seconds meters\na 1\n",
 "#\na 1\n","# \na 1\n","#","# ","# comment","#comment\na 1\n","# comment\na 1\n","a 1 # comment\n","a 1 1000 # comment\n","a 1#comment\n","a 1 #\n","# EOF\n","# EOF\na 1\n","a 1\n# EOF","a 1\n# EOF\n\n","a 1\n# EOF \n","a 1\n#EOF\n","a 1\n#  EOF\n","# EOF","a 1\n# EOF\n# EOF\n","# EOFx\na 1\n",
 "a\x00b 1\n","\x00","a 1\n\x00","a 1\n\x00b 2\n","# c\x00d\na 1\n","a{x=\"1\x002\"} 1\n","a{\x00} 1\n","a\x00 1\n","a 1\x00\n","a 1 1\x00\n","# HELP a b\x00c\na 1\n","# TYPE a counter\x00\na 1\n","{\"a\x00b\"} 1\n","a 1\n!\n","!\n","a 1\n=\n","a 1 2 3\n","a 1 1000 2\n",
 "a 1 # {} 2\n","a 1 # {x=\"1\"} 2\n","a 1 # {x=\"1\"} 2 3\n","a 1 1 # {x=\"1\"} 2 3\n","a 1 # {x=\"1\",} 2\n","a 1 # {x=\"1\",y=\"2\"} 2\n","a 1 # {x=\"1\"y=\"2\"} 2\n","a 1 # {x=\"1\"}\n","a 1 # {x=\"1\"} \n","a 1 # {x=\"1\"} x\n","a 1 # {x=\"1\"} 2 x\n","a 1 # {x=\"1\"} 2 NaN\n","a 1 # {x=\"1\"} 2 Inf\n","a 1 # {x=\"1\"} 2 3 4\n","a 1 # {x=\"1\"} 2 3 \n","a 1 # {x=\"1\"} 2 \n","a 1 # {x=\"1\"} NaN\n","a 1 # {\"x.y\"=\"1\"} 2\n","a 1 # {\"x\"} 2\n","a 1 # {x} 2\n","a 1 # {x=\"1\"}2\n","a 1 #{x=\"1\"} 2\n","a 1 # x\n","a 1  # {x=\"1\"} 2\n","a 1 #  {x=\"1\"} 2\n","a 1 # {x=\"1\"} 2 # {x=\"1\"} 2\n","a 1 # {x=\"1\\\"\\n\"} 2\n","a 1 # {x=\"1\n\"} 2\n","a 1 # {x=\"1\",x=\"2\"} 2\n","a 1 # {x=\"%s\"} 2\n"%("y"*200),"a 1 # {x=\"1\"} 2","a 1 # {x=\"1\"","a 1 # {",
 "# TYPE a counter\na_total 1 # {x=\"1\"} 2\n","# TYPE a counter\na_total 1\na_created 2\n","# TYPE a gauge\n# HELP a b\n# UNIT a c\na 1\n","# TYPE a_seconds gauge\n# HELP a_seconds b\n# UNIT a_seconds seconds\na_seconds 1\n","# TYPE a counter\na_total 1\n# TYPE b gauge\nb 2\nb{x=\"1\"} 3\n",
 "# TYPE a info\na_info{x=\"1\"} 1\n","# TYPE a stateset\na{a=\"x\"} 1\n","# TYPE a gaugehistogram\na_bucket{le=\"1\"} 1\na_gcount 1\na_gsum 1\n",
]
shapes+=["a{x=\"\\\x00\"} 1\n","a{x=\"\x00\"} 1\n","{\"a\\\x00\"} 1\n","{\"a\\\n\"} 1\n","a{\"\x00\"=\"1\"} 1\n","a{\"\\\x00\"=\"1\"} 1\n","# HELP \"a\x00\" b\na 1\n","# HELP \"a\\\x00\" b\na 1\n","# HELP \"a\nb\" c\na 1\n","# HELP \"a\\\nb\" c\na 1\n","# HELP \"a b\na 1\n","# HELP \"\" b\na 1\n","# TYPE \"a\"counter\na 1\n","# TYPE \"a\" counter\na 1\n","a 1 # {x=\"\x00\"} 1\n","a 1 # {\"\x00\"=\"1\"} 1\n","a 1 # {\"x\ny\"=\"1\"} 1\n","a 1 # {x=\"\\\x00\"} 1\n","a 1 # {x=\"1\"} 2\x00\n","a 1 # {x=\"1\"} 2 3\x00\n","a{x=\"1\"} {y=\"2\"} 3\n","a 1{x=\"1\"}\n","a 1{\n","# HELP a.b c\na 1\n","# HELP a{b c\na 1\n","# HELP a \x00\na 1\n","# \x00\na 1\n","#\x00\na 1\n","# HELP\x00 a b\na 1\n","# TYPE a \x00counter\na 1\n","a 1\n \x00b 2\n!","\x00!","a{x=\"\\\xe4\"} 1\n","{\"\xe4\\\xe4\"} 1\n","a 1\n\n\x00","a{x=\"1\",\n y=\"2\"} 1\n","a_seconds{unit=\"1\"} 1\n# UNIT a_seconds seconds\n","# UNIT \"a_seconds\" seconds\na 1\n","# UNIT \"a.seconds\" seconds\na 1\n","# UNIT a_ _\na 1\n","# UNIT a__ _\na 1\n","# UNIT a_\xe4 \xe4\na 1\n","# HELP a b\n# EOF x\n","# EO\n","# EOFa 1\n","# TYP a counter\n","# TYPE_ a counter\na 1\n","a_1:2{b_2=\"3\"} 4\n"]
les=["1","1.0","0","0.0","-1","+1","1e3","1000000","1e6","1e5","123456","1234567","21","1e20","1e21","1e22","0.1","0.0001","0.00001","1e-5","1.5e-7","+Inf","Inf","inf","-Inf","NaN","nan","abc",""," 1","1 ","0x1p1","0x10","1_0","1e400","-0","9007199254740993","0.30000000000000004","1.7976931348623157e308","100000","999999","1e15","12345678.9"]
hist="# TYPE h histogram\n"+"".join("h_bucket{le=\"%s\",n=\"%d\"} %d\n"%(l,i,i) for i,l in enumerate(les))+"h_sum 1\nh_count 2\n"
summ="# TYPE s summary\n"+"".join("s{quantile=\"%s\",n=\"%d\"} %d\n"%(l,i,i) for i,l in enumerate(les))+"s_sum 1\ns_count 2\n"
shapes+=[hist,summ,"h_bucket{le=\"1\"} 1\n","# TYPE h gauge\nh_bucket{le=\"1\"} 1\n","# TYPE h histogram\nother{le=\"1\",quantile=\"1\"} 1\n","# TYPE h summary\nother{le=\"1\",quantile=\"1\"} 1\n","# TYPE h histogram\n# HELP x y\nother{le=\"1\"} 1\n","# TYPE h histogram\nh_bucket{\"le\"=\"1\"} 1\n","# TYPE h histogram\nh_bucket{le=\"1\"} 1\n# TYPE g gauge\nh_bucket{le=\"2\"} 1\n","# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"1.0\"} 2\n","# TYPE h gaugehistogram\nh_bucket{le=\"1\"} 1\n","# TYPE h unknown\nh_bucket{le=\"1\"} 1\n"]
for s in shapes:
    n=repr(s)[1:-1][:90]
    add("text "+n, s)
    o=s if "EOF" in s else s+"# EOF\n"
    add("om "+n, o, OM)
    if "EOF" not in s and len(s)<12: add("om no EOF "+n, s, OM)
bad=[b"a{x=\"\xff\"} 1\n",b"a{\"\xff\"=\"1\"} 1\n",b"{\"\xff\"} 1\n",b"# HELP a \xff\na 1\n",b"# comment \xff\na 1\n",b"a\xff 1\n",b"a 1\xff\n",b"a{x=\"\xed\xa0\x80\"} 1\n",b"a{x=\"\xc0\x80\"} 1\n",b"a{x=\"\xf4\x90\x80\x80\"} 1\n",b"a{x=\"\xe2\x82\"} 1\n",b"a{x=\"\xef\xbf\xbd\"} 1\n",b"# TYPE \"\xff\" counter\na 1\n",b"# HELP \"\xff\" text\na 1\n",b"a\xc2\xa01\n",b"# TYPE a \xff\na 1\n",b"\xff\xfea 1\n"]
for i,b in enumerate(bad):
    add("text bytes %d"%i,b); add("om bytes %d"%i,b+b"# EOF\n",OM)
cts=["","text/plain","text/plain; version=0.0.4","text/plain;version=1.0.0","text/plain;version=9","TEXT/PLAIN","text/plain; charset=latin1","text/html","application/json","application/octet-stream","text/plain;","text/plain; x","text/plain; x=","text/plain; x=1; x=2","text/plain; x=\"1","text/plain; x=\"1\"","text /plain","text","text/","/plain"," text/plain ","text/plain,text/html","application/openmetrics-text","application/openmetrics-text; version=0.0.1","application/openmetrics-text; version=1.0.0","application/openmetrics-text; version=9.9","application/openmetrics-text;","Application/OpenMetrics-Text","*/*","text/*","text/plain; version","text/plain; =1","text/plain ; version=0.0.4","text/plain; q=0.5, x","garbage; ; ;","text/plain; version=0.0.4; escaping=underscores","application/vnd.google.protobuf"]
for c in cts:
    for f in ["","PrometheusText0.0.4","PrometheusText1.0.0","OpenMetricsText1.0.0","OpenMetricsText0.0.1"]:
        add("type %r fallback %s"%(c,f or "none"), "a 1\n# EOF\n" if f[:2]=="Op" or "metrics-text" in c.lower() else "a 1\n# EOF\nb 2\n", c, f)
add("om 0.0.1","# TYPE a counter\na_total 1\n# EOF\n",OM0)
add("text1","# TYPE a counter\na_total 1\n",TEXT1)
names=[c[0] for c in cases]
seen=set(); 
for i,c in enumerate(cases):
    n=c[0]
    k=n; j=2
    while k in seen: k=n+" #%d"%j; j+=1
    seen.add(k); cases[i]=(k,)+c[1:]


# --- asking ---

sent = {}


class Target(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        sent.update(self.headers)
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        _, content_type, _, body = cases[int(query["i"][0])]
        self.send_response(200)
        if content_type:
            self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 200


def configuration():
    lines = [
        "global: {scrape_interval: 20s, scrape_timeout: 10s}",
        "storage: {tsdb: {out_of_order_time_window: 20000d}}",
        "scrape_configs:",
    ]
    for fallback in sorted({case[2] for case in cases}):
        lines.append(f"- job_name: 'j{fallback}'")
        if fallback:
            lines.append(f"  fallback_scrape_protocol: {fallback}")
        lines.append("  static_configs:")
        for i, case in enumerate(cases):
            if case[2] == fallback:
                labels = f"{{__param_i: '{i}', case: '{i}'}}"
                lines.append(f"  - {{targets: ['127.0.0.1:{TARGET_PORT}'], labels: {labels}}}")
    return "\n".join(lines) + "\n"


def ask(path, **parameters):
    url = f"http://127.0.0.1:{PORT}{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)["data"]


def scraped_targets():
    deadline = time.time() + 90
    while time.time() < deadline:
        time.sleep(1)
        try:
            targets = ask("/api/v1/targets", state="active")["activeTargets"]
        except (urllib.error.URLError, ConnectionError):
            continue
        if len(targets) == len(cases) and all(target["health"] != "unknown" for target in targets):
            time.sleep(1)
            return {int(target["discoveredLabels"]["case"]): target for target in targets}
    sys.exit("not all targets were scraped")


def recorded(i, target, all_series):
    name, content_type, fallback, body = cases[i]
    first = next(values[0][0] for labels, values in all_series if labels.get("__name__") == "up")
    counts = [0, 0, 0]
    series = []
    for labels, values in all_series:
        metric = labels.get("__name__")
        if metric in REPORTS:
            counts[REPORTS[metric]] = int(values[0][1])
        elif metric not in ("up", "scrape_duration_seconds"):
            # Samples of a second scrape are left out.
            samples = [[None if abs(at - first) < 0.0005 else at, value] for at, value in values if at < first + 0.0005]
            series.append([labels, samples])
    series.sort(key=lambda one: sorted(one[0].items()))
    case = {"name": name, "type": content_type, "fallback": fallback, "body": body.decode("latin-1")}
    # Without what belongs to the run and not to the case.
    case["error"] = re.sub(r', case="\d+", instance="127.0.0.1:\d+", job="[^"]*"', "", target["lastError"])
    case["counts"] = counts
    case["series"] = series
    return {key: value for key, value in case.items() if value or key in ("name", "type", "body", "counts")}


def main(prometheus):
    server = Server(("127.0.0.1", TARGET_PORT), Target)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / "prometheus.yml").write_text(configuration())
    process = subprocess.Popen([
        prometheus,
        f"--config.file={folder}/prometheus.yml",
        f"--storage.tsdb.path={folder}/data",
        f"--web.listen-address=127.0.0.1:{PORT}",
        "--log.level=error",
    ])
    try:
        targets = scraped_targets()
        version = ask("/api/v1/status/buildinfo")["version"].split("+")[0]
        series = {}
        for one in ask("/api/v1/query", query='{case!=""}[19000d]', time=time.time() + 1)["result"]:
            labels = one["metric"]
            number = int(labels.pop("case"))
            labels.pop("job")
            labels.pop("instance")
            series.setdefault(number, []).append((labels, one["values"]))
        lines = [json.dumps(recorded(i, targets[i], series.get(i, []))) for i in range(len(cases))]
        start = f'{{"version": "{version}", "accept": {json.dumps(sent["Accept"])}, "cases": [\n'
        OUT.write_text(start + ",\n".join(lines) + "\n]}\n")
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1])
