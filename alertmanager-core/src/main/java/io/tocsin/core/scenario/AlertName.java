package io.tocsin.core.scenario;

import io.tocsin.core.label.Labels;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How scenarios call an alert: its alertname, then the values of its other labels, joined by slashes. */
final class AlertName {
    private static final String NAME = "alertname";

    private AlertName() {}

    static String of(Labels labels) {
        String others = IntStream.range(0, labels.size())
                .filter(i -> !labels.name(i).equals(NAME))
                .mapToObj(labels::value)
                .collect(Collectors.joining("/"));
        String name = labels.get(NAME);
        return name.isEmpty() || others.isEmpty() ? name + others : name + "/" + others;
    }
}
