package io.tocsin.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.RequestObserver;
import io.tocsin.server.metrics.HttpMetrics;
import io.tocsin.server.metrics.HttpMetrics.StreamRefusal;
import java.time.Duration;

/** Counts requests. Thread-safe. */
final class RequestMetrics implements RequestObserver {
    private static final String API = "/api/";

    private final HttpMetrics metrics;

    RequestMetrics(HttpMetrics metrics) {
        this.metrics = requireNonNull(metrics, "metrics");
    }

    @Override
    public void answered(String handler, String method, int status, Duration duration, long bodyBytes) {
        metrics.answered(handler, method, status, duration);
        if (!handler.startsWith(API)) {
            metrics.responseSize(handler, method, bodyBytes);
        }
    }

    @Override
    public void getBegun() {
        metrics.getStarted();
    }

    @Override
    public void getEnded() {
        metrics.getFinished();
    }

    @Override
    public void getTurnedAway() {
        metrics.getRefused();
    }

    @Override
    public void streamBegun() {
        metrics.streamStarted();
    }

    @Override
    public void streamEnded() {
        metrics.streamFinished();
    }

    @Override
    public void streamTurnedAway(TurnedAway why) {
        metrics.streamRefused(
                switch (why) {
                    case LIMIT -> StreamRefusal.LIMIT;
                    case SHARE -> StreamRefusal.SHARE;
                });
    }

    @Override
    public void eventSent() {
        metrics.eventSent();
    }

    @Override
    public void lookFailed() {
        metrics.eventLookFailed();
    }
}
