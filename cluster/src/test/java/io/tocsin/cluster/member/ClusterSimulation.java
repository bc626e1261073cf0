package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Replica;
import io.tocsin.core.engine.Turn;
import io.tocsin.core.label.Labels;
import io.tocsin.core.scenario.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Half an hour of members that write, stop, are killed, lose their disks and come back, on a network that loses and repeats messages
 * and falls apart; and what must hold all along. All of it follows from the seed.
 */
final class ClusterSimulation {
    private static final Instant START = Instant.parse("2026-03-29T00:00:00Z");
    private static final Duration TROUBLE = Duration.ofMinutes(25);
    private static final Duration STEP = Duration.ofMillis(250);

    /** Members have found each other, and know it, after so long. */
    private static final Duration CALM = Duration.ofSeconds(100);

    /** Besides, what was resolved is no longer current by anybody's clock. */
    private static final Duration END_CALM = Duration.ofMinutes(3);

    /** What one member alone has is with the others after so long. */
    private static final Duration SPREAD = Duration.ofSeconds(150);

    private final VirtualTime time = new VirtualTime(START);
    private final Random random;
    private final SimulatedNetwork network;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<Object, Replica> certain = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final List<String> transcript = new ArrayList<>();
    private Set<String> cutOff = Set.of();
    private Instant lastTrouble = START;
    private Instant lastSplit = START.minus(CALM);
    private int written;
    private int kills;
    private int splits;
    private long processes = 1;
    private long steps;

    /** Where a process runs, or does not; with a clock and a disk. */
    private final class Place {
        private final String name;
        private final Duration clockAhead;
        private MapOfRegisters disk = new MapOfRegisters();
        private @Nullable SimulatedMember member;

        Place(String name, Duration clockAhead) {
            this.name = name;
            this.clockAhead = clockAhead;
        }

        void start() {
            member = new SimulatedMember(
                    time, network, SimulatedMember.settings(name, ++processes), name + ":9094", clockAhead, disk);
            happened(name + " starts");
        }
    }

    ClusterSimulation(long seed) {
        random = new Random(seed);
        network = new SimulatedNetwork(time, random);
        network.behave(Duration.ofMillis(1 + random.nextInt(150)), random.nextInt(3) * 0.03, random.nextInt(3) * 0.05);
        int members = 3 + random.nextInt(3);
        for (int i = 0; i < members; i++) {
            String name = "m" + i;
            places.put(name, new Place(name, Duration.ofMillis(random.nextInt(60_000) - 30_000)));
        }
    }

    /** What must not be, in the order in which it was seen; empty if all is well. */
    List<String> play() {
        places.values().forEach(Place::start);
        Instant end = START.plus(TROUBLE);
        while (time.now().isBefore(end) && broken.isEmpty()) {
            step();
            time.advance(STEP);
            if (steps++ % 4 == 0) {
                checkTurns();
            }
        }
        if (broken.isEmpty()) {
            checkEnd();
        }
        return broken;
    }

    String summary() {
        return places.size() + " members, " + written + " versions, " + kills + " kills, " + splits + " splits, "
                + network.messages() + " messages";
    }

    List<String> transcript() {
        return transcript;
    }

    private void happened(String what) {
        transcript.add(time.now() + " " + what);
    }

    private void broken(String what) {
        broken.add(time.now() + " " + what);
    }

    private List<SimulatedMember> living() {
        return places.values().stream()
                .flatMap(place -> Stream.ofNullable(place.member))
                .toList();
    }

    private void step() {
        if (random.nextInt(3) == 0) {
            write();
        }
        if (!isCalm(Duration.ofSeconds(15))) {
            return;
        }
        if (random.nextInt(200) == 0) {
            stopOrKill();
        }
        if (random.nextInt(400) == 0 && cutOff.isEmpty()) {
            split();
        }
        if (!cutOff.isEmpty() && random.nextInt(200) == 0) {
            heal();
        }
        places.values().stream()
                .filter(place -> place.member == null && random.nextInt(100) == 0)
                .forEach(place -> {
                    lastTrouble = time.now();
                    place.start();
                });
    }

    private boolean isCalm(Duration since) {
        return !time.now().isBefore(lastTrouble.plus(since));
    }

    // --- versions ---

    private void write() {
        List<SimulatedMember> living = living();
        if (living.isEmpty()) {
            return;
        }
        SimulatedMember writer = living.get(random.nextInt(living.size()));
        String name = "alert" + random.nextInt(200);
        boolean hasOthers = writer.member().status().members().size() > 1;
        int alone = writer.answeredAlone();
        CompletionStage<Void> answered = writer.write(name, random.nextInt(4) == 0);
        Replica version = requireNonNull(writer.registers().held().get(Labels.of("alertname", name)));
        written++;
        answered.thenRun(() -> {
            boolean isElsewhere = hasOthers && writer.answeredAlone() == alone;
            if (isElsewhere) {
                certain.merge(version.key(), version, (old, next) -> isAfter(next, old) ? next : old);
            }
        });
    }

    // --- trouble ---

    private void stopOrKill() {
        List<Place> up =
                places.values().stream().filter(place -> place.member != null).toList();
        if (up.size() < 2) {
            return;
        }
        Place place = up.get(random.nextInt(up.size()));
        SimulatedMember member = requireNonNull(place.member);
        place.member = null;
        if (random.nextBoolean()) {
            happened(place.name + " stops");
            member.stop();
        } else {
            kills++;
            boolean losesDisk = isCalm(SPREAD) && cutOff.isEmpty() && random.nextBoolean();
            happened(place.name + " is killed" + (losesDisk ? ", and its disk is lost" : ""));
            member.kill(Duration.ofMillis(random.nextInt(8_000)));
            if (losesDisk) {
                place.disk = new MapOfRegisters();
            }
        }
        lastTrouble = time.now();
    }

    private void split() {
        List<String> names = new ArrayList<>(places.keySet());
        Set<String> some = new HashSet<>();
        for (int i = 0; i <= random.nextInt(names.size() - 1); i++) {
            some.add(names.get(random.nextInt(names.size())));
        }
        cutOff = some;
        splits++;
        network.cutOff(some.stream().map(name -> name + ":9094").toList(), Duration.ofMillis(random.nextInt(10_000)));
        happened("cut off: " + some);
        lastTrouble = time.now();
    }

    private void heal() {
        cutOff = Set.of();
        network.heal();
        happened("healed");
        lastTrouble = time.now();
        lastSplit = time.now();
    }

    // --- what must hold ---

    /** Of those that can see each other, not two come first; and one does, once all is calm. */
    private void checkTurns() {
        if (time.now().isBefore(lastSplit.plusSeconds(20))) {
            return;
        }
        for (boolean isCutOff : new boolean[] {false, true}) {
            List<SimulatedMember> side = places.values().stream()
                    .filter(place -> cutOff.contains(place.name) == isCutOff)
                    .flatMap(place -> Stream.ofNullable(place.member))
                    .toList();
            for (int i = 0; i < 8; i++) {
                String group = "group" + i;
                long first = side.stream()
                        .filter(member -> member.member().turn(group) instanceof Turn.First)
                        .count();
                if (first > 1 || first == 0 && !side.isEmpty() && isCalm(CALM)) {
                    broken(first + " members come first with " + group + " of "
                            + side.stream()
                                    .map(member -> member.status().members().stream()
                                                    .map(each -> each.name() + " " + each.state())
                                                    .toList()
                                            + " " + member.member().turn(group))
                                    .toList());
                    return;
                }
            }
        }
    }

    private void checkEnd() {
        network.behave(Duration.ofMillis(20), 0, 0);
        if (!cutOff.isEmpty()) {
            heal();
        }
        places.values().stream().filter(place -> place.member == null).forEach(Place::start);
        lastTrouble = time.now();
        time.advance(END_CALM);
        checkTurns();
        SimulatedMember any = living().get(0);
        for (SimulatedMember member : living()) {
            ClusterStatus status = member.status();
            if (!status.digest().equals(any.status().digest())) {
                broken(status.name() + " does not hold what " + any.status().name() + " holds");
            }
            if (status.members().size() != places.size()
                    || status.members().stream().anyMatch(each -> each.state() != ClusterStatus.State.RANKED)) {
                broken(status.name() + " sees " + status.members());
            }
            certain.forEach((key, version) -> checkHeld(
                    member, newest(key, version), member.registers().held().get(key)));
        }
    }

    /** One that nobody was promised to be kept may have been written over it. */
    private Replica newest(Object key, Replica version) {
        return living().stream()
                .flatMap(member -> Stream.ofNullable(member.registers().held().get(key)))
                .reduce(version, (one, other) -> isAfter(one, other) ? one : other);
    }

    /** What nobody needs any more need not be anywhere, but nothing may stand in its place. */
    private void checkHeld(SimulatedMember member, Replica version, @Nullable Replica held) {
        boolean isCurrent = MapOfRegisters.isCurrent(version, member.now());
        boolean lacks = held == null
                ? isCurrent
                : isAfter(version, held) && (isCurrent || MapOfRegisters.isCurrent(held, member.now()));
        if (lacks) {
            broken(member.status().name() + " lacks " + version + ", and has " + held);
        }
    }

    private static boolean isAfter(Replica one, Replica other) {
        return one.stamp().isAfter(other.stamp());
    }
}
