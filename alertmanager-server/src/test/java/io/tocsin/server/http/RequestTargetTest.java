package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTargetTest {
    @Test
    void parse_query_isKeptAsSent() {
        assertThat(RequestTarget.parse("/a%20b?x=%zz?y")).contains(new RequestTarget("/a%20b", "/a b", "x=%zz?y"));
    }

    @ParameterizedTest
    @CsvSource({"http://host/a?b,/a", "https://host:1/a/b,/a/b", "http://host,/", "/http://host/,/http://host/"})
    void parse_absoluteForm_isThePath(String uri, String path) {
        assertThat(RequestTarget.parse(uri).orElseThrow().path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%z1", "/%1", "/a%2", "/%é1"})
    void parse_brokenEscape_isEmpty(String uri) {
        assertThat(RequestTarget.parse(uri)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/,/",
        "//,/",
        "/a,/a",
        "/a/,/a/",
        "/a//b,/a/b",
        "/a/./b,/a/b",
        "/a/../b,/b",
        "/../..,/",
        "/../a/..,/",
        "/a/..,/",
        "/a/.,/a",
        "/a/b/../../../c/,/c/",
        "/.hidden,/.hidden",
        "/...,/...",
        "a,/a",
        "/%2e%2e/a,/a",
        "/a%2f%2fb,/a/b",
        "'',/",
    })
    void cleanPath_given_isAsGoCleansIt(String uri, String clean) {
        assertThat(RequestTarget.parse(uri).orElseThrow().cleanPath()).isEqualTo(clean);
    }

    @Test
    void location_oddCharacters_areEscaped() {
        assertThat(new RequestTarget("", "", "q=<").location("/a b\"é\r\n")).isEqualTo("/a%20b%22%C3%A9%0D%0A?q=<");
    }

    @ParameterizedTest
    @CsvSource({"'',''", "/,''", "am,/am", "/am/,/am", "//a/b//,/a/b"})
    void normalPrefix_given_hasOneLeadingSlashAndNoTrailing(String path, String prefix) {
        assertThat(HttpSettings.normalPrefix(path)).isEqualTo(prefix);
    }
}
