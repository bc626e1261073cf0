package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MatcherProblemTest {
    private static MatcherProblem problem(MatcherMode mode, String text) {
        MatcherSyntaxException refused = catchThrowableOfType(
                MatcherSyntaxException.class, () -> MatcherParser.of(mode).parseAsWritten(text));
        return MatcherProblem.of(refused, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "sev;       3; 0; ^end of input: expected an operator such as '=', '!=', '=~' or '!~'^; operator",
                "😀x;       3; 0; ^end of input: expected an operator such as '=', '!=', '=~' or '!~'^; operator",
                "😀=~(;     4; 1; error parsing regexp: missing closing ): `(`;                      ^put \\\\^",
                "a=\"b;     2; 2; ^\"b: missing end \": expected label value^;                       put \"",
                "a=b,=d;    4; 1; unexpected =: expected a matcher or close brace after comma;       name the next",
                "=x;        0; 1; unexpected =: expected label name;                                 begin with",
                "a!x;       1; 1; ^!: expected one of '=~': expected an operator such as '=', '!=', '=~' or '!~'^; operator",
            })
    void problem_inDefaultMode_hasItsPlace(String text, int offset, int length, String message, String hint) {
        MatcherProblem problem = problem(MatcherMode.DEFAULT, text);
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.offset()).isEqualTo(offset);
        assertThat(problem.length()).isEqualTo(length);
        assertThat(problem.hint()).contains(hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{a=b;    0; 4; end of input: expected close brace;             put }",
                "a=b c=d; 4; 1; unexpected c: expected a comma or close brace; comma",
                "a=b};    0; 4; }: expected opening brace;                      put {",
                "{a=b}c;  5; 1; c: expected end of input;                       behind the brace",
            })
    void problem_thatTheClassicGrammarForgives_hasItsPlace(
            String text, int offset, int length, String message, String hint) {
        MatcherProblem problem = problem(MatcherMode.UTF8_STRICT, text);
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.offset()).isEqualTo(offset);
        assertThat(problem.length()).isEqualTo(length);
        assertThat(problem.hint()).contains(hint);
    }

    @ParameterizedTest
    @EnumSource(MatcherMode.class)
    void problem_inEveryMode_liesInTheText(MatcherMode mode) {
        MatcherProblem problem = problem(mode, "se~v");
        assertThat(problem.message()).isNotEmpty();
        assertThat(problem.offset() + problem.length()).isBetween(0, 4);
        assertThat(problem.hint()).isNotEmpty();
    }
}
