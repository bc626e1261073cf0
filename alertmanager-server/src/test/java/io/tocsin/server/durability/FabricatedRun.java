package io.tocsin.server.durability;

import io.tocsin.server.durability.AlertBook.Change;
import io.tocsin.server.durability.Lives.Ending;
import io.tocsin.server.durability.NotificationBook.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Tells the books a story, with seconds as times. */
final class FabricatedRun {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    final Lives lives = new Lives();
    final Violations violations = new Violations(() -> "seed 7, kill 1", told -> {});
    final AlertBook alerts = new AlertBook(lives);
    final SilenceBook silences = new SilenceBook(lives, violations);
    final NotificationBook notifications =
            new NotificationBook(alerts, silences, lives, violations, (arrival, last, answeredAt) -> false);
    private int version;

    FabricatedRun() {
        lives.begin(at(0));
        alerts.add(new AlertSpec(Map.of(AlertBook.NAME, "a", "mute", "m"), List.of("/hook"), AlertSpec.End.FAR));
        alerts.add(new AlertSpec(
                Map.of(AlertBook.NAME, "b", "role", "target", "zone", "z"), List.of("/hook"), AlertSpec.End.FAR));
        alerts.add(new AlertSpec(
                Map.of(AlertBook.NAME, "source-z", "role", "source", "zone", "z"), List.of(), AlertSpec.End.FAR));
    }

    static Instant at(double seconds) {
        return START.plus(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    /** A post that is acknowledged a tenth of a second later. */
    void posts(String name, boolean fires, double sentAt, double endsAt) {
        sends(name, fires, sentAt, endsAt);
        alerts.acked(name, version, at(sentAt + 0.1));
    }

    void fires(String name, double sentAt) {
        posts(name, true, sentAt, 10_000);
    }

    void resolves(String name, double sentAt) {
        posts(name, false, sentAt, sentAt);
    }

    /** A post that is never answered. */
    void sends(String name, boolean fires, double sentAt, double endsAt) {
        version++;
        alerts.sent(name, new Change(version, fires, at(sentAt), at(endsAt), true, at(sentAt), null));
    }

    /** The server ends at one moment, and starts at another one. */
    void restarts(Ending ending, double deadAt, double spawnedAt) {
        lives.ending(ending, at(deadAt));
        lives.dead(at(deadAt));
        lives.begin(at(spawnedAt));
    }

    Arrival notifies(int life, double at, List<String> firing, List<String> resolved) {
        Arrival arrival = new Arrival(
                life,
                "",
                "/hook",
                "{}:{}",
                new TreeSet<>(firing),
                new TreeSet<>(resolved),
                firing + " " + resolved,
                at(at));
        notifications.arrived(arrival);
        return arrival;
    }

    /** A notification that is answered 200 at once. */
    void tells(int life, double at, List<String> firing, List<String> resolved) {
        notifications.answered(notifies(life, at, firing, resolved), at(at));
    }

    /** A silence of the label value "m" that is acknowledged a tenth of a second later. */
    SilenceTrack silences(String token, double from, double to) {
        SilenceTrack track = silences.creating(token, "m", at(from), at(to), null, at(from));
        silences.created(track, "id of " + token, at(from + 0.1));
        return track;
    }
}
