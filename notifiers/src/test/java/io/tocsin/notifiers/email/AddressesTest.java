package io.tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.notifiers.integration.UnsendableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of addresses that the original, 0.33.1, takes and refuses. */
final class AddressesTest {
    @Test
    void parse_everyForm_givesTheAddressesAlone() throws Exception {
        assertThat(Addresses.parse(
                        "\"A, B\" <a@x.org>, b@x.org (comment), Group: c@x.org, d@x.org;, =?utf-8?q?J=C3=B6?= <j@x.org>",
                        "to"))
                .isEqualTo(List.of("a@x.org", "b@x.org", "c@x.org", "d@x.org", "j@x.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@x.org", " a@x.org ", "a@x.org,", "<a@x.org>", "A <a@x.org>", "\"Ä Ö\" <a@x.org>"})
    void parse_oneAddress_isFound(String list) throws Exception {
        assertThat(Addresses.parse(list, "to")).containsExactly("a@x.org");
    }

    @Test
    void parse_otherLetters_areKept() throws Exception {
        assertThat(Addresses.parse("ü@exämple.org", "to")).containsExactly("ü@exämple.org");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''            | parse 'to' addresses: mail: no address",
                "' '           | parse 'to' addresses: mail: no address",
                "nonsense      | parse 'to' addresses: mail: missing '@' or angle-addr",
            })
    void parse_noAddress_saysSoInGosWords(String list, String message) {
        assertThatThrownBy(() -> Addresses.parse(list, "to"))
                .isInstanceOf(UnsendableException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b@x.org", "a@x.org b@x.org", "<a@x.org", "a@", "@x.org", "A <>", "a@x.org; b@x.org", "a@@x"})
    void parse_brokenAddress_isRefused(String list) {
        assertThatThrownBy(() -> Addresses.parse(list, "to"))
                .isInstanceOf(UnsendableException.class)
                .hasMessageStartingWith("parse 'to' addresses: mail: ");
    }
}
