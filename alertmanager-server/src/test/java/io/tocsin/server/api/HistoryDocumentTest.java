package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.Attempts;
import io.tocsin.core.history.Attempts.Attempt;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryEntry.Unneeded;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.NotificationOutcome;
import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.history.RecordedMute;
import io.tocsin.core.history.RecordedSilence;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.SendResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answer that docs/history.md shows is the one that is given. */
final class HistoryDocumentTest {
    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Labels DISK = Labels.of("alertname", "DiskFull", "instance", "db-1");
    private static final Fingerprint OTHER = Fingerprint.parse("00000000000000aa");
    private static final String GROUP = "{}:{alertname=\"DiskFull\"}";
    private static final String SILENCE = "5e91d0a2-6c1b-4a52-9f0e-0d7a4c1f3b68";

    private String document = "";

    @BeforeEach
    void read() throws IOException {
        document = Files.readString(Path.of("..", "docs", "history.md"));
    }

    @Test
    void answer_ofTheExample_isAsTheDocumentShows() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Matcher example = JSON.matcher(document);
        assertThat(example.find()).isTrue();

        GoJson out = new GoJson();
        for (Iterator<GoJson.Body> parts = HistoryPageWriter.parts(page(), Optional.empty()); parts.hasNext(); ) {
            parts.next().writeTo(out);
        }

        JsonNode shown = mapper.readTree(example.group(1));
        assertThat(mapper.readTree(out.take().toString()).toPrettyString()).isEqualTo(shown.toPrettyString());
    }

    @Test
    void parameters_all_haveARow() {
        assertThat(HistoryParameters.NAMES)
                .allSatisfy(name -> assertThat(document).containsPattern("(?m)^\\| (`[a-z]+`, )*`" + name + "`"));
    }

    private static HistoryPage page() {
        return new HistoryPage(
                List.of(
                        new Found(
                                4713,
                                change(
                                        "2026-01-02T03:20:11.480Z",
                                        Action.EXPIRED,
                                        "2026-01-02T03:20:11.480Z",
                                        "user:bob",
                                        "192.0.2.9")),
                        new Found(4712, flush()),
                        new Found(
                                4710,
                                change(
                                        "2026-01-02T02:16:30.110Z",
                                        Action.CREATED,
                                        "2026-01-02T06:16:30Z",
                                        "user:alice",
                                        "192.0.2.7")),
                        new Found(4709, notification())),
                Map.of(DISK.fingerprint(), DISK),
                OptionalLong.of(4709));
    }

    private static SilenceChange change(String at, Action action, String endsAt, String identity, String address) {
        RecordedSilence silence = new RecordedSilence(
                SILENCE,
                List.of("{instance=\"db-1\"}"),
                Instant.parse("2026-01-02T02:16:30Z"),
                Instant.parse(endsAt),
                "alice",
                "adding a disk");
        return new SilenceChange(
                Instant.parse(at), action, silence, Optional.empty(), new Requester(identity, address));
    }

    private static Flush flush() {
        Instant told = Instant.parse("2026-01-02T02:14:05.430Z");
        return new Flush(
                Instant.parse("2026-01-02T02:19:04.020Z"),
                GROUP,
                "team-db",
                alerts(Optional.of(new RecordedMute.Silenced(List.of(SILENCE)))),
                List.of(new Unneeded(
                        "webhook", 0, new DedupVerdict.AlreadyNotified(told, told.plus(Duration.ofHours(4))))),
                12,
                Instant.parse("2026-01-02T03:14:04.020Z"));
    }

    private static Notification notification() {
        return new Notification(
                Instant.parse("2026-01-02T02:14:04.030Z"),
                new NotificationKey(GROUP, "team-db", "webhook", 0),
                Optional.of(NotificationReason.FIRST_NOTIFICATION),
                alerts(Optional.empty()),
                new Attempts(
                        List.of(
                                new Attempt(
                                        1,
                                        Instant.parse("2026-01-02T02:14:04.030Z"),
                                        Duration.ofMillis(800),
                                        new SendResult.RetryLater(
                                                FailureReason.SERVER_ERROR, "unexpected status code 503")),
                                new Attempt(
                                        2,
                                        Instant.parse("2026-01-02T02:14:05.400Z"),
                                        Duration.ofMillis(30),
                                        SendResult.delivered())),
                        2),
                new NotificationOutcome.Sent(Instant.parse("2026-01-02T02:14:05.430Z")));
    }

    private static RecordedAlerts alerts(Optional<RecordedMute> mute) {
        return new RecordedAlerts(
                List.of(
                        new RecordedAlert(DISK.fingerprint(), false, mute),
                        new RecordedAlert(OTHER, false, Optional.empty())),
                2);
    }
}
