package io.tocsin.core.scenario;

import io.tocsin.core.scenario.Scenario.Expected;
import io.tocsin.core.scenario.ScenarioRun.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds expected notifications against those that came. Every notification must be expected and every expectation must
 * be met; among notifications of one moment the order does not matter.
 */
final class ScenarioDifference {
    private ScenarioDifference() {}

    static Optional<String> between(List<Expected> expected, List<Seen> seen) {
        List<Seen> unexpected = new ArrayList<>(seen);
        List<Expected> missing = new ArrayList<>();
        for (Expected each : expected) {
            Optional<Seen> match =
                    unexpected.stream().filter(one -> meets(one, each)).findFirst();
            match.ifPresentOrElse(unexpected::remove, () -> missing.add(each));
        }
        if (unexpected.isEmpty() && missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "missing:" + lines(missing) + "\nunexpected:" + lines(unexpected) + "\nall that came:" + lines(seen));
    }

    private static boolean meets(Seen seen, Expected expected) {
        Duration off = seen.at().minus(expected.at()).abs();
        return off.compareTo(expected.within()) <= 0
                && seen.receiver().equals(expected.receiver())
                && expected.reason().map(seen.reason()::equals).orElse(true)
                && seen.firing().equals(expected.firing())
                && seen.resolved().equals(expected.resolved());
    }

    private static String lines(List<?> items) {
        return items.isEmpty()
                ? " none"
                : items.stream().map(item -> "\n  " + item).collect(Collectors.joining());
    }
}
