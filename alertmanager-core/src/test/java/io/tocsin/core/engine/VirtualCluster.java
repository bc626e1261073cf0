package io.tocsin.core.engine;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.engine.Registers.Register;
import io.tocsin.core.history.Recorder;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualProcess;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.core.stamp.HybridClock;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Engines that replicate to each other in virtual time, over links that delay, reorder and repeat what is sent, and that lose it
 * while they are cut. What members know of each other is given: who is gone is known after a while, and who comes back has
 * everything soon.
 */
final class VirtualCluster {
    /** So long after a member was killed, or a link was cut, the others count on it no more. */
    static final Duration NOTICED_AFTER = Duration.ofSeconds(5);

    /** No multiple of what groups wait, or a member would step in just when another has its turn. */
    private static final Duration PEER_TIMEOUT = Duration.ofMillis(15_500);

    private static final Duration ACKNOWLEDGED_AFTER = Duration.ofMillis(100);

    private final VirtualTime time;
    private final Random random;
    private final EngineSettings settings;
    private final Function<Consumer<Notification>, RoutingPlan> plan;
    private final List<Member> members = new ArrayList<>();
    private final Set<String> cut = new TreeSet<>();
    private Duration delayMax = Duration.ofMillis(20);
    private int silences;

    /** @param plan made for each member, with what takes its notifications */
    VirtualCluster(
            VirtualTime time,
            Random random,
            EngineSettings settings,
            Function<Consumer<Notification>, RoutingPlan> plan) {
        this.time = time;
        this.random = random;
        this.settings = settings;
        this.plan = plan;
    }

    /** One receiver that takes everything, and groups by name. */
    static RoutingPlan plan(Consumer<Notification> notified) {
        return planOf(notification -> {
            notified.accept(notification);
            return CompletableFuture.completedStage(SendResult.delivered());
        });
    }

    static RoutingPlan planOf(Notifier notifier) {
        Integration webhook = new Integration("r", "webhook", 0, true, false, notifier);
        return new RoutingPlan(
                RoutingTree.of(RouteConfigBuilder.route()
                        .receiver("r")
                        .groupBy("alertname")
                        .groupWait(Duration.ofSeconds(30))
                        .groupInterval(Duration.ofMinutes(5))
                        .build()),
                Map.of("r", new Receiver("r", List.of(webhook))),
                List.of(),
                Map.of(),
                RouteLabelRenderer.AS_WRITTEN,
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }

    Member join(Duration clockOffset, Consumer<Notification> notified) {
        Member member = new Member(members.size(), clockOffset, notified);
        members.add(member);
        return member;
    }

    List<Member> members() {
        return members;
    }

    List<Member> living() {
        return members.stream().filter(member -> member.isAlive).toList();
    }

    void setDelayMax(Duration delay) {
        delayMax = delay;
    }

    /** Nothing goes between the two from now on. */
    void cut(Member one, Member other) {
        cut.add(link(one, other));
        time.schedule(new Object(), time.now().plus(NOTICED_AFTER), this::noticeLinks);
    }

    /** Everything goes everywhere again; what was lost meanwhile is lost. */
    void reconnect() {
        cut.clear();
    }

    /** Everything goes everywhere again, and members that were apart have told each other what they hold soon. */
    void heal() {
        reconnect();
        for (Member member : living()) {
            member.exchange();
        }
        time.schedule(new Object(), time.now().plus(delayMax.multipliedBy(2)), this::noticeLinks);
    }

    private void noticeLinks() {
        living().forEach(Member::notice);
    }

    private boolean reach(Member one, Member other) {
        return one.isAlive && other.isAlive && !cut.contains(link(one, other));
    }

    private static String link(Member one, Member other) {
        return Math.min(one.index, other.index) + "-" + Math.max(one.index, other.index);
    }

    private Duration delay() {
        return Duration.ofMillis(1 + random.nextInt((int) delayMax.toMillis()));
    }

    /** One process after another over the same journal. */
    final class Member implements Replication {
        final String name;
        private final int index;
        private Duration clockOffset;
        private final Consumer<Notification> notified;
        private final InMemoryStateStore store = new InMemoryStateStore();
        private final TreeSet<Long> unheard = new TreeSet<>();
        private final List<Runnable> whenHeard = new ArrayList<>();
        private final List<EngineEvent> events = new ArrayList<>();
        private HybridClock stamps;
        private VirtualProcess process;
        private SteppedClock clock;
        private Engine engine;
        private Optional<Registers> registers = Optional.empty();
        private List<Member> seen = List.of();
        private boolean isAlive;
        private boolean isSettled;
        private long written;
        private int starts;
        private int alertsTold;

        private Member(int index, Duration clockOffset, Consumer<Notification> notified) {
            this.name = "member-" + index;
            this.index = index;
            this.clockOffset = clockOffset;
            this.notified = notified;
            start();
        }

        Engine engine() {
            return engine;
        }

        boolean isAlive() {
            return isAlive;
        }

        /** How many versions of alerts it has told the others. */
        int alertsTold() {
            return alertsTold;
        }

        Instant now() {
            return time.now().plus(clockOffset);
        }

        /** Sets its clock forward, or back where {@code by} is negative. */
        void step(Duration by) {
            clockOffset = clockOffset.plus(by);
            clock.step(by);
        }

        /** What it holds that still means something, by key. */
        Map<Object, Replica> held() {
            Map<Object, Replica> held = new HashMap<>();
            registers.orElseThrow().forEach(register -> {
                if (register.isCurrent(now())) {
                    held.put(register.replica().key(), register.replica());
                }
            });
            return held;
        }

        void kill() {
            process.kill();
            store.aliveUntil(now());
            isAlive = false;
            isSettled = false;
            whenHeard.clear();
            time.schedule(new Object(), time.now().plus(NOTICED_AFTER), VirtualCluster.this::noticeLinks);
        }

        private void start() {
            starts++;
            process = new VirtualProcess(time);
            clock = new SteppedClock(process);
            clock.step(clockOffset);
            stamps = new HybridClock(starts * 100L + index + 1);
            registers = Optional.empty();
            unheard.clear();
            seen = List.of();
            isAlive = true;
            EnginePorts ports = new EnginePorts(
                    clock,
                    List.of(clock),
                    Runnable::run,
                    time::monotonicNanos,
                    random,
                    store,
                    this,
                    this::happened,
                    new SilenceRules(
                            Duration.ofDays(5), SilenceLimits.NONE, LabelName::isUtf8, () -> "silence-" + ++silences));
            engine = new Engine(ports, settings, plan.apply(notified));
        }

        /** Comes back over what its journal kept, and has everything soon. */
        void restart() {
            start();
            time.execute(this::exchange);
        }

        /** Both ways with everybody who can be reached; then it takes part. */
        private void exchange() {
            for (Member other : members) {
                if (other != this && reach(this, other)) {
                    other.send(this, other.newsFor(this));
                    send(other, newsFor(other));
                }
            }
            time.schedule(new Object(), time.now().plus(delayMax.multipliedBy(2)), () -> {
                isSettled = isAlive;
                noticeLinks();
            });
        }

        /** Whom it can count on has changed. */
        private void notice() {
            List<Member> now = members.stream()
                    .filter(other -> other == this || other.isSettled && reach(this, other))
                    .toList();
            if (!now.equals(seen) || !isSettled) {
                seen = now;
                registers.ifPresent(Registers::turnsChanged);
            }
        }

        /** It starts with the others, and has nothing to learn. */
        void settle() {
            isSettled = true;
            noticeLinks();
        }

        /** What the other one has earlier versions of, or does not know although it still means something. */
        private List<Replica> newsFor(Member other) {
            Map<Long, Register> there = other.everything();
            List<Replica> news = new ArrayList<>();
            everything().forEach((key, register) -> {
                Register known = there.get(key);
                if (known == null ? register.isCurrent(now()) : register.stamp().isAfter(known.stamp())) {
                    news.add(register.replica());
                }
            });
            return news;
        }

        private Map<Long, Register> everything() {
            Map<Long, Register> all = new HashMap<>();
            registers.ifPresent(known -> known.forEach(register -> all.put(register.keyHash(), register)));
            return all;
        }

        private void send(Member to, List<Replica> replicas) {
            long number = written;
            int times = random.nextInt(10) == 0 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                time.schedule(new Object(), time.now().plus(delay()), () -> {
                    if (reach(this, to)) {
                        to.receive(this, replicas);
                        heard(number);
                    }
                });
            }
        }

        private void happened(EngineEvent event) {
            if (Recorder.concerns(event)) {
                events.add(event);
            }
        }

        /** What its history is told, of one kind. */
        <T extends EngineEvent> List<T> events(Class<T> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        private void receive(Member from, List<Replica> replicas) {
            replicas.forEach(replica -> stamps.saw(replica.stamp()));
            registers.ifPresent(known -> known.merge(replicas, from.name, clockOffset.minus(from.clockOffset)));
        }

        /** @return how many were news */
        int merge(List<Replica> replicas, Duration offset) {
            CompletableFuture<Integer> news =
                    registers.orElseThrow().merge(replicas, "test", offset).toCompletableFuture();
            time.settle();
            return news.join();
        }

        private void heard(long number) {
            unheard.remove(number);
            List<Runnable> waiting = List.copyOf(whenHeard);
            waiting.forEach(Runnable::run);
        }

        @Override
        public void begin(Registers begun) {
            registers = Optional.of(begun);
            begun.forEach(register -> stamps.saw(register.stamp()));
        }

        @Override
        public Stamp stamp(Instant now) {
            // By the time that the members agree on, as they know one another's clocks: a split must not let the
            // fastest clock win.
            return stamps.next(now.minus(clockOffset));
        }

        @Override
        public void changed(Replica replica) {
            written++;
            unheard.add(written);
            alertsTold += replica instanceof Replica.OfAlert ? 1 : 0;
            for (Member other : members) {
                if (other != this) {
                    send(other, List.of(replica));
                }
            }
        }

        @Override
        public CompletionStage<Void> acknowledged() {
            CompletableFuture<Void> done = new CompletableFuture<>();
            long upTo = written;
            Runnable check = new Runnable() {
                @Override
                public void run() {
                    if (unheard.isEmpty() || unheard.first() > upTo) {
                        whenHeard.remove(this);
                        done.complete(null);
                    }
                }
            };
            whenHeard.add(check);
            check.run();
            VirtualProcess asked = process;
            asked.schedule(done, time.now().plus(ACKNOWLEDGED_AFTER), () -> done.complete(null));
            return done;
        }

        @Override
        public Turn turn(String groupKey) {
            if (!isSettled) {
                return new Turn.Unsettled("exchange");
            }
            List<Member> before = new ArrayList<>();
            int first = Math.floorMod(groupKey.hashCode(), members.size());
            for (int i = 0; i < members.size(); i++) {
                Member each = members.get((first + i) % members.size());
                if (each == this) {
                    break;
                } else if (seen.contains(each)) {
                    before.add(each);
                }
            }
            return before.isEmpty()
                    ? new Turn.First()
                    : new Turn.Behind(
                            before.stream().map(member -> member.name).toList(),
                            PEER_TIMEOUT.multipliedBy(before.size()));
        }
    }
}
