package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.message.Message;
import io.tocsin.cluster.message.Message.Bucket;
import io.tocsin.cluster.message.Message.Compare;
import io.tocsin.cluster.message.Message.Differing;
import io.tocsin.cluster.message.Message.Fetched;
import io.tocsin.cluster.message.Message.Held;
import io.tocsin.cluster.message.Message.ListBuckets;
import io.tocsin.cluster.message.Message.Listed;
import io.tocsin.cluster.message.Message.Taken;
import io.tocsin.cluster.message.Message.Updates;
import io.tocsin.core.engine.Registers.Register;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Compares everything with one other member, and brings each side what it lacks. This member asks, the other one answers:
 *
 * <pre>{@code
 * Compare      ->  what is held here, in short
 *              <-  Differing: the buckets in which the two differ; nothing more to do if there are none
 * for some of these at a time:
 *   ListBuckets  ->
 *                <-  Listed: keys and stamps in them
 *   Fetch        ->  the keys whose version there is later
 *                <-  Fetched: the versions
 *   Updates      ->  the versions that are later here
 * }</pre>
 *
 * <p>What is not current any more is listed, too: it may be what ends something on the other side. A side that has nothing
 * under a key is not given what means nothing any more.
 *
 * <p>Owned by the member's owner; used once.
 */
final class Exchange {
    /** Entries that are listed in one message: 250 KB. */
    private static final int LISTED_MAX = 10_000;

    private final MemberPorts ports;
    private final Wire wire;
    private final RegisterScan scan;
    private final Arrivals arrivals;
    private final Peer peer;
    private final long upTo;
    private final long begunNanos;
    private final ArrayDeque<List<Integer>> pages = new ArrayDeque<>();
    private final ArrayDeque<Long> wanted = new ArrayDeque<>();
    private final ArrayDeque<Register> given = new ArrayDeque<>();
    private int sent;
    private int received;

    /** @param upTo as for {@link Compare} */
    Exchange(MemberPorts ports, Wire wire, RegisterScan scan, Arrivals arrivals, Peer peer, long upTo) {
        this.ports = requireNonNull(ports, "ports");
        this.wire = requireNonNull(wire, "wire");
        this.scan = requireNonNull(scan, "scan");
        this.arrivals = requireNonNull(arrivals, "arrivals");
        this.peer = requireNonNull(peer, "peer");
        this.upTo = upTo;
        this.begunNanos = ports.monotonicNanos().getAsLong();
    }

    /** @return completes when both sides have what the other one had, exceptionally if that cannot be said */
    CompletionStage<ClusterEvent.Exchanged> run() {
        return scan.overview(ports.owner().now(), upTo)
                .thenComposeAsync(this::compare, ports.owner()::execute)
                .thenCompose(ignored -> nextPage())
                .thenApply(ignored -> new ClusterEvent.Exchanged(peer.shownName(), sent, received, elapsed()));
    }

    private Duration elapsed() {
        return Duration.ofNanos(ports.monotonicNanos().getAsLong() - begunNanos);
    }

    private CompletionStage<Void> compare(RegisterScan.Overview here) {
        return wire.ask(peer, new Compare(here.digests(), upTo), Differing.class)
                .thenAccept(there -> {
                    List<Integer> page = new ArrayList<>();
                    int entries = 0;
                    for (Bucket bucket : there.buckets()) {
                        int more = bucket.size() + here.size(bucket.index());
                        if (!page.isEmpty() && entries + more > LISTED_MAX) {
                            pages.add(page);
                            page = new ArrayList<>();
                            entries = 0;
                        }
                        page.add(bucket.index());
                        entries += more;
                    }
                    if (!page.isEmpty()) {
                        pages.add(page);
                    }
                });
    }

    private CompletionStage<Void> nextPage() {
        List<Integer> page = pages.poll();
        if (page == null) {
            return CompletableFuture.completedStage(null);
        }
        return wire.ask(peer, new ListBuckets(page), Listed.class)
                .thenCompose(there -> scan.in(page).thenAcceptAsync(here -> match(there, here), ports.owner()::execute))
                .thenCompose(ignored -> fetch())
                .thenCompose(ignored -> give())
                .thenCompose(ignored -> nextPage());
    }

    private void match(Listed there, Map<Long, Register> here) {
        Map<Long, Register> onlyHere = new HashMap<>(here);
        for (Held held : there.entries()) {
            Register own = onlyHere.remove(held.keyHash());
            if (own == null ? held.isCurrent() : held.stamp().isAfter(own.stamp())) {
                wanted.add(held.keyHash());
            } else if (own != null && own.stamp().isAfter(held.stamp())) {
                given.add(own);
            }
        }
        onlyHere.values().stream()
                .filter(register -> register.isCurrent(ports.owner().now()))
                .forEach(given::add);
    }

    private CompletionStage<Void> fetch() {
        if (wanted.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        List<Long> asked =
                wanted.stream().limit(BatchLimit.EXCHANGE.versionsMax()).toList();
        return wire.ask(peer, new Message.Fetch(asked), Fetched.class)
                .thenCompose(fetched -> takeOver(fetched, asked.size()))
                .thenCompose(ignored -> fetch());
    }

    private CompletionStage<Void> takeOver(Fetched fetched, int asked) {
        if (fetched.answered() < 1 || fetched.answered() > asked) {
            return CompletableFuture.failedStage(new IllegalStateException(
                    "an answer to " + fetched.answered() + " keys of " + asked + " (expected: 1 to " + asked + ")"));
        }
        for (int i = 0; i < fetched.answered(); i++) {
            wanted.remove();
        }
        Arrivals.Sender sender = peer.sender();
        return CompletableFuture.supplyAsync(() -> arrivals.take(fetched.versions(), sender), ports.workers())
                .thenCompose(taken -> taken)
                .thenAcceptAsync(news -> received += news, ports.owner()::execute);
    }

    private CompletionStage<Void> give() {
        if (given.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        List<byte[]> versions = new ArrayList<>();
        long bytes = 0;
        for (Register next = given.peek(); next != null; next = given.peek()) {
            Version version = new Version(next.replica());
            int length = version.fitsIntoMessage() ? version.bytes().length : 0;
            if (!BatchLimit.EXCHANGE.hasRoom(versions.size(), bytes, length)) {
                break;
            }
            given.remove();
            if (length > 0) {
                versions.add(version.bytes());
                bytes += length;
            }
        }
        return wire.ask(peer, new Updates(versions, true), Taken.class)
                .thenAccept(taken -> sent += taken.news())
                .thenCompose(ignored -> give());
    }
}
