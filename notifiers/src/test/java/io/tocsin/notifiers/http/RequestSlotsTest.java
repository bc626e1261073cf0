package io.tocsin.notifiers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notifiers.http.RequestSlots.Place;
import io.tocsin.notifiers.http.RequestSlots.Share;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestSlotsTest {
    private final List<String> granted = new ArrayList<>();

    @Test
    void ofHeap_smallOne_bearsLess() {
        RequestSlots slots = RequestSlots.ofHeap(16 << 20);
        enter(slots.share(), "a", 1_000);

        assertThat(slots.load()).isEqualTo(new RequestLoad(64, 936, 0));
    }

    @Test
    void enter_alone_getsHalf() {
        var slots = new RequestSlots(8, 1, 100);
        enter(slots.share(), "a", 10);

        assertThat(slots.load()).isEqualTo(new RequestLoad(4, 6, 0));
    }

    @Test
    void enter_othersHangAllTheyMay_stillFindsSlots() {
        var slots = new RequestSlots(64, 1, 100);
        for (int i = 0; i < 5; i++) {
            enter(slots.share(), "hanging", 100);
        }
        granted.clear();

        enter(slots.share(), "next", 1);

        assertThat(granted).containsExactly("next");
    }

    @Test
    void enter_nothingFree_stillGetsWhatIsEnsured() {
        // given 1 024, 512, ... 4, 4 of 2 048, and 4 each of 990 more
        RequestSlots slots = RequestSlots.ofHeap(Long.MAX_VALUE);
        for (int i = 0; i < 1_000; i++) {
            enter(slots.share(), "hanging", 1_100);
        }
        int hanging = slots.load().underWay();
        assertThat(hanging).isEqualTo(2_048 + 990 * RequestSlots.ENSURED_MAX);
        granted.clear();
        // when
        Share next = slots.share();
        List<Place> places = enter(next, "next", 5);
        // then
        assertThat(granted).hasSize(RequestSlots.ENSURED_MAX).containsOnly("next");
        // when
        places.get(0).leave();
        // then
        assertThat(granted).hasSize(5).containsOnly("next");
        // when
        places.forEach(Place::leave);
        // then
        assertThat(slots.load().underWay()).isEqualTo(hanging);
        assertThat(granted).hasSize(5);
    }

    @Test
    void enter_nothingFree_isServedFirstWhenSomethingIs() {
        // given 8, 4, 2, 1, 1 of 16, and nothing ensured
        var slots = new RequestSlots(16, 0, 100);
        Place oldest = enter(slots.share(), "hanging", 20).get(0);
        for (int i = 0; i < 4; i++) {
            enter(slots.share(), "hanging", 20);
        }
        assertThat(slots.load().underWay()).isEqualTo(16);
        enter(slots.share(), "next", 1);
        granted.clear();
        // when
        oldest.leave();
        // then
        assertThat(granted).containsExactly("next");
    }

    @Test
    void leave_severalWait_takeTurns() {
        // given
        var slots = new RequestSlots(2, 0, 100);
        Place first = enter(slots.share(), "first", 1).get(0);
        Share a = slots.share();
        Share b = slots.share();
        List<Place> ofA = enter(a, "a", 3);
        List<Place> ofB = enter(b, "b", 3);
        granted.clear();
        // when
        first.leave();
        for (int i = 0; i < 3; i++) {
            ofA.get(i).leave();
            ofB.get(i).leave();
        }
        // then
        assertThat(slots.load()).isEqualTo(new RequestLoad(0, 0, 0));
        assertThat(granted).hasSize(5).containsSubsequence("b", "a", "b");
    }

    @Test
    void leave_whileWaiting_isNotGrantedAnyMore() {
        var slots = new RequestSlots(2, 1, 100);
        List<Place> places = enter(slots.share(), "a", 3);
        places.get(1).leave();
        places.get(1).leave();

        places.get(0).leave();
        places.get(0).leave();

        assertThat(granted).hasSize(2);
        assertThat(slots.load()).isEqualTo(new RequestLoad(1, 0, 0));
    }

    @Test
    void enter_tooManyWait_isRefusedAndCounted() {
        var slots = new RequestSlots(2, 1, 1);
        List<Place> places = enter(slots.share(), "a", 3);

        assertThat(places).extracting(Place::isRefused).containsExactly(false, false, true);
        places.get(2).leave();
        assertThat(slots.load()).isEqualTo(new RequestLoad(1, 1, 1));
    }

    private List<Place> enter(Share share, String name, int times) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            places.add(share.enter(() -> granted.add(name)));
        }
        return places;
    }
}
