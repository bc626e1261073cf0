package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.ResolvesWhileMuted;
import java.time.Duration;

/**
 * The engine's timings, as the flags give them.
 *
 * @param retention {@code --data.retention}: how long notification log entries live at most; {@code > 0}
 * @param alertCollectInterval {@code --alerts.gc-interval}: how often resolved alerts are removed; {@code > 0}
 * @param logCollectInterval {@code --data.maintenance-interval}: how often the notification log is swept; {@code > 0}
 * @param startDelay {@code --dispatch.start-delay}: no group is flushed earlier than this after the start; {@code >= 0}
 * @param alertsPerNameMax {@code --alerts.per-alertname-limit}: most alerts of one {@code alertname} that fire at the
 *     same time; zero or less for no limit
 * @param resolvesWhileMuted {@code --notify.resolves-while-muted}
 */
public record EngineSettings(
        Duration retention,
        Duration alertCollectInterval,
        Duration logCollectInterval,
        Duration startDelay,
        int alertsPerNameMax,
        ResolvesWhileMuted resolvesWhileMuted) {

    public static final EngineSettings DEFAULT = new EngineSettings(
            Duration.ofDays(5),
            Duration.ofMinutes(30),
            Duration.ofMinutes(15),
            Duration.ZERO,
            0,
            ResolvesWhileMuted.INCIDENT);

    public EngineSettings {
        requireNonNull(retention, "retention");
        requireNonNull(alertCollectInterval, "alertCollectInterval");
        requireNonNull(logCollectInterval, "logCollectInterval");
        requireNonNull(startDelay, "startDelay");
        requireNonNull(resolvesWhileMuted, "resolvesWhileMuted");
    }
}
