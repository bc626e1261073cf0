package io.tocsin.server.durability;

import io.tocsin.server.durability.SilenceTrack.Edit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of silences know of them, and whether what a server lists agrees. Thread-safe.
 *
 * <p>Each silence mutes one value of the label {@value AlertSpec#MUTE}, and has one client, which makes one change at a time.
 */
final class SilenceBook {
    private final Violations violations;
    private final Lives lives;
    /** By the text that begins a silence's comment; ids are known only once they were answered. */
    private final Map<String, SilenceTrack> tracks = new LinkedHashMap<>();

    private final Map<String, List<SilenceTrack>> byMute = new HashMap<>();
    private int acknowledged;

    SilenceBook(Lives lives, Violations violations) {
        this.lives = lives;
        this.violations = violations;
    }

    /** A silence as the server lists it. */
    record Listed(
            String id, String mute, String createdBy, String comment, Instant startsAt, Instant endsAt, String state) {}

    /** Notes a silence that is about to be created, in the place of another one perhaps, which ends with it. */
    synchronized SilenceTrack creating(
            String token, String mute, Instant startsAt, Instant endsAt, @Nullable SilenceTrack replaced, Instant now) {
        SilenceTrack track = new SilenceTrack(token, mute, startsAt, new Edit(0, endsAt, now, null));
        tracks.put(token, track);
        byMute.computeIfAbsent(mute, unused -> new ArrayList<>()).add(track);
        if (replaced != null) {
            replaced.replacing(track, now);
        }
        return track;
    }

    /** Notes that 200 was read, with the id. */
    synchronized void created(SilenceTrack track, String id, Instant now) {
        track.created(id, now);
        acknowledged++;
    }

    synchronized void started(SilenceTrack track, Instant startsAt) {
        track.started(startsAt);
    }

    /** Notes another end and comment that are about to be sent. */
    synchronized Edit editing(SilenceTrack track, Instant endsAt, Instant now) {
        return track.editing(endsAt, now);
    }

    synchronized void edited(SilenceTrack track, Edit edit, Instant now) {
        track.edited(edit, now);
    }

    synchronized void expiring(SilenceTrack track, Instant now) {
        track.expiring(now);
    }

    synchronized void expired(SilenceTrack track, Instant now) {
        track.expired(now);
    }

    /** Whether an alert with this value is silenced all the time between two moments, whatever became of open changes. */
    synchronized boolean certainlyMuted(String mute, Instant from, Instant to) {
        return byMute.getOrDefault(mute, List.of()).stream().anyMatch(track -> track.certainlyActive(from, to));
    }

    /** Whether an alert with this value may have been silenced at some moment between the two. */
    synchronized boolean possiblyMuted(String mute, Instant from, Instant to) {
        return byMute.getOrDefault(mute, List.of()).stream().anyMatch(track -> track.possiblyActive(from, to));
    }

    /** The silence that has this id, if there is one that was not forgotten. */
    synchronized Optional<SilenceTrack> find(String id) {
        return byMute.values().stream()
                .flatMap(List::stream)
                .filter(track -> id.equals(track.id()))
                .findFirst();
    }

    /** The silences of some values that go on for longer, as far as their client knows. */
    synchronized List<SilenceTrack> open(Collection<String> mutes, Instant until) {
        return mutes.stream()
                .flatMap(mute -> byMute.getOrDefault(mute, List.of()).stream())
                .filter(track -> track.isOpen(until))
                .toList();
    }

    /** How many creations were answered 200. */
    synchronized int acknowledged() {
        return acknowledged;
    }

    /**
     * Compares with what a server lists, forgets what is wrong, so that it counts once, and learns from it what became of changes that an earlier life of the server left
     * without an answer: what a restart shows must hold from then on.
     *
     * @param from just before the list was asked for
     * @param to just after it was read
     * @param deadAt the end of the life before; changes sent earlier than that are decided
     */
    synchronized void compare(Collection<Listed> listed, Instant from, Instant to, Instant deadAt) {
        Map<String, Listed> byToken = new HashMap<>();
        listed.forEach(each -> byToken.put(SilenceTrack.token(each.comment()), each));
        List<SilenceTrack> gone = new ArrayList<>();
        for (SilenceTrack track : tracks.values()) {
            Listed shown = byToken.get(track.token());
            if (shown == null && track.isAcked(from)) {
                violations.add(Rule.SILENCE_LOST, track.token() + " is not listed", track + "\n" + lives.last(4));
                gone.add(track);
            } else if (shown == null && track.isDecided(deadAt)) {
                gone.add(track);
            } else if (shown != null) {
                String problem = track.isHalfReplaced(shown, byToken.keySet(), to, deadAt)
                        ? "expired, and what was to replace it was not made"
                        : track.problem(shown, from, to);
                if (!problem.isEmpty()) {
                    violations.add(Rule.SILENCE_CHANGED, problem, shown + "\n" + track + "\n" + lives.last(4));
                    gone.add(track);
                }
                track.learn(shown, to, deadAt);
            }
        }
        gone.forEach(this::remove);
    }

    private void remove(SilenceTrack track) {
        tracks.remove(track.token());
        byMute.getOrDefault(track.mute(), List.of()).remove(track);
    }

    /** Forgets whom a silence mutes once it is long over; whether it is listed is compared for good. */
    synchronized void prune(Instant now) {
        Instant past = now.minusSeconds(60);
        byMute.values().forEach(all -> all.removeIf(track -> !track.possiblyActive(past, Instant.MAX)));
    }

    synchronized String evidence(String mute) {
        var text = new StringBuilder();
        byMute.getOrDefault(mute, List.of()).forEach(track -> text.append(track).append('\n'));
        return text.toString();
    }
}
