package io.tocsin.notifiers.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.RequestLoad;
import io.tocsin.notifiers.http.RequestSlots;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class BlockingSendsTest {
    private static final AttemptLimit LIMIT = new AttemptLimit(Duration.ofSeconds(60), Duration.ZERO, "mail");

    private final Vertx vertx = Vertx.vertx();

    /** No slot but the four that each integration is ensured of. */
    private final BlockingSends sends = new BlockingSends(vertx, RequestSlots.of(0));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void send_resultKnownBeforeTheEnd_isPassedOnAtOnceAndTheSlotKept() throws Exception {
        BlockingSends.Share share = sends.share("team/mail[0]");
        Stuck goodbye = new Stuck() {
            @Override
            public void make(Consumer<SendResult> result) {
                result.accept(SendResult.delivered());
                super.make(ignored -> {});
            }
        };

        assertThat(await(share, goodbye)).isEqualTo(SendResult.delivered());
        assertThat(sends.load()).isEqualTo(new RequestLoad(1, 0, 0));
        goodbye.abort();
        awaitIdle();
    }

    @Test
    void send_fourHang_furtherOnesWaitAndOthersDoNot() throws Exception {
        // given
        BlockingSends.Share slow = sends.share("team/mail[0]");
        List<Stuck> stuck = new ArrayList<>();
        List<Future<SendResult>> results = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            stuck.add(new Stuck());
            results.add(slow.send(stuck.get(i), LIMIT).toCompletableFuture());
        }
        assertThat(sends.load()).isEqualTo(new RequestLoad(4, 2, 0));

        // when
        SendResult other = await(sends.share("other/mail[0]"), result -> result.accept(SendResult.delivered()));

        // then
        assertThat(other).isEqualTo(SendResult.delivered());
        stuck.forEach(Stuck::abort);
        for (Future<SendResult> result : results) {
            assertThat(result.get()).isEqualTo(Stuck.RESULT);
        }
        awaitIdle();
    }

    @Test
    void send_attemptBreaks_failsAndGivesItsSlotBack() throws Exception {
        BlockingSends.Share share = sends.share("team/mail[0]");

        assertThatThrownBy(() -> await(share, result -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
        awaitIdle();
    }

    @Test
    void close_attemptUnderWay_isEndedAfterTheGrace() throws Exception {
        // given
        BlockingSends.Share share = sends.share("team/mail[0]");
        Stuck stuck = new Stuck();
        Future<SendResult> result = share.send(stuck, LIMIT).toCompletableFuture();
        stuck.begun.await();

        // when
        share.close(Duration.ofMillis(50));

        // then
        assertThat(result.get())
                .isEqualTo(new SendResult.RetryLater(
                        FailureReason.CONTEXT_DEADLINE_EXCEEDED, "wait: context deadline exceeded"));
        awaitIdle();
    }

    private static SendResult await(BlockingSends.Share share, Consumer<Consumer<SendResult>> work) throws Exception {
        return await(share, new BlockingAttempt() {
            @Override
            public void make(Consumer<SendResult> result) {
                work.accept(result);
            }

            @Override
            public String doing() {
                return "work";
            }

            @Override
            public void abort() {}
        });
    }

    private static SendResult await(BlockingSends.Share share, BlockingAttempt attempt) throws Exception {
        return share.send(attempt, LIMIT).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private void awaitIdle() {
        while (sends.load().underWay() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Waits until it is ended. */
    private static class Stuck implements BlockingAttempt {
        static final SendResult RESULT = new SendResult.Rejected(FailureReason.OTHER, "ended");

        final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void make(Consumer<SendResult> result) {
            begun.countDown();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            result.accept(RESULT);
        }

        @Override
        public String doing() {
            return "wait";
        }

        @Override
        public void abort() {
            ended.countDown();
        }
    }
}
