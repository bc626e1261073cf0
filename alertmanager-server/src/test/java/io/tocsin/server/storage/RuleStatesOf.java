package io.tocsin.server.storage;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.rule.AlertInstance;
import io.tocsin.evaluator.rule.AlertState;
import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupSnapshot;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.evaluator.rule.KeptAlert;
import io.tocsin.evaluator.rule.RuleKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What rules have come to, to be kept. */
final class RuleStatesOf {
    static final GroupId GROUP = group("nodes");

    /** Room for some 16 000 alerts. */
    static final long ROOM_BYTES = 8 << 20;

    private RuleStatesOf() {}

    static GroupId group(String name) {
        return new GroupId("rules.yml", name);
    }

    static Labels labels(int number) {
        return Labels.of(Map.of("alertname", "NodeDown", "instance", "node-" + number + ":9100"));
    }

    private static KeptAlert of(AlertInstance alert) {
        return new KeptAlert(Optional.of(new RuleKey("NodeDown", Labels.EMPTY, 0)), alert);
    }

    static KeptAlert pending(int number, long sinceMillis) {
        return of(new AlertInstance(
                labels(number),
                Labels.of(Map.of("summary", "Node " + number + " is down")),
                number,
                AlertState.PENDING,
                sinceMillis,
                AlertInstance.NONE,
                AlertInstance.NONE,
                AlertInstance.NONE,
                AlertInstance.NONE));
    }

    static KeptAlert firing(int number, long sinceMillis, long sentMillis) {
        return of(new AlertInstance(
                labels(number),
                Labels.of(Map.of("summary", "Node " + number + " is down")),
                number,
                AlertState.FIRING,
                sinceMillis,
                sinceMillis + 1_000,
                AlertInstance.NONE,
                sentMillis,
                AlertInstance.NONE));
    }

    static KeptAlert resolved(int number, long sinceMillis, long resolvedMillis) {
        return of(new AlertInstance(
                labels(number),
                Labels.of(Map.of("summary", "Node " + number + " is down")),
                number,
                AlertState.INACTIVE,
                sinceMillis,
                sinceMillis + 1_000,
                AlertInstance.NONE,
                resolvedMillis,
                resolvedMillis));
    }

    static KeptAlert[] alerts(IntFunction<KeptAlert> each, int from, int count) {
        return IntStream.range(from, from + count).mapToObj(each).toArray(KeptAlert[]::new);
    }

    /** @param version which is that of the essence, too */
    static GroupSnapshot snapshot(GroupId group, long version, long evaluatedMillis, KeptAlert... alerts) {
        return new GroupSnapshot(new GroupState(group, evaluatedMillis, List.of(alerts)), version, version);
    }
}
