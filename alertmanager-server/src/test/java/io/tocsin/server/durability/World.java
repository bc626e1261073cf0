package io.tocsin.server.durability;

import io.tocsin.server.durability.NotificationBook.RepeatExcuse;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** What the parties of a run share. */
public record World(
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
        return of(lives, violations, (arrival, last, answeredAt) -> false);
    }

    /** @param excuse for repeats that no kill of the one server explains */
    public static World of(Lives lives, Violations violations, RepeatExcuse excuse) {
        AlertBook alerts = new AlertBook(lives);
        SilenceBook silences = new SilenceBook(lives, violations);
        return new World(
                lives,
                violations,
                alerts,
                silences,
                new NotificationBook(alerts, silences, lives, violations, excuse),
                new Moments(),
                new Gate(),
                new Exchanges(lives, violations),
                new AtomicInteger(),
                new AtomicBoolean());
    }

    /** Lets a client do one thing after the other, each while there is a server, until the run is over. */
    void whileItGoesOn(Consumer<InetSocketAddress> step, IntSupplier pauseMillis) {
        try {
            while (!isOver()) {
                InetSocketAddress server = gate.enter();
                try {
                    step.accept(server);
                } finally {
                    gate.leave();
                }
                Thread.sleep(pauseMillis.getAsInt());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isOver() {
        return over.get();
    }
}
