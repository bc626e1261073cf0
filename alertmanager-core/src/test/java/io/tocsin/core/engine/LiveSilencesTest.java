package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.AlertStore;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Questions of another thread while silences change. */
final class LiveSilencesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofMinutes(1));
    private static final Instant END = START.plus(Duration.ofHours(1));
    private static final Labels DB = Labels.of("alertname", "Down", "job", "db");

    private final VirtualTime time = new VirtualTime(START);
    private final AtomicInteger ids = new AtomicInteger();
    private final VisibleChanges changes = new VisibleChanges();
    private final LiveSilences silences = new LiveSilences(
            TestPorts.of(time, () -> 0, new NoStateStore(), event -> {}, () -> "id-" + ids.incrementAndGet()),
            new AlertStore<>(alert -> new RoutedAlert(alert, List.of())),
            changes);

    private final AtomicBoolean isOver = new AtomicBoolean();

    @Test
    void silencing_whileMatchersChange_findsTheOldOrTheNew() throws Exception {
        // given
        change(0);
        CompletableFuture<Integer> misses = missesUntilOver();
        // when
        for (int i = 1; i <= 20_000; i++) {
            change(i);
        }
        isOver.set(true);
        // then
        assertThat(misses.get()).isZero();
    }

    @Test
    void silencing_whileOneIsReplaced_findsTheOldOrTheNew() throws Exception {
        // given
        String id = set("", 0);
        CompletableFuture<Integer> misses = missesUntilOver();
        // when
        for (int i = 1; i <= 3_000; i++) {
            time.advance(Duration.ofNanos(1));
            id = set(id, i);
        }
        isOver.set(true);
        // then
        assertThat(misses.get()).isZero();
    }

    /** How often, until it is over, no silence is found for an alert that is silenced all the time. */
    private CompletableFuture<Integer> missesUntilOver() {
        return CompletableFuture.supplyAsync(() -> {
            int missed = 0;
            while (!isOver.get()) {
                missed += silences.silencing(DB, LATER).isEmpty() ? 1 : 0;
            }
            return missed;
        });
    }

    /** One of two pairs that match the alert, found at either end of a search. */
    private static String nameOf(int turn) {
        return turn % 2 == 0 ? "alertname" : "job";
    }

    private void change(int turn) {
        String name = nameOf(turn);
        MatcherSet set = new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, name, DB.get(name))));
        Silence silence =
                new Silence("one", List.of(set), START, END, START.plusNanos(turn), "", "", Labels.EMPTY, END);
        silences.restore(List.of(new Stamped<>(silence, new Stamp(1 + turn, 0))));
    }

    private String set(String id, int turn) throws Exception {
        String name = nameOf(turn);
        MatcherText matcher = new MatcherText(MatchType.EQUAL, name, DB.get(name));
        CompletableFuture<SilenceChange> change = silences.set(
                        new SilenceRequest(
                                id, List.of(List.of(matcher)), SilenceRequest.NO_TIME, END, "", "", Labels.EMPTY),
                        Requester.NONE)
                .toCompletableFuture();
        time.settle();
        SilenceChange done = change.get();
        return done instanceof SilenceChange.Replaced replaced
                ? replaced.silence().id()
                : ((SilenceChange.Created) done).silence().id();
    }
}
