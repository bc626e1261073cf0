package io.tocsin.core.inhibit;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import java.util.ArrayList;
import java.util.List;

/**
 * While an alert that matches {@code source} fires, alerts that match {@code target} and agree with it on the
 * {@code equal} labels are not sent. Immutable.
 *
 * @param name as configured; may be empty, and need not be unique
 * @param source all must hold for the alert that inhibits; none matches every alert
 * @param target all must hold for the alert that is inhibited; none matches every alert
 * @param equal names of labels; an absent one counts as empty, so two alerts without it agree
 * @see "Upstream: inhibit.InhibitRule, v0.34.0"
 */
public record InhibitRule(String name, List<Matcher> source, List<Matcher> target, List<String> equal) {
    public InhibitRule {
        requireNonNull(name, "name");
        source = List.copyOf(source);
        target = List.copyOf(target);
        equal = List.copyOf(equal);
    }

    public boolean isSource(Labels labels) {
        return matchAll(source, labels);
    }

    public boolean isTarget(Labels labels) {
        return matchAll(target, labels);
    }

    /** The values of the {@link #equal} labels, in their order; alerts with the same ones belong together. */
    public List<String> equalValues(Labels labels) {
        List<String> values = new ArrayList<>(equal.size());
        for (String label : equal) {
            values.add(labels.get(label));
        }
        return List.copyOf(values);
    }

    private static boolean matchAll(List<Matcher> matchers, Labels labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
