package io.tocsin.notifiers.turns;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Queues of those who wait for something of which there is not enough. They are served in turn: one of each queue that may
 * have more, until none may.
 *
 * <p>Not thread-safe: guarded by the lock of what is divided.
 *
 * @param <T> what waits; equal to itself alone
 */
public final class TurnQueues<T> {
    /** Those in which something waits, in the order in which they have their turns. */
    private final ArrayDeque<Queue> inTurn = new ArrayDeque<>();

    private int waiting;

    /**
     * A further queue.
     *
     * @param mayHaveMore whether one of it may be served now
     * @param serve takes what it is given for what is there; asked for nothing while it does
     */
    public Queue queue(BooleanSupplier mayHaveMore, Consumer<T> serve) {
        return new Queue(requireNonNull(mayHaveMore, "mayHaveMore"), requireNonNull(serve, "serve"));
    }

    /** How many wait, in all queues together. */
    public int waiting() {
        return waiting;
    }

    /**
     * Serves one per turn of each queue that may have more, until none may.
     *
     * @return those that were served, in that order; they do not wait any more
     */
    public List<T> serve() {
        List<T> served = new ArrayList<>(1);
        int passed = 0;
        while (passed < inTurn.size()) {
            Queue next = inTurn.remove();
            if (next.mayHaveMore.getAsBoolean()) {
                served.add(next.serveFirst());
                passed = 0;
            } else {
                passed++;
            }
            if (!next.isEmpty()) {
                inTurn.add(next);
            }
        }
        return served;
    }

    /** What one of those waits for who share, in the order in which it came. */
    public final class Queue {
        private final Set<T> places = new LinkedHashSet<>();
        private final BooleanSupplier mayHaveMore;
        private final Consumer<T> serve;

        private Queue(BooleanSupplier mayHaveMore, Consumer<T> serve) {
            this.mayHaveMore = mayHaveMore;
            this.serve = serve;
        }

        public boolean isEmpty() {
            return places.isEmpty();
        }

        public int size() {
            return places.size();
        }

        /** Behind all that wait here; a queue that was empty has its turn after all others. */
        public void add(T place) {
            if (places.isEmpty()) {
                inTurn.add(this);
            }
            places.add(place);
            waiting++;
        }

        /** Gives up waiting. */
        public void remove(T place) {
            if (places.remove(place)) {
                waiting--;
                if (places.isEmpty()) {
                    inTurn.remove(this);
                }
            }
        }

        /** Lets all other queues have their turns before this one. */
        public void letOthersFirst() {
            if (inTurn.remove(this)) {
                inTurn.add(this);
            }
        }

        private T serveFirst() {
            Iterator<T> first = places.iterator();
            T place = first.next();
            first.remove();
            waiting--;
            serve.accept(place);
            return place;
        }
    }
}
