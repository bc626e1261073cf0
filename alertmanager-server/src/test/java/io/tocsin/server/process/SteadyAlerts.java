package io.tocsin.server.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Posts alerts at a steady pace, each the only one of its group, resolves every second one between two ticks of its group,
 * and knows when each notification is due.
 */
final class SteadyAlerts implements AutoCloseable {
    static final Duration GROUP_WAIT = Duration.ofMillis(500);
    static final Duration GROUP_INTERVAL = Duration.ofSeconds(2);

    /** What the server has to run with; the URL of the receiver goes in. */
    static final String CONFIG = """
            route: {receiver: team, group_by: [instance], group_wait: 500ms, group_interval: 2s, repeat_interval: 1h}
            receivers: [{name: team, webhook_configs: [{url: "%s"}]}]
            """;

    private static final Duration PACE = Duration.ofMillis(100);

    /** Between two ticks, and so long after the first one that a busy machine has told by then that it fires. */
    private static final Duration RESOLVED_AFTER = Duration.ofMillis(7_500);

    private static final Pattern NOTIFICATION = Pattern.compile(
            "^\\{\"receiver\":\"team\",\"status\":\"(\\w+)\".*\"groupLabels\":\\{\"instance\":\"(\\d+)\"");

    private final InetSocketAddress server;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService posts = Executors.newCachedThreadPool();
    private final Map<Notice, Post> posted = new ConcurrentHashMap<>();
    private int next;

    /** What somebody is to hear. */
    private record Notice(int instance, boolean isResolved) {}

    private record Arrival(Notice notice, Instant at) {}

    private record Post(Instant sentAt, int status, Duration took) {}

    private SteadyAlerts(InetSocketAddress server) {
        this.server = server;
    }

    static SteadyAlerts begin(InetSocketAddress server) {
        SteadyAlerts alerts = new SteadyAlerts(server);
        alerts.pace.execute(alerts::step);
        return alerts;
    }

    /** The next one is planned first: the pace does not depend on how long anything takes. */
    private void step() {
        later(PACE, this::step);
        Notice fires = new Notice(next++, false);
        posts.execute(() -> post(fires));
        if (fires.instance() % 2 == 1) {
            Notice ends = new Notice(fires.instance(), true);
            later(RESOLVED_AFTER, () -> posts.execute(() -> post(ends)));
        }
    }

    private void later(Duration pause, Runnable task) {
        // What fails is missing in the end, when all that was posted is compared with what arrived.
        var unused = pace.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void post(Notice notice) {
        Instant sentAt = Instant.now();
        String end = notice.isResolved() ? ",\"endsAt\":\"" + sentAt + "\"" : "";
        String start = notice.isResolved() ? ",\"startsAt\":\"" + sentAt.minusSeconds(1) + "\"" : "";
        int status = HttpExchange.post(
                        "/api/v2/alerts",
                        "[{\"labels\":{\"alertname\":\"Steady\",\"instance\":\"" + notice.instance() + "\"}" + start
                                + end + "}]")
                .sendTo(server)
                .status();
        posted.put(notice, new Post(sentAt, status, Duration.between(sentAt, Instant.now())));
    }

    /** Posts nothing more and waits until {@code receiver} was told of all that was posted. */
    void end(WebhookReceiver receiver) throws InterruptedException {
        pace.shutdown();
        pace.awaitTermination(60, TimeUnit.SECONDS);
        posts.shutdown();
        posts.awaitTermination(60, TimeUnit.SECONDS);
        await("notifications of " + posted.size() + " posts")
                .atMost(Duration.ofSeconds(60))
                .until(() -> arrivals(receiver).keySet().containsAll(posted.keySet()));
    }

    /** The alerts that fire, by the value of their label instance. */
    List<String> firing() {
        return posted.keySet().stream()
                .filter(notice -> !notice.isResolved() && !posted.containsKey(new Notice(notice.instance(), true)))
                .map(notice -> String.valueOf(notice.instance()))
                .toList();
    }

    /** Statuses of all posts, each once. */
    List<Integer> statuses() {
        return posted.values().stream().map(Post::status).distinct().toList();
    }

    Duration slowestPost() {
        return posted.values().stream().map(Post::took).max(Duration::compareTo).orElseThrow();
    }

    /** How late the latest of the notifications was that were due from {@code from} on. */
    Duration latest(WebhookReceiver receiver, Instant from, Instant to) {
        Map<Notice, Instant> arrivals = arrivals(receiver);
        return posted.keySet().stream()
                .filter(notice -> !due(notice).isBefore(from) && due(notice).isBefore(to))
                .map(notice -> Duration.between(due(notice), arrivals.get(notice)))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private Instant due(Notice notice) {
        Instant tick = sentAt(new Notice(notice.instance(), false)).plus(GROUP_WAIT);
        while (notice.isResolved() && tick.isBefore(sentAt(notice))) {
            tick = tick.plus(GROUP_INTERVAL);
        }
        return tick;
    }

    private Instant sentAt(Notice notice) {
        return requireNonNull(posted.get(notice)).sentAt();
    }

    /** What was told more than once, as texts. */
    static List<String> repeated(WebhookReceiver receiver) {
        Set<Notice> told = new HashSet<>();
        return received(receiver)
                .map(Arrival::notice)
                .filter(notice -> !told.add(notice))
                .map(Notice::toString)
                .toList();
    }

    /** The first arrival of each. */
    private static Map<Notice, Instant> arrivals(WebhookReceiver receiver) {
        return received(receiver).collect(Collectors.toMap(Arrival::notice, Arrival::at, (first, later) -> first));
    }

    private static Stream<Arrival> received(WebhookReceiver receiver) {
        return receiver.received().stream().map(each -> {
            Matcher body = NOTIFICATION.matcher(each.body());
            assertThat(body.find()).as(each.body()).isTrue();
            return new Arrival(
                    new Notice(Integer.parseInt(body.group(2)), body.group(1).equals("resolved")), each.at());
        });
    }

    @Override
    public void close() {
        pace.shutdownNow();
        posts.shutdownNow();
    }
}
