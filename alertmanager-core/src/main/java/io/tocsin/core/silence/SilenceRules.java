package io.tocsin.core.silence;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.PatternBudget;
import io.tocsin.core.label.Utf8;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides how silences come to be, change and end. Immutable, and the same arguments give the same answer, but for the
 * ids, which come from outside.
 *
 * @see "Upstream: api/v2 postSilencesHandler and silence.Set, silence.Expire, silence.canUpdate, v0.34.0"
 */
public final class SilenceRules {
    private final Duration retention;
    private final SilenceLimits limits;
    private final Predicate<String> isLabelName;
    private final Supplier<String> ids;

    /**
     * @param retention {@code --data.retention}: how long a silence is kept after its end; {@code >= 0}
     * @param isLabelName which names matchers may have
     * @param ids gives a new UUID in lower case at every call
     */
    public SilenceRules(Duration retention, SilenceLimits limits, Predicate<String> isLabelName, Supplier<String> ids) {
        this.retention = requireNonNull(retention, "retention");
        this.limits = requireNonNull(limits, "limits");
        this.isLabelName = requireNonNull(isLabelName, "isLabelName");
        this.ids = requireNonNull(ids, "ids");
    }

    /** Why a request is refused; never leaves this class. */
    private static final class InvalidException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        InvalidException(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * A request whose matchers are looked at; made by {@link #read}. Immutable.
     *
     * @param problem what is wrong with the matchers; empty if nothing is
     */
    public record ReadRequest(SilenceRequest request, List<MatcherSet> sets, String problem) {
        public ReadRequest {
            requireNonNull(request, "request");
            sets = List.copyOf(sets);
            requireNonNull(problem, "problem");
        }
    }

    /** Compiles the matchers. That can take long, so it is for the caller's thread, not for the owner's. */
    public ReadRequest read(SilenceRequest request) {
        try {
            return new ReadRequest(request, matcherSets(request), "");
        } catch (InvalidException e) {
            return new ReadRequest(request, List.of(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Checks a request and says what it changes.
     *
     * @param known the silence that has the request's id now; null if none has
     * @param stored how many silences there are, expired ones included
     */
    SilenceChange decide(ReadRequest read, @Nullable Silence known, int stored, Instant now) {
        SilenceRequest request = read.request();
        List<MatcherSet> sets = setsMeant(read.sets(), known);
        try {
            checkTimes(request, now);
            if (!read.problem().isEmpty()) {
                throw new InvalidException(read.problem());
            }
            if (known == null && !request.id().isEmpty()) {
                return new SilenceChange.NotFound(request.id());
            }
            Instant asked = request.startsAt().equals(SilenceRequest.NO_TIME) ? now : request.startsAt();
            Instant start = known != null && hasBegun(known, asked, now) ? now : asked;
            if (known != null && isSmallChange(known, sets, asked, request.endsAt(), now)) {
                return new SilenceChange.Updated(silence(known.id(), request, sets, start, now));
            }
            return anew(request, sets, start, known, stored, now);
        } catch (InvalidException e) {
            return new SilenceChange.Refused(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Deviation D-315: a client of API v2 knows the first of several sets only. Where it changes something else and sends that one
     * back as it was, the silence keeps all of them.
     */
    private static List<MatcherSet> setsMeant(List<MatcherSet> asked, @Nullable Silence known) {
        if (known == null || known.matcherSets().size() == 1) {
            return asked;
        }
        return asked.equals(known.matcherSets().subList(0, 1)) ? known.matcherSets() : asked;
    }

    private static void checkTimes(SilenceRequest request, Instant now) throws InvalidException {
        if (!request.startsAt().isBefore(request.endsAt())) {
            throw new InvalidException("Failed to create silence: start time must be before end time");
        }
        if (request.endsAt().isBefore(now)) {
            throw new InvalidException("Failed to create silence: end time can't be in the past");
        }
    }

    /** Whether the id can stay. A silence that has expired never comes back under its id. */
    private static boolean isSmallChange(
            Silence known, List<MatcherSet> sets, Instant start, Instant end, Instant now) {
        if (!known.matcherSets().equals(sets)) {
            return false;
        }
        return switch (known.stateAt(now)) {
            case ACTIVE -> start.getEpochSecond() == known.startsAt().getEpochSecond() && !end.isBefore(now);
            case PENDING -> !start.isBefore(now);
            case EXPIRED -> false;
        };
    }

    /**
     * Whether a silence that mutes although its start is still to come by the clock of this member, since a clock that is
     * ahead has reached it, is to go on muting.
     */
    private static boolean hasBegun(Silence known, Instant start, Instant now) {
        return known.stateAt(now) == SilenceState.ACTIVE
                && known.startsAt().isAfter(now)
                && start.getEpochSecond() <= known.startsAt().getEpochSecond();
    }

    private SilenceChange anew(
            SilenceRequest request,
            List<MatcherSet> sets,
            Instant start,
            @Nullable Silence known,
            int stored,
            Instant now)
            throws InvalidException {
        long max = limits.silencesMax();
        if (max > 0 && stored + 1 > max) {
            throw new InvalidException("exceeded maximum number of silences: " + stored + " (limit: " + max + ")");
        }
        Silence created = silence(ids.get(), request, sets, start.isBefore(now) ? now : start, now);
        if (known == null || known.stateAt(now) == SilenceState.EXPIRED) {
            return new SilenceChange.Created(created);
        }
        return new SilenceChange.Replaced(ended(known, now), created);
    }

    private Silence silence(String id, SilenceRequest request, List<MatcherSet> sets, Instant start, Instant now)
            throws InvalidException {
        Silence silence = new Silence(
                id,
                sets,
                start,
                request.endsAt(),
                now,
                request.createdBy(),
                request.comment(),
                request.annotations(),
                request.endsAt().plus(retention));
        long bytes = SilenceSize.of(silence);
        if (limits.bytesMax() > 0 && bytes > limits.bytesMax()) {
            throw new InvalidException(
                    "silence exceeded maximum size: " + bytes + " bytes (limit: " + limits.bytesMax() + " bytes)");
        }
        return silence;
    }

    // --- matchers ---

    private List<MatcherSet> matcherSets(SilenceRequest request) throws InvalidException {
        if (request.matcherSets().isEmpty()) {
            throw new InvalidException("invalid silence: at least one matcher set required");
        }
        List<MatcherSet> sets = new ArrayList<>();
        PatternBudget budget = new PatternBudget();
        for (int set = 0; set < request.matcherSets().size(); set++) {
            List<Matcher> matchers = matchers(request.matcherSets().get(set), set, budget);
            if (matchers.stream().allMatch(SilenceRules::acceptsAbsence)) {
                throw new InvalidException("invalid silence: matcher set " + set
                        + ": at least one matcher must not match the empty string");
            }
            sets.add(new MatcherSet(matchers));
        }
        return sets;
    }

    private List<Matcher> matchers(List<MatcherText> texts, int set, PatternBudget budget) throws InvalidException {
        List<Matcher> matchers = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            try {
                Matcher matcher = matcher(texts.get(i));
                matchers.add(matcher);
                // Deviation D-207.
                if (!budget.spend(matcher)) {
                    throw new InvalidException(
                            "the regular expressions up to here are too large together; use shorter or fewer ones");
                }
            } catch (InvalidException e) {
                throw new InvalidException(
                        "invalid silence: invalid label matcher " + i + " in set " + set + ": " + e.getMessage());
            }
        }
        return matchers;
    }

    private Matcher matcher(MatcherText text) throws InvalidException {
        if (!isLabelName.test(text.name())) {
            throw new InvalidException("invalid label name " + GoQuote.quote(text.name()));
        }
        if (!text.type().isRegex()) {
            if (!Utf8.isEncodable(text.value())) {
                throw new InvalidException("invalid label value " + GoQuote.quote(text.value()));
            }
            return Matcher.of(text.type(), text.name(), text.value());
        }
        return regexMatcher(text);
    }

    private static Matcher regexMatcher(MatcherText text) throws InvalidException {
        Matcher matcher = null;
        String problem = "";
        try {
            matcher = Matcher.of(text.type(), text.name(), text.value());
        } catch (InvalidPatternException e) {
            problem = String.valueOf(e.getMessage());
        }
        // Alone it has to be a pattern too, and what is wrong with it alone is said first: the anchors that come around
        // it can make a whole of two halves.
        problem = LabelPattern.problemOf(text.value(), matcher != null).orElse(problem);
        if (matcher == null || !problem.isEmpty()) {
            throw new InvalidException("invalid regular expression " + GoQuote.quote(text.value()) + ": " + problem);
        }
        return matcher;
    }

    /** Negative matchers never count, although most of them match where the label is absent: as upstream. */
    private static boolean acceptsAbsence(Matcher matcher) {
        return !matcher.type().isNegative() && matcher.matches("");
    }

    // --- ending, merging, forgetting ---

    SilenceExpiry expire(Silence known, Instant now) {
        return known.stateAt(now) == SilenceState.EXPIRED
                ? new SilenceExpiry.AlreadyEnded(known)
                : new SilenceExpiry.Ended(ended(known, now));
    }

    private Silence ended(Silence known, Instant now) {
        return known.endedAt(now, now.plus(retention));
    }

    /**
     * Whether a version that an Alertmanager wrote takes the place of what is known here.
     *
     * @param known null if the id is not known
     */
    public static boolean isAccepted(Silence incoming, @Nullable Silence known, Instant now) {
        return !isForgottenBefore(incoming, now)
                && (known == null || known.updatedAt().isBefore(incoming.updatedAt()));
    }

    /** Whether a version from elsewhere is too old to be taken in. */
    static boolean isForgottenBefore(Silence incoming, Instant now) {
        return incoming.expiresAt().isBefore(now);
    }

    /** Whether {@code silence} has outlived its retention. */
    public static boolean isToBeForgotten(Silence silence, Instant now) {
        return !silence.expiresAt().isAfter(now);
    }
}
