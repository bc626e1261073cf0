package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.InMemoryStateStore;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.scenario.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Three members with engines, whose clocks differ. Every alert that fires or is resolved is posted once, to one of them; a receiver hears
 * of it. All of it follows from the seed.
 */
final class NotificationSimulation {
    private static final Instant START = Instant.parse("2026-03-29T00:00:00Z");
    private static final int MEMBERS = 3;

    /** A send that was answered so shortly before a kill may not be known to the others. */
    private static final Duration JUST_SENT = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime(START);
    private final Random random;
    private final SimulatedNetwork network;
    private final List<Place> places = new ArrayList<>();
    private final Map<Labels, Truth> truths = new HashMap<>();
    private final Map<String, Integer> told = new TreeMap<>();
    private final Map<String, Map<Labels, Boolean>> groups = new HashMap<>();
    private final Map<String, Place> lastTellers = new HashMap<>();
    private final Set<Object> killed = new HashSet<>();
    private final List<Sending> sendings = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final List<String> transcript = new ArrayList<>();
    private Duration receiverTakes = Duration.ZERO;
    private long processes = 1;
    private int excusedRepeats;
    private int repeats;

    /** Where a process runs, or does not. */
    private final class Place {
        private final String name;
        private final Duration clockAhead;
        private final InMemoryStateStore store = new InMemoryStateStore();
        private @Nullable EngineMember member;

        /** Stands for the process. */
        private Object life = new Object();

        private Place(String name, Duration clockAhead) {
            this.name = name;
            this.clockAhead = clockAhead;
        }

        private void start() {
            Object begun = new Object();
            life = begun;
            member = new EngineMember(
                    time,
                    network,
                    random,
                    SimulatedMember.settings(name, ++processes),
                    clockAhead,
                    store,
                    notification -> receive(this, begun, notification));
            happened(name + " starts");
        }
    }

    /** What the sender of an alert knows of it. */
    private static final class Truth {
        private boolean fires;
        private int changes;
    }

    private record Sending(Place place, String group, Instant begun, Duration takes) {}

    NotificationSimulation(long seed, Duration clocksApart) {
        random = new Random(seed);
        network = new SimulatedNetwork(time, random);
        network.behave(Duration.ofMillis(5), 0, 0.02);
        for (int i = 0; i < MEMBERS; i++) {
            places.add(new Place("m" + i, clocksApart.multipliedBy(i - 1L)));
        }
        places.forEach(Place::start);
        time.advance(Duration.ofSeconds(20));
    }

    private void happened(String what) {
        transcript.add(time.now() + " " + what);
    }

    private void broken(String what) {
        broken.add(time.now() + " " + what);
    }

    List<String> transcript() {
        return transcript;
    }

    /** Notifications that were sent by each member. */
    Map<String, Integer> told() {
        return told;
    }

    /** Notifications that told nothing new, beyond those that a kill excuses. */
    int unexcusedRepeats() {
        return Math.max(0, repeats - excusedRepeats);
    }

    void advance(Duration by) {
        time.advance(by);
    }

    // --- senders ---

    /** Posts each of so many alerts, two to a group, once to some member; spread over {@code during}. */
    void change(int alerts, boolean fires, Duration during) {
        for (int i = 0; i < alerts; i++) {
            Labels labels = Labels.of("alertname", "A" + i / 2, "instance", String.valueOf(i));
            Duration after = Duration.ofNanos((long) (random.nextDouble() * during.toNanos()));
            time.schedule(new Object(), time.now().plus(after), () -> post(labels, fires));
        }
    }

    /** Until it is accepted by some member, as a sender does that retries. */
    private void post(Labels labels, boolean fires) {
        List<EngineMember> living = living();
        EngineMember member = living.get(random.nextInt(living.size()));
        Instant now = member.now();
        Instant end = fires ? now.plus(Duration.ofHours(6)) : now;
        boolean[] isAnswered = {false};
        member.post(new PostedAlert(labels, Labels.EMPTY, null, Timestamp.of(end), ""))
                .thenRun(() -> {
                    isAnswered[0] = true;
                    Truth truth = truths.computeIfAbsent(labels, unknown -> new Truth());
                    truth.fires = fires;
                    truth.changes++;
                });
        time.schedule(new Object(), time.now().plusSeconds(2), () -> {
            if (!isAnswered[0]) {
                post(labels, fires);
            }
        });
    }

    private List<EngineMember> living() {
        List<EngineMember> living = new ArrayList<>();
        places.forEach(place -> {
            if (place.member != null) {
                living.add(place.member);
            }
        });
        return living;
    }

    // --- trouble ---

    void kill(int index, Duration noticed) {
        Place place = places.get(index);
        EngineMember member = requireNonNull(place.member);
        place.member = null;
        Instant now = time.now();
        excusedRepeats += (int) sendings.stream()
                .filter(sending -> sending.place() == place)
                .filter(sending ->
                        now.isBefore(sending.begun().plus(sending.takes()).plus(JUST_SENT)))
                .map(Sending::group)
                .distinct()
                .count();
        killed.add(place.life);
        member.kill(noticed);
        happened(place.name + " is killed");
    }

    void stop(int index) {
        Place place = places.get(index);
        EngineMember member = requireNonNull(place.member);
        place.member = null;
        member.stop();
        happened(place.name + " stops");
    }

    void start(int index) {
        places.get(index).start();
        time.settle();
    }

    void split(int index) {
        network.cutOff(List.of(places.get(index).name + ":9094"), Duration.ofSeconds(3));
        happened(places.get(index).name + " is cut off");
    }

    void heal() {
        network.heal();
        happened("healed");
    }

    // --- the receiver ---

    /** From now on, and some milliseconds more. */
    void receiverTakes(Duration longer) {
        receiverTakes = longer;
    }

    private CompletionStage<SendResult> receive(Place from, Object life, Notification notification) {
        Duration takes = receiverTakes.plusMillis(20 + random.nextInt(300));
        sendings.add(new Sending(from, notification.groupKey(), time.now(), takes));
        CompletableFuture<SendResult> answer = new CompletableFuture<>();
        time.schedule(new Object(), time.now().plus(takes.dividedBy(2)), () -> hear(from, notification));
        time.schedule(answer, time.now().plus(takes), () -> {
            if (!killed.contains(life)) {
                answer.complete(SendResult.delivered());
            }
        });
        return answer;
    }

    private void hear(Place from, Notification notification) {
        told.merge(from.name, 1, Integer::sum);
        Map<Labels, Boolean> known = groups.computeIfAbsent(notification.groupKey(), unknown -> new HashMap<>());
        boolean isNews = false;
        for (NotifiedAlert each : notification.alerts()) {
            Boolean before = known.put(each.alert().labels(), !each.isResolved());
            isNews |= before == null || before == each.isResolved();
        }
        happened(from.name + " tells " + notification.groupKey() + " " + notification.reason() + " "
                + notification.alerts().stream()
                        .map(each -> each.alert().labels().get("instance") + (each.isResolved() ? "-" : "+"))
                        .toList()
                + (isNews ? "" : " again"));
        // One member may say again what came and went between two of its own.
        if (lastTellers.put(notification.groupKey(), from) != from && !isNews) {
            repeats++;
        }
    }

    // --- what must hold ---

    /** The receiver knows what the senders know, and all members hold the same. */
    List<String> check() {
        truths.forEach((labels, truth) -> {
            Boolean heard = groups.values().stream()
                    .map(known -> known.get(labels))
                    .filter(fires -> fires != null)
                    .findFirst()
                    .orElse(null);
            if (heard == null ? truth.fires : heard != truth.fires) {
                broken(labels + (truth.fires ? " fires" : " is resolved") + " after " + truth.changes
                        + " changes, but the receiver has heard " + heard);
            }
        });
        List<EngineMember> living = living();
        String digest = living.get(0).status().digest();
        for (EngineMember member : living) {
            if (!member.status().digest().equals(digest)) {
                broken(member.status().name() + " does not hold what "
                        + living.get(0).status().name() + " holds");
            }
        }
        return broken;
    }
}
