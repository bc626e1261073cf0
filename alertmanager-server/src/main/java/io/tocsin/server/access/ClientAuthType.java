package io.tocsin.server.access;

import io.netty.handler.ssl.ClientAuth;
import java.util.Arrays;
import java.util.Optional;

/** Whether clients are asked for a certificate, under the names that the web configuration has for it. */
enum ClientAuthType {
    NO_CLIENT_CERT("NoClientCert", ClientAuth.NONE, false),
    REQUEST_CLIENT_CERT("RequestClientCert", ClientAuth.OPTIONAL, false),
    REQUIRE_ANY_CLIENT_CERT("RequireAnyClientCert", ClientAuth.REQUIRE, false),
    VERIFY_CLIENT_CERT_IF_GIVEN("VerifyClientCertIfGiven", ClientAuth.OPTIONAL, true),
    REQUIRE_AND_VERIFY_CLIENT_CERT("RequireAndVerifyClientCert", ClientAuth.REQUIRE, true);

    /** How the name of {@link #REQUIRE_ANY_CLIENT_CERT} was written once. */
    private static final String FORMER_NAME = "RequireClientCert";

    private final String key;
    private final ClientAuth demand;
    private final boolean isVerifying;

    ClientAuthType(String key, ClientAuth demand, boolean isVerifying) {
        this.key = key;
        this.demand = demand;
        this.isVerifying = isVerifying;
    }

    static Optional<ClientAuthType> of(String text) {
        if (text.equals(FORMER_NAME)) {
            return Optional.of(REQUIRE_ANY_CLIENT_CERT);
        }
        return Arrays.stream(values()).filter(each -> each.key.equals(text)).findFirst();
    }

    String key() {
        return key;
    }

    /** What the handshake asks for. */
    ClientAuth demand() {
        return demand;
    }

    /** Whether a certificate must come from an authority that is trusted: only then does it prove who the client is. */
    boolean isVerifying() {
        return isVerifying;
    }
}
