package io.tocsin.server.access;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passwords that wait to be computed. Each lane has one turn after the other; when too many wait, a lane that has fewer
 * than the longest takes the place of what came last there. So whoever guesses fills a lane, and stops nobody in another.
 *
 * <p>Deviation D-170. Thread-safe.
 */
final class PasswordQueue {
    static final int WAITING_MAX = 256;

    private final Executor executor;

    /** In the order of their turns; none is empty. Guarded by this, as {@link #waiting}: event loops share them. */
    private final Map<Lane, Deque<Check>> lanes = new LinkedHashMap<>();

    private int waiting;

    /**
     * Who waits together.
     *
     * @param source where the request comes from, see {@link io.tocsin.server.http.RequestSource}
     * @param user empty for all names that are not there
     */
    record Lane(String source, String user) {
        Lane {
            requireNonNull(source, "source");
            requireNonNull(user, "user");
        }
    }

    private record Check(BooleanSupplier computation, Promise<Boolean> verdict) {}

    /** @param executor runs one task at a time, and takes all that it is given */
    PasswordQueue(Executor executor) {
        this.executor = requireNonNull(executor, "executor");
    }

    /** @return fails with {@link RejectedExecutionException} when too many wait, which may turn out later */
    Future<Boolean> submit(Lane lane, BooleanSupplier computation) {
        Check check = new Check(computation, Promise.promise());
        Check displaced = enter(lane, check);
        if (displaced != null) {
            displaced.verdict.fail(new RejectedExecutionException(WAITING_MAX + " passwords wait"));
        }
        return check.verdict.future();
    }

    /** @return the check that is not computed now, if one must go */
    private synchronized @Nullable Check enter(Lane lane, Check check) {
        if (waiting == WAITING_MAX) {
            Map.Entry<Lane, Deque<Check>> longest = lanes.entrySet().stream()
                    .max(Comparator.comparingInt(each -> each.getValue().size()))
                    .orElseThrow();
            Deque<Check> own = lanes.get(lane);
            if (longest.getValue().size() <= (own == null ? 0 : own.size()) + 1) {
                return check;
            }
            add(lane, check);
            return longest.getValue().removeLast();
        }
        add(lane, check);
        waiting++;
        executor.execute(this::computeNext);
        return null;
    }

    private void add(Lane lane, Check check) {
        lanes.computeIfAbsent(lane, first -> new ArrayDeque<>()).add(check);
    }

    private void computeNext() {
        Check check = next();
        try {
            check.verdict.complete(check.computation.getAsBoolean());
        } catch (RuntimeException | Error e) {
            check.verdict.fail(e);
        }
    }

    private synchronized Check next() {
        Lane lane = lanes.keySet().iterator().next();
        Deque<Check> checks = requireNonNull(lanes.remove(lane));
        Check first = checks.remove();
        if (!checks.isEmpty()) {
            lanes.put(lane, checks);
        }
        waiting--;
        return first;
    }
}
