package io.tocsin.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

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
}
