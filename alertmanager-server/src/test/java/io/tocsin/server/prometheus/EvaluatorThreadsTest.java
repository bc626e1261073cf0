package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.prometheus.EvaluatorThreads.Pools;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads, of which some hang until the end of the test. */
@Timeout(60)
final class EvaluatorThreadsTest {
    private static final int PROCESSORS = 2;
    private static final long LONGEST_SECONDS = 20;

    private final EvaluatorThreads threads =
            new EvaluatorThreads(Pools.of(PROCESSORS), new RuleRunner.Clocks(InstantSource.system(), System::nanoTime));
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        end.countDown();
    }

    private void hang(Executor where) throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        where.execute(() -> {
            hanging.countDown();
            try {
                end.await(LONGEST_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(hanging.await(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private void hangAllRules() throws Exception {
        hangSlowRules();
        for (int i = PROCESSORS; i < EvaluatorThreads.ruleWorkers(PROCESSORS); i++) {
            hang(threads.rules());
        }
    }

    private void hangSlowRules() throws Exception {
        for (int i = 0; i < PROCESSORS; i++) {
            hang(threads.slowRules());
        }
    }

    private static String threadOf(Executor where) throws Exception {
        return CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), where)
                .get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void rules_thatAllHang_holdUpNothingElse() throws Exception {
        hangAllRules();
        threads.rules().execute(() -> {});
        threads.slowRules().execute(() -> {});

        assertThat(threadOf(threads.scrapes())).startsWith("scrape-");
        assertThat(threadOf(threads.files())).startsWith("evaluator-files-");
        CompletableFuture<Void> tick = new CompletableFuture<>();
        threads.scrapeTimers().after(1, () -> tick.complete(null));
        tick.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        assertThat(threads.groupsWorkedOn()).isEqualTo(EvaluatorThreads.ruleWorkers(PROCESSORS));
        assertThat(threads.groupsWaiting()).isEqualTo(2);
        assertThat(threads.scrapesWaiting()).isZero();
    }

    @Test
    void rules_thatAreSlow_holdUpNoOthers() throws Exception {
        hangSlowRules();
        threads.slowRules().execute(() -> {});
        assertThat(threadOf(threads.rules())).startsWith("rule-");
        assertThat(threads.groupsWaiting()).isEqualTo(1);
    }

    @Test
    void files_thatHang_holdUpNoRules() throws Exception {
        hang(threads.files());
        assertThat(threadOf(threads.rules())).startsWith("rule-");
    }

    @Test
    void close_rulesAndFilesHang_waitsForNeither() throws Exception {
        hangAllRules();
        hang(threads.files());
        threads.close();
        assertThat(end.getCount()).isEqualTo(1);
    }
}
