package io.tocsin.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(10);

    @Test
    void reserve_moreThanThereIs_takesNothing() {
        assertThat(budget.reserve(7)).isTrue();
        assertThat(budget.reserve(4)).isFalse();

        assertThat(budget.takenBytes()).isEqualTo(7);
        assertThat(budget.reserve(3)).isTrue();
    }

    @Test
    void release_givesItToTheNext() {
        budget.reserve(10);
        budget.release(10);

        assertThat(budget.takenBytes()).isZero();
        assertThat(budget.reserve(10)).isTrue();
    }

    @Test
    void reserve_aLargeOneIsRefusedMeanwhile_smallOnesAreNot() throws Exception {
        int threads = 3;
        var shared = new ByteBudget(threads);
        var isOver = new AtomicBoolean();
        ExecutorService executor = Executors.newFixedThreadPool(threads + 1);
        try {
            Future<Integer> large = executor.submit(() -> {
                int had = 0;
                while (!isOver.get()) {
                    had += shared.reserve(threads + 1) ? 1 : 0;
                }
                return had;
            });
            List<Callable<Integer>> small = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                small.add(() -> refusedOfOneByte(shared, 100_000));
            }

            for (Future<Integer> refused : executor.invokeAll(small, 60, TimeUnit.SECONDS)) {
                assertThat(refused.get()).isZero();
            }
            isOver.set(true);
            assertThat(large.get(60, TimeUnit.SECONDS)).isZero();
            assertThat(shared.takenBytes()).isZero();
        } finally {
            isOver.set(true);
            executor.shutdownNow();
        }
    }

    private static int refusedOfOneByte(ByteBudget budget, int times) {
        int refused = 0;
        for (int i = 0; i < times; i++) {
            if (budget.reserve(1)) {
                budget.release(1);
            } else {
                refused++;
            }
        }
        return refused;
    }
}
