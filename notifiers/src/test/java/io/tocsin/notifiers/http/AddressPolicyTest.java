package io.tocsin.notifiers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1",
        "10.0.0.5/8, 10.255.0.1",
        "192.0.2.7/32, 192.0.2.7",
        "0.0.0.0/0, 203.0.113.9",
        "172.16.0.0/12, 172.31.255.255",
        "fd00::/8, fd12:3456::1",
        "fe80::/10, fe80::1",
        "::/0, 2001:db8::1",
        // an IPv4 address in another dress
        "10.0.0.0/8, ::ffff:10.1.2.3",
        "10.0.0.0/8, ::10.1.2.3",
        "10.0.0.0/8, 64:ff9b::10.1.2.3",
        "::ffff:10.0.0.0/104, 10.1.2.3",
        "64:ff9b::/96, 64:ff9b::10.1.2.3",
        // the unspecified addresses connect to the own machine
        "127.0.0.0/8, 0.0.0.0",
        "127.0.0.0/8, ::",
        "::1/128, 0.0.0.0",
        "::1/128, ::",
        "0.0.0.0/32, 0.0.0.0",
    })
    void denies_addressInABlock(String block, String address) {
        assertThat(denying(block).denies(bytes(address))).contains(block);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 11.0.0.1",
        "10.0.0.0/8, ::1",
        "192.0.2.7/32, 192.0.2.8",
        "172.16.0.0/12, 172.32.0.0",
        "0.0.0.0/0, 2001:db8::1",
        "0.0.0.0/8, ::1",
        "::/0, 203.0.113.9",
        "fd00::/8, fc00::1",
        "10.0.0.0/8, 2001:db8::10.1.2.3",
        "127.0.0.0/8, 10.0.0.0",
    })
    void denies_addressOutside_isAllowed(String block, String address) {
        assertThat(denying(block).denies(bytes(address))).isEmpty();
    }

    @Test
    void denying_listsAndRepetitions_areTakenTogether() {
        AddressPolicy policy = AddressPolicy.denying(List.of("10.0.0.0/8, 192.168.0.0/16", "", "fd00::/8,"));

        assertThat(policy.denies(bytes("192.168.1.1"))).contains("192.168.0.0/16");
        assertThat(policy.denies(bytes("fd00::1"))).contains("fd00::/8");
        assertThat(policy.denies(bytes("203.0.113.9"))).isEmpty();
    }

    @Test
    void denying_nothing_isNone() {
        assertThat(AddressPolicy.denying(List.of("", " , "))).isSameAs(AddressPolicy.NONE);
        assertThat(AddressPolicy.NONE.denies(bytes("127.0.0.1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0/8",
                "fd00::/129",
                "localhost/8",
                "10.0.0.0/-1",
                "::ffff:10.0.0.0/95",
                "x"
            })
    void denying_noBlock_isToldSo(String text) {
        assertThatThrownBy(() -> denying(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected blocks such as 10.0.0.0/8 or fd00::/8, got \"" + text + "\"");
    }

    private static AddressPolicy denying(String block) {
        return AddressPolicy.denying(List.of(block));
    }

    /** As a resolver has them; Java itself takes mapped addresses for IPv4 ones. */
    private static byte[] bytes(String address) {
        try {
            return address.startsWith("::ffff:")
                    ? mapped(address)
                    : InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(address, e);
        }
    }

    private static byte[] mapped(String address) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        System.arraycopy(InetAddress.getByName(address).getAddress(), 0, bytes, 12, 4);
        return bytes;
    }
}
