package io.tocsin.server.access;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Checks the passwords of some users, one at a time and on a thread of its own.
 *
 * <p>For a name that is not there, a hash of the same cost as a real one is computed, so that the time tells nothing.
 *
 * <p>Thread-safe.
 *
 * @see "Upstream: exporter-toolkit web/handler.go ServeHTTP"
 */
final class Passwords {
    private final Map<String, PasswordHash> users;
    private final List<PasswordHash> hashes;
    private final PasswordQueue queue;
    private final Verdicts verdicts;

    /**
     * @param users hashes by name; at least one
     * @param verdicts what is known already, of other users too
     */
    Passwords(Map<String, PasswordHash> users, PasswordQueue queue, Verdicts verdicts) {
        this.users = Map.copyOf(users);
        this.hashes = List.copyOf(users.values());
        this.queue = requireNonNull(queue, "queue");
        this.verdicts = requireNonNull(verdicts, "verdicts");
    }

    /**
     * Whether the password is that of the user.
     *
     * @param source where the request comes from
     * @return complete already for what was asked before; fails with {@link RejectedExecutionException} when too many
     *     checks wait
     */
    Future<Boolean> check(String source, String name, byte[] password) {
        PasswordHash known = users.get(name);
        PasswordHash hash = known == null ? decoy(name) : known;
        ByteBuffer key = verdicts.key(name, hash, password);
        Optional<Boolean> remembered = verdicts.of(key);
        if (remembered.isPresent()) {
            return Future.succeededFuture(remembered.get());
        }
        PasswordQueue.Lane lane = new PasswordQueue.Lane(source, known == null ? "" : name);
        return queue.submit(lane, () -> compute(hash, password, key));
    }

    private boolean compute(PasswordHash hash, byte[] password, ByteBuffer key) {
        // Those who came with the same password meanwhile find the verdict of the first.
        return verdicts.of(key).orElseGet(() -> {
            boolean fits = hash.fits(password);
            verdicts.add(key, fits);
            return fits;
        });
    }

    /** Costs may differ from user to user, so a name that is not there always has that of the same one. */
    private PasswordHash decoy(String name) {
        return hashes.get(verdicts.pick(name, hashes.size())).decoy();
    }
}
