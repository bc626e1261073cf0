package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTargetTest {
    private static Optional<RequestTarget> parse(String uri) {
        return RequestTarget.parse(HttpMethod.GET, uri);
    }

    @Test
    void parse_query_isKeptAsSent() {
        assertThat(parse("/a%20b?x=%zz?y")).contains(new RequestTarget("/a%20b", "/a b", "x=%zz?y"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://host/a?b,/a,b",
        "https://host:1/a/b,/a/b,''",
        "HTTP://host/a,/a,''",
        "ftp://u:p@host/a,/a,''",
        "http://host,'',''",
        "http://host?/am/-/reload,'',/am/-/reload",
        "http:/a,/a,''",
        "http:///a,/a,''",
        "http:a/b,'',''",
        "mailto:x,'',''",
        "/http://host/,/http://host/,''",
        "//host/a,//host/a,''",
    })
    void parse_absoluteForm_isThePath(String uri, String path, String query) {
        RequestTarget target = parse(uri).orElseThrow();
        assertThat(target.path()).isEqualTo(path);
        assertThat(target.query()).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a", "am/-/reload", "?x", ":x/a", "http://a:b/a", "http://host#/a", "http://[::1/a"})
    void parse_noTarget_isEmpty(String uri) {
        assertThat(parse(uri)).isEmpty();
    }

    @Test
    void parse_targetsOfOtherMethods_areTheirs() {
        assertThat(RequestTarget.parse(HttpMethod.OPTIONS, "*")).isPresent();
        assertThat(RequestTarget.parse(HttpMethod.CONNECT, "[::1]:1")
                        .orElseThrow()
                        .path())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%z1", "/%1", "/a%2", "/%é1"})
    void parse_brokenEscape_isEmpty(String uri) {
        assertThat(parse(uri)).isEmpty();
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
        "/%2e%2e/a,/a",
        "/a%2f%2fb,/a/b",
        "http://host,/",
    })
    void cleanPath_given_isAsGoCleansIt(String uri, String clean) {
        assertThat(parse(uri).orElseThrow().cleanPath()).isEqualTo(clean);
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
