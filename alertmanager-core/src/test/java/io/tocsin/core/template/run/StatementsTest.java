package io.tocsin.core.template.run;

import static io.tocsin.core.template.run.RunCase.fails;
import static io.tocsin.core.template.run.RunCase.prints;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops, branches, variables, called templates and literals. What Go 1.26 answers. */
final class StatementsTest {
    static List<RunCase> run() {
        return List.of(
                prints(
                        "{{range .L}}{{.}},{{end}} {{range $e := .L}}{{$e}},{{end}} {{range $i, $e := .L}}{{$i}}={{$e}},{{end}}",
                        "1,2,3, 1,2,3, 0=1,1=2,2=3,"),
                prints("{{range .M}}{{.}},{{end}} {{range $k, $v := .M}}{{$k}}={{$v}},{{end}}", "mx,my, x=mx,y=my,"),
                prints(
                        "{{range 3}}{{.}}{{end}} {{range $i := 3}}{{$i}}{{end}} {{range 0}}x{{else}}none{{end}} {{range -1}}x{{else}}none{{end}} {{range .U}}{{.}}{{end}}",
                        "012 012 none none 01234"),
                fails(
                        "{{range $i, $j := 3}}{{end}}",
                        ":1:18: executing \"\" at <3>: can't use 3 to iterate over more than one variable"),
                fails("{{range .A}}{{end}}", ":1:8: executing \"\" at <.A>: range can't iterate over hello"),
                fails("{{range .B}}{{end}}", ":1:8: executing \"\" at <.B>: range can't iterate over true"),
                fails("{{range .F}}{{end}}", ":1:8: executing \"\" at <.F>: range can't iterate over 2.5"),
                fails("{{range nil}}{{end}}", ":1:8: executing \"\" at <nil>: nil is not a command"),
                prints("{{range .D.none}}x{{else}}none{{end}}", "none"),
                prints(
                        "{{range .Any}}[{{.}}]{{end}} {{range .Any}}{{if .}}t{{else}}f{{end}}{{end}}",
                        "[1][two][<no value>] ttf"),
                fails(
                        "{{range .Any}}{{.X}}{{end}}",
                        ":1:16: executing \"\" at <.X>: can't evaluate field X in type interface {}"),
                prints("{{range $v := .D}}{{$v}} {{end}}", "dk [1 two] "),
                prints("{{range .Any}}{{print .}}{{eq . nil}}{{end}}", "1falsetwofalse<nil>true"),
                prints(
                        "{{range .L}}{{if eq . 2}}{{continue}}{{end}}{{.}}{{if eq . 3}}{{break}}{{end}},{{end}}!",
                        "1,3!"),
                prints("{{range .L}}{{range $.S}}{{break}}{{end}}{{.}}{{end}}", "123"),
                prints("{{$x := 1}}{{range .L}}{{$x = .}}{{end}}{{$x}} {{range $x = .L}}{{end}}{{$x}}", "3 3"),
                prints(
                        "{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}{{with $y := 3}}{{$y}}{{.}}{{end}}",
                        "2133"),
                prints("{{$i := 0}}{{$e := 0}}{{range $i, $e = .S}}{{$i}}{{$e}}{{end}}{{$i}}{{$e}}", "0s01s11s1"),
                prints("{{range $i, $e := .L}}{{else}}{{end}}{{range $e := slice .L 0 0}}x{{else}}{{$e}}{{end}}", "[]"),
                prints(
                        "{{if .A}}1{{end}}{{if .N}}2{{end}}{{if .F}}3{{end}}{{if .L}}4{{end}}{{if .M}}5{{end}}{{if .}}6{{end}}{{if .P}}7{{end}}",
                        "1234567"),
                prints("{{if 0}}a{{else if 0.0}}b{{else if \"\"}}c{{else if 0i}}d{{else}}e{{end}}", "e"),
                prints("{{with .A}}{{.}}{{else}}none{{end}} {{with .M.none}}x{{else with .N}}{{.}}{{end}}", "hello 7"),
                prints(
                        "{{define \"t\"}}<{{.}}>{{$}}{{end}}{{template \"t\"}} {{template \"t\" .A}} {{template \"t\" $x := 2}}{{$x}}",
                        "<<no value>><no value> <hello>hello <2>22"),
                fails(
                        "{{template \"none\"}}",
                        ":1:11: executing \"\" at <{{template \"none\"}}>: template \"none\" not defined"),
                fails(
                        "{{define \"t\"}}{{.None}}{{end}}{{template \"t\" .}}",
                        ":1:16: executing \"t\" at <.None>: can't evaluate field None in type main.T"),
                prints("{{block \"b\" .S}}{{range .}}{{.}}{{end}}{{end}}", "s0s1"),
                prints(
                        "{{1}} {{1.0}} {{1e3}} {{'a'}} {{0x1F}} {{1i}} {{1+2i}} {{-0x1E}} {{0x1p4}} {{1_000}} {{true}} {{\"s\"}} {{`r`}}",
                        "1 1 1000 97 31 (0+1i) (1+2i) -30 16 1000 true s r"),
                fails("{{nil}}", ":1:2: executing \"\" at <nil>: nil is not a command"),
                fails(
                        "{{18446744073709551615}}",
                        ":1:2: executing \"\" at <18446744073709551615>: 18446744073709551615 overflows int"),
                fails(
                        "{{print 18446744073709551615}}",
                        ":1:8: executing \"\" at <18446744073709551615>: 18446744073709551615 overflows int"),
                fails("{{nil | print}}", ":1:2: executing \"\" at <nil>: nil is not a command"),
                prints("{{print nil}}", "<nil>"),
                fails("{{.None | print}}", ":1:2: executing \"\" at <.None>: can't evaluate field None in type main.T"),
                prints(
                        "{{print 1 2 \"a\" \"b\" 3}} {{println 1 \"a\"}}{{printf \"%d-%s-%v\" 1 \"x\" .L}}",
                        "1 2ab3 1 a\n1-x-[1 2 3]"),
                fails("{{printf 1}}", ":1:9: executing \"\" at <1>: expected string; found 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void run(RunCase row) {
        row.check();
    }
}
