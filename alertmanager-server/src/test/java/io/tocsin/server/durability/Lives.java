package io.tocsin.server.durability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lives of one server, from 1: when each began and how it ended. Thread-safe.
 *
 * <p>An alert that fires when a life ends fires in the next one for a minute at least, whatever its end says: nobody knows
 * whether its sender could reach the server meanwhile.
 */
public final class Lives {
    /** How long what fired fires on after a restart: the larger of a minute and the resolve_timeout that the runs have. */
    static final Duration RESTORED_FIRES_MIN = Duration.ofMinutes(1);

    private final List<Life> lives = new ArrayList<>();

    /** How a life ends. */
    public enum Ending {
        KILLED,
        TERMINATED
    }

    /**
     * One life.
     *
     * @param readyAt when it was seen to be ready
     * @param endingAt just before it was told to end
     * @param deadAt once it was certainly dead
     */
    public record Life(
            int number,
            Instant spawnedAt,
            @Nullable Instant readyAt,
            @Nullable Instant endingAt,
            @Nullable Ending ending,
            @Nullable Instant deadAt) {}

    public synchronized Life begin(Instant now) {
        Life life = new Life(lives.size() + 1, now, null, null, null, null);
        lives.add(life);
        return life;
    }

    public synchronized void ready(Instant now) {
        Life last = current();
        lives.set(lives.size() - 1, new Life(last.number(), last.spawnedAt(), now, null, null, null));
    }

    synchronized void ending(Ending ending, Instant now) {
        Life last = current();
        lives.set(lives.size() - 1, new Life(last.number(), last.spawnedAt(), last.readyAt(), now, ending, null));
    }

    synchronized void dead(Instant now) {
        Life last = current();
        lives.set(
                lives.size() - 1,
                new Life(last.number(), last.spawnedAt(), last.readyAt(), last.endingAt(), last.ending(), now));
    }

    synchronized Life get(int number) {
        return lives.get(number - 1);
    }

    synchronized Life current() {
        return lives.get(lives.size() - 1);
    }

    /** Whether a life from {@code first} on was killed, before that of number {@code last} began. */
    synchronized boolean isKillBetween(int first, int last) {
        return lives.subList(first - 1, last - 1).stream().anyMatch(life -> life.ending() == Ending.KILLED);
    }

    /** Whether the server is alive and was not told to end. */
    synchronized boolean isServing() {
        return !lives.isEmpty() && current().endingAt() == null;
    }

    /**
     * Until when an alert certainly fires.
     *
     * @param sentAt when it was posted
     * @param endsAt the end that it was posted with
     */
    synchronized Instant firesUntil(Instant sentAt, Instant endsAt) {
        Instant end = endsAt;
        for (int i = firstEndedAfter(sentAt); i + 1 < lives.size(); i++) {
            Instant dead = lives.get(i).deadAt();
            Instant extended = lives.get(i + 1).spawnedAt().plus(RESTORED_FIRES_MIN);
            if (dead != null && !end.isBefore(dead) && extended.isAfter(end)) {
                end = extended;
            }
        }
        return end;
    }

    /** When the life that a moment is in was told to end; {@code now} if it goes on. */
    synchronized Instant endAfter(Instant moment, Instant now) {
        Instant ending = lives.get(firstEndedAfter(moment)).endingAt();
        return ending == null ? now : ending;
    }

    /** The place of the first life that was not dead at a moment. */
    private int firstEndedAfter(Instant moment) {
        int i = lives.size() - 1;
        while (i > 0) {
            Instant dead = lives.get(i - 1).deadAt();
            if (dead == null || dead.isBefore(moment)) {
                return i;
            }
            i--;
        }
        return 0;
    }

    /** The last lives, for evidence. */
    synchronized String last(int count) {
        var text = new StringBuilder();
        for (Life life : lives.subList(Math.max(0, lives.size() - count), lives.size())) {
            text.append(life).append('\n');
        }
        return text.toString();
    }
}
