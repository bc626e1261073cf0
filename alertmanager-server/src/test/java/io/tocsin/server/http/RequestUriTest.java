package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row was asked of Alertmanager 0.33.1. */
final class RequestUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://prometheus.test/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
                "/graph?x=1",
                "http:",
                "http://",
                "http:///graph",
                "mailto:ops@example.com",
                "mailto:%zz",
                "http:%zz",
                "http://prometheus.test/a b",
                "http://prometheus.test/größe?q=<&>",
                "http://ü.de/",
                "http://h:80/",
                "http://h:",
                "http://:80",
                "http://a:b:80/",
                "http://[::1]/",
                "http://[::1]:80/",
                "http://[fe80::1%25eth0]/",
                "http://[::1%2541]/",
                "http://u:p@h/",
                "http://@/",
                "http://a@b@c/",
                "//h/x",
                "*",
                "a:b",
                "ab+c-.d:e",
                "http://h/#f",
                "http://h?q=%zz",
                "http://h/x?y?z",
                "http://h/\\x",
                "http://<h>/",
                "http://a_b/",
                "http://a~b$&()*+,;=/x",
                "http://a'!b/",
                "http://a\"b/",
            })
    void isValid_acceptedByUpstream_isTrue(String text) {
        assertThat(RequestUri.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not a url",
                "prometheus.test/graph",
                "http://prometheus.test/%zz",
                "http://h:8x/",
                "http://[::1",
                "http://[::1]x/",
                "http://[a]b",
                "http://[%41]/",
                "http://[zz]/",
                "http://u ser@h/",
                "http://u%zz@h/",
                "http://u^@h",
                "http://h /",
                "http://h%20/",
                "http://%41/",
                "/a%2",
                "/%zz",
                "?x",
                "x?:",
                "#",
                "1a:b",
                ":x",
                "ht tp://x",
                "http://h\u0001/",
                "http://h\u007f",
                "\u0000",
                "a/b:c",
                "http://h\\x",
                "http://a{b}/",
                "http://a`b/",
                "http://a|b",
            })
    void isValid_refusedByUpstream_isFalse(String text) {
        assertThat(RequestUri.isValid(text)).isFalse();
    }
}
