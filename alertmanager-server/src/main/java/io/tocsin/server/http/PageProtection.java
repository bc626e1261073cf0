package io.tocsin.server.http;

import io.vertx.core.MultiMap;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Headers with which browsers keep other people's scripts, styles and frames out of the page. What the operator's web
 * configuration has set stays as it is. Thread-safe.
 */
final class PageProtection {
    private static final int NONCE_BYTES = 16;
    /** Whatever the page does not need; only names that browsers know, as they complain about others. */
    private static final String PERMISSIONS = "accelerometer=(), autoplay=(), camera=(), display-capture=(),"
            + " geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private final SecureRandom random;

    PageProtection(SecureRandom random) {
        this.random = random;
    }

    /** A number used once, with which the page's own inline scripts and styles prove that they are; base64. */
    String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    void protect(Exchange exchange, String nonce) {
        MultiMap configured = exchange.response().headers();
        String frames =
                Optional.ofNullable(configured.get(HeaderName.X_FRAME_OPTIONS)).orElse("deny");
        exchange.setHeaderIfAbsent(HeaderName.CONTENT_SECURITY_POLICY, policy(nonce, frames));
        exchange.setHeaderIfAbsent(HeaderName.X_FRAME_OPTIONS, frames);
        exchange.setHeaderIfAbsent(HeaderName.X_CONTENT_TYPE_OPTIONS, "nosniff");
        exchange.setHeaderIfAbsent(HeaderName.REFERRER_POLICY, "same-origin");
        exchange.setHeaderIfAbsent(HeaderName.PERMISSIONS_POLICY, PERMISSIONS);
        exchange.setHeaderIfAbsent(HeaderName.OPENER_POLICY, "same-origin");
    }

    private static String policy(String nonce, String frames) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self' 'nonce-" + nonce + "'",
                "style-src 'self' 'nonce-" + nonce + "'",
                "img-src 'self' data:",
                "font-src 'self'",
                "connect-src 'self'",
                "manifest-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                // No text becomes markup, but for what the page's one policy lets pass: see its trustedText.ts.
                "require-trusted-types-for 'script'",
                "trusted-types default",
                // Browsers that know this directive no longer look at X-Frame-Options, which an operator may have set.
                "frame-ancestors " + (frames.equals("sameorigin") ? "'self'" : "'none'"));
    }
}
