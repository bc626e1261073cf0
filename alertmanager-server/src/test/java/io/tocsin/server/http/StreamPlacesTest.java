package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.http.RequestObserver.TurnedAway;
import org.junit.jupiter.api.Test;

final class StreamPlacesTest {
    private static void enter(StreamPlaces places, String holder, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(places.enter(holder)).as("%s %d", holder, i).isEmpty();
        }
    }

    @Test
    void enter_oneAsksForAll_getsHalf_andTheOthersAShareEach() {
        StreamPlaces places = new StreamPlaces(256);
        enter(places, "greedy", 128);
        assertThat(places.enter("greedy")).contains(TurnedAway.SHARE);

        enter(places, "a", 64);
        assertThat(places.enter("a")).contains(TurnedAway.SHARE);
        enter(places, "b", 64);
        assertThat(places.enter("c")).contains(TurnedAway.LIMIT);
        assertThat(places.taken()).isEqualTo(256);
    }

    @Test
    void enter_fewPlaces_aShareIsEightAtLeast() {
        StreamPlaces places = new StreamPlaces(10);
        enter(places, "a", 8);
        assertThat(places.enter("a")).contains(TurnedAway.SHARE);
        enter(places, "b", 2);
        assertThat(new StreamPlaces(0).enter("a")).contains(TurnedAway.LIMIT);
    }

    @Test
    void leave_givesThePlaceBack() {
        StreamPlaces places = new StreamPlaces(10);
        enter(places, "a", 8);
        places.leave("a");
        assertThat(places.taken()).isEqualTo(7);
        enter(places, "a", 1);
        assertThat(places.enter("a")).contains(TurnedAway.SHARE);

        for (int i = 0; i < 8; i++) {
            places.leave("a");
        }
        enter(places, "b", 8);
        assertThat(places.enter("b")).as("nothing of a is left over").contains(TurnedAway.SHARE);
    }
}
