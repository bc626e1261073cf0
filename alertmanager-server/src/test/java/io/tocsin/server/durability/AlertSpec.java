package io.tocsin.server.durability;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An alert of a run.
 *
 * @param labels with its name, and what routes, silences and inhibition go by
 * @param paths where its notifications arrive
 * @param end how its sender says until when it fires
 */
public record AlertSpec(Map<String, String> labels, List<String> paths, End end) {
    /** A silence matches by this label. */
    static final String MUTE = "mute";
    /** Inhibition compares this label. */
    static final String ZONE = "zone";

    /** What a sender posts as {@code endsAt} of an alert that fires. */
    public enum End {
        /** Nothing: the server's resolve_timeout counts. */
        NONE(Duration.ofMinutes(1)),
        /** A time that the run does not reach. */
        FAR(Duration.ofHours(2)),
        /** A few seconds ahead: a sender that is not heard of again lets it pass. */
        NEAR(Duration.ofSeconds(4));

        private final Duration firesFor;

        End(Duration firesFor) {
            this.firesFor = firesFor;
        }

        Duration firesFor() {
            return firesFor;
        }
    }

    public AlertSpec {
        labels = Map.copyOf(labels);
        paths = List.copyOf(paths);
    }

    public String name() {
        return labels.getOrDefault(AlertBook.NAME, "");
    }

    /** The label by which the runs group alerts; empty where there is none. */
    String group() {
        return labels.getOrDefault("grp", "");
    }

    Optional<String> mute() {
        return Optional.ofNullable(labels.get(MUTE));
    }

    boolean isSource() {
        return "source".equals(labels.get("role"));
    }

    /** The name of the alert that inhibits this one while it fires. */
    Optional<String> inhibitedBy() {
        return "target".equals(labels.get("role")) ? Optional.of("source-" + labels.get(ZONE)) : Optional.empty();
    }
}
