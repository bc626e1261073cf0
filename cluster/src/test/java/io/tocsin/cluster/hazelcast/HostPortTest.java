package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostPortTest {
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:9094", "am-0.am.svc:9094", "[::1]:0", ":9094"})
    void text_ofAnAddress_isWrittenAsRead(String text) {
        assertThat(HostPort.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "::1:9094", "host:", "host:http", "host:65536", "host:-1"})
    void text_thatIsNone_saysWhatWasExpected(String text) {
        assertThatThrownBy(() -> HostPort.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected:");
    }

    @Test
    void host_ofIpv6_hasNoBrackets() {
        assertThat(HostPort.parse("[fd00::2]:9094").host()).isEqualTo("fd00::2");
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "fd00:0:0:0:0:0:0:2, fd00::2",
        "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "fe80:0:0:0:0:0:0:1%1, fe80::1",
        "10.0.0.1, 10.0.0.1"
    })
    void address_ofIpv6_isShortened(String address, String expected) throws Exception {
        assertThat(HostPort.of(InetAddress.getByName(address), 1).host()).isEqualTo(expected);
    }
}
