package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.prometheus.RequestsUnderWay.Place;
import org.junit.jupiter.api.Test;

final class RequestsUnderWayTest {
    private static final long MIB = 1 << 20;

    private final RequestsUnderWay underWay = new RequestsUnderWay(3, 8 * MIB, () -> {});

    @Test
    void enter_moreThanMayBe_hasNoPlaceUntilOneIsLeft() {
        Place first = underWay.enter(10).orElseThrow();
        assertThat(underWay.enter(10)).isPresent();
        assertThat(underWay.enter(10)).isPresent();

        assertThat(underWay.enter(10)).isEmpty();
        assertThat(underWay.requests()).isEqualTo(3);
        first.leave();
        first.leave();
        assertThat(underWay.enter(10)).isPresent();
        assertThat(underWay.enter(10)).isEmpty();
    }

    @Test
    void enter_longParameters_countSeveralTimes() {
        assertThat(underWay.enter(MIB)).isPresent();

        assertThat(underWay.memory().takenBytes()).isGreaterThan(4 * MIB);
        assertThat(underWay.enter(MIB)).isEmpty();
        assertThat(underWay.requests()).isEqualTo(1);
    }

    @Test
    void hold_noRoom_isRefusedUntilAnotherHasLeft() {
        Place first = underWay.enter(0).orElseThrow();
        Place second = underWay.enter(0).orElseThrow();

        assertThat(first.hold(5 * MIB)).isTrue();
        assertThat(second.hold(5 * MIB)).isFalse();
        first.leave();
        assertThat(second.hold(5 * MIB)).isTrue();
        second.leave();
        assertThat(underWay.memory().takenBytes()).isZero();
    }

    /** What could be made can be sent, whatever it is taken for. */
    @Test
    void hold_moreThanThereIs_passesAlone() {
        assertThat(underWay.enter(0).orElseThrow().hold(Long.MAX_VALUE)).isTrue();
        assertThat(underWay.enter(0).orElseThrow().hold(3 * MIB)).isFalse();
    }

    @Test
    void hold_afterItsClientHasGone_holdsNothing() {
        Place place = underWay.enter(0).orElseThrow();
        place.leave();

        assertThat(place.hold(1)).isFalse();
        assertThat(underWay.memory().takenBytes()).isZero();
    }
}
