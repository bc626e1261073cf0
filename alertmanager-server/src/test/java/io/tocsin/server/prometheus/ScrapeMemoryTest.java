package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScrapeMemoryTest {
    private static final long HEAP = 256L << 20;
    private static final long SMALL = HEAP / 16 / 32;

    private final ScrapeMemory memory = ScrapeMemory.ofHeap(HEAP);

    @Test
    void reserve_manySmallOnes_takeWhatIsForLargeOnesToo() {
        int fit = 0;
        while (memory.part().reserve(SMALL)) {
            fit++;
        }

        assertThat(fit).isEqualTo((int) (memory.totalBytes() / SMALL));
        assertThat(memory.takenBytes()).isEqualTo(memory.totalBytes());
    }

    @Test
    void reserve_largeOnesTakeAllTheyMay_smallOnesHaveRoom() {
        for (int i = 0; i < 3; i++) {
            boolean unused = memory.part().reserve(memory.bodyMaxBytes());
        }

        assertThat(memory.part().reserve(SMALL)).isTrue();
        assertThat(memory.part().reserve(memory.bodyMaxBytes())).isFalse();
    }

    @Test
    void close_givesBackAll() {
        ScrapeMemory.Part part = memory.part();
        assertThat(part.reserve(10 * SMALL)).isTrue();

        part.close();
        part.close();

        assertThat(memory.takenBytes()).isZero();
        assertThat(part.reserve(1)).isFalse();
    }
}
