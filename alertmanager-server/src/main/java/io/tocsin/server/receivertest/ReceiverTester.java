package io.tocsin.server.receivertest;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.yaml.Spelling;
import io.tocsin.server.metrics.ReceiverTestMetrics;
import io.tocsin.server.receivertest.TestRefusedException.Why;
import io.tocsin.server.receivertest.TestReport.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to the integrations of a receiver what a real notification would be: rendered by the same templates, over
 * connections of the same settings, once. It neither asks nor changes silences, inhibition and the notification log.
 * Thread-safe.
 *
 * <p>Notifiers are opened for the test and closed after it, also where routes use the receiver, so that a test says the
 * same of every receiver, and begins as after a restart.
 */
public final class ReceiverTester {
    /** How long an integration may take. */
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverTester.class);

    private final Supplier<Configuration> configuration;
    private final Function<Configuration, NotifierOpener> opener;
    private final Predicate<String> isLabelName;
    private final BooleanSupplier limit;
    private final Clocks clocks;
    private final ReceiverTestMetrics metrics;

    /** Opens the notifier of one integration of one receiver. */
    @FunctionalInterface
    public interface NotifierOpener {
        /** @throws IllegalArgumentException if nothing can be sent to such integrations */
        Notifier open(String receiver, ConfiguredIntegration integration);
    }

    /** @param nanoTime measures durations */
    public record Clocks(InstantSource wall, LongSupplier nanoTime) {
        public Clocks {
            requireNonNull(wall, "wall");
            requireNonNull(nanoTime, "nanoTime");
        }
    }

    /**
     * @param configuration the one in force
     * @param limit asked before each test whether there may be one now
     */
    public ReceiverTester(
            Supplier<Configuration> configuration,
            Function<Configuration, NotifierOpener> opener,
            Predicate<String> isLabelName,
            BooleanSupplier limit,
            Clocks clocks,
            ReceiverTestMetrics metrics) {
        this.configuration = requireNonNull(configuration, "configuration");
        this.opener = requireNonNull(opener, "opener");
        this.isLabelName = requireNonNull(isLabelName, "isLabelName");
        this.limit = requireNonNull(limit, "limit");
        this.clocks = requireNonNull(clocks, "clocks");
        this.metrics = requireNonNull(metrics, "metrics");
    }

    /** Begins a test; what comes back completes within a few seconds more than {@link #TIMEOUT}. */
    public CompletionStage<TestReport> test(ReceiverTest test) throws TestRefusedException {
        Configuration config = configuration.get();
        ReceiverConfig receiver = receiver(config, test.receiver());
        List<ConfiguredIntegration> integrations = integrations(receiver, test.integrations());
        Instant now = clocks.wall().instant();
        AlertIntake intake = new AlertIntake(config.global().resolveTimeout(), isLabelName);
        Notification notification = notification(test, TestAlerts.of(test, intake, now), now);
        if (!limit.getAsBoolean()) {
            metrics.refused();
            throw new TestRefusedException(
                    Why.TOO_MANY, "too many tests of receivers lately; try again in a few seconds");
        }
        NotifierOpener notifiers = opener.apply(config);
        List<CompletableFuture<Entry>> entries = integrations.stream()
                .map(each -> attempt(test, each, notification, notifiers))
                .toList();
        return CompletableFuture.allOf(entries.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> new TestReport(
                        receiver.name(),
                        notification.groupKey(),
                        entries.stream().map(CompletableFuture::join).toList()));
    }

    private static ReceiverConfig receiver(Configuration config, String name) throws TestRefusedException {
        for (ReceiverConfig receiver : config.receivers()) {
            if (receiver.name().equals(name)) {
                return receiver;
            }
        }
        String near = Spelling.closest(
                        name,
                        config.receivers().stream().map(ReceiverConfig::name).toList())
                .map(other -> "; did you mean " + GoQuote.quote(other) + "?")
                .orElse("; GET /api/v2/receivers lists them");
        throw new TestRefusedException(Why.UNKNOWN_RECEIVER, "no receiver is called " + GoQuote.quote(name) + near);
    }

    private static List<ConfiguredIntegration> integrations(ReceiverConfig receiver, List<String> wanted)
            throws TestRefusedException {
        List<String> labels = receiver.integrations().stream()
                .map(ConfiguredIntegration::label)
                .toList();
        for (String each : wanted) {
            if (labels.stream().noneMatch(label -> isMeant(label, each))) {
                throw new TestRefusedException(
                        Why.BAD_REQUEST,
                        "the receiver has no integration " + GoQuote.quote(each) + "; it has "
                                + (labels.isEmpty() ? "none" : String.join(", ", labels)));
            }
        }
        return receiver.integrations().stream()
                .filter(each -> wanted.isEmpty() || wanted.stream().anyMatch(name -> isMeant(each.label(), name)))
                .toList();
    }

    /** @param label {@code slack[0]} */
    private static boolean isMeant(String label, String name) {
        return label.equals(name) || label.substring(0, label.indexOf('[')).equals(name);
    }

    private static Notification notification(ReceiverTest test, List<NotifiedAlert> alerts, Instant now) {
        boolean isOver = alerts.stream().allMatch(NotifiedAlert::isResolved);
        Labels groupLabels = test.groupLabels().map(TestAlerts::markedGroup).orElseGet(() -> sharedName(alerts));
        // The same for every test of a receiver with such labels: what resolves it closes the incident that it opened.
        String groupKey = "{}/{" + Matcher.of(MatchType.EQUAL, "tocsin_test", test.receiver()) + "}:" + groupLabels;
        return new Notification(
                test.receiver(),
                groupKey,
                groupLabels,
                Labels.EMPTY,
                isOver ? NotificationReason.ALL_RESOLVED : NotificationReason.FIRST_NOTIFICATION,
                alerts,
                Map.of(),
                now,
                now.plus(TIMEOUT));
    }

    private static Labels sharedName(List<NotifiedAlert> alerts) {
        String name = alerts.get(0).alert().name();
        return alerts.stream().allMatch(each -> each.alert().name().equals(name))
                ? Labels.of("alertname", name)
                : Labels.EMPTY;
    }

    private CompletableFuture<Entry> attempt(
            ReceiverTest test, ConfiguredIntegration integration, Notification notification, NotifierOpener notifiers) {
        long begun = clocks.nanoTime().getAsLong();
        return new TestAttempt(integration, notification).send(notifiers).thenApply(outcome -> {
            Duration took = Duration.ofNanos(clocks.nanoTime().getAsLong() - begun);
            metrics.tested(integration.type().name(), outcome.word());
            LOG.atInfo()
                    .addKeyValue("component", "receiver-test")
                    .addKeyValue("identity", test.identity())
                    .addKeyValue("receiver", test.receiver())
                    .addKeyValue("integration", integration.label())
                    .addKeyValue("outcome", outcome.word())
                    .addKeyValue("duration", took)
                    .log("Receiver tested");
            return new Entry(integration.label(), outcome, took);
        });
    }
}
