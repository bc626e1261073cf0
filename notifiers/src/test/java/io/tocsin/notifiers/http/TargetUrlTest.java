package io.tocsin.notifiers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://h, http://h/",
        "HTTP://Host.Example, http://host.example/",
        "https://h:8443/a, https://h:8443/a",
        "http://h:80, http://h:80/",
        "http://h?q, http://h/?q",
        "http://h/a#b, http://h/a",
        "http://[2001:DB8::1]:9/x, http://[2001:db8::1]:9/x",
        "http://[::ffff:127.0.0.1]/, http://[::ffff:127.0.0.1]/",
        "http://h/ä, http://h/%C3%A4",
        "http://h/a%2Fb, http://h/a%2Fb",
        "http://h/a b?c d=ä, http://h/a%20b?c%20d=%C3%A4",
        "http://bücher.example/, http://xn--bcher-kva.example/",
        "http://user:pw@h/, http://h/",
        "http://h:/x, http://h/x",
    })
    void parse_url_isReadAsGoDoes(String text, String absolute) throws Exception {
        assertThat(TargetUrl.parse(text).absolute()).isEqualTo(absolute);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CANARY",
                "ftp://CANARY/",
                "CANARY:1",
                "http://",
                "http:///CANARY",
                "http://CANARY:x/",
                "http://h:70000/CANARY",
                "http://h/CANARY%zz",
                "http://h/CANARY\nx",
                "http://CAN ARY/",
                "mailto:CANARY",
                "http://[CANARY",
                "http://[CANARY]/",
                "http://[fe80::1%25CANARY]/",
                "http://[10.0.0.1]/CANARY",
            })
    void parse_noUrl_failsWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> TargetUrl.parse(text))
                .isInstanceOf(CallFailedException.class)
                .message()
                .doesNotContain("CANARY");
    }

    @ParameterizedTest
    @CsvSource({
        "https://other/x, https://other/x",
        "//other/x, http://other/x",
        "/x, http://h:1/x",
        "x, http://h:1/a/x",
        "./x, http://h:1/a/x",
        "../x, http://h:1/x",
        "?x=1, http://h:1/a/b?x=1",
        "#x, http://h:1/a/b?q=1",
        "x y?z, http://h:1/a/x%20y?z",
    })
    void resolve_location_asRfc3986Does(String location, String absolute) throws Exception {
        assertThat(TargetUrl.parse("http://h:1/a/b?q=1").resolve(location).absolute())
                .isEqualTo(absolute);
    }

    @Test
    void isWithin_subdomain_mayHaveCredentials() throws Exception {
        TargetUrl first = TargetUrl.parse("http://foo.example/");

        assertThat(TargetUrl.parse("https://foo.example:99/").isWithin(first)).isTrue();
        assertThat(TargetUrl.parse("http://sub.foo.example/").isWithin(first)).isTrue();
        assertThat(TargetUrl.parse("http://notfoo.example/").isWithin(first)).isFalse();
        assertThat(TargetUrl.parse("http://example/").isWithin(first)).isFalse();
    }

    @Test
    void toString_holdsNothingOfTheUrl() throws Exception {
        assertThat(TargetUrl.parse("https://CANARY:CANARY@CANARY/CANARY")).hasToString("TargetUrl[https]");
    }
}
