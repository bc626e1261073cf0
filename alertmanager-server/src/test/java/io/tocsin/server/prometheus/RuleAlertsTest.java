package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.core.label.Labels;
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
import org.junit.jupiter.api.Test;

/** Members that do not see the same: an alert fires for as long as one of them says so. */
final class RuleAlertsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Labels LABELS = Labels.of("alertname", "Down");

    private final FakeRouter router = new FakeRouter();
    private final RuleAlerts alerts = new RuleAlerts(router);

    private static final class FakeRouter implements RuleAlerts.Router {
        private final Map<Labels, Alert> others = new HashMap<>();
        private final List<PostedAlert> posted = new ArrayList<>();
        private Instant now = START;
        private long changes;
        private int asked;
        private Runnable whenAsked = () -> {};

        @Override
        public CompletionStage<PostOutcome> post(List<PostedAlert> all) {
            posted.addAll(all);
            all.forEach(each -> others.remove(each.labels()));
            changes++;
            return CompletableFuture.completedStage(new PostOutcome(List.of(), 0));
        }

        @Override
        public Optional<Alert> ofAnotherMember(Labels labels) {
            asked++;
            Optional<Alert> known = Optional.ofNullable(others.get(labels));
            whenAsked.run();
            return known;
        }

        @Override
        public long changes() {
            return changes;
        }

        @Override
        public Instant now() {
            return now;
        }
    }

    /** What this member's rule says: it ends so many seconds after the start. */
    private void say(int endSeconds) {
        alerts.apply(List.of(new PostedAlert(
                LABELS,
                Labels.EMPTY,
                Timestamp.of(START.minusSeconds(60)),
                Timestamp.of(START.plusSeconds(endSeconds)),
                "")));
    }

    /** What another member has said so many seconds after the start. */
    private void hear(int atSeconds, int endSeconds) {
        router.changes += endSeconds <= atSeconds ? 1 : 0;
        router.others.put(
                LABELS,
                new Alert(
                        LABELS,
                        Labels.EMPTY,
                        Timestamp.of(START.minusSeconds(60)),
                        Timestamp.of(START.plusSeconds(endSeconds)),
                        false,
                        "",
                        START.plusSeconds(atSeconds)));
    }

    private void at(int seconds) {
        router.now = START.plusSeconds(seconds);
    }

    /** When what was handed on is over, in seconds after the start. */
    private List<Long> ends() {
        return router.posted.stream()
                .map(each -> Duration.between(
                        START, Optional.ofNullable(each.endsAt()).orElseThrow().toInstant()))
                .map(Duration::toSeconds)
                .toList();
    }

    @Test
    void apply_nobodyElseSpeaks_handsAllOn() {
        say(240);
        at(30);
        say(30);
        at(91);
        say(30);
        assertThat(ends()).containsExactly(240L, 30L, 30L);
    }

    @Test
    void apply_anotherSaysLaterThatItFires_theEndIsNotRepeated() {
        hear(-20, 220);
        say(0);
        assertThat(ends())
                .as("the first time, as the other one's word is older")
                .containsExactly(0L);

        hear(40, 280);
        at(61);
        say(0);
        assertThat(ends()).containsExactly(0L);
    }

    @Test
    void apply_theOtherOneHasFallenSilent_theEndIsRepeated() {
        hear(5, 245);
        at(60);
        say(0);
        at(154);
        say(0);
        assertThat(ends()).isEmpty();
        at(155);
        say(0);
        assertThat(ends()).containsExactly(0L);
    }

    /** How long the word of a rule lasts tells when it is said again. */
    @Test
    void apply_anotherSpeaksEachFiveMinutes_theEndIsNotRepeatedBetweenItsWords() {
        say(0);
        for (int second = 1; second < 900; second += 300) {
            hear(second, second + 1_200);
            at(second + 299);
            say(0);
        }
        assertThat(ends()).containsExactly(0L);

        at(601 + 630);
        say(0);
        assertThat(ends()).containsExactly(0L, 0L);
    }

    @Test
    void contradict_anotherSaysThatItIsOver_saysOnceThatItFires() {
        say(240);
        at(10);
        hear(10, 10);
        alerts.contradict();
        alerts.contradict();
        assertThat(ends()).containsExactly(240L, 240L);
    }

    /** It is asked each second, of each alert that fires. */
    @Test
    void contradict_nothingHasChanged_looksAtNothingForSomeTime() {
        say(240);
        alerts.contradict();
        int asked = router.asked;
        at(9);
        alerts.contradict();
        assertThat(router.asked).isEqualTo(asked);

        // What ends without a word is no change.
        hear(0, 8);
        alerts.contradict();
        assertThat(ends()).containsExactly(240L);
        at(10);
        alerts.contradict();
        assertThat(ends()).containsExactly(240L, 240L);
    }

    @Test
    void contradict_whileTheRuleSaysThatItIsOver_thatIsTheLastWord() throws Exception {
        // given
        say(240);
        at(10);
        hear(10, 10);
        Thread rule = new Thread(() -> say(10));
        router.whenAsked = () -> {
            if (rule.getState() == Thread.State.NEW) {
                rule.start();
                await().until(() ->
                        Set.of(Thread.State.BLOCKED, Thread.State.TERMINATED).contains(rule.getState()));
            }
        };

        // when
        alerts.contradict();
        rule.join(60_000);

        // then
        assertThat(ends()).endsWith(10L);
    }

    @Test
    void contradict_itIsOverHereToo_saysNothing() {
        say(240);
        at(10);
        say(10);
        hear(10, 10);
        alerts.contradict();
        assertThat(ends()).containsExactly(240L, 10L);
    }

    @Test
    void contradict_ownWordHasNoMeaningAnyMore_saysNothing() {
        say(240);
        at(240);
        hear(200, 200);
        alerts.contradict();
        assertThat(ends()).containsExactly(240L);
    }

    @Test
    void contradict_theOtherOneSaysThatItFires_saysNothing() {
        say(240);
        hear(0, 240);
        at(10);
        alerts.contradict();
        assertThat(ends()).containsExactly(240L);
    }
}
