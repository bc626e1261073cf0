package io.tocsin.server.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Name and password as a request carries them.
 *
 * @see "Go: net/http Request.BasicAuth"
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, nor printed.
record BasicCredentials(String name, byte[] password) {
    private static final String SCHEME = "Basic ";

    /** @param header value of {@code Authorization}; null if there is none */
    static Optional<BasicCredentials> parse(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        for (int i = 0; i < decoded.length; i++) {
            if (decoded[i] == ':') {
                String name = new String(decoded, 0, i, StandardCharsets.UTF_8);
                return Optional.of(new BasicCredentials(name, Arrays.copyOfRange(decoded, i + 1, decoded.length)));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "BasicCredentials of " + name;
    }
}
