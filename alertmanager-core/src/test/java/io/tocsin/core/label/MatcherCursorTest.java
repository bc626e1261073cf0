package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.MatcherCursor.Part;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MatcherCursorTest {
    /** A bar stands for the cursor. */
    private static MatcherCursor at(String text) {
        int cursor = text.indexOf('|');
        return MatcherCursor.at(text.replace("|", ""), cursor);
    }

    @Test
    void cursor_inTextOfTooManyPieces_saysWhereTheyBecomeTooMany() {
        String most = "😀" + ",=".repeat((MatcherPieces.COUNT_MAX - 1) / 2) + ",";
        assertThat(MatcherCursor.at(most, most.length()).from()).isEqualTo(most.length());

        assertThatThrownBy(() -> MatcherCursor.at(most + " 😀x, ", 0))
                .isInstanceOfSatisfying(MatcherSyntaxException.class, refused -> {
                    MatcherProblem problem = MatcherProblem.of(refused, most + " 😀x, ");
                    assertThat(problem.message()).isEqualTo("more than 5000 names, values and signs");
                    assertThat(problem.offset()).isEqualTo(most.length() + 1);
                    assertThat(problem.length()).isEqualTo(3);
                    assertThat(refused.getStackTrace()).isEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "|;                      NAME;     0;  0; ^^;   false; ^^;       ^^; ^^",
                "sev|;                   NAME;     0;  3; sev;  false; ^^;       ^^; ^^",
                "se|v;                   NAME;     0;  3; se;   false; ^^;       ^^; ^^",
                "se|v=x;                 NAME;     0;  3; se;   true;  ^^;       ^^; ^^",
                "|sev=x;                 NAME;     0;  3; ^^;   true;  ^^;       ^^; ^^",
                "{sev|;                  NAME;     1;  4; sev;  false; ^^;       ^^; ^^",
                "^{a=\"b\",se|^;         NAME;     7;  9; se;   false; a=\"b\",; ^^; ^^",
                "^a=\"b\", |^;           NAME;     7;  7; ^^;   false; a=\"b\",; ^^; ^^",
                "\"na me|;               NAME;     0;  6; na me;false; ^^;       ^^; ^^",
                "sev |;                  OPERATOR; 4;  4; ^^;   false; ^^;      sev; ^^",
                "sev !|;                 OPERATOR; 4;  5; !;    false; ^^;      sev; ^^",
                "sev !|x;                OPERATOR; 4;  5; !;    true;  ^^;      sev; ^^",
                "sev=|;                  VALUE;    4;  4; ^^;   false; ^^;      sev; =",
                "sev=~|;                 VALUE;    5;  5; ^^;   false; ^^;      sev; =~",
                "sev!=cr|;               VALUE;    5;  7; cr;   false; ^^;      sev; !=",
                "sev!~\"cr|;             VALUE;    5;  8; cr;   false; ^^;      sev; !~",
                "sev=\"c|r\";            VALUE;    4;  8; c;    false; ^^;      sev; =",
                "sev=|\"cr\";            VALUE;    4;  8; ^^;   false; ^^;      sev; =",
                "{sev=\"a \\\"b|;        VALUE;    5; 11; a \"b; false; ^^;     sev; =",
                "😀=c|;                  VALUE;    3;  4; c;    false; ^^;      😀;  =",
                "^{a=\"|,b=\"c\"}^;      VALUE;    3;  4; ^^;   false; ^^;       a;  =",
            })
    void cursor_inText_saysWhatIsTyped(
            String text,
            Part part,
            int from,
            int to,
            String typed,
            boolean isFollowed,
            String before,
            String name,
            String operator) {
        MatcherCursor cursor = at(text);
        assertThat(cursor.part()).isEqualTo(part);
        assertThat(cursor.from()).isEqualTo(from);
        assertThat(cursor.to()).isEqualTo(to);
        assertThat(cursor.typed()).isEqualTo(typed);
        assertThat(cursor.isFollowed()).isEqualTo(isFollowed);
        assertThat(cursor.matcher().matchers()).isEqualTo(before);
        assertThat(cursor.matcher().name()).isEqualTo(name);
        assertThat(cursor.matcher().operator().map(MatchType::operator).orElse(""))
                .isEqualTo(operator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sev=\"x\"|", "sev=x |", "{sev=x}|", "{sev=x} y|", "=x|", "a b|", "sev ==x|", "~|x"})
    void cursor_whereNothingCanCome_saysSo(String text) {
        assertThat(at(text).part()).isEqualTo(text.equals("~|x") ? Part.NAME : Part.NONE);
    }

    @Test
    void cursor_outsideTheText_isRefused() {
        assertThatThrownBy(() -> MatcherCursor.at("ab", 3)).hasMessage("cursor: 3 (expected: 0 to 2)");
        assertThatThrownBy(() -> MatcherCursor.at("ab", -1)).hasMessage("cursor: -1 (expected: 0 to 2)");
    }

    @Test
    void cursor_anywhereInAnything_neverFails() {
        String signs = "a\"\\{}!=~,' `😀\n";
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            int cursor = random.nextInt(text.length() + 1);
            MatcherCursor found = MatcherCursor.at(text.toString(), cursor);
            assertThat(found.from()).isBetween(0, cursor);
            assertThat(found.to()).isBetween(cursor, text.length());
        }
    }
}
