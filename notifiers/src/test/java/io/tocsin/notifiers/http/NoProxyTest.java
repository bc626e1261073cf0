package io.tocsin.notifiers.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NoProxyTest {
    @ParameterizedTest(name = "\"{0}\" covers {1}:{2}: {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                // name with all below it
                "example.com; example.com; 80; true",
                "example.com; www.example.com; 443; true",
                "example.com; badexample.com; 80; false",
                "EXAMPLE.com; www.example.com; 80; true",
                // only those below it
                ".example.com; example.com; 80; false",
                ".example.com; www.example.com; 80; true",
                "*.example.com; www.example.com; 80; true",
                "*.example.com; example.com; 80; false",
                // ports
                "example.com:8080; example.com; 8080; true",
                "example.com:8080; www.example.com; 8080; true",
                "example.com:8080; example.com; 80; false",
                "192.0.2.1:80; 192.0.2.1; 80; true",
                "192.0.2.1:80; 192.0.2.1; 81; false",
                "[2001:db8::1]:80; 2001:db8::1; 80; true",
                "[2001:db8::1]:80; 2001:db8::1; 81; false",
                // addresses and blocks
                "192.0.2.1; 192.0.2.1; 9; true",
                "192.0.2.1; 192.0.2.10; 9; false",
                "192.0.2.0/24; 192.0.2.200; 9; true",
                "192.0.2.0/25; 192.0.2.200; 9; false",
                "10.0.0.0/8; 10.255.0.1; 9; true",
                "0.0.0.0/0; 198.51.100.7; 9; true",
                "2001:db8::/32; 2001:db8:1::5; 9; true",
                "2001:db8::/32; 2001:db9::5; 9; false",
                "2001:db8::1; 2001:db8:0::1; 9; true",
                "192.0.2.1; ::ffff:192.0.2.1; 9; true",
                "192.0.2.0/24; example.com; 9; false",
                // names never cover addresses
                "0.2.1; 192.0.2.1; 9; false",
                // several, with space and empty ones
                "' a.example , ,b.example'; b.example; 80; true",
                "' a.example , ,b.example'; c.example; 80; false",
                // everything
                "*; anything.example; 80; true",
                "'x.example,*'; 203.0.113.5; 80; true",
                // malformed entries cover nothing
                "192.0.2.0/33; 192.0.2.1; 9; false",
                ":80; example.com; 80; false",
                "'.'; example.com; 80; false",
                // always direct
                "x.example; localhost; 80; true",
                "x.example; 127.8.9.1; 80; true",
                "x.example; ::1; 80; true",
                "x.example; ::ffff:127.0.0.1; 80; true",
                "x.example; localhost.example; 80; false",
                // other alphabets
                "bücher.example; xn--bcher-kva.example; 80; true",
            })
    void covers_asGoDoes(String list, String host, int port, boolean covered) {
        assertThat(NoProxy.parse(list).covers(host, port)).isEqualTo(covered);
    }
}
