package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.GroupView;
import io.tocsin.core.group.GroupMember;
import io.tocsin.core.group.MemberState;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.RouteLabels;
import io.tocsin.core.route.Route;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds overviews of a few alerts, named by their label {@code n}, for tests. */
final class Seen {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, AlertStatus> statuses = new HashMap<>();
    private final Set<String> unprocessed = new HashSet<>();
    private final List<GroupView> groups = new ArrayList<>();
    private List<String> receivers = List.of("default");

    /** A stored alert whose version a test may replace. */
    static final class Member implements GroupMember {
        private Alert alert;

        Member(Alert alert) {
            this.alert = alert;
        }

        void update(Alert newest) {
            alert = newest;
        }

        @Override
        public Alert alert() {
            return alert;
        }

        @Override
        public boolean marked(Route route, MemberState state) {
            return false;
        }

        @Override
        public void dropped(Route route) {}
    }

    /** @param pairs of labels beside {@code n} */
    Seen alert(String name, String... pairs) {
        return alert(name, Labels.EMPTY, NOW.minusSeconds(60), pairs);
    }

    Seen alert(String name, Labels annotations, Instant startsAt, String... pairs) {
        Labels.Builder labels = new Labels.Builder().add("n", name);
        for (int i = 0; i < pairs.length; i += 2) {
            labels.add(pairs[i], pairs[i + 1]);
        }
        members.put(
                name,
                new Member(new Alert(
                        labels.build(),
                        annotations,
                        Timestamp.of(startsAt),
                        Timestamp.of(NOW.plusSeconds(300)),
                        true,
                        "",
                        NOW)));
        return this;
    }

    Member member(String name) {
        return requireNonNull(members.get(name), name);
    }

    Seen sentTo(String... names) {
        receivers = List.of(names);
        return this;
    }

    Seen unprocessed(String name) {
        unprocessed.add(name);
        return this;
    }

    Seen silenced(String name, String... ids) {
        AlertStatus known = statuses.getOrDefault(name, AlertStatus.ACTIVE);
        statuses.put(name, new AlertStatus(List.of(ids), known.inhibitedBy()));
        return this;
    }

    Seen inhibited(String name, String... fingerprints) {
        AlertStatus known = statuses.getOrDefault(name, AlertStatus.ACTIVE);
        statuses.put(name, new AlertStatus(known.silencedBy(), List.of(fingerprints)));
        return this;
    }

    Seen group(String key, String receiver, List<String> mutedBy, String... names) {
        return group(new GroupView(
                key,
                Labels.of("key", key),
                receiver,
                RouteLabels.of(Labels.EMPTY),
                List.of(names).stream()
                        .map(name -> (GroupMember) members.get(name))
                        .toList(),
                mutedBy,
                Optional::empty));
    }

    Seen group(GroupView group) {
        groups.add(group);
        return this;
    }

    Overview overview() {
        OverviewBuilder builder = new OverviewBuilder(
                NOW, alert -> statuses.getOrDefault(alert.labels().get("n"), AlertStatus.ACTIVE), members.size());
        members.forEach((name, member) -> builder.add(member, receivers, unprocessed.contains(name)));
        groups.forEach(builder::add);
        return builder.build();
    }

    static List<String> names(List<AlertRow> rows) {
        return rows.stream().map(row -> row.labels().get("n")).toList();
    }
}
