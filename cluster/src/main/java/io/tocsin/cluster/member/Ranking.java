package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.message.Introduction.Phase;
import io.tocsin.core.engine.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When this member begins to take its turns. Owned by the member's owner.
 *
 * <pre>{@code
 * SETTLING   -> ANNOUNCING: members no longer come and go, and this one has seen all that the others hold; or the settle timeout
 * ANNOUNCING -> HEARD:      all others have heard that this one takes its turns; or five seconds
 * HEARD      -> RANKED:     two seconds, in which others end what they were sending; at once where nobody is there
 * these      -> DOUBTING:   the process has been suspended, and there were others; or members meet again that take turns
 * DOUBTING   -> RANKED:     this member has seen all that the others hold, again; or the peer timeout, for it may be alone now,
 *                           which begins anew with each doubt, but not for ever
 * any        -> LEAVING:    the process ends
 * }</pre>
 *
 * <p>The others count it from when they hear of it, so that in between they wait for it and it does not send: nobody sends
 * what another one has sent.
 *
 * @see "Upstream: cluster/cluster.go Peer.Settle, v0.34.0"
 */
final class Ranking {
    private static final int GOSSIP_INTERVALS_PER_POLL = 10;
    private static final int UNCHANGED_POLLS = 3;

    /** Members that are started at the same moment may take that long to find each other on a busy machine. */
    private static final Duration LONELY_MAX = Duration.ofSeconds(30);

    private static final Duration ANNOUNCED_MAX = Duration.ofSeconds(5);

    /** Whoever had a group until now may have just begun to send, and shows it in its log only when it has ended. */
    private static final Duration HEARD = Duration.ofSeconds(2);

    /** Where pause follows pause, at all members of a machine that is too busy, somebody has to send all the same. */
    private static final int DOUBTS_MAX = 3;

    /**
     * So great a part of the peer timeout is left to others that did not wait for this member, to end what they are sending: a
     * receiver may be slow. Those behind this member wait longer.
     */
    private static final int GRACE_PARTS = 3;

    private static final String COMPARING =
            "a member is gone, and what it said last is being compared with the others that are left";

    private final MemberSettings settings;
    private final MemberPorts ports;
    private final Roster roster;
    private final Runnable changed;
    private final Object pollTimer = new Object();
    private final Object limitTimer = new Object();
    private Step step = Step.SETTLING;
    private long begunNanos;
    private int polls;
    private int unchangedPolls;
    private int membersBefore;
    private boolean isCalm;
    private int doubts;
    private boolean wasCutShort;

    /** The others when this member took its turns last: they wait for it, which those that have come since may not have done. */
    private List<Peer> patient = List.of();

    private String whyDoubting = "";

    private enum Step {
        SETTLING,
        ANNOUNCING,
        HEARD,
        RANKED,
        DOUBTING,
        LEAVING
    }

    /** @param changed called when it is time to {@link #review}, or after that */
    Ranking(MemberSettings settings, MemberPorts ports, Roster roster, Runnable changed) {
        this.settings = requireNonNull(settings, "settings");
        this.ports = requireNonNull(ports, "ports");
        this.roster = requireNonNull(roster, "roster");
        this.changed = requireNonNull(changed, "changed");
    }

    void begin() {
        begunNanos = ports.monotonicNanos().getAsLong();
        ports.listener().on(new ClusterEvent.SettlingBegun(pollInterval()));
        if (settings.settleTimeout().isZero()) {
            announce(true);
            return;
        }
        schedule(pollTimer, pollInterval(), this::poll);
        schedule(limitTimer, settings.settleTimeout(), () -> {
            announce(false);
            changed.run();
        });
    }

    private Duration pollInterval() {
        return settings.gossipInterval().multipliedBy(GOSSIP_INTERVALS_PER_POLL);
    }

    private void poll() {
        if (step != Step.SETTLING) {
            return;
        }
        if (unchangedPolls >= UNCHANGED_POLLS && !isLookingForTheFirst()) {
            isCalm = true;
            changed.run();
            return;
        }
        int members = members();
        if (members == membersBefore) {
            unchangedPolls++;
        } else {
            unchangedPolls = 0;
            ports.listener().on(new ClusterEvent.NotSettled(polls, membersBefore, members, elapsed()));
        }
        membersBefore = members;
        polls++;
        schedule(pollTimer, pollInterval(), this::poll);
    }

    // Deviation D-289.
    private boolean isLookingForTheFirst() {
        return settings.hasSeeds() && members() == 1 && elapsed().compareTo(LONELY_MAX) < 0;
    }

    /** Looks whether the next step can be taken. */
    void review() {
        if (step == Step.SETTLING && isCalm && notYetSeen().isEmpty()) {
            announce(true);
        }
        if (step == Step.ANNOUNCING && roster.members().stream().allMatch(peer -> peer.heardOf(Phase.RANKED))) {
            heard();
        }
        if (step == Step.RANKED && roster.members().stream().anyMatch(Ranking::isBack)) {
            beginDoubting("members that were apart have yet to tell each other what they hold");
        }
        if (step == Step.DOUBTING && !roster.members().isEmpty() && notYetSeen().isEmpty()) {
            step = Step.RANKED;
            ports.owner().cancel(limitTimer);
        }
        if (step == Step.RANKED) {
            patient = roster.members();
        }
    }

    /** Whether it takes its turns already, and what it knows is not known here. */
    private static boolean isBack(Peer peer) {
        return peer.is(Phase.RANKED) && peer.cameRanked() && !peer.exchange().isDone();
    }

    private List<Peer> notYetSeen() {
        return roster.members().stream()
                .filter(peer -> !peer.is(Phase.LEAVING) && !peer.exchange().isDone())
                .toList();
    }

    private void announce(boolean isComplete) {
        if (step != Step.SETTLING) {
            return;
        }
        step = Step.ANNOUNCING;
        wasCutShort = !isComplete;
        ports.owner().cancel(pollTimer);
        ports.listener().on(new ClusterEvent.Settled(elapsed(), members(), isComplete));
        schedule(limitTimer, ANNOUNCED_MAX, () -> {
            heard();
            changed.run();
        });
    }

    private void heard() {
        step = Step.HEARD;
        if (roster.members().isEmpty()) {
            rank();
        } else {
            schedule(limitTimer, HEARD, () -> {
                rank();
                changed.run();
            });
        }
    }

    private void rank() {
        step = Step.RANKED;
        ports.owner().cancel(limitTimer);
        boolean hasSeenAll = !wasCutShort && notYetSeen().isEmpty();
        ports.listener().on(new ClusterEvent.Ranked(members(), hasSeenAll));
    }

    /** Nobody knows what the others have done meanwhile, nor who is still there. */
    void doubt(String why) {
        if (step != Step.SETTLING && step != Step.LEAVING && !roster.members().isEmpty()) {
            long now = ports.monotonicNanos().getAsLong();
            roster.members().forEach(peer -> peer.exchange().again(now));
            beginDoubting(why);
        }
    }

    private void beginDoubting(String why) {
        doubts = step == Step.DOUBTING ? doubts + 1 : 1;
        step = Step.DOUBTING;
        whyDoubting = why;
        if (doubts > DOUBTS_MAX) {
            return;
        }
        schedule(limitTimer, settings.peerTimeout(), () -> {
            roster.members().forEach(peer -> peer.exchange().excuse());
            step = Step.RANKED;
            changed.run();
        });
    }

    /** From here on this member takes no turns. */
    void leave() {
        step = Step.LEAVING;
        ports.owner().cancel(pollTimer);
        ports.owner().cancel(limitTimer);
        changed.run();
    }

    /** What the others are told. */
    Phase phase() {
        return switch (step) {
            case SETTLING -> Phase.JOINING;
            case ANNOUNCING, HEARD, RANKED, DOUBTING -> Phase.RANKED;
            case LEAVING -> Phase.LEAVING;
        };
    }

    /** Whether notifications no longer wait for the cluster to come to rest. */
    boolean isSettled() {
        return step == Step.RANKED || step == Step.DOUBTING;
    }

    /** Whether {@link #turns} are ranked ones: the others are told before that, and not told of doubts. */
    boolean takesTurns() {
        return step == Step.RANKED;
    }

    /** Whether this member has to see what the others hold before it takes its turns. */
    boolean isLearning() {
        return step == Step.SETTLING || step == Step.DOUBTING;
    }

    /** @param self the name under which this member is shown */
    Turns turns(String self) {
        return switch (step) {
            case SETTLING -> unsettled(whySettling());
            case ANNOUNCING -> unsettled("not all members have heard yet that this one takes part");
            case HEARD -> unsettled("other members may still be sending what is this one's turn from now on");
            case RANKED ->
                isComparing()
                        ? new Turns.Unsettled(new Turn.Unsettled(COMPARING))
                        : new Turns.Ranked(self, ranked(self), settings.peerTimeout());
            case DOUBTING -> unsettled(whyDoubting);
            case LEAVING -> unsettled("this member leaves the cluster");
        };
    }

    /** Whether others may know more of what a member said, or told a receiver, just before it died. */
    private boolean isComparing() {
        long now = ports.monotonicNanos().getAsLong();
        return roster.members().stream()
                .anyMatch(peer -> peer.is(Phase.RANKED) && peer.exchange().isLossOpen(now) && !roster.isSilent(peer));
    }

    private Turns unsettled(String why) {
        boolean isWaitedFor = patient.containsAll(roster.members());
        // Where they do wait, that would only bring it closer to the moment at which they step in.
        Duration grace = isWaitedFor ? Duration.ZERO : settings.peerTimeout().dividedBy(GRACE_PARTS);
        return new Turns.Unsettled(new Turn.Unsettled(why, grace));
    }

    private String whySettling() {
        if (!isCalm) {
            return isLookingForTheFirst()
                    ? "no other member has been found yet"
                    : "it is not certain yet that no more members come or go";
        }
        return notYetSeen().stream()
                .map(Peer::shownName)
                .collect(Collectors.joining(", ", "this member has not yet seen all that is held by ", ""));
    }

    private List<String> ranked(String self) {
        List<String> names = new ArrayList<>();
        names.add(self);
        roster.members().stream()
                .filter(peer -> peer.is(Phase.RANKED))
                .map(Peer::shownName)
                .forEach(names::add);
        return names;
    }

    private int members() {
        return 1 + roster.members().size();
    }

    private Duration elapsed() {
        return Duration.ofNanos(ports.monotonicNanos().getAsLong() - begunNanos);
    }

    private void schedule(Object timer, Duration after, Runnable event) {
        ports.owner().schedule(timer, ports.owner().now().plus(after), event);
    }
}
