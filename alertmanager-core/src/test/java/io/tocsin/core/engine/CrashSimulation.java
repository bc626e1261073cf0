package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.inhibit.InhibitRule;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualProcess;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.core.silence.SilenceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Half a day of alerts, silences, failing receivers, reloads, crashes and suspensions, and what must hold all along. All of it follows
 * from the seed.
 */
final class CrashSimulation {
    private static final Instant START = Instant.parse("2026-03-29T00:00:00Z");
    private static final Instant ALERTS_END = START.plus(Duration.ofHours(6));
    private static final Instant END = START.plus(Duration.ofHours(10));
    private static final Duration POSTS_EVERY = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration REPEAT = Duration.ofHours(12);

    /** A receiver that is reachable knows of an alert after so long, if nothing mutes it. */
    private static final Duration TOLD_AFTER = Duration.ofMinutes(25);

    private final VirtualTime time = new VirtualTime(START);
    private final Random random;
    private final boolean diskBreaks;
    private final EngineSettings settings;
    private final UnreliableStateStore store = new UnreliableStateStore(time);
    private final SimulatedSender sender;
    private final Map<String, SimulatedReceiver> receivers = new HashMap<>();
    private final List<Known> silences = new ArrayList<>();
    private final Map<Labels, Duration> clear = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final List<String> transcript = new ArrayList<>();
    private VirtualProcess process;
    private Engine engine;
    private Instant nextPost = START;
    private boolean hasLost;
    private int silencesMade;
    private int crashes;
    private int suspensions;

    /** A silence that was acknowledged. */
    private static final class Known {
        final Silence silence;
        final Instant acknowledged;
        boolean isToEnd;
        boolean hasEnded;

        Known(Silence silence, Instant acknowledged) {
            this.silence = silence;
            this.acknowledged = acknowledged;
        }
    }

    CrashSimulation(long seed, boolean diskBreaks) {
        this.random = new Random(seed);
        this.diskBreaks = diskBreaks;
        this.settings = new EngineSettings(
                Duration.ofDays(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(random.nextInt(3) * 10L),
                0,
                ResolvesWhileMuted.ALL);
        this.sender = new SimulatedSender(time, random, START, ALERTS_END);
        for (String name : List.of("team", "pager", "incident")) {
            receivers.put(name, new SimulatedReceiver(name, time, random, REPEAT, () -> crashes, this::broken));
        }
        this.process = new VirtualProcess(time);
        this.engine = newEngine();
    }

    /** What must not be, in the order in which it was seen; empty if all is well. */
    List<String> play() {
        time.settle();
        while (time.now().isBefore(END) && broken.isEmpty()) {
            Instant next = time.now().plus(STEP);
            step();
            if (time.now().isBefore(next)) {
                time.advanceTo(next);
            }
            countClearTime();
        }
        if (broken.isEmpty()) {
            checkEnd();
        }
        return broken;
    }

    /** How much happened. */
    String summary() {
        return crashes + " crashes, " + suspensions + " suspensions, " + silencesMade + " silences, "
                + receivers.values().stream().mapToInt(SimulatedReceiver::taken).sum() + " notifications";
    }

    /** What happened, for whoever looks into a seed. */
    List<String> transcript() {
        return transcript;
    }

    private void happened(String what) {
        transcript.add(time.now() + " " + what);
    }

    private void broken(String what) {
        broken.add(time.now() + " after " + crashes + " crashes: " + what);
    }

    private void step() {
        boolean isCalm = time.now().isAfter(ALERTS_END.plus(Duration.ofMinutes(30)));
        if (!time.now().isBefore(nextPost)) {
            nextPost = time.now().plus(POSTS_EVERY);
            sender.post(engine);
        }
        if (isCalm) {
            calmDown();
            return;
        }
        if (random.nextInt(150) == 0) {
            makeSilence();
        }
        if (random.nextInt(300) == 0) {
            endSilence();
        }
        if (random.nextInt(400) == 0) {
            happened("reload");
            engine.reconfigure(plan());
        }
        if (random.nextInt(100) == 0) {
            store.setLatency(Duration.ofMillis(random.nextInt(400)));
        }
        receivers.values().forEach(receiver -> {
            if (random.nextInt(receiver.isDown() ? 200 : 1_000) == 0) {
                receiver.setDown(!receiver.isDown());
                happened(receiver + (receiver.isDown() ? " is down" : " is up"));
            }
        });
        if (diskBreaks && random.nextInt(100) == 0) {
            changeDisk();
        }
        if (random.nextInt(250) == 0) {
            crash();
        }
        if (random.nextInt(250) == 0) {
            suspend();
        }
    }

    private void calmDown() {
        receivers.values().forEach(receiver -> receiver.setDown(false));
        store.recover();
    }

    private void changeDisk() {
        int what = random.nextInt(4);
        happened("disk: " + what);
        switch (what) {
            case 0 -> store.hang();
            case 1 -> store.breakDown("no space left");
            default -> store.recover();
        }
    }

    // --- silences ---

    private void makeSilence() {
        Labels some = new ArrayList<>(sender.alerts().keySet())
                .get(random.nextInt(sender.alerts().size()));
        String name = random.nextBoolean() ? "instance" : "cluster";
        SilenceRequest request = new SilenceRequest(
                "",
                List.of(List.of(new MatcherText(MatchType.EQUAL, name, some.get(name)))),
                SilenceRequest.NO_TIME,
                time.now().plusSeconds(60 + random.nextInt(3_600)),
                "me",
                "c",
                Labels.EMPTY);
        engine.silences().set(request, Requester.NONE).thenAccept(change -> {
            if (change instanceof SilenceChange.Created created) {
                silences.add(new Known(created.silence(), time.now()));
                happened(created.silence().id() + " " + created.silence().matcherSets() + " to "
                        + created.silence().endsAt());
            }
        });
    }

    private void endSilence() {
        if (!silences.isEmpty()) {
            Known some = silences.get(random.nextInt(silences.size()));
            some.isToEnd = true;
            happened(some.silence.id() + " is to end");
            engine.silences().expire(some.silence.id(), Requester.NONE).thenAccept(expiry -> some.hasEnded = true);
        }
    }

    // --- crashes ---

    private void crash() {
        time.advance(Duration.ofMillis(random.nextInt(4_000)));
        boolean isOrderly = random.nextInt(5) == 0;
        if (isOrderly) {
            engine.stop();
            time.advance(Duration.ofMillis(random.nextInt(2_000)));
        }
        process.kill();
        happened("crash, disk: " + store.trouble() + (isOrderly ? ", stopped" : ""));
        if (store.trouble().isPresent()) {
            // Fail open: what was taken and told while nothing could be written goes with the process.
            sender.nothingIsCertain();
            hasLost = true;
        }
        store.crash(random);
        crashes++;
        time.advance(outage());
        process = new VirtualProcess(time);
        engine = newEngine();
        time.settle();
        happened("restarted");
        checkRestored();
    }

    private Duration outage() {
        return switch (random.nextInt(5)) {
            case 0 -> Duration.ofSeconds(random.nextInt(1_200));
            case 1, 2 -> Duration.ofSeconds(random.nextInt(120));
            default -> Duration.ofMillis(random.nextInt(5_000));
        };
    }

    /** Senders go on, and get no answer; what they say lies with the system. */
    private void suspend() {
        time.advance(Duration.ofMillis(random.nextInt(4_000)));
        process.suspend();
        happened("suspended");
        suspensions++;
        Instant end = time.now().plus(outage());
        for (; nextPost.isBefore(end); nextPost = nextPost.plus(POSTS_EVERY)) {
            time.advanceTo(nextPost.isAfter(time.now()) ? nextPost : time.now());
            sender.postInVain(engine);
        }
        time.advanceTo(end);
        process.resume();
        time.settle();
        happened("resumed");
        checkRestored();
        // Until then a resolve of the time between is not taken for one.
        Instant heard = end.plusSeconds(5);
        nextPost = nextPost.isBefore(heard) ? heard : nextPost;
    }

    private void checkRestored() {
        Instant now = time.now();
        for (Known known : silences) {
            Optional<Silence> found = engine.silences().get(known.silence.id());
            if (found.isEmpty()) {
                broken("silence is gone: " + known.silence.id());
            } else if (known.hasEnded && found.get().stateAt(now) != SilenceState.EXPIRED
                    || !known.isToEnd && !found.get().equals(known.silence)) {
                broken("silence was " + known.silence + " and is " + found.get());
            }
        }
        sender.alerts().forEach((labels, sent) -> {
            Optional<Alert> found = engine.alert(labels).map(RoutedAlert::alert);
            boolean fires = found.filter(alert -> !alert.isResolvedAt(now)).isPresent();
            if (sent.isKnownToFireSince(now) && !fires || sent.isKnownToBeOver(now) && fires) {
                broken(labels + " was acknowledged otherwise, and is " + found);
            }
        });
    }

    // --- what is told ---

    /** What must hold of every attempt, whether or not the receiver takes it. */
    private Notifier checked(String receiver) {
        return notification -> {
            for (NotifiedAlert each : notification.alerts()) {
                check(receiver, notification, each);
            }
            happened(receiver + " " + notification.groupKey() + " " + notification.reason() + " "
                    + notification.alerts().stream()
                            .map(each -> each.alert().labels().get("instance") + (each.isResolved() ? "-" : "+"))
                            .toList());
            return receiver(receiver).send(notification);
        };
    }

    private void check(String receiver, Notification notification, NotifiedAlert each) {
        Labels labels = each.alert().labels();
        Instant tick = notification.now();
        if (each.isResolved()) {
            if (sender.sent(labels).isKnownToFireSince(tick)) {
                broken(receiver + " is told that it is resolved: " + labels + " in " + notification.groupKey());
            }
        } else if (silences.stream().anyMatch(known -> isSilencedSince(known, labels, tick))) {
            broken(receiver + " is told of what is silenced: " + labels);
        } else if (isInhibited(labels, tick)) {
            broken(receiver + " is told of what is inhibited: " + labels);
        }
    }

    private boolean isSilencedSince(Known known, Labels labels, Instant moment) {
        return !known.isToEnd
                && known.silence.matches(labels)
                && known.acknowledged.isBefore(moment)
                && known.silence.endsAt().isAfter(time.now());
    }

    private boolean isInhibited(Labels labels, Instant since) {
        return labels.get("role").equals("target")
                && sender.alerts().entrySet().stream()
                        .anyMatch(each -> isSourceFor(each.getKey(), labels)
                                && each.getValue().isKnownToFireSince(since));
    }

    private static boolean isSourceFor(Labels source, Labels target) {
        return source.get("role").equals("source") && source.get("cluster").equals(target.get("cluster"));
    }

    /** For how long nothing has kept receivers from hearing of an alert; long enough, and they must have. */
    private void countClearTime() {
        Instant now = time.now();
        sender.alerts().forEach((labels, sent) -> {
            boolean mayBeMuted = engine.alert(labels).isEmpty()
                    || !engine.silences().silencing(labels, now).isEmpty()
                    || engine.inhibitionOf(labels).isPresent();
            boolean isClear = sent.isKnownToFireSince(now) && !mayBeMuted && !isAnyDown();
            Duration lasting =
                    isClear ? clear.getOrDefault(labels, Duration.ZERO).plus(STEP) : Duration.ZERO;
            clear.put(labels, lasting);
            if (lasting.compareTo(TOLD_AFTER) >= 0 && !hasLost) {
                namesOf(labels)
                        .filter(name -> !receiver(name).believesToFire(labels))
                        .forEach(name -> broken(name + " has not heard in " + lasting + " of " + labels));
            }
        });
    }

    private SimulatedReceiver receiver(String name) {
        return requireNonNull(receivers.get(name));
    }

    private boolean isAnyDown() {
        return receivers.values().stream().anyMatch(SimulatedReceiver::isDown);
    }

    private static Stream<String> namesOf(Labels labels) {
        return labels.get("severity").equals("page") ? Stream.of("pager", "incident") : Stream.of("team");
    }

    private void checkEnd() {
        if (!hasLost) {
            receivers.forEach((name, receiver) -> receiver.believedToFire()
                    .forEach(labels -> broken(name + " still believes that it fires: " + labels)));
        }
        if (engine.alertCount() > 0 || engine.groupCount() > 0) {
            broken("still there: " + engine.alertCount() + " alerts, " + engine.groupCount() + " groups");
        }
        StateStore.StoredState left = store.onDisk();
        if (!left.alerts().isEmpty() || !left.nextFlushes().isEmpty()) {
            broken("still in the journal: " + left.alerts() + left.nextFlushes());
        }
    }

    // --- the engine ---

    private Engine newEngine() {
        EnginePorts ports = new EnginePorts(
                process,
                List.of(process),
                Runnable::run,
                time::monotonicNanos,
                random,
                store,
                new LoneMember(),
                event -> {},
                new SilenceRules(
                        Duration.ofDays(5), SilenceLimits.NONE, LabelName::isUtf8, () -> "silence-" + ++silencesMade));
        return new Engine(ports, settings, plan());
    }

    private RoutingPlan plan() {
        RouteConfig root = RouteConfigBuilder.route()
                .receiver("team")
                .groupBy("alertname", "cluster")
                .groupWait(Duration.ofSeconds(30))
                .groupInterval(Duration.ofMinutes(5))
                .repeatInterval(REPEAT)
                .child(RouteConfigBuilder.route("severity=page").receiver("page"))
                .build();
        return new RoutingPlan(
                RoutingTree.of(root),
                Map.of(
                        "team",
                        new Receiver("team", List.of(integration("team", "webhook", 0, "team"))),
                        "page",
                        new Receiver(
                                "page",
                                List.of(
                                        integration("page", "webhook", 0, "pager"),
                                        integration("page", "incident", 0, "incident")))),
                List.of(new InhibitRule(
                        "",
                        List.of(Matcher.of(MatchType.EQUAL, "role", "source")),
                        List.of(Matcher.of(MatchType.EQUAL, "role", "target")),
                        List.of("cluster"))),
                Map.of(),
                RouteLabelRenderer.AS_WRITTEN,
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }

    private Integration integration(String receiver, String type, int index, String name) {
        return new Integration(receiver, type, index, true, type.equals("incident"), checked(name));
    }
}
