package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.config.GoUrl.UrlSyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What amtool 0.33.1 takes for a URL. */
final class GoUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://h,http,h",
        "HTTPS://u:p@h:1/a?b#c,https,h:1",
        "http://[::1]:9093/,http,[::1]:9093",
        "http://h/a b|{c},http,h",
        "http://h?x,http,h",
        "http://h_x/é,http,h_x",
        "http:x,http,''",
        "http://,http,''",
        "/a/b:c,'',''",
        "foo,'',''",
        "//h/x,'',h",
        "'','',''",
    })
    void parse_goodUrl_isSplit(String text, String scheme, String host) {
        assertThat(GoUrl.parse(text)).isEqualTo(new GoUrl(scheme, host, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/%zz",
                "http://h/%a",
                "http://h:abc/",
                "http://a b/",
                ":x",
                "http://%41/",
                "http://u ser@h",
                "http://[::1",
                "http://%41/",
                "http://x%2fy/",
                "http://127%2e0.0.2/",
                "http://[::1%41]/",
                "http://[::1%en0]/",
                "http://[::1%25]/",
                "http://[::1%25a%2fb]/",
                "http://[::g]/",
                "http://[1::2::3]/",
                "http://[:::]/",
                "http://[1:2:3:4:5:6:7]/",
                "http://[1::2:3:4:5:6:7:8]/",
                "http://[1.2.3.4]/",
                "http://[1.2.3.4::]/",
                "http://[::1.2.3.256]/",
                "http://[::01.2.3.4]/",
                "http://[[::1]]/",
                "http://a[::1]/",
                "http://[]/",
                "http://[::1]x/",
            })
    void parse_badUrl_isRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> GoUrl.parse(text))
                .isInstanceOf(UrlSyntaxException.class)
                .message()
                .doesNotContain(text)
                .doesNotContain("abc");
    }

    /** As 0.33.1 shows them in its status. */
    @ParameterizedTest
    @CsvSource({
        "HTTP://h/a b?x=<y>&z,http://h/a%20b?x=<y>&z",
        "http://H:1/%41b,http://H:1/%41b",
        "'http://h/%41 \"|^`{}\\',http://h/A%20%22%7C%5E%60%7B%7D%5C",
        "http://u:pw@h,http://u:pw@h",
        "http://u%41:p!:q@h,http://uA:p%21%3Aq@h",
        "http://%c3%a4/,http://%C3%A4/",
        "http://a%25zz/,http://a%25zz/",
        "http://[::FFFF:1.2.3.4%25a%20%41é]:1/,http://[::FFFF:1.2.3.4%25a%20Aé]:1/",
        "http://[1:2:3:4:5:6:7::]/,http://[1:2:3:4:5:6:7::]/",
        "http://x?,http://x?",
        "http://x#,http://x",
        "HTTP:/a b,http:/a%20b",
        "X:a b,x:a b",
        "//X/é,//X/%C3%A9",
        "a b?c d,a%20b?c d",
        "http://h/é#f é,http://h/%C3%A9#f%20%C3%A9",
    })
    void normal_anyUrl_isWrittenAsGoDoes(String text, String normal) {
        assertThat(GoUrl.parse(text).normal()).isEqualTo(normal);
    }

    /** As 0.33.1 shows a {@code proxy_url}. */
    @ParameterizedTest
    @CsvSource({
        "HTTP://u:pw@h?q=a b,http://u:xxxxx@h?q=a b",
        "http://u:@h,http://u:xxxxx@h",
        "http://u@h,http://u@h",
        "socks5://a%2Fb:c:d@h:1,socks5://a%2Fb:xxxxx@h:1",
    })
    void redacted_anyUrl_hidesThePassword(String text, String redacted) {
        assertThat(GoUrl.parse(text).redacted()).isEqualTo(redacted);
    }

    /** As 0.33.1 shows an {@code api_url} of Opsgenie. */
    @ParameterizedTest
    @CsvSource({
        "http://h,http://h/",
        "http://h/,http://h/",
        "http://h/a%2F,http://h/a%2F",
        "http://h/x?y,http://h/x/?y",
        "http://h:1/%41%20\"x\",http://h:1/A%20%22x%22/",
    })
    void withSlash_anyUrl_endsItsPathWithOne(String text, String url) {
        assertThat(GoUrl.parse(text).withSlash()).isEqualTo(GoUrl.parse(url));
    }

    @ParameterizedTest
    @CsvSource({"http://h/a b|c,http://h/a%20b%7Cc", "http://h/é,http://h/%C3%A9", "http://h/?a=b#c,http://h/?a=b#c"})
    void toUri_oddCharacters_areEscaped(String text, String uri) {
        assertThat(GoUrl.parse(text).toUri())
                .hasValueSatisfying(found -> assertThat(found).hasToString(uri));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:", "http://"})
    void toUri_nothingToCall_isEmpty(String text) {
        assertThat(GoUrl.parse(text).toUri()).isEmpty();
    }

    /** What alertmanager 0.33.1 makes of its external URL. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "http://x '' http://x",
                "HTTP://X/a /a http://X/a",
                "http://x/a/ /a/ http://x/a",
                "http://x//a// //a// http://x//a",
                "http://x/a?b=c /a http://x/a",
                "http://x/a#f /a http://x/a",
                "https://u:p@x:1/ / https://u:p@x:1",
                "http://x/é /é http://x/%C3%A9",
                "'http://x/a b' '/a b' http://x/a%20b",
                "http://x/a%2Fb /a/b http://x/a%2Fb",
                "http://x/a%2Fb/ /a/b/ http://x/a/b",
                "http://x/%61 /a http://x/%61",
                "http://ü/ / http://%C3%BC",
                "http://x/[a] /[a] http://x/[a]",
                "http:// '' http:",
                "http:///p /p http:///p",
                "http:/x /x http:/x",
                "http:x '' http:x",
                "http:x//y '' http:x//y",
            })
    void base_goodUrl_isWhatPathsAreAppendedTo(String text, String path, String base) {
        assertThat(GoUrl.parse(text).path()).isEqualTo(path);
        assertThat(GoUrl.parse(text).base()).isEqualTo(base);
    }
}
