package io.tocsin.core.template.run;

import static io.tocsin.core.template.run.RunCase.fails;
import static io.tocsin.core.template.run.RunCase.prints;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fields, methods and their arguments. What Go 1.26 answers. */
final class MembersTest {
    static List<RunCase> run() {
        return List.of(
                prints(
                        "{{.A}} {{.N}} {{.U}} {{.F}} {{.B}} {{.L}} {{.M}} {{.D}}",
                        "hello 7 5 2.5 true [1 2 3] map[x:mx y:my] map[k:dk l:[1 two]]"),
                prints("{{.P.A}} {{$.A}} {{.P}}", "inner hello {inner 9}"),
                prints("{{.M.x}}|{{.M.none}}|{{.D.none}}|{{.D.k}}|{{.D.l}}", "mx||<no value>|dk|[1 two]"),
                fails(
                        "{{.D.none.more}}",
                        ":1:4: executing \"\" at <.D.none.more>: nil pointer evaluating interface {}.more"),
                fails(
                        "{{.D.k.more}}",
                        ":1:4: executing \"\" at <.D.k.more>: can't evaluate field more in type interface {}"),
                fails("{{.M.x.more}}", ":1:4: executing \"\" at <.M.x.more>: can't evaluate field more in type string"),
                fails("{{.None}}", ":1:2: executing \"\" at <.None>: can't evaluate field None in type main.T"),
                fails("{{.A.B}}", ":1:4: executing \"\" at <.A.B>: can't evaluate field B in type string"),
                fails("{{.N.B}}", ":1:4: executing \"\" at <.N.B>: can't evaluate field B in type int"),
                fails("{{.L.B}}", ":1:4: executing \"\" at <.L.B>: can't evaluate field B in type []int"),
                fails("{{.P.None}}", ":1:4: executing \"\" at <.P.None>: can't evaluate field None in type *main.Q"),
                fails("{{.A 1}}", ":1:2: executing \"\" at <.A>: A has arguments but cannot be invoked as function"),
                fails("{{.M.x 1}}", ":1:4: executing \"\" at <.M.x>: x is not a method but has arguments"),
                fails("{{1 | .A}}", ":1:6: executing \"\" at <.A>: A has arguments but cannot be invoked as function"),
                fails("{{. 1}}", ":1:2: executing \"\" at <.>: can't give argument to non-function ."),
                fails("{{1 | .}}", ":1: non executable command in pipeline stage 2"),
                fails("{{\"x\" 1}}", ":1:2: executing \"\" at <\"x\">: can't give argument to non-function \"x\""),
                fails("{{(.A) 1}}", ":1:2: executing \"\" at <(.A) 1>: can't give argument to non-function .A"),
                fails("{{$ 1}}", ":1:2: executing \"\" at <$>: can't give argument to non-function $"),
                prints(
                        "{{.Twice \"ab\"}} {{\"x\" | .Twice}} {{.Add 1}} {{.Add 1 2 3}} {{3 | .Add 1}}",
                        "abab xx 1 6 4"),
                fails("{{.Twice}}", ":1:2: executing \"\" at <.Twice>: wrong number of args for Twice: want 1 got 0"),
                fails("{{.Twice 1}}", ":1:9: executing \"\" at <1>: expected string; found 1"),
                fails("{{.Twice .N}}", ":1:9: executing \"\" at <.N>: wrong type for value; expected string; got int"),
                fails(
                        "{{.Twice \"a\" \"b\"}}",
                        ":1:2: executing \"\" at <.Twice>: wrong number of args for Twice: want 1 got 2"),
                fails("{{.Twice nil}}", ":1:9: executing \"\" at <nil>: cannot assign nil to string"),
                fails(
                        "{{.Twice .D.none}}",
                        ":1:11: executing \"\" at <.D.none>: wrong type for value; expected string; got interface {}"),
                fails(
                        "{{.Twice (index .Any 0)}}",
                        ":1:21: executing \"\" at <0>: wrong type for value; expected string; got int"),
                fails("{{.Twice .None}}", ":1:9: executing \"\" at <.None>: can't evaluate field None in type main.T"),
                fails(
                        "{{.Add}}",
                        ":1:2: executing \"\" at <.Add>: wrong number of args for Add: want at least 1 got 0"),
                fails("{{.Add 1.5}}", ":1:7: executing \"\" at <1.5>: expected integer; found 1.5"),
                fails("{{.Add \"x\"}}", ":1:7: executing \"\" at <\"x\">: expected integer; found \"x\""),
                fails("{{.Add .F}}", ":1:7: executing \"\" at <.F>: wrong type for value; expected int; got float64"),
                fails("{{.Add -1}}", ":1:2: executing \"\" at <.Add>: error calling Add: negative: -1"),
                fails("{{.Add 1 \"x\"}}", ":1:9: executing \"\" at <\"x\">: expected integer; found \"x\""),
                fails("{{.Add 1 .U}}", ":1:9: executing \"\" at <.U>: wrong type for value; expected int; got uint8"),
                fails("{{.Add nil}}", ":1:7: executing \"\" at <nil>: cannot assign nil to int"),
                prints("{{.Add 'a'}}", "97"),
                prints("{{.Add 0x10 1e1}}", "26"),
                fails("{{.Add true}}", ":1:7: executing \"\" at <true>: expected integer; found true"),
                fails(
                        "{{1 | .Add | .Twice}}",
                        ":1:13: executing \"\" at <.Twice>: wrong type for value; expected string; got int"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void run(RunCase row) {
        row.check();
    }
}
