package io.tocsin.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FingerprintOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 64, 1_000})
    void sorted_anyNumber_isInUnsignedOrder(int size) {
        List<Long> elements = new Random(size).longs(size).boxed().toList();

        assertThat(FingerprintOrder.sorted(elements, Long::longValue))
                .isEqualTo(elements.stream().sorted(Long::compareUnsigned).toList());
    }

    @Test
    void sorted_firstBitsAgree_decidesByTheLastOnes() {
        List<Long> elements = LongStream.of(7, -1, 3, 0x7FFF_FFFF_FFFF_FFFFL, -2, 5, 0, 6)
                .boxed()
                .toList();

        assertThat(FingerprintOrder.sorted(elements, Long::longValue))
                .containsExactly(0L, 3L, 5L, 6L, 7L, 0x7FFF_FFFF_FFFF_FFFFL, -2L, -1L);
    }
}
