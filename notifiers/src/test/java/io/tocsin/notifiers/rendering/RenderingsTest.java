package io.tocsin.notifiers.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On one thread: what is granted lies in a queue until the test has it done, and takes the time that it says. */
final class RenderingsTest {
    private static final Duration QUICK = Duration.ofMillis(3);
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Queue<Runnable> granted = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> done = new ArrayList<>();

    @Test
    void render_integrationOfUnknownPace_hasOneThreadAtATime() {
        Renderings renderings = renderings(4);
        renderMany(renderings.share("a"), "a", SLOW, 10);

        assertThat(renderings.load()).isEqualTo(new RenderingLoad(1, 9, 0));
    }

    @Test
    void render_integrationThatWasQuick_hasAllThreadsButOne() {
        Renderings renderings = renderings(4);
        Renderings.Share share = renderings.share("a");
        renderMany(share, "a", QUICK, 10);

        endOne();

        assertThat(renderings.load()).isEqualTo(new RenderingLoad(3, 6, QUICK.toNanos()));
    }

    @Test
    void render_twoThreads_quickIntegrationHasOneAtATime() {
        Renderings renderings = renderings(2);
        renderMany(renderings.share("a"), "a", QUICK, 3);

        endOne();

        assertThat(granted).hasSize(1);
        endAll();
        assertThat(done).hasSize(3);
    }

    @Test
    void render_manySlowOnesWait_quickIntegrationBeginsAtOnce() {
        // given
        Renderings renderings = renderings(2);
        Renderings.Share good = renderings.share("good");
        renderMany(good, "good", QUICK, 1);
        endAll();
        for (String name : List.of("a", "b", "c")) {
            renderMany(renderings.share(name), name, SLOW, 64);
        }
        endOne();
        endOne();
        endOne();
        assertThat(done).containsExactly("good", "a", "b", "c");
        assertThat(renderings.load().underWay()).isEqualTo(1);
        // when
        renderMany(good, "good", QUICK, 1);
        // then
        assertThat(renderings.load().underWay()).isEqualTo(2);
    }

    @Test
    void render_slowOnesWait_takeTurns() {
        Renderings renderings = renderings(2);
        for (String name : List.of("a", "b", "c")) {
            renderMany(renderings.share(name), name, SLOW, 3);
        }

        endAll();

        assertThat(done).containsExactly("a", "b", "c", "a", "b", "c", "a", "b", "c");
    }

    @Test
    void render_slowIntegrationIsQuickAgain_needsNoSlowThread() {
        // given
        Renderings renderings = renderings(2);
        Renderings.Share a = renderings.share("a");
        Renderings.Share b = renderings.share("b");
        renderMany(a, "a", SLOW, 1);
        renderMany(b, "b", SLOW, 1);
        endAll();
        renderMany(a, "a", QUICK, 1);
        endAll();
        renderMany(b, "b", SLOW, 1);
        // when
        renderMany(a, "a", QUICK, 1);
        // then
        assertThat(granted).hasSize(2);
    }

    @Test
    void result_workThrows_failsAndTheNextTurnKnowsWhy() {
        Renderings renderings = renderings(2);
        Renderings.Share share = renderings.share("a");
        Renderings.Turn<String> first = share.render(() -> {
            throw new IllegalStateException("template: too much");
        });
        Renderings.Turn<String> second = share.render(work("a", QUICK));
        assertThat(second.lastFailure()).isEmpty();

        endOne();

        assertThat(first.result().toCompletableFuture()).isCompletedExceptionally();
        assertThat(second.lastFailure()).contains("template: too much");
        endOne();
        assertThat(second.result().toCompletableFuture()).isCompletedWithValue("a");
        assertThat(second.lastFailure()).isEmpty();
    }

    @Test
    void giveUp_whileItWaits_isNotDoneAndSaysSo() {
        Renderings renderings = renderings(2);
        Renderings.Share share = renderings.share("a");
        Renderings.Turn<String> first = share.render(work("first", QUICK));
        Renderings.Turn<String> second = share.render(work("second", QUICK));

        assertThat(second.giveUp()).startsWith("not sent: waited ").endsWith(" until other renderings end");
        assertThat(first.giveUp()).startsWith("not sent: rendering has taken ");

        assertThat(renderings.load()).isEqualTo(new RenderingLoad(1, 0, 0));
        endAll();
        assertThat(done).containsExactly("first");
        assertThat(second.giveUp()).isEqualTo("not sent");
        assertThat(renderings.load().underWay()).isZero();
    }

    @Test
    void threads_areAsManyAsProcessorsAndHeapAllow() {
        assertThat(Renderings.threads(1, 4L << 30)).isEqualTo(2);
        assertThat(Renderings.threads(8, 4L << 30)).isEqualTo(8);
        assertThat(Renderings.threads(8, 512L << 20)).isEqualTo(4);
        assertThat(Renderings.threads(8, 64L << 20)).isEqualTo(2);
    }

    private Renderings renderings(int threadsMax) {
        return new Renderings(threadsMax, granted::add, nanos::get);
    }

    private void renderMany(Renderings.Share share, String name, Duration took, int count) {
        for (int i = 0; i < count; i++) {
            var unused = share.render(work(name, took));
        }
    }

    private Callable<String> work(String name, Duration took) {
        return () -> {
            nanos.addAndGet(took.toNanos());
            done.add(name);
            return name;
        };
    }

    private void endOne() {
        granted.remove().run();
    }

    private void endAll() {
        while (!granted.isEmpty()) {
            endOne();
        }
    }
}
