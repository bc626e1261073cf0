package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.member.ClusterStatus.Member;
import io.tocsin.cluster.member.ClusterStatus.State;
import io.tocsin.cluster.message.Introduction;
import io.tocsin.cluster.message.Introduction.Phase;
import io.tocsin.cluster.message.Message.Compare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The cluster as it is shown to people and to metrics. {@link #latest} and {@link #fresh} are thread-safe. */
final class StatusBoard {
    private static final long DIGEST_NANOS_MAX = Duration.ofSeconds(1).toNanos();

    private final MemberPorts ports;
    private final Roster roster;
    private final AtomicBoolean isScanning = new AtomicBoolean();

    /** Written by the owner, as whole values. */
    private volatile ClusterStatus shown;

    private volatile @Nullable RegisterScan scan;

    /** Written by whichever worker has made it. */
    private volatile Digest digest;

    private record Digest(String hex, long madeNanos) {}

    StatusBoard(String name, MemberPorts ports, Roster roster) {
        this.ports = requireNonNull(ports, "ports");
        this.roster = requireNonNull(roster, "roster");
        this.shown = new ClusterStatus(name, false, "", List.of());
        this.digest = new Digest("", ports.monotonicNanos().getAsLong() - DIGEST_NANOS_MAX);
    }

    void scanWith(RegisterScan ready) {
        scan = ready;
    }

    ClusterStatus latest() {
        if (!isRecent(digest) && isScanning.compareAndSet(false, true)) {
            makeDigest().whenComplete((made, problem) -> isScanning.set(false));
        }
        return withDigest();
    }

    CompletionStage<ClusterStatus> fresh() {
        CompletionStage<Void> made = isRecent(digest) ? CompletableFuture.completedStage(null) : makeDigest();
        return made.thenApply(ignored -> withDigest());
    }

    private boolean isRecent(Digest made) {
        return ports.monotonicNanos().getAsLong() - made.madeNanos() < DIGEST_NANOS_MAX;
    }

    private CompletionStage<Void> makeDigest() {
        RegisterScan ready = scan;
        if (ready == null) {
            return CompletableFuture.completedStage(null);
        }
        long begun = ports.monotonicNanos().getAsLong();
        return ready.overview(ports.owner().now(), Compare.ALL)
                .thenAccept(overview -> digest = new Digest(overview.digests().hex(), begun));
    }

    private ClusterStatus withDigest() {
        ClusterStatus of = shown;
        return new ClusterStatus(of.name(), of.isSettled(), digest.hex(), of.members());
    }

    /** Called by the owner. */
    void show(Introduction self, String name, String address, Ranking ranking) {
        List<Member> members = new ArrayList<>();
        members.add(new Member(
                name,
                address,
                true,
                own(ranking),
                self.version(),
                self.configHash(),
                Duration.ZERO,
                0,
                Optional.empty(),
                Optional.empty()));
        roster.members().forEach(peer -> members.add(member(peer)));
        roster.failed().forEach(failed -> members.add(member(failed)));
        members.sort(Comparator.comparing(Member::name));
        shown = new ClusterStatus(name, ranking.isSettled(), "", members);
    }

    private Member member(Peer peer) {
        Introduction said = peer.introduction();
        return new Member(
                peer.shownName(),
                peer.node().address(),
                false,
                roster.isSilent(peer) ? State.SILENT : state(said.phase()),
                said.version(),
                said.configHash(),
                peer.clock().ahead(),
                peer.outbox().size(),
                peer.lastHeard(),
                peer.exchange().last());
    }

    private static Member member(Roster.Failed failed) {
        Introduction said = failed.introduction();
        return new Member(
                said.name(),
                failed.address(),
                false,
                State.FAILED,
                said.version(),
                said.configHash(),
                failed.clockAhead(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    /** Not what the others are told, which is so a little earlier, and while this member doubts. */
    private static State own(Ranking ranking) {
        State told = state(ranking.phase());
        return told == State.RANKED && !ranking.takesTurns() ? State.JOINING : told;
    }

    private static State state(Phase phase) {
        return switch (phase) {
            case JOINING -> State.JOINING;
            case RANKED -> State.RANKED;
            case LEAVING -> State.LEAVING;
        };
    }
}
