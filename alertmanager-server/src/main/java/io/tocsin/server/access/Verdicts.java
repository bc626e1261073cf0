package io.tocsin.server.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers which passwords fit. What is remembered is found by a keyed digest of name, hash and password, each with its
 * length before it, so that no others can pass for them, and nothing holds for a user whose hash has changed.
 *
 * <p>Thread-safe.
 *
 * @see "Upstream: exporter-toolkit web/cache.go; CVE-2022-46146"
 */
final class Verdicts {
    private static final int REMEMBERED_MAX = 100;
    private static final int DIGEST_KEY_BYTES = 32;
    private static final String DIGEST = "HmacSHA256";

    private final SecretKeySpec digestKey;
    private final RecentVerdicts accepted = new RecentVerdicts(REMEMBERED_MAX);
    /** Apart from the accepted ones: whoever guesses pushes nobody out. */
    private final RecentVerdicts rejected = new RecentVerdicts(REMEMBERED_MAX);

    Verdicts() {
        byte[] key = new byte[DIGEST_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        this.digestKey = new SecretKeySpec(key, DIGEST);
    }

    ByteBuffer key(String name, PasswordHash hash, byte[] password) {
        return digest(utf8(name), utf8(hash.text()), password);
    }

    Optional<Boolean> of(ByteBuffer key) {
        if (accepted.contains(key)) {
            return Optional.of(true);
        }
        return rejected.contains(key) ? Optional.of(false) : Optional.empty();
    }

    void add(ByteBuffer key, boolean fits) {
        (fits ? accepted : rejected).add(key);
    }

    /** A number below {@code count} that nobody can foretell, and that is the same each time. */
    int pick(String name, int count) {
        return Math.floorMod(digest(utf8(name)).getInt(0), count);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ByteBuffer digest(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(digestKey);
            for (byte[] part : parts) {
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
                mac.update(part);
            }
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + DIGEST, e);
        }
    }
}
