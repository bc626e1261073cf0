package io.tocsin.server.access;

import java.util.Arrays;
import java.util.Optional;

/** Groups for the exchange of keys, under the names that the web configuration has for them. */
enum NamedGroup {
    P256("CurveP256", "secp256r1"),
    P384("CurveP384", "secp384r1"),
    P521("CurveP521", "secp521r1"),
    X25519("X25519", "x25519");

    private final String key;
    private final String standardName;

    NamedGroup(String key, String standardName) {
        this.key = key;
        this.standardName = standardName;
    }

    static Optional<NamedGroup> of(String text) {
        return Arrays.stream(values()).filter(each -> each.key.equals(text)).findFirst();
    }

    /** The name that Java has for it. */
    String standardName() {
        return standardName;
    }
}
