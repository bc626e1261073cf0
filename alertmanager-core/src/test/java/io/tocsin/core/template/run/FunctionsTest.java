package io.tocsin.core.template.run;

import static io.tocsin.core.template.run.RunCase.fails;
import static io.tocsin.core.template.run.RunCase.prints;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Go's own functions. What Go 1.26 answers. */
final class FunctionsTest {
    static List<RunCase> run() {
        return List.of(
                fails(
                        "{{printf}}",
                        ":1:2: executing \"\" at <printf>: wrong number of args for printf: want at least 1 got 0"),
                fails("{{print (print).A}}", ":1:9: executing \"\" at <print>: can't evaluate field A in type string"),
                prints(
                        "{{and 1 0 2}} {{and 1 2}} {{or 0 \"\"}} {{or 0 3 4}} {{not 1}} {{not \"\"}}",
                        "0 2  3 false true"),
                fails("{{and}}", ":1:2: executing \"\" at <and>: wrong number of args for and: want at least 1 got 0"),
                fails("{{or}}", ":1:2: executing \"\" at <or>: wrong number of args for or: want at least 1 got 0"),
                fails("{{not}}", ":1:2: executing \"\" at <not>: wrong number of args for not: want 1 got 0"),
                fails("{{not 1 2}}", ":1:2: executing \"\" at <not>: wrong number of args for not: want 1 got 2"),
                prints("{{or 1 .None}}", "1"),
                fails("{{or 0 .None}}", ":1:7: executing \"\" at <.None>: can't evaluate field None in type main.T"),
                prints("{{1 | and 2}} {{0 | or 0}} {{1 | and 0}}", "1 0 0"),
                prints("{{len .A}} {{len .L}} {{len .M}} {{len \"h\u00e9\"}}", "5 3 2 3"),
                fails("{{len 1}}", ":1:2: executing \"\" at <len 1>: error calling len: len of type int"),
                fails(
                        "{{len nil}}",
                        ":1:2: executing \"\" at <len nil>: error calling len: reflect: call of reflect.Value.Type on zero Value"),
                fails("{{len .P}}", ":1:2: executing \"\" at <len .P>: error calling len: len of type main.Q"),
                fails(
                        "{{len .D.none}}",
                        ":1:2: executing \"\" at <len .D.none>: error calling len: len of nil pointer"),
                prints(
                        "{{index .L 1}} {{index .M \"x\"}} {{index .M \"none\"}}| {{index .S 0 0}} {{index .A 0}} {{index .D \"none\"}} {{index .L}}",
                        "2 mx | 115 104 <no value> [1 2 3]"),
                fails(
                        "{{index .L 9}}",
                        ":1:2: executing \"\" at <index .L 9>: error calling index: index out of range: 9"),
                fails(
                        "{{index .L 3}}",
                        ":1:2: executing \"\" at <index .L 3>: error calling index: reflect: slice index out of range"),
                fails(
                        "{{index .L -1}}",
                        ":1:2: executing \"\" at <index .L -1>: error calling index: index out of range: -1"),
                fails(
                        "{{index .L \"x\"}}",
                        ":1:2: executing \"\" at <index .L \"x\">: error calling index: cannot index slice/array with type string"),
                fails(
                        "{{index .L nil}}",
                        ":1:2: executing \"\" at <index .L nil>: error calling index: cannot index slice/array with nil"),
                fails(
                        "{{index .M 1}}",
                        ":1:2: executing \"\" at <index .M 1>: error calling index: value has type int; should be string"),
                fails(
                        "{{index .M nil}}",
                        ":1:2: executing \"\" at <index .M nil>: error calling index: value is nil; should be of type string"),
                fails(
                        "{{index 1 1}}",
                        ":1:2: executing \"\" at <index 1 1>: error calling index: can't index item of type int"),
                fails(
                        "{{index nil 1}}",
                        ":1:2: executing \"\" at <index nil 1>: error calling index: index of untyped nil"),
                fails(
                        "{{index .A 5}}",
                        ":1:2: executing \"\" at <index .A 5>: error calling index: reflect: string index out of range"),
                fails(
                        "{{index .A 9}}",
                        ":1:2: executing \"\" at <index .A 9>: error calling index: index out of range: 9"),
                fails(
                        "{{index .D \"none\" 1}}",
                        ":1:2: executing \"\" at <index .D \"none\" 1>: error calling index: index of nil pointer"),
                fails(
                        "{{index .P 1}}",
                        ":1:2: executing \"\" at <index .P 1>: error calling index: can't index item of type main.Q"),
                fails(
                        "{{index .L .U}}",
                        ":1:2: executing \"\" at <index .L .U>: error calling index: index out of range: 5"),
                prints(
                        "{{slice .A 1 3}} {{slice .A 2}} {{slice .A}} {{slice .L 1}} {{slice .L 0 1 2}} {{slice \"h\u00e9\" 1 2 | printf \"%q\"}}",
                        "el llo hello [2 3] [1] \"\\xc3\""),
                fails(
                        "{{slice .A 9}}",
                        ":1:2: executing \"\" at <slice .A 9>: error calling slice: index out of range: 9"),
                fails(
                        "{{slice .A 2 1}}",
                        ":1:2: executing \"\" at <slice .A 2 1>: error calling slice: invalid slice index: 2 > 1"),
                fails(
                        "{{slice .A 0 1 2}}",
                        ":1:2: executing \"\" at <slice .A 0 1 2>: error calling slice: cannot 3-index slice a string"),
                fails(
                        "{{slice .N}}",
                        ":1:2: executing \"\" at <slice .N>: error calling slice: can't slice item of type int"),
                fails(
                        "{{slice nil}}",
                        ":1:2: executing \"\" at <slice nil>: error calling slice: slice of untyped nil"),
                fails(
                        "{{slice .L 0 1 1 1}}",
                        ":1:2: executing \"\" at <slice .L 0 1 1 1>: error calling slice: too many slice indexes: 4"),
                fails(
                        "{{slice .L 0 2 1}}",
                        ":1:2: executing \"\" at <slice .L 0 2 1>: error calling slice: invalid slice index: 2 > 1"),
                fails(
                        "{{slice .L \"x\"}}",
                        ":1:2: executing \"\" at <slice .L \"x\">: error calling slice: cannot index slice/array with type string"),
                prints(
                        "{{eq 1 1}} {{eq 1 2 1}} {{eq \"a\" \"a\"}} {{eq .U 5}} {{eq 5 .U}} {{eq nil nil}} {{eq .D.none nil}} {{eq 1 nil}} {{eq 1.0 1.0}} {{eq true true}} {{eq 1i 1i}} {{ne 1 2}}",
                        "true true true true true true true false true true true true"),
                fails("{{eq 1}}", ":1:2: executing \"\" at <eq 1>: error calling eq: missing argument for comparison"),
                fails(
                        "{{eq 1 1.0}}",
                        ":1:2: executing \"\" at <eq 1 1.0>: error calling eq: incompatible types for comparison: int and float64"),
                fails(
                        "{{eq 1 \"1\"}}",
                        ":1:2: executing \"\" at <eq 1 \"1\">: error calling eq: incompatible types for comparison: int and string"),
                fails(
                        "{{eq .L .L}}",
                        ":1:2: executing \"\" at <eq .L .L>: error calling eq: non-comparable type [%!s(int=1) %!s(int=2) %!s(int=3)]: []int"),
                fails(
                        "{{eq .L .M}}",
                        ":1:2: executing \"\" at <eq .L .M>: error calling eq: non-comparable types [%!s(int=1) %!s(int=2) %!s(int=3)]: []int, map[string]string: map[x:mx y:my]"),
                prints("{{eq .M nil}}", "false"),
                fails(
                        "{{eq 1 .L}}",
                        ":1:2: executing \"\" at <eq 1 .L>: error calling eq: incompatible types for comparison: int and []int"),
                fails("{{ne 1}}", ":1:2: executing \"\" at <ne>: wrong number of args for ne: want 2 got 1"),
                prints("{{eq .P .P}}", "true"),
                fails(
                        "{{eq true 1}}",
                        ":1:2: executing \"\" at <eq true 1>: error calling eq: incompatible types for comparison: bool and int"),
                prints(
                        "{{lt 1 2}} {{lt 2 1}} {{le 1 1}} {{gt 2 1}} {{ge 1 2}} {{lt 1.5 2.5}} {{lt \"a\" \"b\"}} {{lt .U 9}} {{lt -1 .U}} {{gt .U -1}} {{le 5 .U}}",
                        "true false true true false true true true true true true"),
                fails(
                        "{{lt 1 1.5}}",
                        ":1:2: executing \"\" at <lt 1 1.5>: error calling lt: incompatible types for comparison: int and float64"),
                fails(
                        "{{lt 1 \"a\"}}",
                        ":1:2: executing \"\" at <lt 1 \"a\">: error calling lt: incompatible types for comparison: int and string"),
                fails(
                        "{{lt true false}}",
                        ":1:2: executing \"\" at <lt true false>: error calling lt: invalid type for comparison"),
                fails(
                        "{{lt 1i 2i}}",
                        ":1:2: executing \"\" at <lt 1i 2i>: error calling lt: invalid type for comparison"),
                fails(
                        "{{lt .L 1}}",
                        ":1:2: executing \"\" at <lt .L 1>: error calling lt: invalid type for comparison"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void run(RunCase row) {
        row.check();
    }
}
