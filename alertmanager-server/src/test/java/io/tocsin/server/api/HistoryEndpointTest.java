package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.Attempts;
import io.tocsin.core.history.Attempts.Attempt;
import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Kind;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryEntry.Unneeded;
import io.tocsin.core.history.HistoryFilter;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.HistoryQuery;
import io.tocsin.core.history.NotificationOutcome;
import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.history.RecordedMute;
import io.tocsin.core.history.RecordedSilence;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the endpoint asks the history, and how it writes the answer. */
final class HistoryEndpointTest {
    private static final String PATH = "/api/tocsin/v1/history";
    private static final Instant AT = RunningApi.NOW.minusSeconds(60);
    private static final String AT_TEXT = "2025-12-31T23:59:00.000Z";
    private static final String GROUP = "{}:{alertname=\"Down\"}";
    private static final Labels DOWN = Labels.of("alertname", "Down", "node", "<1>");
    private static final Fingerprint GONE = Fingerprint.parse("00000000000000ff");
    private static final String SILENCE = "0a7ebd3a-8a3c-4b8e-a3a5-6c7a3a7fd9f1";

    private final List<HistoryQuery> asked = new ArrayList<>();
    private HistoryPage page = page(List.of());
    private final RunningApi running = new RunningApi(Options.DEFAULT.withHistory(query -> {
        asked.add(query);
        return page;
    }));

    @AfterEach
    void stop() {
        running.close();
    }

    private static HistoryPage page(List<HistoryEntry> entries) {
        List<Found> found = IntStream.range(0, entries.size())
                .mapToObj(i -> new Found(100 - i, entries.get(i)))
                .toList();
        return new HistoryPage(found, Map.of(DOWN.fingerprint(), DOWN), OptionalLong.empty());
    }

    private Answer ask(String... namesAndValues) {
        StringBuilder target = new StringBuilder(PATH);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            target.append(i == 0 ? '?' : '&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return running.client.get(target.toString());
    }

    private HistoryFilter filterOf(String... namesAndValues) {
        Answer answer = ask(namesAndValues);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return asked.get(asked.size() - 1).filter();
    }

    // --- questions ---

    @Test
    void get_withoutParameters_asksForTheNewest() {
        Answer answer = ask();

        assertThat(answer.body()).isEqualTo("{\"entries\":[]}\n");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(asked).containsExactly(new HistoryQuery(HistoryFilter.ALL, HistoryQuery.NEWEST, 100));
        assertThat(running.observed(1)).containsExactly("get " + PATH + " 200 15");
    }

    @Test
    void get_page_isAskedForAsGiven() {
        ask("before", "4711", "limit", "1000");

        assertThat(asked).containsExactly(new HistoryQuery(HistoryFilter.ALL, 4711, 1000));
    }

    @Test
    void get_filters_areReadAsWritten() {
        HistoryFilter filter =
                filterOf("group", GROUP, "receiver", "team/x", "silence", SILENCE, "kind", "flush", "kind", "silence");

        assertThat(filter)
                .isEqualTo(new HistoryFilter(
                        Set.of(Kind.FLUSH, Kind.SILENCE),
                        Optional.empty(),
                        List.of(),
                        Optional.of(GROUP),
                        Optional.of("team/x"),
                        Optional.of(SILENCE),
                        Optional.empty(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "receiver", "silence", "since", "until", "limit", "before", "members"})
    void get_givenTwice_isRefused(String name) {
        Answer answer = ask(name, "1", name, "2");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("\"" + name + ": given 2 times (expected: once)\"\n");
    }

    @Test
    void get_alert_isAFingerprintOrMatchers() {
        assertThat(filterOf("alert", "00000000000000FF").alert()).contains(GONE);
        assertThat(filterOf("alert", "{a=\"1\",b=~\"2.*\"}", "alert", "c!=\"3\"")
                        .alertMatchers())
                .containsExactly(
                        Matcher.of(MatchType.EQUAL, "a", "1"),
                        Matcher.of(MatchType.REGEX, "b", "2.*"),
                        Matcher.of(MatchType.NOT_EQUAL, "c", "3"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2025-12-31T22:00:00Z, 2025-12-31T22:00:00Z",
        "2025-12-31T23:00:00+01:00, 2025-12-31T22:00:00Z",
        "2025-12-31, 2025-12-31T00:00:00Z",
        "2h, 2025-12-31T22:00:00Z",
        "1d12h, 2025-12-30T12:00:00Z",
        "0, 2026-01-01T00:00:00Z",
    })
    void get_time_isATimeOrADurationBack(String text, Instant meant) {
        assertThat(filterOf("since", text).from()).contains(meant);
        assertThat(filterOf("until", text).to()).contains(meant);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "since | yesterday | since: expected a time such as 2026-01-02T15:04:05Z, or a duration back from now such as 2h"
                        + " or 1d12h, got \"yesterday\"",
                "until | 2026-13-01 | until: expected a time such as 2026-01-02T15:04:05Z, or a duration back from now such as"
                        + " 2h or 1d12h, got \"2026-13-01\"",
                "limit | 0 | limit: expected a number from 1 to 1000, got \"0\"",
                "limit | 1001 | limit: expected a number from 1 to 1000, got \"1001\"",
                "before | x | before: expected a number from 1 to 9223372036854775807, got \"x\"",
                "kind | flushes | kind: expected one of: flush, notification, silence, got \"flushes\"",
                "silence | mine | silence: expected the id of a silence, such as 0a7ebd3a-8a3c-4b8e-a3a5-6c7a3a7fd9f1, got"
                        + " \"mine\"",
                "alert | Down | alert: expected a fingerprint of 16 hexadecimal digits, a matcher such as alertname=DiskFull,"
                        + " or matchers in braces, got \"Down\"",
                "alert | =Down | alert: bad matcher format: =Down",
                "reciever | x | reciever: unknown parameter; did you mean receiver?",
                "sort | x | sort: unknown parameter; expected one of: alert, group, receiver, silence, kind, since, until, limit,"
                        + " before, members",
                "members | some | members: expected one of: all, asked, got \"some\"",
                "members | asked | members: asked needs a fingerprint as alert, which is the one that is asked for",
            })
    void get_badParameter_saysWhichAndWhatIsExpected(String name, String value, String problem) {
        Answer answer = ask(name, value);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("\"" + problem.replace("\"", "\\\"") + "\"\n");
        assertThat(asked).isEmpty();
    }

    @Test
    void get_sinceAfterUntil_isRefused() {
        assertThat(ask("since", "1h", "until", "2h").body())
                .isEqualTo(
                        "\"since: 2025-12-31T23:00:00Z is later than until, 2025-12-31T22:00:00Z; a duration is counted"
                                + " back from now\"\n");
    }

    @Test
    void get_twoFingerprints_areRefused() {
        assertThat(ask("alert", "00000000000000ff", "alert", "00000000000000fe").body())
                .isEqualTo("\"alert: 00000000000000ff and 00000000000000fe (expected: one fingerprint)\"\n");
    }

    // --- answers ---

    @Test
    void get_onlyTheMemberThatIsAsked_countsTheOthers() {
        RecordedAlert asked = new RecordedAlert(DOWN.fingerprint(), true, Optional.empty());
        RecordedAlert other = new RecordedAlert(GONE, false, Optional.empty());
        page = page(List.of(
                flushOf(new RecordedAlerts(List.of(other, asked), 2)),
                flushOf(new RecordedAlerts(List.of(asked), 3)),
                flushOf(new RecordedAlerts(List.of(other), 1))));

        String body =
                ask("alert", DOWN.fingerprint().toString(), "members", "asked").body();

        assertThat(body)
                .containsSubsequence(
                        "\"alerts\":[" + down("") + "],\"alertsLeftOut\":1,\"firing\":1,\"resolved\":1}",
                        "\"alerts\":[" + down("") + "],\"alertsLeftOut\":2}",
                        "\"alerts\":[],\"alertsLeftOut\":1,\"firing\":1,\"resolved\":0}");
        assertThat(ask("alert", DOWN.fingerprint().toString(), "members", "all").body())
                .contains("00000000000000ff")
                .doesNotContain("\"firing\":");
    }

    private static Flush flushOf(RecordedAlerts alerts) {
        return new Flush(AT, GROUP, "team", alerts, List.of(), 1, AT);
    }

    record Case(String name, HistoryEntry entry, String json) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> entries() {
        return Stream.of(
                new Case(
                        "flush",
                        new Flush(
                                AT,
                                GROUP,
                                "team",
                                new RecordedAlerts(
                                        List.of(
                                                alert(DOWN.fingerprint(), new RecordedMute.Silenced(List.of(SILENCE))),
                                                alert(
                                                        GONE,
                                                        new RecordedMute.Inhibited(
                                                                2, "node down", DOWN.fingerprint()))),
                                        5),
                                List.of(
                                        new Unneeded(
                                                "webhook",
                                                1,
                                                new DedupVerdict.AlreadyNotified(AT, AT.plusSeconds(3_600))),
                                        new Unneeded("slack", 0, new DedupVerdict.NothingToResolve())),
                                12,
                                AT.plusSeconds(55)),
                        group("flush")
                                + ",\"times\":12,\"lastAt\":\"2025-12-31T23:59:55.000Z\",\"unneeded\":["
                                + "{\"integration\":\"webhook\",\"index\":1,\"verdict\":\"already_notified\","
                                + "\"repeatsAfter\":\"2026-01-01T00:59:00.000Z\"},"
                                + "{\"integration\":\"slack\",\"index\":0,\"verdict\":\"nothing_to_resolve\"}],"
                                + "\"alerts\":["
                                + down(",\"mutedBy\":{\"reason\":\"silence\",\"silences\":[\"" + SILENCE + "\"]}")
                                + ",{\"fingerprint\":\"00000000000000ff\",\"status\":\"firing\",\"mutedBy\":{"
                                + "\"reason\":\"inhibition\",\"source\":\"" + DOWN.fingerprint()
                                + "\",\"sourceLabels\":{\"alertname\":\"Down\",\"node\":\"<1>\"},\"rule\":2,"
                                + "\"ruleName\":\"node down\"}}],\"alertsLeftOut\":3}"),
                new Case(
                        "mute by intervals",
                        new Flush(
                                AT,
                                "odd",
                                "team",
                                new RecordedAlerts(
                                        List.of(
                                                alert(GONE, new RecordedMute.InMuteInterval(List.of("night"))),
                                                alert(GONE, new RecordedMute.OutsideActiveInterval(List.of("desk")))),
                                        2),
                                List.of(),
                                1,
                                AT),
                        "{\"id\":100,\"kind\":\"flush\",\"at\":\"" + AT_TEXT
                                + "\",\"groupKey\":\"odd\",\"receiver\":\"team\",\"times\":1,\"lastAt\":\"" + AT_TEXT
                                + "\",\"unneeded\":[],\"alerts\":[{\"fingerprint\":\"00000000000000ff\",\"status\":\"firing\","
                                + "\"mutedBy\":{\"reason\":\"mute_time_interval\",\"intervals\":[\"night\"]}},"
                                + "{\"fingerprint\":\"00000000000000ff\",\"status\":\"firing\",\"mutedBy\":{"
                                + "\"reason\":\"active_time_interval\",\"intervals\":[\"desk\"]}}]}"),
                new Case(
                        "sent",
                        notification(
                                Optional.of(NotificationReason.FIRST_NOTIFICATION),
                                new Attempts(
                                        List.of(
                                                attempt(
                                                        1,
                                                        new SendResult.RetryLater(FailureReason.SERVER_ERROR, "500")),
                                                attempt(2, SendResult.delivered())),
                                        2),
                                new NotificationOutcome.Sent(AT.plusMillis(1_400))),
                        sent("first notification")
                                + "\"outcome\":\"sent\",\"endedAt\":\"2025-12-31T23:59:01.400Z\",\"durationMillis\":1400,"
                                + "\"attempts\":2,\"attemptsMade\":[{\"number\":1,\"at\":\"" + AT_TEXT
                                + "\",\"latencyMillis\":7,\"outcome\":\"retried\",\"failure\":{\"reason\":\"serverError\","
                                + "\"message\":\"500\"}},{\"number\":2,\"at\":\"" + AT_TEXT
                                + "\",\"latencyMillis\":7,\"outcome\":\"delivered\"}],\"alerts\":[" + down("") + "]}"),
                new Case(
                        "failed",
                        notification(
                                Optional.of(NotificationReason.NEW_ALERTS),
                                new Attempts(
                                        List.of(attempt(1, new SendResult.Rejected(FailureReason.AUTH_ERROR, "401"))),
                                        1),
                                new NotificationOutcome.Failed(AT.minusMillis(5), FailureReason.AUTH_ERROR, "401")),
                        sent("new alerts added")
                                + "\"outcome\":\"failed\",\"endedAt\":\"2025-12-31T23:58:59.995Z\",\"durationMillis\":0,"
                                + "\"failure\":{\"reason\":\"authError\",\"message\":\"401\"},\"attempts\":1,"
                                + "\"attemptsMade\":[{\"number\":1,\"at\":\"" + AT_TEXT
                                + "\",\"latencyMillis\":7,\"outcome\":\"rejected\",\"failure\":{\"reason\":\"authError\","
                                + "\"message\":\"401\"}}],\"alerts\":[" + down("") + "]}"),
                new Case(
                        "under way",
                        notification(Optional.empty(), Attempts.NONE, new NotificationOutcome.UnderWay()),
                        sent("") + "\"outcome\":\"under_way\",\"attempts\":0,\"attemptsMade\":[],\"alerts\":["
                                + down("") + "]}"),
                new Case(
                        "abandoned",
                        notification(Optional.empty(), Attempts.NONE, new NotificationOutcome.Abandoned(AT)),
                        sent("") + "\"outcome\":\"abandoned\",\"foundAt\":\"" + AT_TEXT
                                + "\",\"attempts\":0,\"attemptsMade\":[],\"alerts\":[" + down("") + "]}"),
                new Case(
                        "sent elsewhere",
                        notification(
                                Optional.empty(),
                                Attempts.NONE,
                                new NotificationOutcome.SentElsewhere(AT.minusMillis(5), "am-2")),
                        sent("")
                                + "\"outcome\":\"sent_elsewhere\",\"endedAt\":\"2025-12-31T23:58:59.995Z\",\"member\":\"am-2\","
                                + "\"attempts\":0,\"attemptsMade\":[],\"alerts\":[" + down("") + "]}"),
                new Case(
                        "silence",
                        new SilenceChange(
                                AT,
                                Action.REPLACED,
                                new RecordedSilence(
                                        SILENCE, List.of("{a=\"b\"}"), AT, AT.plusSeconds(10), "ann", "why not"),
                                Optional.of("other"),
                                new Requester("user:alice", "10.0.0.7")),
                        "{\"id\":100,\"kind\":\"silence\",\"at\":\"" + AT_TEXT
                                + "\",\"action\":\"replaced\",\"by\":{\"identity\":\"user:alice\",\"address\":\"10.0.0.7\"},"
                                + "\"silence\":{\"id\":\"" + SILENCE
                                + "\",\"matchers\":[\"{a=\\\"b\\\"}\"],\"startsAt\":\""
                                + AT_TEXT + "\",\"endsAt\":\"2025-12-31T23:59:10.000Z\",\"createdBy\":\"ann\","
                                + "\"comment\":\"why not\"},\"replacedBy\":\"other\"}"));
    }

    private static RecordedAlert alert(Fingerprint fingerprint, RecordedMute mute) {
        return new RecordedAlert(fingerprint, false, Optional.of(mute));
    }

    private static Attempt attempt(int number, SendResult result) {
        return new Attempt(number, AT, Duration.ofMillis(7), result);
    }

    private static Notification notification(
            Optional<NotificationReason> reason, Attempts attempts, NotificationOutcome outcome) {
        return new Notification(
                AT,
                new NotificationKey(GROUP, "team", "webhook", 0),
                reason,
                new RecordedAlerts(List.of(new RecordedAlert(DOWN.fingerprint(), true, Optional.empty())), 1),
                attempts,
                outcome);
    }

    private static String group(String kind) {
        return "{\"id\":100,\"kind\":\"" + kind + "\",\"at\":\"" + AT_TEXT
                + "\",\"groupKey\":\"{}:{alertname=\\\"Down\\\"}\",\"groupLabels\":{\"alertname\":\"Down\"},"
                + "\"receiver\":\"team\"";
    }

    private static String sent(String reason) {
        return group("notification") + ",\"integration\":\"webhook\",\"index\":0,"
                + (reason.isEmpty() ? "" : "\"reason\":\"" + reason + "\",");
    }

    private static String down(String mute) {
        return "{\"fingerprint\":\"" + DOWN.fingerprint() + "\",\"status\":\""
                + (mute.isEmpty() ? "resolved" : "firing") + "\",\"labels\":{\"alertname\":\"Down\",\"node\":\"<1>\"}"
                + mute + "}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void answer_entry_hasItsFields(Case each) {
        page = page(List.of(each.entry()));

        assertThat(withoutTexts(ask().body())).isEqualTo("{\"entries\":[" + each.json() + "]}\n");
    }

    /** Whose words are pinned where they are made. */
    private static String withoutTexts(String json) {
        return json.replaceAll(",\"text\":\"(\\\\.|[^\"\\\\])*\"", "");
    }

    @Test
    void answer_entriesAndMutes_haveTexts() {
        page = page(List.of(entries().toList().get(0).entry()));

        assertThat(ask().body())
                .startsWith("{\"entries\":[{\"id\":100,\"kind\":\"flush\",\"at\":\"" + AT_TEXT
                        + "\",\"text\":\"kept {alertname=\\\"Down\\\"} back from team: 1 of 5 alerts silenced by "
                        + SILENCE
                        + "; 1 of 5 alerts inhibited by {alertname=\\\"Down\\\", node=\\\"<1>\\\"} through \\\"node down\\\"; 12"
                        + " times until 2025-12-31T23:59:55Z\",\"groupKey\"")
                .contains("\"silences\":[\"" + SILENCE + "\"],\"text\":\"silenced by " + SILENCE + "\"}");
    }

    @Test
    void answer_moreToCome_saysWhereItGoesOn() {
        page = new HistoryPage(List.of(), Map.of(), OptionalLong.of(17));

        assertThat(ask().body()).isEqualTo("{\"entries\":[],\"next\":17}\n");
    }

    @Test
    void answer_alertsThatMatchersCouldNotBeAskedAbout_areCounted() {
        page = new HistoryPage(List.of(), Map.of(), OptionalLong.empty(), 3);

        assertThat(ask().body()).isEqualTo("{\"entries\":[],\"unknownAlerts\":3}\n");
    }

    @Test
    void answer_long_isCompressedPieceByPiece() {
        page = page(IntStream.range(0, 1_000)
                .mapToObj(i -> entries().toList().get(2).entry())
                .toList());

        Answer packed = running.client.get(PATH, "Accept-Encoding: gzip");

        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(packed.body()).isEqualTo(ask().body()).endsWith("]}]}\n");
        assertThat(packed.body().split("\"first notification\"", -1)).hasSize(1_001);
    }
}
