package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the recorded answers do not show: warnings, columns, causes, order. */
final class MatcherParserTest {
    private final List<MatcherWarning> warnings = new ArrayList<>();
    private final MatcherParser parser = MatcherParser.of(MatcherMode.DEFAULT, warnings::add);

    @Test
    void parseList_severalMatchers_sortsByNameValueAndType() {
        assertThat(Matcher.printAll(parser.parseList("c=\"b\",a=\"d\",a=~\"c\",a=\"c\"")))
                .isEqualTo("{a=\"c\",a=~\"c\",a=\"d\",c=\"b\"}");
        assertThat(warnings).isEmpty();
    }

    @Test
    void parseList_onlyClassicUnderstands_usesItAndSuggestsQuotes() {
        assertThat(Matcher.printAll(parser.parseList("a=x\\,b=c"))).isEqualTo("{a=\"x\\\\\",b=\"c\"}");
        assertThat(warnings)
                .containsExactly(new MatcherWarning.ClassicFallback(
                        "a=x\\,b=c", "3:4: \\: invalid input: expected a comma or close brace", "a=\"x\\\\\",b=\"c\""));
    }

    @Test
    void parseList_grammarsDiffer_usesClassicAndWarns() {
        assertThat(Matcher.printAll(parser.parseList("a=\"\\x41\""))).isEqualTo("{a=\"\\\\x41\"}");
        assertThat(warnings)
                .containsExactly(new MatcherWarning.Disagreement("a=\"\\x41\"", "a=\"\\\\x41\"", "a=\"A\""));
    }

    @Test
    void parseOne_trailingComma_isPartOfClassicValue() {
        assertThat(parser.parseOne("foo=bar,")).hasToString("foo=\"bar,\"");
        assertThat(warnings).singleElement().isInstanceOf(MatcherWarning.Disagreement.class);
    }

    @Test
    void parseOne_bothFail_throwsClassicErrorWithUtf8Columns() {
        MatcherSyntaxException e =
                catchThrowableOfType(MatcherSyntaxException.class, () -> parser.parseOne("\u00e9=\u00e9 x"));
        assertThat(e).hasMessage("bad matcher format: \u00e9=\u00e9 x");
        assertThat(e.start()).isEqualTo(4);
        assertThat(e.end()).isEqualTo(5);
        assertThat(e).cause().hasMessage("4:5: unexpected x: expected a comma or close brace");
    }

    @Test
    void parseOne_classicMode_knowsNoColumns() {
        MatcherSyntaxException e = catchThrowableOfType(
                MatcherSyntaxException.class,
                () -> MatcherParser.of(MatcherMode.CLASSIC).parseOne("\u00e9=x"));
        assertThat(e.start()).isEqualTo(MatcherSyntaxException.UNKNOWN);
    }

    @Test
    void parseOne_severalMatchersInStrictMode_throws() {
        MatcherSyntaxException e = catchThrowableOfType(
                MatcherSyntaxException.class,
                () -> MatcherParser.of(MatcherMode.UTF8_STRICT).parseOne("a=b,c=d"));
        assertThat(e).hasMessage("expected 1 matcher, found 2");
    }

    @Test
    void parseOne_loneSurrogate_isRefusedInEveryMode() {
        for (MatcherMode mode : MatcherMode.values()) {
            MatcherParser any = MatcherParser.of(mode);
            assertThat(catchThrowableOfType(MatcherSyntaxException.class, () -> any.parseOne("a=\ud800")))
                    .isNotNull();
            assertThat(catchThrowableOfType(MatcherSyntaxException.class, () -> any.parseOne("a=\"\ud800\"")))
                    .isNotNull();
        }
    }
}
