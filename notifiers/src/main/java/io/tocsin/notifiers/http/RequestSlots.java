package io.tocsin.notifiers.http;

import io.tocsin.notifiers.turns.TurnQueues;
import java.util.List;

/**
 * Divides the requests that may be under way at once, and so the connections, among the integrations that send.
 *
 * <p>An integration may have as many under way as are still free: alone it gets half of all, and the more of them hang,
 * the less each may hold. A few it may have whatever the others hold, so that receivers that answer never wait for
 * receivers that do not. All together so have at most the slots plus these few per integration. What finds no slot waits
 * in its integration's queue; integrations that wait take turns.
 *
 * <p>Thread-safe. Calls back without holding its lock.
 */
public final class RequestSlots {
    /**
     * Requests under way in the whole process, but for {@link #ENSURED_MAX}; a single integration gets half. Deviation
     * D-012: the original has no limit.
     */
    static final int UNDER_WAY_MAX = 2_048;

    /** Requests that an integration may have under way even if no slot is free. */
    static final int ENSURED_MAX = 4;

    /** A connection without an answer takes 12 KB, more with TLS, and most of the heap is for other things. */
    private static final long HEAP_BYTES_PER_REQUEST = 128 * 1024;

    /** Requests of one integration that wait. They hold no rendered message, and there is at most one per group. */
    public static final int WAITING_MAX = 65_536;

    private final int underWayMax;
    private final int ensuredMax;
    private final int waitingMax;

    // All state is guarded by this: slots are taken and given back on the event loops of all clients.
    // Below zero while integrations have begun what they are ensured of.
    private int free;
    private long refused;
    private final TurnQueues<Place> queues = new TurnQueues<>();

    /** As many as a process with so much heap can bear, at most {@link #UNDER_WAY_MAX}. */
    static RequestSlots ofHeap(long heapMaxBytes) {
        return of((int) Math.min(UNDER_WAY_MAX, heapMaxBytes / HEAP_BYTES_PER_REQUEST));
    }

    /** So many, and what each who sends is ensured of besides. */
    public static RequestSlots of(int underWayMax) {
        return new RequestSlots(underWayMax, ENSURED_MAX, WAITING_MAX);
    }

    RequestSlots(int underWayMax, int ensuredMax, int waitingMax) {
        this.underWayMax = underWayMax;
        this.ensuredMax = ensuredMax;
        this.waitingMax = waitingMax;
        this.free = underWayMax;
    }

    /** What one integration holds and waits for. */
    public Share share() {
        return new Share();
    }

    /** The state of now. */
    public synchronized RequestLoad load() {
        return new RequestLoad(underWayMax - free, queues.waiting(), refused);
    }

    /** One integration's part. */
    public final class Share {
        private final TurnQueues<Place>.Queue queue = queues.queue(this::mayHoldMore, this::take);
        private int held;

        /**
         * Asks for a slot.
         *
         * @param whenGranted called once when it is there, on any thread and perhaps before this returns; never if the
         *     place is refused or left before
         */
        public Place enter(Runnable whenGranted) {
            Place place = new Place(this, whenGranted);
            boolean isGranted = false;
            synchronized (RequestSlots.this) {
                if (queue.isEmpty() && mayHoldMore()) {
                    take(place);
                    isGranted = true;
                } else if (queue.size() < waitingMax) {
                    queue.add(place);
                } else {
                    refused++;
                    place.state = State.REFUSED;
                }
            }
            if (isGranted) {
                whenGranted.run();
            }
            return place;
        }

        /** How many requests wait here. */
        public int waiting() {
            synchronized (RequestSlots.this) {
                return queue.size();
            }
        }

        /** How many are under way. */
        public int underWay() {
            synchronized (RequestSlots.this) {
                return held;
            }
        }

        private boolean mayHoldMore() {
            return held < ensuredMax || held < free;
        }

        private void take(Place place) {
            held++;
            free--;
            place.state = State.UNDER_WAY;
        }
    }

    private enum State {
        WAITING,
        UNDER_WAY,
        REFUSED,
        LEFT
    }

    /** One request's place: in the queue, then under way. */
    public final class Place {
        private final Share share;
        private final Runnable whenGranted;
        private State state = State.WAITING;

        private Place(Share share, Runnable whenGranted) {
            this.share = share;
            this.whenGranted = whenGranted;
        }

        /** Whether too many were waiting already. */
        public boolean isRefused() {
            synchronized (RequestSlots.this) {
                return state == State.REFUSED;
            }
        }

        /** Gives the slot to the next one, or gives up waiting for it. Harmless when repeated. */
        public void leave() {
            List<Place> granted = List.of();
            synchronized (RequestSlots.this) {
                if (state == State.WAITING) {
                    share.queue.remove(this);
                } else if (state == State.UNDER_WAY) {
                    share.held--;
                    free++;
                    granted = queues.serve();
                }
                state = State.LEFT;
            }
            granted.forEach(place -> place.whenGranted.run());
        }
    }
}
