package io.tocsin.server.access;

import java.security.NoSuchAlgorithmException;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** What this Java's TLS can do. */
final class JavaTls {
    private static final Set<String> PROTOCOLS = protocols();

    private JavaTls() {}

    private static Set<String> protocols() {
        try {
            return Set.of(SSLContext.getDefault().getDefaultSSLParameters().getProtocols());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has TLS", e);
        }
    }

    /** @param protocol by Java's name, such as {@code TLSv1.2} */
    static boolean speaks(String protocol) {
        return PROTOCOLS.contains(protocol);
    }
}
