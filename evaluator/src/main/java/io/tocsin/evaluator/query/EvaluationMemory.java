package io.tocsin.evaluator.query;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.memory.ByteBudget;
import io.tocsin.evaluator.query.QueryException.Reason;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that everything which is evaluated at a time takes together: queries of clients, and rules. Thread-safe.
 *
 * <p>Each evaluation has a small part for itself, so that large ones never keep small ones from their answers. What it
 * holds beyond that comes from what is there for all, slice by slice as it goes, so that one which is alone may have most
 * of it. Rules take from a part of their own first: whatever clients ask, rules are evaluated.
 */
public final class EvaluationMemory {
    /** What counters that all share are asked for at a time: a few of them for a thousand series. */
    private static final long SLICE_BYTES = 1 << 18;

    private static final int EIGHTHS = 8;

    /** Of everything, what the small parts of all evaluations take together. */
    private static final int EIGHTHS_OF_SMALL = 1;

    /** What only rules may take. */
    private static final int EIGHTHS_OF_RULES = 2;

    private final long totalBytes;
    private final long smallBytes;
    private final ByteBudget forRules;
    private final ByteBudget forAll;
    private final Users queries;
    private final Users rules;

    /** Who evaluates. */
    public enum User {
        QUERY,
        RULE
    }

    /** Those of one kind. */
    private record Users(ByteBudget small, AtomicLong taken) {}

    /**
     * @param totalBytes {@code >= 0}
     * @param queriesMax evaluations for clients at a time, {@code > 0}
     * @param rulesMax evaluations of rules at a time, {@code > 0}
     */
    public EvaluationMemory(long totalBytes, int queriesMax, int rulesMax) {
        if (totalBytes < 0 || queriesMax <= 0 || rulesMax <= 0) {
            throw new IllegalArgumentException("evaluations: " + totalBytes + " bytes for " + queriesMax
                    + " queries and " + rulesMax + " rules (expected: >= 0, > 0, > 0)");
        }
        this.totalBytes = totalBytes;
        long eighth = totalBytes / EIGHTHS;
        this.smallBytes = eighth * EIGHTHS_OF_SMALL / (queriesMax + rulesMax);
        this.forRules = new ByteBudget(eighth * EIGHTHS_OF_RULES);
        this.forAll = new ByteBudget(eighth * (EIGHTHS - EIGHTHS_OF_SMALL - EIGHTHS_OF_RULES));
        this.queries = new Users(new ByteBudget(smallBytes * queriesMax), new AtomicLong());
        this.rules = new Users(new ByteBudget(smallBytes * rulesMax), new AtomicLong());
    }

    /** For an evaluation that nothing else is beside, and nothing but its own limits bounds. */
    static Share unbounded() {
        return new EvaluationMemory(Long.MAX_VALUE, 1, 1).share(User.QUERY);
    }

    /** Of one evaluation that begins. Whoever asks closes it in the end, when nothing is left of what was evaluated. */
    public Share share(User user) {
        return new Share(user == User.QUERY ? queries : rules, user == User.RULE);
    }

    /** The most that one evaluation may have. */
    public long shareMaxBytes() {
        return smallBytes + forAll.totalBytes();
    }

    public long totalBytes() {
        return totalBytes;
    }

    public long takenBytes(User user) {
        return (user == User.QUERY ? queries : rules).taken().get();
    }

    private long takenBytes() {
        return takenBytes(User.QUERY) + takenBytes(User.RULE);
    }

    /** What one evaluation has taken: one expression, or several one after the other. Used by one thread at a time. */
    public final class Share implements AutoCloseable {
        private final Users users;
        private final boolean isOfRule;
        private long small;
        private long ofRules;
        private long ofAll;
        private long kept;
        private boolean wasRefused;
        private boolean isClosed;

        private Share(Users users, boolean isOfRule) {
            this.users = requireNonNull(users, "users");
            this.isOfRule = isOfRule;
            // Else it has to do with what is there for all: more begin than was said, while results are handed on.
            small = users.small().reserve(smallBytes) ? smallBytes : 0;
            users.taken().addAndGet(small);
        }

        private long taken() {
            return small + ofRules + ofAll;
        }

        /** What an expression may hold now without asking for more. */
        long sureBytes() {
            return taken() - kept;
        }

        /** The most bytes of one thing: a heap that has room for much may have none for one that is large. */
        long arrayMaxBytes() {
            return totalBytes / EIGHTHS;
        }

        /**
         * An expression is to hold so many bytes altogether.
         *
         * @throws QueryException if that is more than one evaluation may have, or others have what is missing
         */
        void hold(long bytes) throws QueryException {
            long missing = kept + bytes - taken();
            if (missing <= 0) {
                return;
            }
            long mostMissing = shareMaxBytes() - taken();
            if (isClosed || missing > mostMissing) {
                throw new QueryException(Reason.EXECUTION, QueryException.TOO_MANY_SAMPLES);
            }
            if (!take(Math.min(mostMissing, Math.max(missing, SLICE_BYTES))) && !take(missing)) {
                wasRefused = true;
                throw new QueryException(
                        Reason.UNAVAILABLE,
                        "no memory for " + (kept + bytes) + " bytes of samples now: evaluations under way hold "
                                + takenBytes() + " of " + totalBytes + " bytes; try again later");
            }
        }

        /**
         * So many bytes more stay until the share is closed, such as of a result beside which other expressions are
         * evaluated.
         *
         * @throws QueryException as {@link #hold}
         */
        public void keep(long bytes) throws QueryException {
            hold(bytes);
            kept += bytes;
        }

        private boolean take(long bytes) {
            long fromRules = isOfRule && forRules.reserve(bytes) ? bytes : 0;
            if (fromRules == 0 && !forAll.reserve(bytes)) {
                return false;
            }
            ofRules += fromRules;
            ofAll += bytes - fromRules;
            users.taken().addAndGet(bytes);
            return true;
        }

        /** Whether something has failed for want of memory that others have. */
        public boolean wasRefused() {
            return wasRefused;
        }

        /** Gives back all of it. Harmless when repeated. */
        @Override
        public void close() {
            if (!isClosed) {
                isClosed = true;
                users.small().release(small);
                forRules.release(ofRules);
                forAll.release(ofAll);
                users.taken().addAndGet(-taken());
            }
        }
    }
}
