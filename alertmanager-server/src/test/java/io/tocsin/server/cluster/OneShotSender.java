package io.tocsin.server.cluster;

import io.tocsin.server.durability.AlertBook;
import io.tocsin.server.durability.AlertSender;
import io.tocsin.server.durability.AlertSender.Step;
import io.tocsin.server.durability.AlertSpec;
import io.tocsin.server.durability.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Posts alerts to members drawn by chance, dead or alive: each once as firing, and most of them once as resolved. What was
 * not answered 200 is not posted again. A thread of its own.
 */
final class OneShotSender implements Runnable {
    private static final int BATCH_MAX = 8;
    private static final int PAUSE_MAX_MILLIS = 400;

    /** Of a hundred alerts so many are never resolved. */
    private static final int LASTING = 30;

    private static final int AGE_MAX_SECONDS = 20;

    private final String name;
    private final int groups;
    private final List<Member> members;
    private final Random random;
    private final World world;
    private final List<Open> open = new ArrayList<>();
    private int posted;

    /** An alert that fires, and when that is to end. */
    private record Open(String name, Instant resolveAt) {}

    OneShotSender(String name, int groups, List<Member> members, long seed, World world) {
        this.name = name;
        this.groups = groups;
        this.members = List.copyOf(members);
        this.random = new Random(seed);
        this.world = world;
    }

    @Override
    public void run() {
        try {
            while (!world.isOver()) {
                step(members.get(random.nextInt(members.size())));
                Thread.sleep(random.nextInt(PAUSE_MAX_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(Member member) {
        if (random.nextBoolean()) {
            fire(member);
        } else {
            resolve(member);
        }
    }

    private void fire(Member member) {
        var steps = new LinkedHashMap<String, Step>();
        for (int i = random.nextInt(BATCH_MAX); i >= 0; i--) {
            String alert = name + "-" + posted++;
            Map<String, String> labels =
                    Map.of("alertname", "A", "grp", "g" + random.nextInt(groups), AlertBook.NAME, alert);
            world.alerts().add(new AlertSpec(labels, List.of("/a"), AlertSpec.End.FAR));
            steps.put(alert, Step.FIRE);
        }
        if (AlertSender.post(world, member.address(), steps)) {
            steps.keySet().stream()
                    .filter(alert -> random.nextInt(100) >= LASTING)
                    .forEach(alert -> open.add(new Open(alert, Instant.now().plus(age()))));
        }
    }

    private Duration age() {
        return Duration.ofMillis(random.nextInt(AGE_MAX_SECONDS * 1_000));
    }

    private void resolve(Member member) {
        Instant now = Instant.now();
        List<Open> due = open.stream()
                .filter(alert -> alert.resolveAt().isBefore(now))
                .limit(BATCH_MAX)
                .toList();
        var steps = new LinkedHashMap<String, Step>();
        due.forEach(alert -> steps.put(alert.name(), Step.RESOLVE));
        if (!steps.isEmpty()) {
            open.removeAll(due);
            AlertSender.post(world, member.address(), steps);
        }
    }
}
