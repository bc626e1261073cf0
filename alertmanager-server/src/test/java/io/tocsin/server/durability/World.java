package io.tocsin.server.durability;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What the parties of a run share. */
record World(
        Lives lives,
        Violations violations,
        AlertBook alerts,
        SilenceBook silences,
        NotificationBook notifications,
        Moments moments,
        Gate gate,
        Exchanges exchanges,
        AtomicInteger acknowledgedAlerts,
        AtomicBoolean over) {
    static World of(Lives lives, Violations violations) {
        AlertBook alerts = new AlertBook(lives);
        SilenceBook silences = new SilenceBook(lives, violations);
        return new World(
                lives,
                violations,
                alerts,
                silences,
                new NotificationBook(alerts, silences, lives, violations),
                new Moments(),
                new Gate(),
                new Exchanges(lives, violations),
                new AtomicInteger(),
                new AtomicBoolean());
    }

    boolean isOver() {
        return over.get();
    }
}
