package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A group as of its last evaluation. Immutable.
 *
 * @param limit 0 for none
 * @param lastEvaluationMillis the slot; {@link AlertInstance#NONE} before the first
 * @param evaluationSeconds how long it took
 * @param rules in the order of the file
 */
public record GroupView(
        GroupId id,
        long intervalMillis,
        int limit,
        long lastEvaluationMillis,
        double evaluationSeconds,
        Counts counts,
        List<RuleView> rules) {
    public GroupView {
        requireNonNull(id, "id");
        requireNonNull(counts, "counts");
        rules = List.copyOf(rules);
    }

    /**
     * What has happened since the group was first loaded.
     *
     * @param iterations evaluations of the group, those that were missed included
     * @param missed slots that passed while it was still busy
     * @param evaluations of single rules
     * @param failures of them
     * @param lastSamples that the last evaluation made
     */
    public record Counts(long iterations, long missed, long evaluations, long failures, long lastSamples) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        /** With one evaluation more, of so many rules. */
        Counts with(long missedBefore, long ofRules, long failed, long samples) {
            return new Counts(
                    iterations + 1 + missedBefore,
                    missed + missedBefore,
                    evaluations + ofRules,
                    failures + failed,
                    samples);
        }
    }
}
