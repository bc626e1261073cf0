package io.tocsin.notifiers.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnQueuesTest {
    private final TurnQueues<String> queues = new TurnQueues<>();
    private final List<String> taken = new ArrayList<>();
    private int free;

    private TurnQueues<String>.Queue queue(String... places) {
        TurnQueues<String>.Queue queue = queues.queue(() -> free > 0, this::take);
        for (String place : places) {
            queue.add(place);
        }
        return queue;
    }

    private void take(String place) {
        free--;
        taken.add(place);
    }

    @Test
    void serve_severalQueues_takeTurns() {
        // given
        queue("a1", "a2", "a3");
        queue("b1");
        queue("c1", "c2");
        free = 5;
        // then
        assertThat(queues.serve()).containsExactly("a1", "b1", "c1", "a2", "c2");
        assertThat(taken).hasSize(5);
        assertThat(queues.waiting()).isOne();
        // when
        free = 5;
        // then
        assertThat(queues.serve()).containsExactly("a3");
        assertThat(queues.serve()).isEmpty();
    }

    @Test
    void serve_queueThatMayHaveNothing_isPassed() {
        // given
        TurnQueues<String>.Queue closed = queues.queue(() -> false, this::take);
        closed.add("never");
        queue("a1", "a2");
        free = 9;
        // then
        assertThat(queues.serve()).containsExactly("a1", "a2");
        assertThat(closed.size()).isOne();
    }

    @Test
    void remove_waiting_isNotServed() {
        // given
        TurnQueues<String>.Queue a = queue("a1", "a2");
        TurnQueues<String>.Queue b = queue("b1");
        // when
        a.remove("a1");
        b.remove("b1");
        b.remove("b1");
        free = 9;
        // then
        assertThat(b.isEmpty()).isTrue();
        assertThat(queues.waiting()).isOne();
        assertThat(queues.serve()).containsExactly("a2");
    }

    @Test
    void letOthersFirst_first_comesLast() {
        // given
        TurnQueues<String>.Queue a = queue("a1");
        queue("b1");
        // when
        a.letOthersFirst();
        queue().letOthersFirst();
        free = 9;
        // then
        assertThat(queues.serve()).containsExactly("b1", "a1");
    }
}
