package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.durability.AlertBook.Change;
import io.tocsin.server.durability.AlertSpec;
import io.tocsin.server.durability.Lives;
import io.tocsin.server.durability.NotificationBook.Arrival;
import io.tocsin.server.durability.Rule;
import io.tocsin.server.durability.Violations;
import io.tocsin.server.durability.World;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Three members under alerts that are posted once and never again, and the books of what was answered 200: for tests that do
 * something to the members meanwhile. {@code -Dtocsin.kill.seed} repeats what was drawn in another run.
 *
 * <p>To the books the cluster is one server that lives on, whatever becomes of its members.
 */
final class Turmoil implements AutoCloseable {
    private static final int GROUPS = 60;
    private static final int SENDERS = 3;
    private static final Duration TOLD_MAX = Duration.ofSeconds(60);

    /** An alert that fires for so long is told, whoever dies meanwhile. */
    private static final Duration UNTOLD_MAX = Duration.ofSeconds(20);

    /** At most one notification of so many is told again because of kills: more than that they do not explain. */
    private static final int REPEATED_ONE_OF = 10;

    private final List<Thread> senders = new ArrayList<>();
    private final Map<String, Instant> toldFiring = new HashMap<>();
    private final Kills kills = new Kills();
    private final Random random;
    private final World world;
    private final TeamReceiver receiver;
    private final ClusterRig rig;

    Turmoil(Path program, Path folder) {
        long seed = Long.getLong("tocsin.kill.seed", ThreadLocalRandom.current().nextInt(1_000_000));
        System.out.println("cluster: seed " + seed + ", in " + folder);
        random = new Random(seed);
        Lives lives = new Lives();
        lives.begin(Instant.now());
        lives.ready(Instant.now());
        world = World.of(
                lives, new Violations(() -> "seed " + seed + ", kill " + kills.kills(), System.out::println), kills);
        receiver = new TeamReceiver(InetAddress.getLoopbackAddress(), this::told);
        rig = ClusterRig.loopback(
                        3, program, folder, ClusterRig.config(receiver.url(), "500ms", "1s"), ClusterRig.QUICK)
                .start();
        ClusterRig.awaitRanked(rig.members());
    }

    private void told(Arrival arrival) {
        synchronized (toldFiring) {
            arrival.firing().forEach(name -> toldFiring.putIfAbsent(name, arrival.at()));
            // In one piece: to the book requests of one group come one after the other.
            world.notifications().arrived(arrival);
            world.notifications().answered(arrival, Instant.now());
        }
    }

    ClusterRig rig() {
        return rig;
    }

    Random random() {
        return random;
    }

    Kills kills() {
        return kills;
    }

    /** Begins to post. */
    Turmoil begin() {
        for (int i = 0; i < SENDERS; i++) {
            Thread sender = new Thread(
                    new OneShotSender("s" + i, GROUPS, rig.members(), random.nextLong(), world), "sender " + i);
            sender.setDaemon(true);
            senders.add(sender);
            sender.start();
        }
        return this;
    }

    /** Posts no more, waits until the receiver knows all that was answered 200, and fails for all that was not right. */
    void end() throws InterruptedException {
        world.over().set(true);
        for (Thread sender : senders) {
            sender.join();
        }
        Instant quietSince = Instant.now();
        Instant deadline = quietSince.plus(TOLD_MAX);
        List<String> untold = world.notifications().untold(quietSince, Instant.now());
        while (!untold.isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.sleep(100);
            untold = world.notifications().untold(quietSince, Instant.now());
        }
        Duration told = Duration.between(quietSince, Instant.now());
        world.notifications().complain(untold);
        complainOfNeverTold();
        System.out.println("cluster: " + world.acknowledgedAlerts() + " posts of alerts answered 200, "
                + world.notifications().answered() + " notifications, all known " + told.toMillis()
                + " ms after the last post; " + kills.kills() + " kills, " + kills.repeats()
                + " notifications repeated because of them; broken: "
                + world.violations().counts());
        assertThat(String.join("\n", world.violations().told())).isEmpty();
        assertThat(kills.repeats())
                .as("notifications repeated because of kills")
                .isLessThanOrEqualTo(world.notifications().answered() / REPEATED_ONE_OF);
    }

    /** Alerts that fired for long, by an answer of 200, and were resolved since then. */
    private void complainOfNeverTold() {
        for (AlertSpec spec : world.alerts().specs()) {
            List<Change> changes = world.alerts().changes(spec.name());
            Instant fired = changes.get(0).ackedAt();
            boolean isResolvedLater = changes.size() > 1
                    && fired != null
                    && fired.plus(UNTOLD_MAX).isBefore(changes.get(1).sentAt());
            boolean isTold;
            synchronized (toldFiring) {
                isTold = toldFiring.containsKey(spec.name());
            }
            if (isResolvedLater && !isTold) {
                world.violations()
                        .add(
                                Rule.NOT_TOLD,
                                spec.name() + " fired",
                                world.alerts().evidence(spec.name()));
            }
        }
    }

    @Override
    public void close() {
        world.over().set(true);
        senders.forEach(Thread::interrupt);
        rig.close();
        receiver.close();
    }
}
