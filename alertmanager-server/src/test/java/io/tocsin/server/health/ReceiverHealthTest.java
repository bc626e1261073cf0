package io.tocsin.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.Integrations;
import io.tocsin.server.health.IntegrationHealth.Failure;
import io.tocsin.server.health.IntegrationHealth.Success;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReceiverHealthTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LATENCY = Duration.ofMillis(210);
    private static final NotificationKey FIRST = key("g1", 0);
    private static final SendResult REFUSED = new SendResult.Rejected(FailureReason.CLIENT_ERROR, "status 400");

    private Instant now = START;
    private final ReceiverHealth health = new ReceiverHealth(() -> now);

    private static NotificationKey key(String group, int index) {
        return new NotificationKey(group, "team", "webhook", index);
    }

    private void begin(NotificationKey key) {
        health.on(new EngineEvent.DeliveryBegun(key, START, NotificationReason.ALL_RESOLVED, List.of()));
    }

    private void attempt(NotificationKey key, SendResult result) {
        health.on(new EngineEvent.AttemptEnded(key, START, 1, LATENCY, result));
    }

    private void end(NotificationKey key, DeliveryOutcome outcome) {
        health.on(new EngineEvent.DeliveryEnded(key, START, 1, LATENCY, outcome));
    }

    private void send(NotificationKey key) {
        begin(key);
        attempt(key, SendResult.delivered());
        end(key, new DeliveryOutcome.Sent(NotificationReason.ALL_RESOLVED, 1));
    }

    private IntegrationHealth first() {
        return health.of("team", "webhook", 0);
    }

    private static Configuration configuration(String receivers) {
        var decoder = new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT, ZoneOffset.UTC);
        var result = decoder.decode("am.yml", "route: {receiver: team}\nreceivers:\n" + receivers);
        return ((ConfigurationResult.Accepted) result).configuration();
    }

    @Test
    void of_neverTried_knowsNothing() {
        assertThat(first()).isEqualTo(new IntegrationHealth(0, 0, 0, Optional.empty(), Optional.empty()));
    }

    @Test
    void of_sent_hasWhenAndHowLong() {
        send(FIRST);

        assertThat(first())
                .isEqualTo(new IntegrationHealth(1, 0, 0, Optional.of(new Success(START, LATENCY)), Optional.empty()));
        assertThat(health.of("team", "webhook", 1)).isEqualTo(IntegrationHealth.UNTRIED);
        assertThat(health.of("other", "webhook", 0)).isEqualTo(IntegrationHealth.UNTRIED);
    }

    @Test
    void of_attemptThatIsMadeAgain_showsTheFailureWhileItIsUnderWay() {
        begin(FIRST);
        begin(key("g2", 0));
        attempt(FIRST, new SendResult.RetryLater(FailureReason.SERVER_ERROR, "status 500"));

        assertThat(first())
                .isEqualTo(new IntegrationHealth(
                        0,
                        0,
                        2,
                        Optional.empty(),
                        Optional.of(new Failure(START, FailureReason.SERVER_ERROR, "status 500"))));
    }

    @Test
    void of_givenUpAfterASuccess_showsBoth() {
        send(FIRST);
        now = START.plusSeconds(60);
        begin(FIRST);
        attempt(FIRST, REFUSED);
        now = START.plusSeconds(61);
        end(FIRST, new DeliveryOutcome.Failed(FailureReason.CLIENT_ERROR, "gave up: status 400", 1, false));

        assertThat(first())
                .isEqualTo(new IntegrationHealth(
                        1,
                        1,
                        0,
                        Optional.of(new Success(START, LATENCY)),
                        Optional.of(new Failure(now, FailureReason.CLIENT_ERROR, "gave up: status 400"))));
    }

    @Test
    void of_endedByAReload_isNoFailureOfTheReceiver() {
        begin(FIRST);
        end(FIRST, new DeliveryOutcome.Failed(FailureReason.CONTEXT_CANCELED, "reload", 0, true));

        assertThat(first()).isEqualTo(IntegrationHealth.UNTRIED);
    }

    @Test
    void keep_reload_forgetsThoseThatAreGone() {
        send(FIRST);
        send(key("g1", 1));
        send(new NotificationKey("g1", "gone", "webhook", 0));

        health.keep(configuration("- {name: team, webhook_configs: [{url: http://example.org/}]}")
                .receivers());

        assertThat(first().sent()).isEqualTo(1);
        assertThat(health.of("team", "webhook", 1)).isEqualTo(IntegrationHealth.UNTRIED);
        assertThat(health.of("gone", "webhook", 0)).isEqualTo(IntegrationHealth.UNTRIED);
    }
}
