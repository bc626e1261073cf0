package io.tocsin.core.template.run;

import static io.tocsin.core.template.run.RunCase.fails;
import static io.tocsin.core.template.run.RunCase.prints;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where errors are said to be, and what is left over. What Go 1.26 answers. */
final class PlacesTest {
    static List<RunCase> run() {
        return List.of(
                fails(
                        "{{lt nil 1}}",
                        ":1:2: executing \"\" at <lt nil 1>: error calling lt: invalid type for comparison"),
                fails(
                        "{{lt 1 nil}}",
                        ":1:2: executing \"\" at <lt 1 nil>: error calling lt: invalid type for comparison"),
                fails(
                        "{{le 1i 1i}}",
                        ":1:2: executing \"\" at <le 1i 1i>: error calling le: invalid type for comparison"),
                fails(
                        "{{gt .L .L}}",
                        ":1:2: executing \"\" at <gt .L .L>: error calling gt: invalid type for comparison"),
                fails(
                        "{{lt true 1}}",
                        ":1:2: executing \"\" at <lt true 1>: error calling lt: incompatible types for comparison: bool and int"),
                prints(
                        "{{html \"<a b='c'>&\\\"\"}} {{js \"it's <b> \\\"x\\\" = & \\\\ \\n \u00e9\u2028\"}} {{urlquery \"a b/\u00e9?&~\"}} {{html 1 2}} {{html nil}} {{js .L}} {{\"<\" | html}}",
                        "&lt;a b=&#39;c&#39;&gt;&amp;&#34; it\\'s \\u003Cb\\u003E \\\"x\\\" \\u003D \\u0026 \\\\ \\u000A \u00e9\\u2028 a+b%2F%C3%A9%3F%26~ 1 2 &lt;no value&gt; [1 2 3] &lt;"),
                fails(
                        "{{call .A}}",
                        ":1:2: executing \"\" at <call .A>: error calling call: non-function .A of type string"),
                fails("{{call nil}}", ":1:2: executing \"\" at <call nil>: error calling call: call of nil"),
                fails(
                        "{{call}}",
                        ":1:2: executing \"\" at <call>: wrong number of args for call: want at least 1 got 0"),
                fails(
                        "{{.A | call}}",
                        ":1:7: executing \"\" at <call>: error calling call: non-function hello of type string"),
                fails(
                        "{{call .N 1}}",
                        ":1:2: executing \"\" at <call .N 1>: error calling call: non-function .N of type int"),
                fails(
                        "{{print | call}}",
                        ":1:10: executing \"\" at <call>: error calling call: non-function  of type string"),
                fails(
                        "{{$x := 1 | print}}{{$x}}{{($x)}}{{(1 | print).A}}",
                        ":1:40: executing \"\" at <print>: can't evaluate field A in type string"),
                fails("{{(index .Any 1).Q}}", ":1:14: executing \"\" at <1>: can't evaluate field Q in type string"),
                fails("{{.D.l.q}}", ":1:4: executing \"\" at <.D.l.q>: can't evaluate field q in type interface {}"),
                fails("{{$.None}}", ":1:3: executing \"\" at <$.None>: can't evaluate field None in type main.T"),
                fails("{{$v := .L}}{{$v.X}}", ":1:16: executing \"\" at <$v.X>: can't evaluate field X in type []int"),
                fails("{{print.X}}", ":1:2: executing \"\" at <print>: can't evaluate field X in type string"),
                prints("a\n  {{- .A -}} \n b{{/* c */}}c {{- /* d */ -}} d", "ahellobcd"),
                fails("\u00e9{{.None}}", ":1:4: executing \"\" at <.None>: can't evaluate field None in type main.T"),
                fails("\n\n x{{.None}}", ":3:4: executing \"\" at <.None>: can't evaluate field None in type main.T"),
                fails("{{(nil).A}}", ":1:3: executing \"\" at <nil>: nil is not a command"),
                fails("{{(.A).B}}", ":1:3: executing \"\" at <.A>: can't evaluate field B in type string"),
                prints("{{$x := 1}}{{define \"v\"}}{{$}}{{end}}{{template \"v\" $x}}", "1"),
                prints("{{.A | printf \"%s-%s\" \"x\" | len}}", "7"),
                fails("{{1 2}}", ":1:2: executing \"\" at <1>: can't give argument to non-function 1"),
                prints("{{printf \"%d%%\" .N | html}}", "7%"),
                fails("{{.None | .A 1}}", ":1:2: executing \"\" at <.None>: can't evaluate field None in type main.T"),
                prints("{{index .Any 2}}", "<no value>"),
                fails(
                        "{{index .Any 2 0}}",
                        ":1:2: executing \"\" at <index .Any 2 0>: error calling index: index of nil pointer"),
                fails(
                        "{{template \"a\" .}}{{define \"a\"}}{{template \"b\" .}}{{end}}{{define \"b\"}}{{.B.C}}{{end}}",
                        ":1:75: executing \"b\" at <.B.C>: can't evaluate field C in type bool"),
                prints("{{100 | printf \"%v\" | print 5 | print}}", "5100"),
                prints("{{range $i, $e := .D}}{{$i}}:{{$e}};{{end}}", "k:dk;l:[1 two];"),
                prints(
                        "{{range .L}}{{$.A}}{{template \"q\" $}}{{end}}{{define \"q\"}}{{.N}}{{end}}",
                        "hello7hello7hello7"),
                fails(
                        "{{if .None}}{{end}}",
                        ":1:5: executing \"\" at <.None>: can't evaluate field None in type main.T"),
                prints("{{with .P}}{{.A}}{{end}}", "inner"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void run(RunCase row) {
        row.check();
    }
}
