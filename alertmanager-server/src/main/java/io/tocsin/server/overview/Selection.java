package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.silence.Silence;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which alerts are asked for: those that everything in it accepts. Immutable.
 *
 * @param matchers all of them must match
 * @param receiver fits one of the alert's receivers
 * @param states any of these; none accepts every state
 * @param fingerprints any of these; none accepts every alert
 * @param group only its members
 * @param silence only what its matchers match, whatever its state
 */
public record Selection(
        List<Matcher> matchers,
        SearchWords words,
        Optional<LabelPattern> receiver,
        Set<AlertState> states,
        Set<Fingerprint> fingerprints,
        Optional<GroupChoice> group,
        Optional<Silence> silence) {

    /** Every alert. */
    public static final Selection ALL = new Selection(
            List.of(), SearchWords.of(""), Optional.empty(), Set.of(), Set.of(), Optional.empty(), Optional.empty());

    /**
     * A group that routes made.
     *
     * @param receiver tells apart groups of one key; empty for all of them
     */
    public record GroupChoice(String key, Optional<String> receiver) {
        public GroupChoice {
            requireNonNull(key, "key");
            requireNonNull(receiver, "receiver");
        }

        boolean accepts(GroupRow group) {
            return key.equals(group.key())
                    && (receiver.isEmpty() || receiver.get().equals(group.receiver()));
        }
    }

    public Selection {
        matchers = List.copyOf(matchers);
        requireNonNull(words, "words");
        requireNonNull(receiver, "receiver");
        states = states.isEmpty() ? Set.of() : EnumSet.copyOf(states);
        fingerprints = Set.copyOf(fingerprints);
        requireNonNull(group, "group");
        requireNonNull(silence, "silence");
    }

    boolean accepts(AlertState state) {
        return states.isEmpty() || states.contains(state);
    }

    boolean acceptsReceiver(String name) {
        return receiver.isEmpty() || receiver.get().matches(name);
    }

    /** Whether the alert fits, but for its state and its groups. */
    boolean accepts(AlertRow row) {
        Labels labels = row.labels();
        return (fingerprints.isEmpty() || fingerprints.contains(row.fingerprint()))
                && matches(labels)
                && (silence.isEmpty() || silence.get().matches(labels))
                && (receiver.isEmpty()
                        || row.circumstances().receivers().stream().anyMatch(this::acceptsReceiver))
                && words.areIn(labels, row.alert().annotations());
    }

    private boolean matches(Labels labels) {
        for (int i = 0; i < matchers.size(); i++) {
            if (!matchers.get(i).matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
