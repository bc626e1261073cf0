package io.tocsin.core.silence;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.silence.SilenceRules.ReadRequest;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The silences known to this member, expired ones included until they are forgotten.
 *
 * <p>Changed by one owner, the intake; read by any thread, which sees each silence's newest version and may or may not
 * see one that is being added meanwhile.
 */
public final class Silences {
    /** So many additions are caught up with one by one; whoever missed more looks everything up again. */
    private static final int RECENT_MAX = 64;

    /** So long after its end a silence leaves the index: whoever asks with an earlier moment has to look at all. */
    private static final Duration ENDED_GRACE = Duration.ofMinutes(1);

    private static final Comparator<SilenceHolder> BY_SEQUENCE = Comparator.comparingLong(SilenceHolder::sequence);

    private final SilenceRules rules;
    private final Function<Instant, Stamp> stamps;
    private final ConcurrentHashMap<String, SilenceHolder> byId = new ConcurrentHashMap<>();
    private final SilenceIndex index = new SilenceIndex();
    private long learned;

    // Volatile: written by the owner, read by whoever scrapes metrics.
    private volatile int indexed;

    /** Those that ended before are not in the index. */
    // Volatile: written by the owner before they leave the index, read by others after they have searched it.
    private volatile Instant endedUpTo = Instant.MIN;

    // Volatile: written by the owner after the index, read by others before it, so that a match is never newer than it
    // says.
    private volatile View view = new View(0, List.of());

    /**
     * What can be matched against. The version counts additions.
     *
     * @param recent the last additions, the newest last; every one made a version. Nobody changes it
     * @param none what everything that no silence matches shares
     */
    private record View(long version, List<SilenceHolder> recent, SilenceMatches none) {
        View(long version, List<SilenceHolder> recent) {
            this(version, recent, new SilenceMatches(version, List.of()));
        }

        View with(SilenceHolder added) {
            int kept = Math.min(recent.size(), RECENT_MAX - 1);
            SilenceHolder[] later = new SilenceHolder[kept + 1];
            for (int i = 0; i < kept; i++) {
                later[i] = recent.get(recent.size() - kept + i);
            }
            later[kept] = added;
            return new View(version + 1, Arrays.asList(later));
        }

        /** After this nobody can catch up. */
        View changed() {
            return new View(version + 1, List.of());
        }

        /** What a match of version {@code since} has not seen; empty if it has missed too much. */
        Optional<List<SilenceHolder>> since(long since) {
            long missed = version - since;
            return missed > recent.size()
                    ? Optional.empty()
                    : Optional.of(recent.subList(recent.size() - (int) missed, recent.size()));
        }
    }

    /**
     * An answer, and what it cost.
     *
     * @param examined how many silences were looked at
     */
    public record Lookup(SilenceMatches matches, int examined) {}

    /** How many silences are in which state. */
    public record Counts(int active, int pending, int expired) {}

    /** @param stamps gives the stamp of what is written at a moment here */
    public Silences(SilenceRules rules, Function<Instant, Stamp> stamps) {
        this.rules = requireNonNull(rules, "rules");
        this.stamps = requireNonNull(stamps, "stamps");
    }

    // --- changes, by the owner ---

    /** Creates a silence or changes one. */
    public SilenceChange set(ReadRequest request, Instant now) {
        SilenceHolder known = byId.get(request.request().id());
        SilenceChange change = rules.decide(request, known == null ? null : known.silence(), byId.size(), now);
        if (change instanceof SilenceChange.Created created) {
            write(created.silence(), now);
        } else if (change instanceof SilenceChange.Updated updated) {
            write(updated.silence(), now);
        } else if (change instanceof SilenceChange.Replaced replaced) {
            // The new one first, so that whoever asks meanwhile finds the old or the new one.
            write(replaced.silence(), now);
            write(replaced.ended(), now);
        }
        return change;
    }

    /** Ends a silence now. */
    public SilenceExpiry expire(String id, Instant now) {
        SilenceHolder known = byId.get(id);
        if (known == null) {
            return new SilenceExpiry.NotFound(id);
        }
        SilenceExpiry expiry = rules.expire(known.silence(), now);
        if (expiry instanceof SilenceExpiry.Ended ended) {
            write(ended.silence(), now);
        }
        return expiry;
    }

    /**
     * Takes in a version that another member, or this one earlier, wrote. Their stamps alone say which of two counts: the
     * writers' clocks may differ.
     *
     * @return whether it was news; older versions and what would be forgotten at once are not
     */
    public boolean merge(Stamped<Silence> incoming, Instant now) {
        SilenceHolder known = byId.get(incoming.value().id());
        boolean isNews = known == null || incoming.stamp().isAfter(known.stamp());
        boolean isAccepted = isNews && !SilenceRules.isForgottenBefore(incoming.value(), now);
        if (isAccepted) {
            store(incoming);
        }
        return isAccepted;
    }

    /** What is decided here counts, whatever the clock of whoever wrote the version before it shows. */
    private void write(Silence silence, Instant now) {
        SilenceHolder known = byId.get(silence.id());
        Stamp stamp = stamps.apply(now);
        store(new Stamped<>(silence, known == null ? stamp : stamp.after(known.stamp())));
    }

    private void store(Stamped<Silence> version) {
        Silence silence = version.value();
        SilenceHolder known = byId.get(silence.id());
        if (known != null && known.silence().matcherSets().equals(silence.matcherSets())) {
            known.update(version);
            if (!known.isIndexed()) {
                addToIndex(known);
            }
            return;
        }
        SilenceHolder added = new SilenceHolder(known == null ? learned++ : known.sequence(), version);
        byId.put(silence.id(), added);
        // Added first, so that whoever asks meanwhile finds the old or the new one.
        addToIndex(added);
        if (known != null && known.isIndexed()) {
            removeFromIndex(List.of(known));
        }
    }

    private void addToIndex(SilenceHolder holder) {
        index.add(holder);
        holder.setIndexed(true);
        indexed = index.size();
        view = view.with(holder);
    }

    private void removeFromIndex(List<SilenceHolder> gone) {
        index.removeAll(gone);
        gone.forEach(holder -> holder.setIndexed(false));
        indexed = index.size();
        view = view.changed();
    }

    /** Takes back into the index what left it as ended, at a moment from which the clock has been set back to {@code now}. */
    public void takeUpAgain(Instant now) {
        Instant horizon = now.minus(ENDED_GRACE);
        if (!horizon.isBefore(endedUpTo)) {
            return;
        }
        byId.values().stream()
                .filter(holder ->
                        !holder.isIndexed() && !holder.silence().endsAt().isBefore(horizon))
                .forEach(this::addToIndex);
        endedUpTo = horizon;
    }

    /**
     * Forgets what has outlived its retention, and takes what has expired out of the index, since it will match no more.
     *
     * @return the forgotten ones
     */
    public List<Silence> collect(Instant now) {
        List<Silence> forgotten = new ArrayList<>();
        for (Iterator<SilenceHolder> each = byId.values().iterator(); each.hasNext(); ) {
            Silence silence = each.next().silence();
            if (SilenceRules.isToBeForgotten(silence, now)) {
                each.remove();
                forgotten.add(silence);
            }
        }
        Instant horizon = now.minus(ENDED_GRACE);
        List<SilenceHolder> ended = index.all().stream()
                .filter(holder -> holder.silence().endsAt().isBefore(horizon)
                        || SilenceRules.isToBeForgotten(holder.silence(), now))
                .toList();
        if (!ended.isEmpty()) {
            endedUpTo = horizon;
            removeFromIndex(ended);
        }
        return forgotten;
    }

    // --- questions, by anyone ---

    public Optional<Silence> get(String id) {
        return Optional.ofNullable(byId.get(id)).map(SilenceHolder::silence);
    }

    /** As {@link #get}, with the stamp. */
    public Optional<Stamped<Silence>> version(String id) {
        return Optional.ofNullable(byId.get(id)).map(SilenceHolder::version);
    }

    /** All of them, in the order in which this member learned of them. */
    public List<Silence> all() {
        return versions().stream().map(Stamped::value).toList();
    }

    /** As {@link #all}, with the stamps. */
    public List<Stamped<Silence>> versions() {
        return byId.values().stream()
                .sorted(BY_SEQUENCE)
                .map(SilenceHolder::version)
                .toList();
    }

    /** How many are stored, expired ones included. */
    public int size() {
        return byId.size();
    }

    /** How many the index holds, those that may match something now or later. */
    public int indexed() {
        return indexed;
    }

    /**
     * When a silence next begins or is over.
     *
     * @return after {@code time}; {@link Instant#MAX} if none will
     */
    public Instant nextTurn(Instant time) {
        Instant next = Instant.MAX;
        for (SilenceHolder holder : byId.values()) {
            Instant turn = holder.silence().nextTurn(time);
            next = turn.isBefore(next) ? turn : next;
        }
        return next;
    }

    public Counts countsAt(Instant time) {
        Map<SilenceState, Integer> counts = new EnumMap<>(SilenceState.class);
        byId.values().forEach(holder -> counts.merge(holder.silence().stateAt(time), 1, Integer::sum));
        return new Counts(
                counts.getOrDefault(SilenceState.ACTIVE, 0),
                counts.getOrDefault(SilenceState.PENDING, 0),
                counts.getOrDefault(SilenceState.EXPIRED, 0));
    }

    /** Whether a match is good for {@code time}: false for a moment at which those that left the index may be active. */
    public boolean canMatchAt(Instant time) {
        return !time.isBefore(endedUpTo);
    }

    /** Finds those that match by looking at every one, indexed or not. */
    public Lookup matchAll(Labels labels) {
        SilenceSearch search = new SilenceSearch(List.of());
        byId.values().forEach(holder -> search.examine(holder, labels));
        return new Lookup(new SilenceMatches(view.version(), search.found()), search.examined());
    }

    /** Whether nothing was added since {@code matches} were found. */
    public boolean isCurrent(SilenceMatches matches) {
        return matches.version() == view.version();
    }

    /**
     * Finds the silences that match, whatever their state, but for those that ended long ago; see {@link #canMatchAt}.
     *
     * @param earlier what was found for the same labels before, to be caught up with; null if nothing was
     */
    public Lookup match(Labels labels, @Nullable SilenceMatches earlier) {
        View current = view;
        Optional<List<SilenceHolder>> missed = earlier == null ? Optional.empty() : current.since(earlier.version());
        SilenceSearch search = new SilenceSearch(missed.isPresent() && earlier != null ? earlier.holders() : List.of());
        if (missed.isPresent()) {
            missed.get().forEach(added -> search.examine(added, labels));
        } else {
            index.search(labels, search);
        }
        SilenceMatches matches =
                search.found().isEmpty() ? current.none() : new SilenceMatches(current.version(), search.found());
        return new Lookup(matches, search.examined());
    }
}
