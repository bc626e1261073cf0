package io.tocsin.server.access;

import java.util.List;
import java.util.stream.Stream;

/**
 * The cipher suites that the web configuration may name. Those of TLS 1.3 are always offered: as with the original, the
 * configuration chooses only among those for TLS 1.2 and older.
 *
 * @see "Go: crypto/tls CipherSuites"
 */
final class CipherSuites {
    private static final List<String> TLS_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /** With the signature algorithms of keys of both kinds. In the order in which they are offered. */
    private static final List<String> TLS_1_2 = Stream.of(
                    "AES_128_GCM_SHA256",
                    "AES_256_GCM_SHA384",
                    "CHACHA20_POLY1305_SHA256",
                    "AES_128_CBC_SHA",
                    "AES_256_CBC_SHA")
            .flatMap(cipher -> Stream.of("TLS_ECDHE_ECDSA_WITH_" + cipher, "TLS_ECDHE_RSA_WITH_" + cipher))
            .toList();

    /** HTTP/2 over TLS 1.2 needs one of them. */
    private static final List<String> FOR_HTTP2 =
            List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

    private CipherSuites() {}

    static boolean isKnown(String name) {
        return TLS_1_3.contains(name) || TLS_1_2.contains(name);
    }

    static List<String> known() {
        return Stream.concat(TLS_1_2.stream(), TLS_1_3.stream()).toList();
    }

    static boolean suitHttp2(List<String> chosen) {
        return chosen.stream().anyMatch(FOR_HTTP2::contains);
    }

    /** @param chosen empty for all */
    static List<String> offered(List<String> chosen) {
        Stream<String> older =
                chosen.isEmpty() ? TLS_1_2.stream() : TLS_1_2.stream().filter(chosen::contains);
        return Stream.concat(TLS_1_3.stream(), older).toList();
    }
}
