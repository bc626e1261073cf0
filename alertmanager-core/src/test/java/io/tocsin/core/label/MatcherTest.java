package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MatcherTest {
    private static final Labels LABELS = Labels.of("job", "node", "zone", "a\nb");

    private static boolean matches(String matcher) {
        return MatcherParser.of(MatcherMode.DEFAULT).parseOne(matcher).matches(LABELS);
    }

    @Test
    void matches_presentLabel_comparesItsValue() {
        assertThat(matches("job=\"node\"")).isTrue();
        assertThat(matches("job=\"nod\"")).isFalse();
        assertThat(matches("job!=\"node\"")).isFalse();
        assertThat(matches("job=~\"no.*\"")).isTrue();
        assertThat(matches("job=~\"no\"")).isFalse();
        assertThat(matches("job!~\"no.*\"")).isFalse();
        assertThat(matches("zone=~\".*\"")).isFalse();
    }

    @Test
    void matches_absentLabel_countsAsEmpty() {
        assertThat(matches("x=\"\"")).isTrue();
        assertThat(matches("x!=\"y\"")).isTrue();
        assertThat(matches("x=~\".*\"")).isTrue();
        assertThat(matches("x=~\".+\"")).isFalse();
        assertThat(matches("x!~\".+\"")).isTrue();
        assertThat(matches("x!=\"\"")).isFalse();
    }

    @Test
    void negated_anyType_acceptsWhatWasRefused() {
        for (MatchType type : MatchType.values()) {
            Matcher matcher = Matcher.of(type, "job", "no.*|node");
            assertThat(matcher.negated().negated()).isEqualTo(matcher);
            for (String value : List.of("", "node", "no.*|node", "other")) {
                assertThat(matcher.negated().matches(value)).isNotEqualTo(matcher.matches(value));
            }
        }
    }

    @Test
    void toString_plainName_escapesAsOpenMetricsDoes() {
        assertThat(Matcher.of(MatchType.EQUAL, "\u00e9", "a\"b\\c\nd\te")).hasToString("\u00e9=\"a\\\"b\\\\c\\nd\te\"");
    }

    @Test
    void toString_nameWithReservedCharacter_quotesBothSides() {
        assertThat(Matcher.of(MatchType.NOT_REGEX, "a b", "c\td")).hasToString("\"a b\"!~\"c\\td\"");
        assertThat(Matcher.of(MatchType.EQUAL, "a`", "")).hasToString("\"a`\"=\"\"");
        assertThat(Matcher.of(MatchType.EQUAL, "", "x")).hasToString("=\"x\"");
    }

    @Test
    void printAll_list_isJoinedWithoutSpaces() {
        assertThat(Matcher.printAll(List.of())).isEqualTo("{}");
        assertThat(Matcher.printAll(
                        List.of(Matcher.of(MatchType.EQUAL, "a", "b"), Matcher.of(MatchType.REGEX, "c", "d"))))
                .isEqualTo("{a=\"b\",c=~\"d\"}");
    }

    @Test
    void compareTo_sameName_ordersByValueThenType() {
        Matcher equal = Matcher.of(MatchType.EQUAL, "a", "b");
        Matcher regex = Matcher.of(MatchType.REGEX, "a", "b");
        Matcher later = Matcher.of(MatchType.EQUAL, "a", "c");
        assertThat(List.of(later, regex, equal).stream().sorted()).containsExactly(equal, regex, later);
    }

    @Test
    void of_badRegex_throwsInGosWords() {
        assertThatThrownBy(() -> Matcher.of(MatchType.REGEX, "a", "["))
                .isInstanceOf(LabelPattern.InvalidPatternException.class)
                .hasMessage("error parsing regexp: missing closing ]: `[)$`");
    }
}
