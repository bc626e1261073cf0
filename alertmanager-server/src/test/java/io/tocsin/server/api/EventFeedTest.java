package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.api.EventFeed.Event;
import io.tocsin.server.api.EventFeed.Look;
import io.tocsin.server.api.EventFeed.Versions;
import io.tocsin.server.http.VertxFactory;
import io.tocsin.server.log.CapturedLog;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When is looked, and who is told. */
@Timeout(60)
final class EventFeedTest {
    @RegisterExtension
    private final CapturedLog captured = CapturedLog.of(EventFeed.class);

    private final Vertx vertx = VertxFactory.create();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong fakeNanos = new AtomicLong();

    // Volatile: set by the test, read by timers.
    private volatile String alerts = "a";

    /** Remembers what it is told, and when. */
    private static final class Ear implements EventFeed.Listener {
        private final List<Event> events = new CopyOnWriteArrayList<>();
        private final List<Long> nanos = new CopyOnWriteArrayList<>();
        private final AtomicInteger ends = new AtomicInteger();
        private final List<Boolean> ticks = new CopyOnWriteArrayList<>();

        @Override
        public void changed(Event event) {
            nanos.add(System.nanoTime());
            events.add(event);
        }

        @Override
        public void tick(boolean isWatched) {
            ticks.add(isWatched);
        }

        @Override
        public void end() {
            ends.incrementAndGet();
        }

        /** Of neighbours. */
        private List<Duration> pauses() {
            List<Duration> pauses = new ArrayList<>();
            for (int i = 1; i < nanos.size(); i++) {
                pauses.add(Duration.ofNanos(nanos.get(i) - nanos.get(i - 1)));
            }
            return pauses;
        }
    }

    @AfterEach
    void close() {
        RunningApi.await(vertx.close().toCompletionStage());
    }

    /** Whose looks run all the time that they take. */
    private EventFeed feed(Supplier<CompletionStage<Versions>> look) {
        return feedOf(() -> {
            long begun = fakeNanos.get();
            return look.get().thenApply(versions -> new Look(versions, fakeNanos.get() - begun));
        });
    }

    private EventFeed feedOf(Supplier<CompletionStage<Look>> look) {
        return new EventFeed(vertx, look, fakeNanos::get, failures::incrementAndGet, "boot");
    }

    private CompletionStage<Versions> same() {
        looks.incrementAndGet();
        return CompletableFuture.completedStage(new Versions(alerts, "s", "t"));
    }

    /** Other versions at each look. */
    private CompletionStage<Versions> other() {
        return CompletableFuture.completedStage(new Versions("a" + looks.incrementAndGet(), "s", "t"));
    }

    @Test
    void changes_manyASecond_areOneEventASecond() {
        Ear ear = new Ear();
        feed(this::other).add(ear, "");

        await().until(() -> ear.events.size() == 4);
        assertThat(ear.events).extracting(Event::id).containsExactly("boot-1", "boot-2", "boot-3", "boot-4");
        // Timers count in milliseconds.
        assertThat(ear.pauses()).allMatch(pause -> pause.compareTo(Duration.ofMillis(990)) > 0);
    }

    @Test
    void look_thatTakesLong_isFollowedByAPauseFourTimesAsLong() {
        Ear ear = new Ear();
        feed(() -> {
                    fakeNanos.addAndGet(Duration.ofMillis(600).toNanos());
                    return other();
                })
                .add(ear, "");

        await().until(() -> ear.events.size() == 2);
        assertThat(ear.pauses()).allMatch(pause -> pause.compareTo(Duration.ofMillis(2_390)) > 0);
    }

    /** Four minutes later would be too late for this test, and for people. */
    @Test
    void look_thatHadToWait_isNotFollowedByALongPause() {
        Ear ear = new Ear();
        feedOf(() -> {
                    pass(Duration.ofMinutes(1));
                    return other().thenApply(versions -> new Look(versions, 0));
                })
                .add(ear, "");

        await().until(() -> ear.events.size() >= 3);
    }

    @Test
    void nothingChanges_whoKnowsIsNotTold_whoDoesNotIsAtOnce() {
        EventFeed feed = feed(this::same);
        Ear first = new Ear();
        feed.add(first, "");
        await().until(() -> looks.get() == 3);
        Ear knowing = new Ear();
        Ear fromAnotherLife = new Ear();
        feed.add(knowing, "boot-1");
        feed.add(fromAnotherLife, "other-1");
        assertThat(fromAnotherLife.events).as("at once").hasSize(1);
        await().until(() -> looks.get() == 5);

        assertThat(first.events).hasSize(1);
        assertThat(knowing.events).isEmpty();
        alerts = "b";
        await().until(() ->
                first.events.size() == 2 && knowing.events.size() == 1 && fromAnotherLife.events.size() == 2);
    }

    @Test
    void nobodyListens_nobodyLooks_andWhoComesBackIsToldWhatHeMissed() {
        EventFeed feed = feed(this::same);
        Ear ear = new Ear();
        feed.add(ear, "");
        await().until(() -> ear.events.size() == 1);
        feed.remove(ear);
        int before = looks.get();
        await().during(Duration.ofMillis(2_500)).until(() -> looks.get() <= before + 1);

        Ear back = new Ear();
        feed.add(back, "boot-1");
        await().until(() -> looks.get() > before + 1);
        assertThat(back.events).isEmpty();
        feed.remove(back);

        alerts = "b";
        Ear late = new Ear();
        feed.add(late, "boot-1");
        await().until(() -> !late.events.isEmpty());
        assertThat(late.events).extracting(Event::id).containsExactly("boot-2");
    }

    private void pass(Duration time) {
        fakeNanos.addAndGet(time.toNanos());
    }

    /** From the next tick on. */
    private static void awaitTick(Ear ear, boolean isWatched) {
        ear.ticks.clear();
        await().until(() -> ear.ticks.contains(isWatched));
    }

    @Test
    void looksFail_listenersAreToldThatNobodyWatches_untilOneSucceeds() {
        Ear ear = new Ear();
        AtomicBoolean isBroken = new AtomicBoolean(true);
        feed(() -> isBroken.get() ? CompletableFuture.failedStage(new IllegalStateException("test")) : same())
                .add(ear, "");
        awaitTick(ear, true);
        pass(Duration.ofSeconds(16));
        awaitTick(ear, false);
        assertThat(failures).hasPositiveValue();

        isBroken.set(false);
        awaitTick(ear, true);
        assertThat(ear.events).hasSize(1);
    }

    @Test
    void lookThatDoesNotEnd_listenersAreToldThatNobodyWatches_andItIsLoggedOnce() {
        Ear ear = new Ear();
        CompletableFuture<Versions> stuck = new CompletableFuture<>();
        feed(() -> looks.incrementAndGet() == 1 ? stuck : same()).add(ear, "");
        awaitTick(ear, true);
        pass(Duration.ofSeconds(16));
        awaitTick(ear, false);
        awaitTick(ear, false);

        assertThat(captured.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.getMessage()).isEqualTo("Changes have not been looked for in time"));
        stuck.complete(new Versions("a", "s", "t"));
        awaitTick(ear, true);
    }

    @Test
    void pauseAfterALongLook_isNoReasonForAlarm() {
        Ear ear = new Ear();
        feed(() -> {
                    pass(Duration.ofSeconds(10));
                    return same();
                })
                .add(ear, "");
        await().until(() -> ear.events.size() == 1);
        pass(Duration.ofSeconds(30));
        awaitTick(ear, true);
        pass(Duration.ofSeconds(30));
        awaitTick(ear, false);
    }

    @Test
    void looksFail_isLoggedOnce_andGoesOn() {
        Ear ear = new Ear();
        feed(() -> switch (looks.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("test");
                    case 2 -> CompletableFuture.failedStage(new IllegalStateException("test"));
                    default -> CompletableFuture.completedStage(new Versions("a", "s", "t"));
                })
                .add(ear, "");

        await().until(() -> !ear.events.isEmpty());
        assertThat(captured.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.getMessage()).isEqualTo("Changes cannot be looked for"));
    }

    @Test
    void close_endsAllOnce_andWhoeverComesThen() {
        EventFeed feed = feed(this::same);
        Ear ear = new Ear();
        feed.add(ear, "");
        feed.close();
        Ear late = new Ear();
        feed.add(late, "");

        assertThat(ear.ends).hasValue(1);
        assertThat(late.ends).hasValue(1);
    }
}
