package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As Go's filepath.Match has it; the original refuses the same patterns, see {@code files-recorded/sections.tsv}. */
final class PathGlobTest {

    private static PathGlob glob(String text) {
        return PathGlob.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "abc, abc",
                "*, abc",
                "*, .hidden",
                "*c, abc",
                "a*, abc",
                "a*c, abc",
                "a*b*c, aXbYbZc",
                "*a*a*a*b, aaaaaaaaaaaaab",
                "a?c, abc",
                "a?c, aäc",
                "a?c, a😀c",
                "[a-c]x, bx",
                "[^a-c]x, dx",
                "[!a]x, !x",
                "[äö]x, öx",
                "\\*, *",
                "[\\]]x, ]x",
                "[\\-]x, -x",
                "a/*/c, a/b/c",
                "{a}, {a}",
            })
    void matches_whatThePatternStandsFor_isTrue(String pattern, String path) {
        assertThat(glob(pattern).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "abc, abd",
                "abc, abcd",
                "a*c, acd",
                "*, a/b",
                "a*b*c, aXbYd",
                "?, \"\"",
                "a?, a/",
                "[a-c]x, dx",
                "[c-a]x, bx",
                "[^a-c]x, bx",
                "\\*, a",
                "**/x, a/b/x",
            })
    void matches_anythingElse_isFalse(String pattern, String path) {
        assertThat(glob(pattern).matches(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "[a", "[]a]", "[^]", "[a-", "[a-]", "[-a]", "[a-c-e]", "a\\", "x[\\", "[a/b]c", "a\\/b", "zz/[z"
            })
    void parse_incomplete_isEmpty(String pattern) {
        assertThat(PathGlob.parse(pattern)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a/b/*.t, a/b, *.t", "/x, /, x", "*/y, *, y"})
    void folder_andName_areThePartsAroundTheLastSlash(String pattern, String folder, String name) {
        assertThat(glob(pattern).folder()).map(PathGlob::toString).contains(folder);
        assertThat(glob(pattern).name()).hasToString(name);
    }
}
