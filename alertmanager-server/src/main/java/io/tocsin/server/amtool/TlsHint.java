package io.tocsin.server.amtool;

import io.tocsin.notifiers.http.TransportFailure;

/** What to do about a connection with TLS that cannot be made. */
final class TlsHint {
    private static final String AUTHORITY =
            "the file of --http.config.file can name an authority to trust: tls_config: {ca_file: ca.pem}.";
    private static final String NO_TLS = "the server seems to speak without TLS: try http:// in place of https://.";
    private static final String CERTIFICATE =
            "the server may want a certificate, which the file of --http.config.file can"
                    + " name: tls_config: {cert_file: client.pem, key_file: client.key}.";

    private TlsHint() {}

    /** @param why words of {@link TransportFailure}, perhaps with others before them */
    static String of(String why) {
        if (why.endsWith(TransportFailure.NO_TLS) || why.endsWith("server gave HTTP response to HTTPS client")) {
            return NO_TLS;
        }
        boolean isRefused = why.endsWith(TransportFailure.CLOSED)
                || why.contains("remote error: tls: ") && (why.contains("certificate") || why.contains("handshake"));
        return isRefused ? CERTIFICATE : AUTHORITY;
    }
}
