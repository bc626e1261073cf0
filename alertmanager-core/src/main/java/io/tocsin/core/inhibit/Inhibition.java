package io.tocsin.core.inhibit;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;

/**
 * One alert inhibits another.
 *
 * @param ruleIndex position of the rule in the configuration, from 0
 * @param source the alert that inhibits, as it was when the question was asked
 */
public record Inhibition(int ruleIndex, InhibitRule rule, Alert source) {
    public Inhibition {
        requireNonNull(rule, "rule");
        requireNonNull(source, "source");
    }
}
