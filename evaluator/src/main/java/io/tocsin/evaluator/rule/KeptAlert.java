package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.util.Optional;

/**
 * An alert as a restart needs it. Immutable.
 *
 * @param rule that it is of; empty if an earlier version has kept it, which did not say so
 */
public record KeptAlert(Optional<RuleKey> rule, AlertInstance alert) {
    public KeptAlert {
        requireNonNull(rule, "rule");
        requireNonNull(alert, "alert");
    }

    /** Whether nothing is another that a restart must not find otherwise: what differs may be some seconds old. */
    public boolean isSameEssence(KeptAlert other) {
        AlertInstance its = other.alert;
        return alert.state() == its.state()
                && alert.activeAtMillis() == its.activeAtMillis()
                && alert.firedAtMillis() == its.firedAtMillis()
                && alert.resolvedAtMillis() == its.resolvedAtMillis()
                && alert.keepFiringSinceMillis() == its.keepFiringSinceMillis()
                && alert.labels().equals(its.labels())
                && rule.equals(other.rule);
    }

    Labels labels() {
        return alert.labels();
    }
}
