package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PatternBudgetTest {
    private final PatternBudget budget = new PatternBudget();

    private static LabelPattern pattern(String source) {
        return LabelPattern.compile(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a-z]{990}[a-y]{990}[0-9]", "(?:[a-z]{49}[0-9]{49}){9}", "x.y"})
    void spend_oneAlone_isNeverTooMuch(String source) {
        assertThat(budget.spend(pattern(source + "\\pL".repeat(500)))).isTrue();
    }

    @Test
    void spend_moreThanAllMayCost_isTooMuch() {
        LabelPattern some = pattern("(?:[a-z]{40}){20}");
        int count = 0;
        while (budget.spend(some)) {
            count++;
        }
        assertThat(count).isBetween(120, 125);
    }

    @Test
    void spend_tables_countAsAHundredInstructions() {
        LabelPattern tables = pattern("a[\\pL\\pN]\\P{Greek}.");
        int count = 0;
        while (budget.spend(tables)) {
            count++;
        }
        assertThat(count).isBetween(320, 334);
    }

    @Test
    void spend_whatAsksNoEngine_costsNothing() {
        Matcher literal = Matcher.of(MatchType.REGEX, "a", "x".repeat(1_000) + "|y|z.*");
        Matcher equal = Matcher.of(MatchType.EQUAL, "a", "x");
        for (int i = 0; i < 100_000; i++) {
            assertThat(budget.spend(literal) && budget.spend(equal)).isTrue();
        }
    }
}
