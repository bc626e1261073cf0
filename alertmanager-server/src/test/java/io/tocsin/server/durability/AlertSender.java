package io.tocsin.server.durability;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.server.durability.AlertBook.Change;
import io.tocsin.server.durability.AlertBook.Possible;
import io.tocsin.server.durability.Moments.Moment;
import io.tocsin.server.process.HttpAnswer;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Posts its alerts in batches: new ones, refreshes, resolves, and ones that fire again. A thread of its own.
 */
public final class AlertSender implements Runnable {
    private static final int BATCH_MAX = 12;
    private static final int PAUSE_MAX_MILLIS = 160;

    private final List<AlertSpec> own;
    private final Random random;
    private final World world;

    AlertSender(List<AlertSpec> own, long seed, World world) {
        this.own = List.copyOf(own);
        this.random = new Random(seed);
        this.world = world;
    }

    /** What is to become of an alert. */
    public enum Step {
        FIRE,
        RESOLVE
    }

    @Override
    public void run() {
        world.whileItGoesOn(server -> post(world, server, batch()), () -> random.nextInt(PAUSE_MAX_MILLIS));
    }

    private Map<String, Step> batch() {
        var steps = new LinkedHashMap<String, Step>();
        for (int i = random.nextInt(BATCH_MAX); i >= 0; i--) {
            AlertSpec spec = own.get(random.nextInt(own.size()));
            Change last = world.alerts().last(spec.name());
            boolean fires = last != null && last.fires();
            // Sources fire longer, so that there is something inhibited.
            int resolves = spec.isSource() ? 10 : 30;
            steps.put(spec.name(), fires && random.nextInt(100) < resolves ? Step.RESOLVE : Step.FIRE);
        }
        return steps;
    }

    /** As a sender does that owns all of these alerts. */
    public static boolean post(World world, InetSocketAddress server, Map<String, Step> steps) {
        var versions = new LinkedHashMap<String, Integer>();
        ArrayNode body = Exchanges.JSON.createArrayNode();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        steps.forEach((name, step) -> {
            Change change = change(world, name, step, now);
            versions.put(name, change.version());
            body.add(json(world.alerts().spec(name), change));
            world.alerts().sent(name, change);
        });
        world.moments().reached(Moment.ALERTS_SENT);
        HttpAnswer answer = world.exchanges().post(server, "/api/v2/alerts", body);
        if (answer.status() != 200) {
            return false;
        }
        Instant acked = Instant.now();
        versions.forEach((name, version) -> world.alerts().acked(name, version, acked));
        world.acknowledgedAlerts().addAndGet(versions.size());
        world.moments().reached(Moment.ALERTS_ACKNOWLEDGED);
        return true;
    }

    private static Change change(World world, String name, Step step, Instant now) {
        Change last = world.alerts().last(name);
        Possible state = world.alerts().possible(name, now, now);
        int version = last == null ? 1 : last.version() + 1;
        Instant start;
        boolean isCertain;
        if (last != null && (step == Step.RESOLVE || !state.certainlyDoesNot())) {
            start = last.startsAt();
            isCertain = last.isStartCertain() && state.certainlyFires();
        } else {
            // Behind the end of what was there, or the two would be merged.
            start = later(now, last);
            isCertain = state.certainlyDoesNot();
        }
        Instant end = step == Step.RESOLVE
                ? later(now, start)
                : now.plus(world.alerts().spec(name).end().firesFor());
        return new Change(version, step == Step.FIRE, start, end, isCertain, now, null);
    }

    private static Instant later(Instant now, @Nullable Change last) {
        return last == null || now.isAfter(last.endsAt()) ? now : last.endsAt().plusMillis(1);
    }

    private static Instant later(Instant now, Instant start) {
        return now.isBefore(start) ? start : now;
    }

    private static ObjectNode json(AlertSpec spec, Change change) {
        ObjectNode json = Exchanges.JSON.createObjectNode();
        ObjectNode labels = json.putObject("labels");
        spec.labels().forEach(labels::put);
        json.putObject("annotations").put("version", String.valueOf(change.version()));
        json.put("startsAt", change.startsAt().toString());
        if (!change.fires() || spec.end() != AlertSpec.End.NONE) {
            json.put("endsAt", change.endsAt().toString());
        }
        return json;
    }
}
