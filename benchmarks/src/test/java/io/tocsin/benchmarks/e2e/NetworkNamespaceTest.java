package io.tocsin.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkNamespaceTest {
    private static final List<String> TABLE = List.of(
            "Inter-|   Receive                                                |  Transmit",
            " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls",
            "    lo:      11       1    0    0    0     0          0         0       12       1    0    0    0     0",
            "  mesh:123456789    21    0    0    0     0          0         0       34       2    0    0    0     0");

    @Test
    void sentBytes_ofAnInterface_isTheFirstOfItsSendCounters() throws Exception {
        assertThat(NetworkNamespace.sentBytes("mesh", TABLE)).isEqualTo(34);
    }

    @Test
    void sentBytes_interfaceNotThere_fails() {
        assertThatThrownBy(() -> NetworkNamespace.sentBytes("web", TABLE))
                .isInstanceOf(IOException.class)
                .hasMessage("/proc/net/dev: no interface web");
    }
}
