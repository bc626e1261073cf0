package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.VirtualCluster.Member;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hours of three members whose clocks differ, of alerts each word of which is said once to one of them, and of links and members
 * that fail; what must hold all along, and what they agree on in the end. All of it follows from the seed.
 */
final class ReplicationSimulation {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant ALERTS_END = START.plus(Duration.ofHours(3));
    private static final Instant END = START.plus(Duration.ofHours(6));
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final EngineSettings SETTINGS = new EngineSettings(
            Duration.ofDays(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ZERO,
            0,
            ResolvesWhileMuted.ALL);

    /** A sender that gets no answer says it again, to somebody else. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

    /** An alert is said to be over when it is so by every clock; which word is a resolve is for the member that hears it. */
    private static final Duration ENDED_FOR = Duration.ofMinutes(1);

    /** So long after a fault has passed everybody knows everything. */
    private static final Duration AGREED_AFTER = Duration.ofSeconds(20);

    private final VirtualTime time = new VirtualTime(START);
    private final Random random;
    private final boolean hasFaults;
    private final VirtualCluster cluster;
    private final Map<Labels, Sent> alerts = new HashMap<>();
    private final Map<String, Told> toldByGroup = new HashMap<>();
    private final List<String> silences = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final List<String> transcript = new ArrayList<>();
    private Instant faultyUntil = START;
    private @Nullable Member dead;
    private boolean isCut;
    private Instant nextChange = START;
    private int kills;
    private int cuts;
    private int notifications;
    private int repetitions;

    /** What was said of an alert, and told. */
    private static final class Sent {
        /** Posted once with a far end; others have to be refreshed. */
        final boolean isSaidOnce;

        boolean fires;
        boolean isHeard = true;
        Instant since = START;
        Instant nextPost = START;
        Instant nextChange;

        @Nullable
        Instant toldFiring;

        @Nullable
        Instant toldResolved;

        Sent(boolean isSaidOnce, Instant first) {
            this.isSaidOnce = isSaidOnce;
            this.nextChange = first;
        }
    }

    private record Told(Set<Labels> firing, Set<Labels> resolved) {}

    ReplicationSimulation(long seed, boolean hasFaults) {
        this.random = new Random(seed);
        this.hasFaults = hasFaults;
        this.cluster = new VirtualCluster(time, random, SETTINGS, VirtualCluster::plan);
        for (int i = 0; i < 16; i++) {
            alerts.put(
                    Labels.of("alertname", "A" + i % 5, "instance", "i" + i),
                    new Sent(i % 2 == 0, START.plusSeconds(10 + random.nextInt(3_600))));
        }
    }

    /** What must not be, in the order in which it was seen; empty if all is well. */
    List<String> play() {
        // No multiples of what members wait for one another, or two would have their turns at the same moment.
        for (int skew : new int[] {0, 31_300, -28_900}) {
            String sender = "member-" + cluster.members().size();
            cluster.join(Duration.ofMillis(skew), notification -> notified(sender, notification));
        }
        time.settle();
        cluster.members().forEach(Member::settle);
        while (time.now().isBefore(END) && broken.isEmpty()) {
            step();
            time.advance(STEP);
        }
        if (broken.isEmpty()) {
            checkEnd();
        }
        return broken;
    }

    String summary() {
        return kills + " kills, " + cuts + " cuts, " + silences.size() + " silences, " + notifications
                + " notifications, " + repetitions + " of them repetitions";
    }

    int repetitions() {
        return repetitions;
    }

    List<String> transcript() {
        return transcript;
    }

    private void step() {
        Instant now = time.now();
        boolean areOver = !now.isBefore(ALERTS_END);
        alerts.forEach((labels, sent) -> speak(labels, sent, now, areOver));
        if (!areOver && random.nextInt(300) == 0) {
            changeSilence();
        }
        if (hasFaults && !now.isBefore(nextChange)) {
            changeFault(areOver);
        }
    }

    // --- what is said ---

    private void speak(Labels labels, Sent sent, Instant now, boolean areOver) {
        if (sent.isHeard && (areOver ? sent.fires : !now.isBefore(sent.nextChange))) {
            sent.fires = !sent.fires;
            sent.since = now;
            sent.nextChange = now.plus(ENDED_FOR).plusSeconds(30 + random.nextInt(1_800));
            sent.isHeard = false;
            sent.nextPost = now;
        }
        boolean isDue = !now.isBefore(sent.nextPost);
        if (isDue && (!sent.isHeard || sent.fires && !sent.isSaidOnce)) {
            sent.nextPost = now.plus(sent.isHeard ? Duration.ofMinutes(1) : ANSWERED_WITHIN);
            post(labels, sent, now);
        }
    }

    private void post(Labels labels, Sent sent, Instant now) {
        List<Member> living = cluster.living();
        Member member = living.get(random.nextInt(living.size()));
        boolean fires = sent.fires;
        Instant since = sent.since;
        Timestamp start = Timestamp.of(since);
        Timestamp over = Timestamp.of(since.minus(ENDED_FOR));
        Timestamp end = !fires ? over : sent.isSaidOnce ? Timestamp.of(now.plus(Duration.ofHours(8))) : null;
        if (!sent.isHeard) {
            happened(labels + (fires ? " fires at " : " is over at ") + member.name);
        }
        member.engine()
                .post(List.of(new PostedAlert(labels, Labels.EMPTY, fires ? start : null, end, "")))
                .thenRun(() -> {
                    if (sent.since.equals(since) && !sent.isHeard) {
                        sent.isHeard = true;
                        sent.nextPost = time.now().plus(Duration.ofMinutes(1));
                    }
                });
    }

    private void changeSilence() {
        List<Member> living = cluster.living();
        Member member = living.get(random.nextInt(living.size()));
        if (!silences.isEmpty() && random.nextBoolean()) {
            member.engine().silences().expire(silences.get(random.nextInt(silences.size())), Requester.NONE);
            return;
        }
        SilenceRequest request = new SilenceRequest(
                "",
                List.of(List.of(new MatcherText(MatchType.EQUAL, "nothing", "x" + random.nextInt()))),
                SilenceRequest.NO_TIME,
                member.now().plusSeconds(600 + random.nextInt(7_200)),
                "me",
                "c",
                Labels.EMPTY);
        member.engine().silences().set(request, Requester.NONE).thenAccept(change -> {
            if (change instanceof SilenceChange.Created created) {
                silences.add(created.silence().id());
            }
        });
    }

    // --- what fails ---

    /** One thing at a time: what two members do not have is lost with the third. */
    private void changeFault(boolean areOver) {
        Instant now = time.now();
        Member back = dead;
        if (back != null) {
            happened(back.name + " is back");
            back.restart();
            dead = null;
        } else if (isCut) {
            happened("healed");
            cluster.heal();
            isCut = false;
        } else if (!areOver && !now.isBefore(faultyUntil)) {
            Member some = cluster.members().get(random.nextInt(3));
            if (random.nextBoolean()) {
                happened(some.name + " is killed");
                some.kill();
                dead = some;
                kills++;
            } else {
                happened(some.name + " is cut off");
                cluster.members().stream().filter(other -> other != some).forEach(other -> cluster.cut(some, other));
                isCut = true;
                cuts++;
            }
        }
        cluster.setDelayMax(Duration.ofMillis(random.nextInt(5) == 0 ? 900 : 20));
        nextChange = now.plusSeconds(20 + random.nextInt(120));
        faultyUntil = now.plus(AGREED_AFTER);
    }

    private boolean isHealthy() {
        return dead == null && !isCut && !time.now().isBefore(faultyUntil);
    }

    // --- what is told ---

    private void notified(String sender, Notification notification) {
        notifications++;
        Set<Labels> firing = new HashSet<>();
        Set<Labels> resolved = new HashSet<>();
        for (NotifiedAlert each : notification.alerts()) {
            (each.isResolved() ? resolved : firing).add(each.alert().labels());
        }
        happened(sender + " tells " + notification.groupKey() + " +" + firing + " -" + resolved);
        firing.forEach(this::toldToFire);
        resolved.forEach(this::toldToBeOver);
        Told told = new Told(firing, resolved);
        if (told.equals(toldByGroup.put(notification.groupKey(), told))) {
            repetitions++;
            happened("which they know");
        }
    }

    private void toldToFire(Labels labels) {
        Sent sent = requireNonNull(alerts.get(labels));
        Instant resolved = sent.toldResolved;
        if (isHealthy() && !sent.fires && sent.isHeard && resolved != null && resolved.isAfter(sent.since)) {
            broken("fires after it was resolved: " + labels);
        }
        sent.toldFiring = time.now();
    }

    private void toldToBeOver(Labels labels) {
        Sent sent = requireNonNull(alerts.get(labels));
        if (sent.fires && sent.isHeard && sent.since.plus(AGREED_AFTER).isBefore(time.now()) && isHealthy()) {
            broken("was not said to be over: " + labels);
        }
        sent.toldResolved = time.now();
    }

    private void checkEnd() {
        alerts.forEach((labels, sent) -> {
            Instant firing = sent.toldFiring;
            Instant resolved = sent.toldResolved;
            if (firing != null && (resolved == null || resolved.isBefore(firing))) {
                broken("is still taken for firing: " + labels);
            } else if (firing == null) {
                broken("nobody has ever heard of it: " + labels);
            }
        });
        Map<Object, Stamp> first = stamps(cluster.members().get(0));
        for (Member member : cluster.members()) {
            Map<Object, Stamp> stamps = stamps(member);
            if (!stamps.equals(first)) {
                broken(member.name + " holds " + stamps + ", not " + first);
            }
            if (member.engine().alertCount() > 0 || member.engine().groupCount() > 0) {
                broken(member.name + " still has " + member.engine().alertCount() + " alerts, "
                        + member.engine().groupCount() + " groups");
            }
        }
    }

    private static Map<Object, Stamp> stamps(Member member) {
        Map<Object, Stamp> stamps = new HashMap<>();
        member.held().forEach((key, replica) -> stamps.put(key, replica.stamp()));
        return stamps;
    }

    private void happened(String what) {
        transcript.add(time.now() + " " + what);
    }

    private void broken(String what) {
        broken.add(time.now() + " after " + summary() + ": " + what);
    }
}
