package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.core.engine.InMemoryStateStore;
import io.tocsin.core.engine.Versions;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.record.NotificationRecord;
import io.tocsin.core.record.SilenceRecord;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StateEndpointTest {
    private final InMemoryStateStore store = new InMemoryStateStore();

    private static List<byte[]> records(RunningApi running, String path) throws Exception {
        WireClient.Answer answer = running.client.get(path, "Accept-Encoding: gzip");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        List<byte[]> records = new ArrayList<>();
        for (JsonNode record : new ObjectMapper().readTree(answer.body())) {
            records.add(Base64.getDecoder().decode(record.asText()));
        }
        return records;
    }

    @Test
    void get_nothingStored_isAnEmptyArray() {
        try (RunningApi running = new RunningApi()) {
            assertThat(running.client.get(StateEndpoint.SILENCES).body()).isEqualTo("[]\n");
            assertThat(running.client.get(StateEndpoint.NOTIFICATIONS).body()).isEqualTo("[]\n");
        }
    }

    /** More than fits into one slice of the answer. */
    @Test
    void get_manyRecords_givesEveryOne() throws Exception {
        // given
        List<Silence> silences = new ArrayList<>();
        List<NotificationEntry> notifications = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            silences.add(silence(i));
            notifications.add(notification(i));
        }
        silences.forEach(silence -> store.silenceStored(Versions.of(silence)));
        notifications.forEach(entry -> store.notificationRecorded(Versions.of(entry)));
        try (RunningApi running = new RunningApi(RunningApi.Options.DEFAULT.with(store))) {
            RunningApi.await(running.engine.started());
            // when
            List<Silence> shownSilences = new ArrayList<>();
            for (byte[] record : records(running, StateEndpoint.SILENCES)) {
                shownSilences.add(SilenceRecord.decode(record).value());
            }
            List<NotificationEntry> shownNotifications = new ArrayList<>();
            for (byte[] record : records(running, StateEndpoint.NOTIFICATIONS)) {
                shownNotifications.add(NotificationRecord.decode(record).value());
            }
            // then
            assertThat(shownSilences).containsExactlyInAnyOrderElementsOf(silences);
            assertThat(shownNotifications).containsExactlyInAnyOrderElementsOf(notifications);
        }
    }

    /** They are for the original, and mean nothing there. */
    @Test
    void get_whatMembersOfAClusterWrote_hasNoStamps() throws Exception {
        // given
        Stamp stamp = new Stamp(5, -7);
        store.silenceStored(new Stamped<>(silence(1), stamp));
        store.notificationRecorded(new Stamped<>(notification(1), stamp));
        try (RunningApi running = new RunningApi(RunningApi.Options.DEFAULT.with(store))) {
            RunningApi.await(running.engine.started());
            // when, then
            assertThat(records(running, StateEndpoint.SILENCES)).containsExactly(SilenceRecord.encode(silence(1)));
            assertThat(records(running, StateEndpoint.NOTIFICATIONS))
                    .containsExactly(NotificationRecord.encode(notification(1)));
        }
    }

    private static Silence silence(int number) {
        return new Silence(
                "silence-" + number,
                List.of(new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, "a", "b" + number)))),
                RunningApi.NOW,
                RunningApi.NOW.plusSeconds(60),
                RunningApi.NOW,
                "ann",
                "",
                Labels.EMPTY,
                RunningApi.NOW.plusSeconds(120));
    }

    private static NotificationEntry notification(int number) {
        return new NotificationEntry(
                new NotificationKey("{}:{a=\"" + number + "\"}", "default", "webhook", 0),
                RunningApi.NOW,
                AlertHashes.of(number, -1),
                AlertHashes.NONE,
                Map.of(),
                RunningApi.NOW.plusSeconds(120));
    }
}
