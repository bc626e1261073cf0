package io.tocsin.server.durability;

import io.tocsin.server.durability.SilenceBook.Listed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One silence, as its client knows it: changed through its {@link SilenceBook} only. Thread-safe. */
final class SilenceTrack {
    static final String CREATED_BY = "kill loop";

    private static final String EDIT = " edit ";

    private final String token;
    private final String mute;
    private Instant startsAt;
    private boolean isStartKnown;
    /** The creation, and what came after it; the last acknowledged one and those behind it count. */
    private final List<Edit> edits = new ArrayList<>();

    private @Nullable String id;
    private @Nullable Instant endSentAt;
    private @Nullable Instant endAckedAt;
    /** What was to take its place; the silence ends when that is made. */
    private @Nullable SilenceTrack replacement;

    SilenceTrack(String token, String mute, Instant startsAt, Edit creation) {
        this.token = token;
        this.mute = mute;
        this.startsAt = startsAt;
        edits.add(creation);
    }

    /** The creation, number 0, or a change of the end and the comment. */
    record Edit(
            int number,
            Instant endsAt,
            Instant sentAt,
            @Nullable Instant ackedAt) {}

    /** What a comment begins with. */
    static String token(String comment) {
        int end = comment.indexOf(EDIT);
        return end < 0 ? comment : comment.substring(0, end);
    }

    synchronized String token() {
        return token;
    }

    synchronized String mute() {
        return mute;
    }

    synchronized Instant startsAt() {
        return startsAt;
    }

    /** The id that was answered, or seen after a restart. */
    synchronized @Nullable String id() {
        return id;
    }

    synchronized String comment(Edit edit) {
        return token + EDIT + edit.number();
    }

    synchronized Edit first() {
        return edits.get(0);
    }

    synchronized void created(String newId, Instant now) {
        id = newId;
        edited(first(), now);
    }

    /** Notes the start that the server gave it. */
    synchronized void started(Instant start) {
        startsAt = start;
        isStartKnown = true;
    }

    synchronized boolean isStartKnown() {
        return isStartKnown;
    }

    synchronized Edit editing(Instant endsAt, Instant now) {
        Edit edit = new Edit(edits.get(edits.size() - 1).number() + 1, endsAt, now, null);
        edits.add(edit);
        return edit;
    }

    /** Notes that an edit is in force, and with that none before it. */
    synchronized void edited(Edit edit, Instant now) {
        int i = edits.indexOf(edit);
        if (i >= 0) {
            edits.set(i, new Edit(edit.number(), edit.endsAt(), edit.sentAt(), now));
        }
    }

    synchronized void expiring(Instant now) {
        if (endSentAt == null) {
            endSentAt = now;
        }
    }

    synchronized void expired(Instant now) {
        endAckedAt = now;
        replacement = null;
    }

    synchronized void replacing(SilenceTrack other, Instant now) {
        expiring(now);
        replacement = other;
    }

    synchronized boolean isAcked() {
        return edits.stream().anyMatch(edit -> edit.ackedAt() != null);
    }

    synchronized boolean isAcked(Instant atLatest) {
        return edits.stream().anyMatch(acked(atLatest));
    }

    /** Whether everything that was sent to make it was sent before {@code deadAt}, and came to nothing if it is not there. */
    synchronized boolean isDecided(Instant deadAt) {
        return !isAcked() && edits.stream().allMatch(edit -> edit.sentAt().isBefore(deadAt));
    }

    private static Predicate<Edit> acked(Instant atLatest) {
        return edit -> edit.ackedAt() != null && !edit.ackedAt().isAfter(atLatest);
    }

    /** The edits of which one is in force at each moment between the two. */
    private List<Edit> possible(Instant from, Instant to) {
        int first = 0;
        for (int i = 0; i < edits.size(); i++) {
            if (acked(from).test(edits.get(i))) {
                first = i;
            }
        }
        return edits.subList(first, edits.size()).stream()
                .filter(edit -> !edit.sentAt().isAfter(to))
                .toList();
    }

    synchronized boolean certainlyActive(Instant from, Instant to) {
        return isAcked(from)
                && !startsAt.isAfter(from)
                && (endSentAt == null || endSentAt.isAfter(to))
                && possible(from, to).stream().allMatch(edit -> edit.endsAt().isAfter(to));
    }

    synchronized boolean possiblyActive(Instant from, Instant to) {
        return !startsAt.isAfter(to)
                && !hasEnded(from)
                && possible(from, to).stream().anyMatch(edit -> !edit.endsAt().isBefore(from));
    }

    private boolean hasEnded(Instant from) {
        return endAckedAt != null && !endAckedAt.isAfter(from);
    }

    /** What a server shows wrongly; empty if nothing. */
    synchronized String problem(Listed shown, Instant from, Instant to) {
        List<Edit> possible = possible(from, to);
        if (!shown.mute().equals(mute) || !shown.createdBy().equals(CREATED_BY)) {
            return "another silence";
        }
        if (!mayStartAt(shown.startsAt(), to)) {
            return "starts at " + shown.startsAt();
        }
        if (possible.stream().noneMatch(edit -> shown.comment().equals(comment(edit)))) {
            return "has the comment \"" + shown.comment() + "\"";
        }
        boolean hasPostedEnd = possible.stream().anyMatch(edit -> shown.endsAt().equals(edit.endsAt()));
        if (!hasPostedEnd && !isEndPossible(to)) {
            return "ends at " + shown.endsAt();
        }
        return problemOfState(shown, from, to);
    }

    private String problemOfState(Listed shown, Instant from, Instant to) {
        if (hasEnded(from) && !shown.state().equals("expired")) {
            return "is " + shown.state() + ", and its expiry was answered";
        }
        if (certainlyActive(from, to) && !shown.state().equals("active")) {
            return "is " + shown.state() + ", and should be active";
        }
        boolean isPending = startsAt.isAfter(to) && endSentAt == null;
        if (isPending && isAcked(from) && !shown.state().equals("pending")) {
            return "is " + shown.state() + ", and should be pending";
        }
        return "";
    }

    private boolean mayStartAt(Instant shown, Instant to) {
        if (shown.isBefore(startsAt)) {
            // One that is pending starts when it is ended.
            return isEndPossible(to);
        }
        Instant made = first().ackedAt();
        // What was to start before it arrived starts on arrival.
        return shown.equals(startsAt) || (!isStartKnown && !shown.isAfter(made == null ? to : made));
    }

    /** Whether it was ended for another one, sent before {@code deadAt}, that is not there. */
    synchronized boolean isHalfReplaced(Listed shown, Set<String> tokens, Instant to, Instant deadAt) {
        SilenceTrack other = replacement;
        return other != null
                && other.isDecided(deadAt)
                && !tokens.contains(other.token)
                && shown.state().equals("expired")
                && endsLater(to);
    }

    /** Whether it goes on for long, as far as its client knows. */
    synchronized boolean isOpen(Instant until) {
        return endSentAt == null && endsLater(until);
    }

    private boolean endsLater(Instant to) {
        return edits.stream().allMatch(edit -> edit.endsAt().isAfter(to));
    }

    private boolean isEndPossible(Instant to) {
        return endSentAt != null && !endSentAt.isAfter(to);
    }

    /** Takes what a restart shows for what became of changes that were sent before {@code deadAt}. */
    synchronized void learn(Listed shown, Instant to, Instant deadAt) {
        id = shown.id();
        started(shown.startsAt());
        for (Edit edit : List.copyOf(edits)) {
            if (edit.ackedAt() == null && edit.sentAt().isBefore(deadAt)) {
                if (shown.comment().equals(comment(edit))) {
                    edited(edit, to);
                } else if (edit.number() > 0) {
                    edits.remove(edit);
                }
            }
        }
        if (endSentAt != null && endAckedAt == null && endSentAt.isBefore(deadAt)) {
            if (shown.state().equals("expired")) {
                expired(to);
            } else {
                endSentAt = null;
                replacement = null;
            }
        }
    }

    @Override
    public synchronized String toString() {
        return "silence " + token + " id " + id + " mutes " + mute + " from " + startsAt + " " + edits + ", end sent "
                + endSentAt + " acknowledged " + endAckedAt;
    }
}
