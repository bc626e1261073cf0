package io.tocsin.server.receivertest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.Integrations;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.http.Identity;
import io.tocsin.server.log.CapturedLog;
import io.tocsin.server.metrics.ServerMetrics;
import io.tocsin.server.receivertest.TestRefusedException.Why;
import io.tocsin.server.receivertest.TestReport.Entry;
import io.tocsin.server.receivertest.TestReport.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ReceiverTesterTest {
    @RegisterExtension
    private final CapturedLog captured = CapturedLog.of(ReceiverTester.class);

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CONFIG = """
        route: {receiver: used}
        receivers:
        - name: used
          webhook_configs: [{url: "http://a.test/"}, {url: "http://b.test/", send_resolved: false}]
        - name: unused
          webhook_configs: [{url: "http://a.test/"}]
          pagerduty_configs: [{routing_key: x}]
        - name: nobody
        """;

    private final Map<String, SendResult> results = new HashMap<>();
    private final List<Notification> sent = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final ServerMetrics metrics = new ServerMetrics(Set.<Feature>of());
    private int allowed = Integer.MAX_VALUE;

    private final ReceiverTester tester = new ReceiverTester(
            ReceiverTesterTest::configuration,
            config -> this::open,
            MatcherMode.DEFAULT::isLabelName,
            () -> allowed-- > 0,
            new ReceiverTester.Clocks(() -> NOW, () -> 0),
            metrics.receiverTests());

    private static Configuration configuration() {
        return ((Accepted) new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT).decode("am.yml", CONFIG))
                .configuration();
    }

    private Notifier open(String receiver, ConfiguredIntegration integration) {
        if (integration.type().name().equals("pagerduty")) {
            throw new IllegalArgumentException("integration: " + integration.label());
        }
        String name = receiver + "/" + integration.label();
        return new Notifier() {
            @Override
            public CompletionStage<SendResult> send(Notification notification) {
                sent.add(notification);
                SendResult result = results.getOrDefault(name, SendResult.delivered());
                return CompletableFuture.completedFuture(result);
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }

    private static ReceiverTest test(String receiver) {
        return new ReceiverTest(
                receiver, List.of(), Optional.empty(), List.of(), false, new Identity(Identity.Kind.USER, "alice"));
    }

    private static ReceiverTest with(List<PostedAlert> alerts, boolean isResolved) {
        return new ReceiverTest("used", alerts, Optional.empty(), List.of(), isResolved, Identity.ANONYMOUS);
    }

    private static PostedAlert alert(Labels labels, Labels annotations) {
        return new PostedAlert(labels, annotations, null, null, "");
    }

    private TestReport run(ReceiverTest test) throws Exception {
        return tester.test(test).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private String counters() {
        return new String(metrics.exposition().page(null, false).body(), StandardCharsets.UTF_8);
    }

    @Test
    void test_receiverInUse_tellsEachIntegrationOnceAndClosesIt() throws Exception {
        TestReport report = run(test("used"));
        assertThat(report.integrations())
                .containsExactly(
                        new Entry("webhook[0]", new Outcome.Delivered(), Duration.ZERO),
                        new Entry("webhook[1]", new Outcome.Delivered(), Duration.ZERO));
        assertThat(sent).hasSize(2);
        assertThat(closed).containsExactlyInAnyOrder("used/webhook[0]", "used/webhook[1]");
        assertThat(captured.lines())
                .extracting(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs())
                .containsExactly(
                        "Receiver tested [component=\"receiver-test\", identity=\"user:alice\", receiver=\"used\","
                                + " integration=\"webhook[0]\", outcome=\"delivered\", duration=\"PT0S\"]",
                        "Receiver tested [component=\"receiver-test\", identity=\"user:alice\", receiver=\"used\","
                                + " integration=\"webhook[1]\", outcome=\"delivered\", duration=\"PT0S\"]");
        assertThat(counters())
                .contains("tocsin_receiver_tests_total{integration=\"webhook\",outcome=\"delivered\"} 2.0");
    }

    @Test
    void test_sample_isUnmistakable() throws Exception {
        TestReport report = run(test("used"));
        assertThat(sent.get(0)).satisfies(notification -> {
            assertThat(notification.receiver()).isEqualTo("used");
            assertThat(notification.reason()).isEqualTo(NotificationReason.FIRST_NOTIFICATION);
            assertThat(notification.groupLabels()).isEqualTo(Labels.of("alertname", "ReceiverTest [TEST]"));
            assertThat(notification.groupKey())
                    .isEqualTo("{}/{tocsin_test=\"used\"}:{alertname=\"ReceiverTest [TEST]\"}")
                    .isEqualTo(report.groupKey());
            assertThat(notification.deadline()).isEqualTo(NOW.plus(ReceiverTester.TIMEOUT));
            assertThat(notification.alerts())
                    .singleElement()
                    .satisfies(each -> assertThat(
                                    each.alert().annotations().asMap().values())
                            .isNotEmpty()
                            .allMatch(text -> text.endsWith(" [TEST]")));
        });
    }

    @Test
    void test_givenAlerts_areMarkedInNameAndTexts() throws Exception {
        run(with(
                List.of(
                        alert(
                                Labels.of("alertname", "DiskFull", "job", "b"),
                                Labels.of("runbook_url", "https://wiki.test/x", "description", "it is full")),
                        alert(Labels.of("job", "a"), Labels.of("summary", "mine [TEST]"))),
                false));
        List<NotifiedAlert> alerts = sent.get(0).alerts();
        assertThat(alerts)
                .extracting(each -> each.alert().labels())
                .containsExactly(
                        Labels.of("alertname", "ReceiverTest [TEST]", "job", "a"),
                        Labels.of("alertname", "DiskFull [TEST]", "job", "b"));
        assertThat(alerts)
                .extracting(each -> each.alert().annotations())
                .containsExactly(
                        Labels.of("summary", "mine [TEST]"),
                        Labels.of(
                                "runbook_url",
                                "https://wiki.test/x",
                                "description",
                                "it is full [TEST]",
                                "summary",
                                "Test of the receiver used [TEST]"));
        assertThat(sent.get(0).groupLabels()).isEqualTo(Labels.EMPTY);
    }

    @Test
    void test_givenGroupLabels_areMarkedInTheName() throws Exception {
        Labels group = Labels.of("alertname", "DiskFull", "job", "b");
        run(new ReceiverTest("used", List.of(), Optional.of(group), List.of(), false, Identity.ANONYMOUS));
        assertThat(sent.get(0).groupLabels()).isEqualTo(Labels.of("alertname", "DiskFull [TEST]", "job", "b"));
    }

    @Test
    void test_resolved_goesWhereTheseAreWantedUnderTheSameKey() throws Exception {
        TestReport firing = run(test("used"));
        sent.clear();
        TestReport report = run(with(List.of(), true));
        assertThat(report.groupKey()).isEqualTo(firing.groupKey());
        assertThat(report.integrations())
                .extracting(entry -> entry.outcome().word())
                .containsExactly("delivered", "skipped");
        assertThat(sent).singleElement().satisfies(notification -> {
            assertThat(notification.reason()).isEqualTo(NotificationReason.ALL_RESOLVED);
            assertThat(notification.alerts()).allMatch(NotifiedAlert::isResolved);
        });
    }

    @Test
    void test_integrationThatFails_isReportedWithItsReason() throws Exception {
        results.put("used/webhook[0]", new SendResult.Rejected(FailureReason.CLIENT_ERROR, "status 404"));
        results.put("used/webhook[1]", new SendResult.RetryLater(FailureReason.SERVER_ERROR, "status 503"));
        assertThat(run(test("used")).integrations())
                .extracting(Entry::outcome)
                .containsExactly(
                        new Outcome.Failed(FailureReason.CLIENT_ERROR, "status 404", false),
                        new Outcome.Failed(FailureReason.SERVER_ERROR, "status 503", true));
        assertThat(sent).as("one attempt each").hasSize(2);
    }

    @Test
    void test_integrationThatTakesTooLong_isReportedAsSuch() throws Exception {
        results.put(
                "used/webhook[0]",
                new SendResult.RetryLater(FailureReason.CONTEXT_DEADLINE_EXCEEDED, "context deadline exceeded"));
        assertThat(run(test("used")).integrations().get(0).outcome())
                .isEqualTo(new Outcome.TimedOut("context deadline exceeded"));
    }

    @Test
    void test_receiverThatNoRouteUses_isTestedToo() throws Exception {
        assertThat(run(test("unused")).integrations())
                .extracting(Entry::outcome)
                .containsExactly(
                        new Outcome.Delivered(),
                        new Outcome.Failed(FailureReason.OTHER, "this version cannot send to pagerduty yet", false));
    }

    @Test
    void test_receiverWithoutIntegrations_tellsNobody() throws Exception {
        assertThat(run(test("nobody")).integrations()).isEmpty();
    }

    @Test
    void test_someIntegrations_tellsThese() throws Exception {
        ReceiverTest one =
                new ReceiverTest("used", List.of(), Optional.empty(), List.of("webhook[1]"), false, Identity.ANONYMOUS);
        assertThat(run(one).integrations()).extracting(Entry::integration).containsExactly("webhook[1]");
        ReceiverTest type =
                new ReceiverTest("used", List.of(), Optional.empty(), List.of("webhook"), false, Identity.ANONYMOUS);
        assertThat(run(type).integrations()).hasSize(2);
    }

    @Test
    void test_whatMakesNoSense_isRefusedWithWhatWouldMakeSome() {
        assertThatThrownBy(() -> tester.test(test("usd")))
                .isInstanceOfSatisfying(
                        TestRefusedException.class, e -> assertThat(e.why()).isEqualTo(Why.UNKNOWN_RECEIVER))
                .hasMessage("no receiver is called \"usd\"; did you mean \"used\"?");
        ReceiverTest slack =
                new ReceiverTest("used", List.of(), Optional.empty(), List.of("slack"), false, Identity.ANONYMOUS);
        assertThatThrownBy(() -> tester.test(slack))
                .hasMessage("the receiver has no integration \"slack\"; it has webhook[0], webhook[1]");
        assertThatThrownBy(() -> tester.test(with(List.of(alert(Labels.EMPTY, Labels.EMPTY)), false)))
                .hasMessage("alerts[0]: at least one label pair required");
        PostedAlert any = alert(Labels.of("a", "b"), Labels.EMPTY);
        assertThatThrownBy(() -> tester.test(
                        with(IntStream.range(0, 101).mapToObj(i -> any).toList(), false)))
                .hasMessage("alerts: 101; a test sends at most 100");
        assertThat(sent).isEmpty();
    }

    @Test
    void test_tooManyTests_areRefusedAndCounted() throws Exception {
        allowed = 1;
        run(test("nobody"));
        TestRefusedException refused =
                catchThrowableOfType(TestRefusedException.class, () -> tester.test(test("nobody")));
        assertThat(refused.why()).isEqualTo(Why.TOO_MANY);
        assertThat(counters()).contains("tocsin_receiver_tests_refused_total 1.0");
    }

    @Test
    void test_refusedForAnotherReason_takesNoShareOfTheLimit() throws Exception {
        allowed = 1;
        assertThatThrownBy(() -> tester.test(test("usd"))).isInstanceOf(TestRefusedException.class);
        assertThat(run(test("nobody")).integrations()).isEmpty();
    }
}
