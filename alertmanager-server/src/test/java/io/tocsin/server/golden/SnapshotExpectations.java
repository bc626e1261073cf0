package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import io.tocsin.server.snapshot.SnapshotImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the snapshots must hold that an original wrote at the end of a {@link SnapshotScenario}. */
final class SnapshotExpectations {
    /** How long the original keeps what has ended, unless told otherwise. */
    private static final Duration RETENTION = Duration.ofDays(5);

    private static final long FIRES = AlertHash.of(SnapshotScenario.FIRES);
    private static final long RESOLVES = AlertHash.of(SnapshotScenario.RESOLVES);
    private static final long RESOLVES_ALONE = AlertHash.of(SnapshotScenario.RESOLVES_ALONE);

    private final Path folder;

    /** @param folder that holds the snapshots and {@code silences.json} */
    SnapshotExpectations(Path folder) {
        this.folder = folder;
    }

    /** What the snapshots hold that had not expired when they were written. */
    StoredState read() throws Exception {
        return SnapshotImport.of(folder, name -> Optional.empty(), writtenAt())
                .with(StoredState.EMPTY)
                .state();
    }

    /** About when: the last time that is in there. */
    Instant writtenAt() throws Exception {
        return SnapshotImport.of(folder, name -> Optional.empty(), Instant.EPOCH)
                .with(StoredState.EMPTY)
                .state()
                .notifications()
                .stream()
                .map(entry -> entry.value().notifiedAt())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    void check() throws Exception {
        StoredState read = read();
        checkSilences(read.silences().stream().map(Stamped::value).toList());
        checkNotifications(read.notifications().stream().map(Stamped::value).toList());
    }

    /** The API leaves out nothing but what is below a millisecond, and when a silence is forgotten. */
    private void checkSilences(List<Silence> silences) throws IOException {
        List<String> expected = new ArrayList<>();
        JsonNode shown = new ObjectMapper().readTree(Files.readString(folder.resolve("silences.json")));
        shown.forEach(silence -> expected.add(silence.get("id").asText() + " " + matchers(silence)
                + " " + millis(silence, "startsAt") + " " + millis(silence, "endsAt")
                + " " + millis(silence, "updatedAt") + " "
                + silence.get("createdBy").asText()
                + " " + silence.get("comment").asText()));
        assertThat(silences)
                .extracting(silence -> silence.id() + " " + silence.matcherSets() + " "
                        + silence.startsAt().toEpochMilli() + " "
                        + silence.endsAt().toEpochMilli() + " "
                        + silence.updatedAt().toEpochMilli() + " " + silence.createdBy() + " " + silence.comment())
                .containsExactlyInAnyOrderElementsOf(expected)
                .hasSizeGreaterThanOrEqualTo(8);
        assertThat(silences)
                .allSatisfy(silence -> assertThat(silence.expiresAt())
                        .isEqualTo(silence.endsAt().plus(RETENTION)));
    }

    private static String matchers(JsonNode silence) {
        List<Matcher> matchers = new ArrayList<>();
        for (JsonNode each : silence.get("matchers")) {
            MatchType type = MatchType.of(
                    each.get("isRegex").asBoolean(), each.get("isEqual").asBoolean());
            matchers.add(Matcher.of(
                    type, each.get("name").asText(), each.get("value").asText()));
        }
        return "[" + Matcher.printAll(matchers) + "]";
    }

    private static long millis(JsonNode silence, String field) {
        return Instant.parse(silence.get(field).asText()).toEpochMilli();
    }

    private static void checkNotifications(List<NotificationEntry> entries) {
        String down = "{}/{team=\"x\"}:{alertname=\"Down\"}";
        String all = "{}/{}:{alertname=\"Down\"}";
        String slow = "{}/{}:{alertname=\"Slow\"}";
        AlertHashes both = AlertHashes.of(FIRES, RESOLVES);
        assertThat(entries)
                .extracting(entry -> List.of(entry.key(), entry.firing(), entry.resolved()))
                .containsExactlyInAnyOrder(
                        entry(down, "team-x", "webhook", 0, AlertHashes.of(FIRES), AlertHashes.of(RESOLVES)),
                        entry(down, "team-x", "webhook", 1, both, AlertHashes.NONE),
                        entry(down, "team-x", "pagerduty", 0, AlertHashes.of(FIRES), AlertHashes.of(RESOLVES)),
                        entry(all, "default", "webhook", 0, AlertHashes.of(FIRES), AlertHashes.of(RESOLVES)),
                        entry(slow, "default", "webhook", 0, AlertHashes.NONE, AlertHashes.of(RESOLVES_ALONE)));
        assertThat(entries)
                .allSatisfy(entry -> assertThat(Duration.between(entry.notifiedAt(), entry.expiresAt()))
                        .isPositive());
    }

    private static List<Object> entry(
            String group, String receiver, String integration, int index, AlertHashes firing, AlertHashes resolved) {
        return List.of(new NotificationKey(group, receiver, integration, index), firing, resolved);
    }
}
