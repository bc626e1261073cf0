package io.tocsin.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.label.Labels;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.stamp.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChangesTest {
    private static final Instant NOW = Instant.parse("2026-03-29T00:00:00Z");

    private final VirtualTime time = new VirtualTime(NOW);
    private final List<Long> taken = new ArrayList<>();
    private final List<Long> lost = new ArrayList<>();
    private int sends;
    private final Changes changes = new Changes(time, new Changes.Taker() {
        @Override
        public void take(Replica replica, long sequence) {
            assertThat(replica.stamp().ticks()).isEqualTo(sequence);
            taken.add(sequence);
        }

        @Override
        public void send() {
            sends++;
        }

        @Override
        public void lost(long sequence) {
            lost.add(sequence);
        }
    });

    private void add(int from, int to) {
        for (int i = from; i <= to; i++) {
            Alert alert =
                    new Alert(Labels.of("n", "x"), Labels.EMPTY, Timestamp.of(NOW), Timestamp.of(NOW), false, "", NOW);
            changes.add(new Replica.OfAlert(alert, new Stamp(i, 1)));
        }
    }

    @Test
    void add_many_takenInOrderAThousandAtATime() {
        add(1, 2_500);
        assertThat(taken).isEmpty();
        assertThat(changes.added()).isEqualTo(2_500);
        time.settle();
        assertThat(taken).hasSize(2_500).isSorted();
        assertThat(changes.taken()).isEqualTo(2_500);
        assertThat(sends).isEqualTo(3);
    }

    @Test
    void add_ownerIsStuck_theRestIsLostAndSaidSo() {
        add(1, 200_001);
        add(999_999, 1_000_005);
        assertThat(changes.added()).isEqualTo(200_001);
        time.settle();
        assertThat(taken).hasSize(200_001);
        assertThat(lost).hasSize(1);
        add(200_002, 200_002);
        time.settle();
        assertThat(taken).endsWith(200_002L);
    }
}
