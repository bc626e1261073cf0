package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ClientPatienceTest {
    private final ClientPatience patience = new ClientPatience();

    @Test
    void nothingGoesOver_endsAfterHalfAMinute() {
        patience.waited(29_000);
        assertThat(patience.leftMillis()).isEqualTo(1_000);

        patience.waited(2_000);
        assertThat(patience.leftMillis()).isZero();
    }

    @Test
    void enoughGoesOver_lastsForEver() {
        for (int second = 0; second < 3_600; second++) {
            patience.moved(32 << 10);
            patience.waited(2_000);
        }
        assertThat(patience.leftMillis()).isGreaterThan(25_000);
    }

    @Test
    void aByteNowAndThen_isNotEnough() {
        for (int second = 0; second < 60; second++) {
            patience.moved(100);
            patience.waited(1_000);
        }
        assertThat(patience.leftMillis()).isZero();
    }

    @Test
    void muchAtOnce_isNoCreditForLater() {
        patience.moved(1L << 40);

        assertThat(patience.leftMillis()).isEqualTo(30_000);
    }
}
