package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are answers of {@code reReplaceAll} and {@code match} in Alertmanager 0.33.1. */
final class SearchPatternTest {
    private static final SearchPattern.Meter UNMETERED = new SearchPattern.Meter() {
        @Override
        public void replaces(int length) {}

        @Override
        public void makes(long more, int made) {}
    };

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            (a)(?P<n>b)          ~ <$1-${n}-$n-$$-$9-${1}x-$1x> ~ zabz   ~ z<a-b-b-$--ax->z
            (a)                  ~ ${1                ~ a        ~ ${1
            (a)                  ~ ${1}$              ~ a        ~ a$
            (a)                  ~ $ 1                ~ a        ~ $ 1
            (a)                  ~ ${}x$é             ~ a        ~ ${}x
            (a)                  ~ $01-${01}-$1é$1_   ~ a        ~ --
            (a)                  ~ ${1 }${1-}         ~ a        ~ ${1 }${1-}
            a                    ~ $100000000000      ~ bab      ~ bb
            a                    ~ $0$0               ~ bab      ~ baab
            (?P<x>a)|(?P<y>b)    ~ [$x$y]             ~ ab       ~ [a][b]
            (?<x>a)              ~ [$x]               ~ ab       ~ [a]b
            (a)                  ~ \\1$1              ~ a        ~ \\1a
            ^                    ~ x                  ~ ab       ~ xab
            $                    ~ x                  ~ ab       ~ abx
            b*                   ~ X                  ~ abbc     ~ XaXcX
            x*                   ~ -                  ~ axxb世   ~ -a-b-世-
            ``                   ~ X                  ~ 世界     ~ X世X界X
            ``                   ~ X                  ~ 😀       ~ X😀X
            \\bfoo               ~ X                  ~ foofoo foo ~ Xfoo X
            """)
    void replaceAll_groupsAndEmptyFinds_areReplacedAsInGo(
            String pattern, String replacement, String text, String expected) {
        assertThat(SearchPattern.compile(pattern).replaceAll(text, replacement, UNMETERED))
                .isEqualTo(expected);
    }

    @Test
    void replaceAll_bytesThatAreNoUtf8_stay() {
        assertThat(SearchPattern.compile("z").replaceAll("a\uDCFFz", "x", UNMETERED))
                .isEqualTo("a\uDCFFx");
        assertThat(SearchPattern.compile(".").replaceAll("a\uDCFFé", "x", UNMETERED))
                .isEqualTo("xxx");
    }

    @Test
    void isFoundIn_anywhere_isTrue() {
        assertThat(SearchPattern.compile("(?i)ABC").isFoundIn("xabcx")).isTrue();
        assertThat(SearchPattern.compile("").isFoundIn("")).isTrue();
        assertThat(SearchPattern.compile("^b").isFoundIn("ab")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', textBlock = """
            (          ~ missing closing ): `(`
            (?P<n>a    ~ missing closing ): `(?P<n>a`
            )          ~ unexpected ): `)`
            a**        ~ invalid nested repetition operator: `**`
            a{2000}    ~ invalid repeat count: `{2000}`
            [z-a]      ~ invalid character class range: `z-a`
            \\C        ~ invalid escape sequence: `\\C`
            a\\        ~ trailing backslash at end of expression: ``
            a\uDCFF    ~ invalid UTF-8: `a\uDCFF`
            """)
    void compile_noPattern_isRefusedInGoWords(String pattern, String problem) {
        assertThatThrownBy(() -> SearchPattern.compile(pattern))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessage("error parsing regexp: " + problem);
    }

    @Test
    void compile_moreInARowThanTheStackHolds_isRefused() {
        String alternatives = "[ab]c|".repeat(1100) + "y";
        assertThatThrownBy(() -> SearchPattern.compile(alternatives))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessageContaining("expression too large");
    }

    @Test
    void cost_anyPattern_growsWithIt() {
        assertThat(SearchPattern.compile("").cost()).isEqualTo(1);
        assertThat(SearchPattern.compile("[a-z]{100}").cost()).isGreaterThanOrEqualTo(100);
    }
}
