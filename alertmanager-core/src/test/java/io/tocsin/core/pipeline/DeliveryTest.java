package io.tocsin.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.Receiver.Integration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeliveryTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final Labels LABELS = Labels.of("alertname", "A");

    @ParameterizedTest(name = "repeat {0} h, retention {1} h: {2} h")
    @CsvSource({"1, 120, 2", "4, 120, 8", "100, 120, 120"})
    void delivered_entry_livesTwoRepeatsOrTheRetention(long repeatHours, long retentionHours, long expectedHours) {
        // given
        Delivery delivery = delivery(Duration.ofHours(repeatHours), Duration.ofHours(retentionHours));
        delivery.on(new DeliveryEvent.TurnCame(), NOW);

        // when
        List<DeliveryEffect> effects = delivery.on(new DeliveryEvent.AttemptEnded(SendResult.delivered()), NOW);

        // then
        NotificationEntry entry = effects.stream()
                .filter(DeliveryEffect.Remember.class::isInstance)
                .map(effect -> ((DeliveryEffect.Remember) effect).entry())
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(NOW, entry.expiresAt())).isEqualTo(Duration.ofHours(expectedHours));
        assertThat(entry.firing()).isEqualTo(AlertHashes.of(AlertHash.of(LABELS)));
    }

    @Test
    void retry_deadlinePassed_failsWithTheLastReason() {
        // given
        Delivery delivery = deliveryThatFailedOnce();

        // when
        List<DeliveryEffect> effects = delivery.on(new DeliveryEvent.RetryDue(), NOW.plusSeconds(10));

        // then
        assertThat(effects).containsExactly(failure(1, false));
    }

    @Test
    void retry_cutOffByTheDeadline_failsWithTheFailureBefore() {
        // given
        Delivery delivery = deliveryThatFailedOnce();
        delivery.on(new DeliveryEvent.RetryDue(), NOW.plusSeconds(9));

        // when
        delivery.on(
                new DeliveryEvent.AttemptEnded(new SendResult.RetryLater(
                        FailureReason.CONTEXT_DEADLINE_EXCEEDED, "context deadline exceeded")),
                NOW.plusSeconds(10));
        List<DeliveryEffect> effects = delivery.on(new DeliveryEvent.RetryDue(), NOW.plusSeconds(10));

        // then
        assertThat(effects).containsExactly(failure(2, false));
    }

    @Test
    void retry_clockSetBackDuringTheAttempt_neitherPausesNorTriesForLonger() {
        // given
        Delivery delivery = delivery(Duration.ofHours(1), Duration.ofHours(1));
        Instant back = NOW.minus(Duration.ofHours(2));
        SendResult failure = new SendResult.RetryLater(FailureReason.SERVER_ERROR, "unexpected status code 503");
        delivery.on(new DeliveryEvent.TurnCame(), NOW);

        // when
        List<DeliveryEffect> pause = delivery.on(new DeliveryEvent.AttemptEnded(failure), back);
        List<DeliveryEffect> end = delivery.on(new DeliveryEvent.RetryDue(), back.plusSeconds(10));

        // then
        Instant retryAt = ((DeliveryEffect.RetryAt) pause.get(0)).at();
        assertThat(retryAt).isBetween(back, back.plusSeconds(1));
        assertThat(end).hasSize(1).first().isInstanceOf(DeliveryEffect.Finish.class);
    }

    @Test
    void rejected_atOnce_failsWithoutRetry() {
        Delivery delivery = delivery(Duration.ofHours(1), Duration.ofHours(1));
        delivery.on(new DeliveryEvent.TurnCame(), NOW);

        List<DeliveryEffect> effects = delivery.on(
                new DeliveryEvent.AttemptEnded(
                        new SendResult.Rejected(FailureReason.CLIENT_ERROR, "unexpected status code 404")),
                NOW);

        assertThat(effects)
                .containsExactly(new DeliveryEffect.Finish(new DeliveryOutcome.Failed(
                        FailureReason.CLIENT_ERROR,
                        "r/webhook[0]: notify retry canceled due to unrecoverable error after 1 attempts:"
                                + " unexpected status code 404",
                        1,
                        false)));
    }

    @Test
    void superseded_pausing_endsAtOnceAndSaysSo() {
        Delivery delivery = deliveryThatFailedOnce();

        List<DeliveryEffect> effects = delivery.on(new DeliveryEvent.Superseded(), NOW);

        assertThat(effects).containsExactly(failure(1, true));
    }

    private static Delivery deliveryThatFailedOnce() {
        Delivery delivery = delivery(Duration.ofHours(1), Duration.ofHours(1));
        delivery.on(new DeliveryEvent.TurnCame(), NOW);
        delivery.on(
                new DeliveryEvent.AttemptEnded(
                        new SendResult.RetryLater(FailureReason.SERVER_ERROR, "unexpected status code 503")),
                NOW);
        return delivery;
    }

    private static DeliveryEffect failure(int attempts, boolean isSuperseded) {
        return new DeliveryEffect.Finish(new DeliveryOutcome.Failed(
                FailureReason.SERVER_ERROR,
                "r/webhook[0]: notify retry canceled after " + attempts + " attempts: unexpected status code 503",
                attempts,
                isSuperseded));
    }

    private static Delivery delivery(Duration repeat, Duration retention) {
        Alert alert =
                new Alert(LABELS, Labels.EMPTY, Timestamp.of(NOW), Timestamp.of(NOW.plusSeconds(300)), true, "", NOW);
        FlushedGroup group = new FlushedGroup(
                "{}:{}",
                Labels.EMPTY,
                RouteLabels.of(Labels.EMPTY),
                repeat,
                List.of(new NotifiedAlert(alert, false)),
                AlertHashes.of(AlertHash.of(LABELS)),
                AlertHashes.NONE,
                List.of(),
                NOW,
                NOW.plusSeconds(10),
                Optional.empty());
        Notifier notifier = notification -> new CompletableFuture<>();
        Integration integration = new Integration("r", "webhook", 0, true, false, notifier);
        return new Delivery(
                group, integration, key -> Optional.empty(), retention, ResolvesWhileMuted.INCIDENT, new Random(1));
    }
}
