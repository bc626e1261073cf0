package io.tocsin.core.engine;

import static io.tocsin.core.route.RouteConfigBuilder.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.group.MemberState;
import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What its groups made of an alert, and what the journal takes of its refreshes. */
final class RoutedAlertTest {
    private static final Labels LABELS = Labels.of("alertname", "x", "team", "a");

    @Test
    void state_inNoGroup_isEmpty() {
        assertThat(routedBy(2).state()).isEmpty();
    }

    @Test
    void state_ofSeveralGroups_isTheWorst() {
        RoutedAlert alert = routedBy(3);
        alert.marked(alert.routes().get(0), MemberState.UNPROCESSED);
        assertThat(alert.state()).contains(MemberState.UNPROCESSED);
        alert.marked(alert.routes().get(2), MemberState.SUPPRESSED);
        alert.marked(alert.routes().get(1), MemberState.ACTIVE);
        assertThat(alert.state()).contains(MemberState.SUPPRESSED);
        alert.marked(alert.routes().get(2), MemberState.ACTIVE);
        assertThat(alert.state()).contains(MemberState.ACTIVE);
    }

    @Test
    void forEachGroup_droppedByOne_showsTheOthersByTheirKeys() {
        // given
        RoutedAlert alert = routedBy(3);
        alert.routes().forEach(route -> alert.marked(route, MemberState.ACTIVE));
        // when
        alert.marked(alert.routes().get(2), MemberState.SUPPRESSED);
        alert.dropped(alert.routes().get(1));
        // then
        List<String> groups = new ArrayList<>();
        alert.forEachGroup((key, state) -> groups.add(key + " " + state));
        assertThat(groups)
                .containsExactly("{}/{r0=\"\"}:{alertname=\"x\"} ACTIVE", "{}/{r2=\"\"}:{alertname=\"x\"} SUPPRESSED");
    }

    @Test
    void marked_byRoutesOfAnEarlierConfiguration_isIgnored() {
        RoutedAlert alert = routedBy(1);
        Route old = alert.routes().get(0);
        alert.marked(old, MemberState.ACTIVE);
        alert.reroute(routes(1));
        assertThat(alert.state()).isEmpty();
        alert.marked(old, MemberState.SUPPRESSED);
        assertThat(alert.state()).isEmpty();
    }

    @Test
    void state_ofMoreGroupsThanAreMarked_isThatOfTheFirst() {
        RoutedAlert alert = routedBy(40);
        alert.routes().forEach(route -> alert.marked(route, MemberState.ACTIVE));
        alert.marked(alert.routes().get(31), MemberState.SUPPRESSED);
        alert.marked(alert.routes().get(32), MemberState.UNPROCESSED);
        alert.dropped(alert.routes().get(39));
        assertThat(alert.state()).contains(MemberState.SUPPRESSED);
        List<MemberState> states = new ArrayList<>();
        alert.forEachGroup((key, state) -> states.add(state));
        assertThat(states).hasSize(32).endsWith(MemberState.ACTIVE, MemberState.SUPPRESSED);
    }

    private static List<Alert> taken(RoutedAlert alert) {
        List<Alert> taken = new ArrayList<>();
        alert.takeRefreshed(shown -> taken.add(shown.alert()));
        return taken;
    }

    private static void refresh(RoutedAlert alert, Alert newest) {
        alert.update(newest);
        alert.refreshed();
    }

    @Test
    void takeRefreshed_severalRefreshes_showsTheNewestOnce() {
        RoutedAlert alert = routedBy(1);
        assertThat(taken(alert)).isEmpty();
        refresh(alert, version(1));
        refresh(alert, version(2));
        assertThat(taken(alert)).containsExactly(version(2));
        assertThat(taken(alert)).isEmpty();
    }

    @Test
    void takeRefreshed_notTaken_isShownAgain() {
        RoutedAlert alert = routedBy(1);
        refresh(alert, version(1));
        alert.takeRefreshed(shown -> false);
        assertThat(taken(alert)).containsExactly(version(1));
    }

    /** The intake does not wait for the journal. */
    @Test
    void takeRefreshed_refreshedWhileItIsTaken_isShownAgain() {
        // given
        RoutedAlert alert = routedBy(1);
        refresh(alert, version(1));
        // when
        alert.takeRefreshed(shown -> {
            refresh(alert, version(2));
            return true;
        });
        // then
        assertThat(taken(alert)).containsExactly(version(2));
    }

    /** Whoever has the version itself knows it better than a member that only holds it. */
    @Test
    void hold_countsLessThanWhatWasWritten_untilSomebodySpeaks() {
        // given
        RoutedAlert alert = routedBy(1);
        Stamp written = new Stamp(5, 7);
        alert.setStamp(written);
        alert.told().holdBack(new Stamp(6, 7));
        // when
        alert.hold(version(0).firingUntil(Instant.ofEpochSecond(60), Instant.ofEpochSecond(1)));
        // then
        assertThat(alert.heldSince()).isEqualTo(new Stamped<>(version(0), written));
        assertThat(written.isAfter(alert.version().stamp())).isTrue();
        assertThat(alert.version().stamp().isAfter(new Stamp(4, 7))).isTrue();
        assertThat(alert.told().heldBack()).isNull();
        alert.setStamp(new Stamp(6, 7));
        assertThat(alert.heldSince()).isNull();
    }

    private static RoutedAlert routedBy(int routes) {
        return new RoutedAlert(version(0), routes(routes));
    }

    private static Alert version(int seconds) {
        Timestamp time = Timestamp.of(Instant.EPOCH);
        return new Alert(LABELS, Labels.EMPTY, time, time, false, "", Instant.ofEpochSecond(seconds));
    }

    private static List<Route> routes(int count) {
        RouteConfigBuilder root = route().receiver("r").groupBy("alertname");
        for (int i = 0; i < count; i++) {
            root.child(route("r" + i + "=\"\"").continues(true));
        }
        return RoutingTree.of(root.build()).match(LABELS);
    }
}
