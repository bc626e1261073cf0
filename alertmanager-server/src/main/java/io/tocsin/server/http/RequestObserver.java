package io.tocsin.server.http;

import java.time.Duration;

/** Port: told of requests for the sake of metrics. Called on event loops: must be quick and must not throw. */
public interface RequestObserver {
    /**
     * A request was answered, or its client went away.
     *
     * @param handler the route, from a fixed set of names
     * @param method in lower case; unusual methods are {@code unknown}
     * @param duration from the request's head to the end of the answer
     * @param bodyBytes size of the answer's body
     */
    void answered(String handler, String method, int status, Duration duration, long bodyBytes);

    /** A GET request is being served. */
    void getBegun();

    /** A GET request that {@link #getBegun} announced is over. */
    void getEnded();

    /** A GET request was turned away because too many are being served. */
    void getTurnedAway();

    /** A stream was begun; it is not one of the requests of {@link #getBegun}. */
    void streamBegun();

    /** A stream that {@link #streamBegun} announced is over. */
    void streamEnded();

    /** A stream was turned away because there are too many. */
    void streamTurnedAway(TurnedAway why);

    /** Why a stream was turned away. */
    enum TurnedAway {
        /** All places are taken. */
        LIMIT,
        /** Few are left, and the caller has its share. */
        SHARE
    }

    /** An event was sent in a stream. */
    void eventSent();

    /** Whether there is something to send in streams could not be found out. */
    void lookFailed();

    /** Looks away. */
    RequestObserver NONE = new RequestObserver() {
        @Override
        public void answered(String handler, String method, int status, Duration duration, long bodyBytes) {}

        @Override
        public void getBegun() {}

        @Override
        public void getEnded() {}

        @Override
        public void getTurnedAway() {}

        @Override
        public void streamBegun() {}

        @Override
        public void streamEnded() {}

        @Override
        public void streamTurnedAway(TurnedAway why) {}

        @Override
        public void eventSent() {}

        @Override
        public void lookFailed() {}
    };
}
