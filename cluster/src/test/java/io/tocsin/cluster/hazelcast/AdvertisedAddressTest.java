package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdvertisedAddressTest {
    /**
     * @param own addresses of the machine, separated by blanks
     * @param expected the address that is told, or a part of the error
     */
    record Case(String name, String listen, String advertise, boolean allowsPublic, String own, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("explicit", "0.0.0.0:1", "192.0.2.7:2", false, "10.0.0.1", "192.0.2.7"),
                new Case("bound", "127.0.0.1:1", "", false, "10.0.0.1", "127.0.0.1"),
                new Case("bound v6", "[::1]:1", "", false, "10.0.0.1", "::1"),
                new Case("private", "0.0.0.0:1", "", false, "127.0.0.1 198.51.100.1 10.0.0.1", "10.0.0.1"),
                new Case("any by name", ":1", "", false, "172.16.0.1", "172.16.0.1"),
                new Case("v4 before v6", "[::]:1", "", false, "fd00::2 192.168.0.1", "192.168.0.1"),
                new Case("v6 alone", "[::]:1", "", false, "fe80::1 fd00::2", "fd00::2"),
                new Case("carrier", "0.0.0.0:1", "", false, "100.64.0.1", "100.64.0.1"),
                new Case("public refused", "0.0.0.0:1", "", false, "198.51.100.1", "No private IP address found"),
                new Case("public allowed", "0.0.0.0:1", "", true, "127.0.0.1 198.51.100.1", "198.51.100.1"),
                new Case("private before public", "0.0.0.0:1", "", true, "198.51.100.1 10.0.0.1", "10.0.0.1"),
                new Case("none", "0.0.0.0:1", "", true, "127.0.0.1 169.254.1.1", "No private IP address found"),
                new Case("no name", "0.0.0.0:1", "nosuch.invalid:1", false, "10.0.0.1", "Failed to parse advertise"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void address_bySettingsAndMachine_isTold(Case it) throws Exception {
        var setup = TestNode.Setup.of().settings();
        var settings = new HazelcastSettings(
                HostPort.parse(it.listen()),
                it.advertise().isEmpty()
                        ? java.util.Optional.empty()
                        : java.util.Optional.of(HostPort.parse(it.advertise())),
                it.allowsPublic(),
                List.of(),
                "",
                java.util.Optional.empty(),
                setup.resolveTimeout(),
                setup.reconnectInterval(),
                setup.reconnectTimeout(),
                setup.tcpTimeout(),
                setup.probeInterval(),
                setup.probeTimeout());
        if (it.expected().contains(" ")) {
            assertThatThrownBy(() -> AdvertisedAddress.choose(settings, addresses(it.own())))
                    .isInstanceOf(ClusterStartException.class)
                    .hasMessageContaining(it.expected());
        } else {
            assertThat(AdvertisedAddress.choose(settings, addresses(it.own())))
                    .isEqualTo(InetAddress.getByName(it.expected()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "::1"})
    void address_ofThisMachineAlone_isUnroutable(String address) throws Exception {
        assertThat(AdvertisedAddress.isUnroutable(InetAddress.getByName(address)))
                .isTrue();
        assertThat(AdvertisedAddress.isUnroutable(InetAddress.getByName("10.0.0.1")))
                .isFalse();
    }

    private static List<InetAddress> addresses(String texts) {
        return Arrays.stream(texts.split(" "))
                .map(text -> {
                    try {
                        return InetAddress.getByName(text);
                    } catch (UnknownHostException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
