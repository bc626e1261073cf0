package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.evaluator.query.QueryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QueryThreadsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final QueryThreads threads = new QueryThreads(1, 1, nanos::get);

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void run_moreThanMayWait_isTurnedAway() throws Exception {
        // given: one that is worked on, and ten that wait
        CountDownLatch end = new CountDownLatch(1);
        List<CompletionStage<Integer>> taken = new ArrayList<>();
        for (int i = 0; i <= 10; i++) {
            int number = i;
            taken.add(threads.run(
                    () -> {
                        end.await();
                        return number;
                    },
                    patient()));
        }
        // when
        CompletableFuture<Integer> more = threads.run(() -> 11, patient()).toCompletableFuture();
        // then
        assertThatThrownBy(more::get)
                .hasCauseInstanceOf(RequestException.class)
                .hasMessageContaining("too many queries at once: 10 wait already");
        end.countDown();
        for (int i = 0; i <= 10; i++) {
            assertThat(taken.get(i).toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isEqualTo(i);
        }
    }

    @Test
    void run_timeIsOverBeforeItsTurn_isNotWorkedOn() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CompletionStage<Integer> first = threads.run(
                () -> {
                    end.await();
                    return 1;
                },
                patient());
        QueryThreads.Patience little = threads.patience(Duration.ofSeconds(1), () -> false);
        CompletableFuture<Integer> second = threads.run(() -> 2, little).toCompletableFuture();

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        end.countDown();

        assertThat(first.toCompletableFuture().get(60, TimeUnit.SECONDS)).isEqualTo(1);
        assertThatThrownBy(() -> second.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(QueryException.class)
                .hasMessageContaining("query timed out in query queue");
        assertThatThrownBy(little::check).hasMessage("query timed out in expression evaluation");
    }

    @Test
    void run_clientHasGone_isCanceled() {
        CompletableFuture<Integer> done = threads.run(() -> 1, threads.patience(Duration.ofMinutes(1), () -> true))
                .toCompletableFuture();

        assertThatThrownBy(() -> done.get(60, TimeUnit.SECONDS))
                .hasMessageContaining("query was canceled in query queue");
    }

    private QueryThreads.Patience patient() {
        return threads.patience(Duration.ofMinutes(1), () -> false);
    }
}
