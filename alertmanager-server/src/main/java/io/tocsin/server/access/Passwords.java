package io.tocsin.server.access;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the passwords of some users, one at a time and on a thread of its own, and remembers verdicts. What is remembered
 * is found by a keyed digest of name and password, each with its length before it, so that no other two can pass for them.
 *
 * <p>For a name that is not there, a hash of the same cost as a real one is computed, so that the time tells nothing.
 *
 * <p>Thread-safe.
 *
 * @see "Upstream: exporter-toolkit web/handler.go ServeHTTP, web/cache.go; CVE-2022-46146"
 */
final class Passwords {
    private static final int REMEMBERED_MAX = 100;
    private static final int DIGEST_KEY_BYTES = 32;
    private static final String DIGEST = "HmacSHA256";

    private final Map<String, PasswordHash> users;
    private final List<PasswordHash> hashes;
    private final Executor executor;
    private final SecretKeySpec digestKey;
    private final RecentVerdicts accepted = new RecentVerdicts(REMEMBERED_MAX);
    /** Apart from the accepted ones: whoever guesses pushes nobody out. */
    private final RecentVerdicts rejected = new RecentVerdicts(REMEMBERED_MAX);

    /**
     * @param users hashes by name; at least one
     * @param executor runs one task at a time; refuses with {@link RejectedExecutionException} when too many wait
     */
    Passwords(Map<String, PasswordHash> users, Executor executor) {
        this.users = Map.copyOf(users);
        this.hashes = List.copyOf(users.values());
        this.executor = executor;
        byte[] key = new byte[DIGEST_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        this.digestKey = new SecretKeySpec(key, DIGEST);
    }

    /**
     * Whether the password is that of the user.
     *
     * @return complete already for what was asked before; fails with {@link RejectedExecutionException} when too many
     *     checks wait
     */
    Future<Boolean> check(String name, byte[] password) {
        ByteBuffer key = digest(name.getBytes(StandardCharsets.UTF_8), password);
        if (accepted.contains(key)) {
            return Future.succeededFuture(true);
        }
        if (rejected.contains(key)) {
            return Future.succeededFuture(false);
        }
        PasswordHash known = users.get(name);
        PasswordHash hash = known == null ? decoy(name) : known;
        Promise<Boolean> verdict = Promise.promise();
        try {
            executor.execute(() -> verdict.complete(compute(hash, password, key)));
        } catch (RejectedExecutionException e) {
            verdict.fail(e);
        }
        return verdict.future();
    }

    private boolean compute(PasswordHash hash, byte[] password, ByteBuffer key) {
        // Those who came with the same password meanwhile find the verdict of the first.
        if (accepted.contains(key)) {
            return true;
        }
        boolean fits = !rejected.contains(key) && hash.fits(password);
        (fits ? accepted : rejected).add(key);
        return fits;
    }

    /** Costs may differ from user to user, so a name that is not there always has that of the same one. */
    private PasswordHash decoy(String name) {
        int pick = digest(name.getBytes(StandardCharsets.UTF_8)).getInt(0);
        return hashes.get(Math.floorMod(pick, hashes.size())).decoy();
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
