package io.tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.notifiers.email.Smarthost.AddressSyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What amtool 0.33.1 says of addresses. */
final class SmarthostTest {
    @ParameterizedTest
    @CsvSource({
        "h:25,h,25",
        ":25,'',25",
        "h:smtp,h,smtp",
        "h:0x,h,0x",
        "[::1]:25,::1,25",
        "[fe80::1%eth0]:25,fe80::1%eth0,25",
    })
    void parse_goodAddress_isSplitAndPrintedAgain(String text, String host, String port) {
        assertThat(Smarthost.parse(text)).isEqualTo(new Smarthost(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h          | address h: missing port in address",
                "25         | address 25: missing port in address",
                "h:         | address \"h:\": port cannot be empty",
                "::1:25     | address ::1:25: too many colons in address",
                "h:1:2      | address h:1:2: too many colons in address",
                "[::1]:1:2  | address [::1]:1:2: too many colons in address",
                "[::1       | address [::1: missing ']' in address",
                "[::1]      | address [::1]: missing port in address",
                "[::1]x:1   | address [::1]x:1: missing port in address",
                "a]:1       | address a]:1: unexpected ']' in address",
                "a[b]:1     | address a[b]:1: unexpected '[' in address",
                "[a[b]:1    | address [a[b]:1: unexpected '[' in address",
                "[a]:]1     | address [a]:]1: unexpected ']' in address",
            })
    void parse_badAddress_isRefusedInTheOriginalsWords(String text, String original) {
        assertThatThrownBy(() -> Smarthost.parse(text))
                .isInstanceOf(AddressSyntaxException.class)
                .hasMessage(original);
    }
}
