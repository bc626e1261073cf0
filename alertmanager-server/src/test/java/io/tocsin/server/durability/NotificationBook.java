package io.tocsin.server.durability;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.durability.AlertBook.Possible;
import io.tocsin.server.durability.Lives.Ending;
import io.tocsin.server.durability.Lives.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver was told, and whether it should have been. Thread-safe.
 *
 * <p>A notification that the receiver answers 200 is a <em>repeat</em> if the one before it, of the same group and
 * integration and answered 200 too, had told everything already: no alert fires that did not, none is resolved that was
 * not, and it is not the first one that says that nothing fires any more. These are the reasons to notify that the original
 * has; {@code repeat_interval} is longer than any run.
 */
public final class NotificationBook {
    /** A server on a busy machine may take this long from the snapshot of a group to the first attempt. */
    static final Duration SENDING_MAX = Duration.ofSeconds(5);

    /**
     * How long before a kill something was answered whose record may be lost with it, on a busy machine; on one where the
     * start took longer than this, that long.
     */
    static final Duration UNRECORDED_MAX = Duration.ofSeconds(3);

    /** Of a start that takes longer nobody knows when its first flushes began. */
    private static final Duration START_MAX = Duration.ofSeconds(8);

    private static final int HISTORY = 14;

    private final AlertBook alerts;
    private final SilenceBook silences;
    private final Lives lives;
    private final Violations violations;
    private final RepeatExcuse excuse;
    private final Map<String, Told> byGroup = new HashMap<>();
    private final Map<String, Belief> beliefs = new HashMap<>();
    private final Map<String, Instant> firstAttempts = new HashMap<>();
    private final Set<String> complained = new HashSet<>();
    private int answered;
    private int repeats;

    NotificationBook(AlertBook alerts, SilenceBook silences, Lives lives, Violations violations, RepeatExcuse excuse) {
        this.alerts = alerts;
        this.silences = silences;
        this.lives = lives;
        this.violations = violations;
        this.excuse = excuse;
    }

    /** Repeats that this book cannot know the reason of. */
    @FunctionalInterface
    public interface RepeatExcuse {
        /** @param last what was answered 200 at {@code answeredAt}, and told all of {@code arrival} already */
        boolean excuses(Arrival arrival, Arrival last, Instant answeredAt);
    }

    /**
     * One request.
     *
     * @param life which life of the server sent it
     * @param sender which server that was, where there are several
     * @param path of the integration
     * @param firing names of alerts
     * @param resolved names of alerts
     * @param body as it came; attempts of one delivery have the same
     */
    public record Arrival(
            int life,
            String sender,
            String path,
            String groupKey,
            SortedSet<String> firing,
            SortedSet<String> resolved,
            String body,
            Instant at) {
        /** Reads a notification of the original's webhook. */
        public static Arrival of(int life, String sender, String path, String body, Instant now) {
            JsonNode json = Exchanges.json(body);
            var firing = new TreeSet<String>();
            var resolved = new TreeSet<String>();
            json.path("alerts").forEach(alert -> {
                String name = alert.path("labels").path(AlertBook.NAME).asText();
                (alert.path("status").asText().equals("firing") ? firing : resolved).add(name);
            });
            return new Arrival(life, sender, path, json.path("groupKey").asText(), firing, resolved, body, now);
        }

        private String key() {
            return path + " " + groupKey;
        }

        public SortedSet<String> all() {
            var all = new TreeSet<>(firing);
            all.addAll(resolved);
            return all;
        }
    }

    /** What a receiver was told of an alert last. */
    public record Belief(boolean firing, Instant at, int life) {}

    private static final class Told {
        final Deque<String> history = new ArrayDeque<>();

        @Nullable
        Arrival last;

        Instant lastAnsweredAt = Instant.EPOCH;

        void note(String line) {
            history.addLast(line);
            if (history.size() > HISTORY) {
                history.removeFirst();
            }
        }
    }

    /** A request has arrived, whatever it will be answered. */
    public synchronized void arrived(Arrival arrival) {
        Told told = told(arrival);
        told.note(arrival.at() + " life " + arrival.life() + arrival.sender() + " arrived: firing " + arrival.firing()
                + " resolved " + arrival.resolved());
        Instant earlier = firstAttempts.putIfAbsent(arrival.life() + arrival.path() + arrival.body(), arrival.at());
        if (earlier == null) {
            check(arrival, told);
        }
    }

    /** It is being answered 200. */
    public synchronized void answered(Arrival arrival, Instant now) {
        Told told = told(arrival);
        told.note(now + " life " + arrival.life() + " answered 200");
        answered++;
        Arrival last = told.last;
        if (last != null && isRepeat(arrival, last)) {
            repeats++;
            String problem = problemOfRepeat(arrival, last, told.lastAnsweredAt);
            if (!problem.isEmpty() && !excuse.excuses(arrival, last, told.lastAnsweredAt)) {
                violations.add(Rule.REPEATED, arrival.key() + ": " + problem, evidence(told, arrival.all()));
            }
        }
        told.last = arrival;
        told.lastAnsweredAt = now;
        arrival.firing().forEach(name -> believe(arrival, name, true));
        arrival.resolved().forEach(name -> believe(arrival, name, false));
    }

    private void believe(Arrival arrival, String name, boolean firing) {
        beliefs.put(arrival.path() + " " + name, new Belief(firing, arrival.at(), arrival.life()));
    }

    private static boolean isRepeat(Arrival arrival, Arrival last) {
        boolean isAllResolvedNow = arrival.firing().isEmpty() && !last.firing().isEmpty();
        return last.firing().containsAll(arrival.firing())
                && last.resolved().containsAll(arrival.resolved())
                && !isAllResolvedNow;
    }

    private static Duration unrecordedMax(Life life) {
        Instant ready = life.readyAt();
        Duration start = ready == null ? Duration.ZERO : Duration.between(life.spawnedAt(), ready);
        return start.compareTo(UNRECORDED_MAX) > 0 ? start : UNRECORDED_MAX;
    }

    /** Why a repeat is one too many; empty if the server could not know. */
    private String problemOfRepeat(Arrival arrival, Arrival last, Instant lastAnsweredAt) {
        if (arrival.life() == last.life()) {
            return isStarved(lives.get(last.life()), last.at()) ? "" : "repeated in the same life";
        }
        if (lives.isKillBetween(last.life(), arrival.life()) && mayHaveChanged(arrival, lastAnsweredAt)) {
            return "";
        }
        Life before = lives.get(last.life());
        if (before.ending() == Ending.TERMINATED) {
            return "repeated, and the life before was ended in order";
        }
        Instant killedAt = before.endingAt();
        boolean isRecorded = killedAt == null || lastAnsweredAt.isBefore(killedAt.minus(unrecordedMax(before)));
        return isRecorded
                ? "repeated what was answered at " + lastAnsweredAt + ", and the kill came at " + killedAt
                : "";
    }

    /**
     * Whether a start took so long on a busy machine that its first flushes, which have ten seconds, may have ended before
     * their requests arrived: the server takes those for failed then, and rightly sends them again.
     */
    private static boolean isStarved(Life life, Instant at) {
        Instant ready = life.readyAt();
        return ready != null
                && Duration.between(life.spawnedAt(), ready).compareTo(START_MAX) > 0
                && at.isBefore(ready.plus(SENDING_MAX));
    }

    /** Whether there can have been news of the group, which a server began to tell when it was killed. */
    private boolean mayHaveChanged(Arrival arrival, Instant since) {
        Set<String> groups = new HashSet<>();
        arrival.all().forEach(name -> groups.add(alerts.spec(name).group()));
        return alerts.specs().stream()
                .filter(spec -> groups.contains(spec.group()))
                .anyMatch(spec -> {
                    Possible state = alerts.possible(spec.name(), since, arrival.at());
                    return state.firing() && state.notFiring() || mayHaveBeenMuted(spec, since, arrival.at());
                });
    }

    /** Checks what a first attempt says against what was certain since the server can have looked. */
    private void check(Arrival arrival, Told told) {
        Life life = lives.get(arrival.life());
        Instant dead = life.deadAt();
        // What a server had sent when it died may be read much later on a busy machine.
        Instant to = dead != null && dead.isBefore(arrival.at()) ? dead : arrival.at();
        Instant looked = to.minus(SENDING_MAX);
        Instant spawned = life.spawnedAt();
        Instant from = looked.isBefore(spawned) ? spawned : looked;
        for (String name : arrival.firing()) {
            if (alerts.possible(name, from, to).certainlyDoesNot()) {
                violate(Rule.TOLD_AFTER_RESOLVE, name + " is told as firing", told, name);
            }
        }
        for (String name : arrival.resolved()) {
            if (alerts.possible(name, from, to).certainlyFires()) {
                violate(Rule.FALSE_RESOLVE, name + " is told as resolved", told, name);
            }
        }
        arrival.all().forEach(name -> checkMuted(name, from, to, told));
    }

    private void checkMuted(String name, Instant from, Instant to, Told told) {
        AlertSpec spec = alerts.spec(name);
        if (spec.mute().filter(mute -> silences.certainlyMuted(mute, from, to)).isPresent()) {
            violate(Rule.SILENCED_SENT, name + " is sent", told, name);
        }
        if (spec.inhibitedBy()
                .filter(source -> alerts.possible(source, from, to).certainlyFires())
                .isPresent()) {
            violate(Rule.INHIBITED_SENT, name + " is sent", told, name);
        }
    }

    private void violate(Rule rule, String what, Told told, String name) {
        violations.add(rule, what, evidence(told, new TreeSet<>(List.of(name))));
    }

    /**
     * What receivers do not know although it has been certain for long.
     *
     * @param from since when nothing has changed
     */
    public synchronized List<String> untold(Instant from, Instant now) {
        var untold = new ArrayList<String>();
        for (AlertSpec spec : alerts.specs()) {
            Possible state = alerts.possible(spec.name(), from, now);
            for (String path : spec.paths()) {
                Belief belief = beliefs.get(path + " " + spec.name());
                boolean isBelievedFiring = belief != null && belief.firing();
                if (complained.contains(path + " " + spec.name() + belief)) {
                    continue;
                }
                if (state.certainlyFires() && !isBelievedFiring && !mayHaveBeenMuted(spec, from, now)) {
                    untold.add(path + " " + spec.name() + " fires");
                } else if (state.certainlyDoesNot()
                        && belief != null
                        && belief.firing()
                        && !mayHaveBeenMuted(spec, belief.at(), now)) {
                    untold.add(path + " " + spec.name() + " is resolved");
                }
            }
        }
        return untold;
    }

    /** What resolves while it is muted is not told, as with the original. */
    private boolean mayHaveBeenMuted(AlertSpec spec, Instant since, Instant now) {
        Instant from = since.minus(SENDING_MAX);
        return spec.mute()
                        .filter(mute -> silences.possiblyMuted(mute, from, now))
                        .isPresent()
                || spec.inhibitedBy()
                        .filter(source -> alerts.possible(source, from, now).firing())
                        .isPresent();
    }

    /** Makes violations of what is untold, as {@link #untold} names it; each once, until the receiver is told otherwise. */
    public synchronized void complain(List<String> untold) {
        for (String each : untold) {
            violations.add(Rule.NOT_TOLD, each, evidenceOf(each));
            String[] words = each.split(" ");
            complained.add(words[0] + " " + words[1] + beliefs.get(words[0] + " " + words[1]));
        }
    }

    private String evidenceOf(String untold) {
        String[] words = untold.split(" ");
        String group = byGroup.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(words[0] + " "))
                .filter(entry ->
                        entry.getValue().history.stream().anyMatch(line -> line.matches(".*\\b" + words[1] + "\\b.*")))
                .map(entry -> entry.getKey() + "\n" + String.join("\n", entry.getValue().history))
                .collect(joining("\n"));
        return "believed: " + beliefs.get(words[0] + " " + words[1]) + "\n" + group + "\n" + alerts.evidence(words[1]);
    }

    /** Forgets attempts of lives that are over. */
    synchronized void prune() {
        String life = lives.current().number() + "/";
        firstAttempts.keySet().removeIf(key -> !key.startsWith(life));
    }

    public synchronized int answered() {
        return answered;
    }

    public synchronized int repeats() {
        return repeats;
    }

    private Told told(Arrival arrival) {
        return byGroup.computeIfAbsent(arrival.key(), unused -> new Told());
    }

    private String evidence(Told told, SortedSet<String> names) {
        String posts = names.stream()
                .map(name -> alerts.evidence(name)
                        + alerts.spec(name).mute().map(silences::evidence).orElse(""))
                .collect(joining("\n"));
        return String.join("\n", told.history) + "\n" + posts;
    }
}
