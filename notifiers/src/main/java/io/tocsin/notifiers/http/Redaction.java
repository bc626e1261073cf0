package io.tocsin.notifiers.http;

import io.tocsin.core.config.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Makes a server's words fit for messages: bounded, and without what the call must not disclose. Servers repeat the
 * path they do not know and the token they refuse (deviation D-011).
 *
 * <p>Owned by one exchange, or one attempt to send.
 */
public final class Redaction {
    /** Bytes of a body that a message shows. */
    static final int EXCERPT_MAX_BYTES = 1024;

    /** Shorter pieces of a URL, such as {@code api}, say nothing and occur in every text. */
    private static final int PIECE_MIN_LENGTH = 6;

    private final Set<String> secrets = new LinkedHashSet<>();

    /** Leaves out {@code secret} from now on. */
    public void hide(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
        }
    }

    /** Hides an {@code Authorization} header, the credentials in it and, for basic authentication, the password. */
    void hideAuthorization(String header) {
        hide(header);
        String credentials = header.substring(header.indexOf(' ') + 1);
        hide(credentials);
        if (header.startsWith("Basic ")) {
            hideEncodedPassword(credentials);
        }
    }

    private void hideEncodedPassword(String credentials) {
        try {
            String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            hide(decoded.substring(decoded.indexOf(':') + 1));
        } catch (IllegalArgumentException ignored) {
            // A token of the type Basic is not encoded: it is hidden as it stands.
        }
    }

    /** Hides the URL, its path and the longer pieces of it, also as they read when decoded. */
    void hide(TargetUrl url) {
        hide(url.absolute());
        for (String piece : url.requestUri().split("[/?&=]")) {
            hidePiece(piece);
        }
        hidePiece(url.requestUri());
        String authorization = url.basicAuthorization();
        if (authorization != null) {
            hideAuthorization(authorization);
        }
    }

    /** The beginning of what a server said. */
    public String excerpt(String body) {
        // Secrets are looked for before the cut, so that none loses its end and escapes.
        String text = replaceSecrets(body);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= EXCERPT_MAX_BYTES) {
            return text;
        }
        int end = EXCERPT_MAX_BYTES;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + "…";
    }

    private void hidePiece(String piece) {
        if (piece.length() < PIECE_MIN_LENGTH) {
            return;
        }
        hide(piece);
        try {
            hide(URLDecoder.decode(piece, StandardCharsets.UTF_8).strip());
        } catch (IllegalArgumentException ignored) {
            // Not an encoded piece: it is hidden as it stands.
        }
    }

    private String replaceSecrets(String text) {
        String clean = text;
        // The longest first: a piece of a secret must not break up the whole.
        for (String secret : secrets.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            clean = clean.replace(secret, Secret.MASK);
        }
        return clean;
    }
}
