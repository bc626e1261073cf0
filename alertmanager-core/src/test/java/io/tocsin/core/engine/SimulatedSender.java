package io.tocsin.core.engine;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.scenario.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Posts alerts as Prometheus does: every minute while they fire, and that they are over until somebody has taken it. Knows
 * what was acknowledged.
 */
final class SimulatedSender {
    private static final Duration LIFETIME = Duration.ofMinutes(4);

    private final VirtualTime time;
    private final Map<Labels, Sent> alerts = new LinkedHashMap<>();

    private record Life(Instant starts, Instant ends, boolean saysItsEnd) {}

    /** What was said of one alert. */
    static final class Sent {
        private final List<Life> lives = new ArrayList<>();
        private @Nullable Life resolveTaken;

        /** Since when it is acknowledged to fire, while nobody has said anything else since. */
        private @Nullable Instant firesSince;

        private Optional<Life> current(Instant now) {
            return lives.stream().filter(life -> !life.starts().isAfter(now)).reduce((earlier, later) -> later);
        }

        /** Whether the router must have known before {@code moment}, and ever since, that it fires. */
        boolean isKnownToFireSince(Instant moment) {
            return firesSince != null && firesSince.isBefore(moment);
        }

        boolean firesAt(Instant now) {
            return current(now).filter(life -> now.isBefore(life.ends())).isPresent();
        }

        /** Whether the router must know that it is over. */
        boolean isKnownToBeOver(Instant now) {
            return resolveTaken != null && resolveTaken.equals(current(now).orElse(null));
        }
    }

    /** @param last all alerts are over by then */
    SimulatedSender(VirtualTime time, Random random, Instant first, Instant last) {
        this.time = time;
        for (int i = 0; i < 24; i++) {
            Labels labels = Labels.of(
                    "alertname", "Alert" + i % 4,
                    "cluster", "c" + i % 3,
                    "severity", i % 2 == 0 ? "page" : "ticket",
                    "role", i % 8 == 0 ? "source" : "target",
                    "instance", "i" + i);
            alerts.put(labels, lives(random, first, last));
        }
    }

    private static Sent lives(Random random, Instant first, Instant last) {
        Sent sent = new Sent();
        Instant starts = first.plusSeconds(random.nextInt(3_600));
        while (starts.isBefore(last)) {
            Instant ends = starts.plusSeconds(30 + random.nextInt(random.nextInt(4) == 0 ? 9_000 : 2_400));
            sent.lives.add(new Life(starts, ends.isBefore(last) ? ends : last, random.nextBoolean()));
            starts = ends.plusSeconds(1 + random.nextInt(3_000));
        }
        return sent;
    }

    Map<Labels, Sent> alerts() {
        return alerts;
    }

    Sent sent(Labels labels) {
        return alerts.getOrDefault(labels, new Sent());
    }

    /** What was acknowledged while nothing could be written may be lost with the process. */
    void nothingIsCertain() {
        alerts.values().forEach(sent -> sent.firesSince = null);
        alerts.values().forEach(sent -> sent.resolveTaken = null);
    }

    void post(Engine engine) {
        List<Runnable> whenTaken = new ArrayList<>();
        engine.post(batch(whenTaken)).thenAccept(outcome -> whenTaken.forEach(Runnable::run));
    }

    /** Posts, and gives up before there is an answer. */
    void postInVain(Engine engine) {
        engine.post(batch(new ArrayList<>()));
    }

    private List<PostedAlert> batch(List<Runnable> whenTaken) {
        Instant now = time.now();
        List<PostedAlert> batch = new ArrayList<>();
        alerts.forEach((labels, sent) -> sent.current(now).ifPresent(life -> {
            if (now.isBefore(life.ends())) {
                batch.add(posted(labels, life, life.saysItsEnd() ? now.plus(LIFETIME) : null));
                whenTaken.add(() -> firingTaken(sent, life));
            } else if (!life.equals(sent.resolveTaken)) {
                sent.firesSince = null;
                batch.add(posted(labels, life, life.ends()));
                whenTaken.add(() -> sent.resolveTaken = life);
            }
        }));
        return batch;
    }

    private void firingTaken(Sent sent, Life life) {
        Instant now = time.now();
        if (sent.firesSince == null && life.equals(sent.current(now).orElse(null)) && sent.firesAt(now)) {
            sent.firesSince = now;
        }
    }

    private static PostedAlert posted(Labels labels, Life life, @Nullable Instant end) {
        return new PostedAlert(
                labels, Labels.EMPTY, Timestamp.of(life.starts()), end == null ? null : Timestamp.of(end), "");
    }
}
