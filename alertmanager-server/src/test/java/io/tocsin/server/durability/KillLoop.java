package io.tocsin.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.durability.AlertSender.Step;
import io.tocsin.server.durability.Lives.Ending;
import io.tocsin.server.durability.Lives.Life;
import io.tocsin.server.process.AlertmanagerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Kills a server again and again, at moments drawn by chance, while clients post alerts and silences and a receiver takes
 * its notifications; after each restart, and in the end, it compares with what was acknowledged.
 */
final class KillLoop implements AutoCloseable {
    private static final int ALERTS = 160;
    private static final int GROUPS = 32;
    private static final int MUTES = 8;
    private static final int ZONES = 4;
    private static final int SENDERS = 4;
    private static final int SILENCE_CLIENTS = 3;
    private static final List<AlertSpec.End> ENDS = List.of(AlertSpec.End.values());
    private static final int HURRY_MAX_MILLIS = 400;
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(60);

    private final Settings settings;
    private final Random random;
    private final Consumer<String> out;
    private final Lives lives = new Lives();
    private final World world;
    private final UnsteadyReceiver receiver;
    private final List<Thread> clients = new ArrayList<>();
    private final List<Long> startMillis = new ArrayList<>();
    private @Nullable AlertmanagerProcess process;
    private int kills;

    /**
     * What to run.
     *
     * @param program an Alertmanager, ours or the original
     * @param flags beside the usual ones
     * @param kills how many lives end before the last one
     * @param seed decides on everything that is drawn; what the machine's timing adds is not in it
     * @param tellEvery after how many lives the clients rest until receivers know everything
     */
    record Settings(Path program, Path folder, List<String> flags, int kills, long seed, int tellEvery) {}

    /**
     * What came of it.
     *
     * @param repeats notifications that were repeated, permitted ones included
     */
    record Outcome(
            int kills,
            int alerts,
            int silences,
            int notifications,
            int repeats,
            Duration startMedian,
            Duration startMax,
            Violations violations) {
        @Override
        public String toString() {
            return kills + " kills, " + alerts + " alerts and " + silences + " silences acknowledged, " + notifications
                    + " notifications answered 200, " + repeats + " of them repeated; ready after "
                    + startMedian.toMillis() + " ms (median), " + startMax.toMillis() + " ms (most); broken: "
                    + violations.counts();
        }
    }

    KillLoop(Settings settings, Consumer<String> out) {
        this.settings = settings;
        this.out = out;
        random = new Random(settings.seed());
        world = World.of(lives, new Violations(() -> "seed " + settings.seed() + ", kill " + kills, out));
        receiver = new UnsteadyReceiver(world.notifications(), world.moments(), random.nextLong());
        addAlerts();
    }

    Outcome run() throws InterruptedException, IOException {
        startClients();
        while (kills < settings.kills()) {
            KillPlan plan = KillPlan.draw(random, median(startMillis, 1_000));
            oneLife(plan);
            if (lives.current().number() % settings.tellEvery() == 0) {
                everythingIsTold();
                out.accept(outcome().toString());
            }
        }
        everythingIsTold();
        resolvesOutliveTheLastKill();
        return outcome();
    }

    private Outcome outcome() {
        return new Outcome(
                kills,
                world.acknowledgedAlerts().get(),
                world.silences().acknowledged(),
                world.notifications().answered(),
                world.notifications().repeats(),
                Duration.ofMillis(median(startMillis, 0)),
                Duration.ofMillis(
                        startMillis.stream().mapToLong(Long::longValue).max().orElse(0)),
                world.violations());
    }

    private void oneLife(KillPlan plan) throws InterruptedException, IOException {
        AlertmanagerProcess server = plan.duringStart() ? spawn() : startAndCheck();
        if (!plan.duringStart()) {
            world.gate().open(server.address());
        }
        plan.await(world.moments());
        end(server, plan.ending());
    }

    /** A running server that was compared with the books. */
    private AlertmanagerProcess startAndCheck() throws IOException {
        Instant deadAt = lastDeath();
        AlertmanagerProcess server = spawn();
        server.awaitReady();
        lives.ready(Instant.now());
        startMillis.add(
                Duration.between(lives.current().spawnedAt(), Instant.now()).toMillis());
        new RestartCheck(world).check(server.address(), deadAt);
        world.silences().prune(Instant.now());
        world.notifications().prune();
        return server;
    }

    private Instant lastDeath() {
        if (process == null) {
            return Instant.EPOCH;
        }
        Instant dead = lives.current().deadAt();
        return dead == null ? Instant.EPOCH : dead;
    }

    private AlertmanagerProcess spawn() throws IOException {
        Path log = settings.folder().resolve("stderr.txt");
        if (Files.exists(log)) {
            Path kept = settings.folder().resolve("stderr-" + lives.current().number() % 10 + ".txt");
            Files.move(log, kept, StandardCopyOption.REPLACE_EXISTING);
        }
        Life life = lives.begin(Instant.now());
        process = AlertmanagerProcess.start(
                settings.program(), settings.folder(), config(receiver.url(life.number())), settings.flags());
        return process;
    }

    private void end(AlertmanagerProcess server, Ending ending) throws InterruptedException, IOException {
        lives.ending(ending, Instant.now());
        if (ending == Ending.KILLED) {
            server.kill();
            kills++;
        } else {
            server.signal("TERM");
            assertThat(server.exitStatus(Duration.ofSeconds(60))).isZero();
        }
        lives.dead(Instant.now());
        world.gate().close();
        world.gate().awaitEmpty();
    }

    /** Lets the clients rest, unmutes everything, and waits until receivers know what fires and what does not. */
    private void everythingIsTold() throws InterruptedException, IOException {
        AlertmanagerProcess server = startAndCheck();
        // What comes between the start and the first flushes is the likeliest to be missed.
        world.gate().open(server.address());
        Thread.sleep(random.nextInt(HURRY_MAX_MILLIS));
        world.gate().close();
        world.gate().awaitEmpty();
        unmute(server.address());
        Instant quietSince = Instant.now();
        receiver.steady(true);
        awaitTold(quietSince);
        receiver.steady(false);
        end(server, Ending.KILLED);
    }

    private void unmute(InetSocketAddress server) {
        SilenceClient.expireAll(world, server);
        var sources = new LinkedHashMap<String, Step>();
        IntStream.range(0, ZONES).forEach(zone -> sources.put("source-z" + zone, Step.RESOLVE));
        AlertSender.post(world, server, sources);
    }

    private void awaitTold(Instant quietSince) throws InterruptedException {
        Instant deadline = Instant.now().plus(TOLD_WITHIN);
        List<String> untold = world.notifications().untold(quietSince, Instant.now());
        while (!untold.isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.sleep(100);
            untold = world.notifications().untold(quietSince, Instant.now());
        }
        world.notifications().complain(untold);
    }

    /** Everything fires and is told; then everything is resolved, and the server killed as soon as it has said so. */
    private void resolvesOutliveTheLastKill() throws InterruptedException, IOException {
        receiver.steady(true);
        AlertmanagerProcess server = startAndCheck();
        var steps = new LinkedHashMap<String, Step>();
        world.alerts().specs().stream()
                .filter(spec -> !spec.isSource())
                .forEach(spec -> steps.put(spec.name(), Step.FIRE));
        assertThat(AlertSender.post(world, server.address(), steps)).isTrue();
        awaitTold(Instant.now());
        steps.replaceAll((name, step) -> Step.RESOLVE);
        assertThat(AlertSender.post(world, server.address(), steps)).isTrue();
        Instant quietSince = Instant.now();
        end(server, Ending.KILLED);
        AlertmanagerProcess last = startAndCheck();
        awaitTold(quietSince);
        end(last, Ending.TERMINATED);
        world.over().set(true);
    }

    private void addAlerts() {
        for (int i = 0; i < ALERTS; i++) {
            int group = i % GROUPS;
            var labels = new HashMap<>(Map.of("alertname", "A", "grp", "g" + group, AlertBook.NAME, "alert-" + i));
            boolean isTeamB = group % 4 == 3;
            var paths = new ArrayList<>(isTeamB ? List.of("/b0", "/b1") : List.of("/a"));
            if (isTeamB) {
                labels.put("team", "b");
                if (i % 8 == 3) {
                    labels.put("copy", "yes");
                    paths.add("/c");
                }
            }
            if (i % 3 == 0) {
                labels.put(AlertSpec.MUTE, "m" + i / 3 % MUTES);
            }
            if (i % 10 == 1) {
                labels.put("role", "target");
                labels.put(AlertSpec.ZONE, "z" + i / 10 % ZONES);
            }
            world.alerts().add(new AlertSpec(labels, paths, ENDS.get(i / GROUPS % ENDS.size())));
        }
        for (int zone = 0; zone < ZONES; zone++) {
            var labels = Map.of(
                    "alertname",
                    "S",
                    "grp",
                    "sources",
                    AlertBook.NAME,
                    "source-z" + zone,
                    "role",
                    "source",
                    AlertSpec.ZONE,
                    "z" + zone);
            world.alerts().add(new AlertSpec(labels, List.of("/a"), AlertSpec.End.FAR));
        }
    }

    private static String config(String url) {
        return """
            global: { resolve_timeout: 1m }
            route:
              receiver: a
              group_by: [grp]
              group_wait: 100ms
              group_interval: 1s
              repeat_interval: 4h
              routes:
              - { receiver: c, matchers: ['copy="yes"'], continue: true, group_interval: 1500ms }
              - { receiver: b, matchers: ['team="b"'], group_wait: 300ms, group_interval: 2s }
            inhibit_rules:
            - { source_matchers: ['role="source"'], target_matchers: ['role="target"'], equal: [zone] }
            receivers:
            - { name: a, webhook_configs: [{ url: 'URL/a' }] }
            - { name: b, webhook_configs: [{ url: 'URL/b0' }, { url: 'URL/b1' }] }
            - { name: c, webhook_configs: [{ url: 'URL/c' }] }
            """.replace("URL", url);
    }

    private void startClients() {
        List<AlertSpec> specs = List.copyOf(world.alerts().specs());
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            List<AlertSpec> own = IntStream.range(0, specs.size())
                    .filter(each -> each % SENDERS == sender)
                    .mapToObj(specs::get)
                    .toList();
            client("alerts " + i, new AlertSender(own, random.nextLong(), world));
        }
        for (int i = 0; i < SILENCE_CLIENTS; i++) {
            int client = i;
            List<String> own = IntStream.range(0, MUTES)
                    .filter(each -> each % SILENCE_CLIENTS == client)
                    .mapToObj(each -> "m" + each)
                    .toList();
            client("silences " + i, new SilenceClient("client-" + i, own, random.nextLong(), world));
        }
    }

    private void client(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        clients.add(thread);
        thread.start();
    }

    private static long median(List<Long> values, long otherwise) {
        return values.isEmpty() ? otherwise : values.stream().sorted().toList().get(values.size() / 2);
    }

    @Override
    public void close() {
        world.over().set(true);
        clients.forEach(Thread::interrupt);
        if (process != null) {
            process.close();
        }
        receiver.close();
    }
}
