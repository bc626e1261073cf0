package io.tocsin.cluster.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.tocsin.core.engine.Registers.Register;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.stamp.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DigestsTest {
    private record Entry(long keyHash, Stamp stamp) implements Register {
        @Override
        public boolean isCurrent(Instant now) {
            return true;
        }

        @Override
        public Replica replica() {
            return fail("nobody has to see it");
        }
    }

    private static Digests of(List<Entry> entries) {
        Digests.Adder adder = new Digests.Adder();
        entries.forEach(adder::add);
        return adder.digests();
    }

    private static List<Entry> entries(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(i, new Stamp(1_000 + i, 7)));
        }
        return entries;
    }

    @Test
    void digests_sameInAnotherOrder_areEqual() {
        List<Entry> shuffled = new ArrayList<>(entries(5_000));
        Collections.shuffle(shuffled, new Random(1));
        assertThat(of(shuffled).differing(of(entries(5_000)))).isEmpty();
        assertThat(of(shuffled).hex()).isEqualTo(of(entries(5_000)).hex()).hasSize(16);
        assertThat(of(List.of()).hex()).isEqualTo("0000000000000000");
    }

    @Test
    void digests_oneStampAnother_differInItsBucketAlone() {
        List<Entry> other = new ArrayList<>(entries(5_000));
        for (Stamp stamp : List.of(new Stamp(1_043, 7), new Stamp(1_042, 8), new Stamp(1_042, 0))) {
            other.set(42, new Entry(42, stamp));
            assertThat(of(other).differing(of(entries(5_000)))).containsExactly(Digests.bucket(42));
            assertThat(of(other).hex()).isNotEqualTo(of(entries(5_000)).hex());
        }
    }

    @Test
    void bucket_keysInARow_areSpread() {
        int[] sizes = new int[Digests.BUCKETS];
        for (int i = 0; i < 100_000; i++) {
            sizes[Digests.bucket(i)]++;
        }
        for (int size : sizes) {
            assertThat(size).isBetween(50, 160);
        }
    }

    /** Members of two versions have to come to the same. */
    @Test
    void digests_everAndAgain_areTheseNumbers() {
        assertThat(of(entries(3)).hex()).isEqualTo("d1c4e0a2cda94a68");
        assertThat(List.of(Digests.bucket(0), Digests.bucket(1), Digests.bucket(-1)))
                .isEqualTo(List.of(0, 346, 723));
    }
}
