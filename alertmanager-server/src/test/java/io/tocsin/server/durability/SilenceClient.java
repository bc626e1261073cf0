package io.tocsin.server.durability;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.durability.Moments.Moment;
import io.tocsin.server.durability.SilenceTrack.Edit;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.SilenceBody;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Creates, changes, replaces and ends silences of its own values of the label "mute". A thread of its own. */
final class SilenceClient implements Runnable {
    private static final int PAUSE_MIN_MILLIS = 60;
    private static final int PAUSE_MAX_MILLIS = 500;
    /** What is nearer to its end than this is left alone. */
    private static final int NEAR_END_SECONDS = 3;

    private final String name;
    private final List<String> mutes;
    private final Random random;
    private final World world;
    private int created;

    SilenceClient(String name, List<String> mutes, long seed, World world) {
        this.name = name;
        this.mutes = List.copyOf(mutes);
        this.random = new Random(seed);
        this.world = world;
    }

    @Override
    public void run() {
        world.whileItGoesOn(this::step, () -> random.nextInt(PAUSE_MIN_MILLIS, PAUSE_MAX_MILLIS));
    }

    private void step(InetSocketAddress server) {
        Instant soon = Instant.now().plusSeconds(NEAR_END_SECONDS);
        List<SilenceTrack> open = world.silences().open(mutes, soon);
        List<SilenceTrack> known =
                open.stream().filter(SilenceTrack::isStartKnown).toList();
        if (known.isEmpty() || (open.size() < mutes.size() && random.nextBoolean())) {
            create(server, mutes.get(random.nextInt(mutes.size())), null);
            return;
        }
        SilenceTrack track = known.get(random.nextInt(known.size()));
        switch (random.nextInt(5)) {
            case 0, 1 -> edit(server, track);
            case 2 -> create(server, track.mute(), track);
            default -> expire(world, server, track);
        }
    }

    private void create(InetSocketAddress server, String mute, @Nullable SilenceTrack replaced) {
        Instant now = now();
        // Some begin later; the others when they arrive.
        Instant start = random.nextInt(6) == 0 ? now.plusSeconds(2) : now;
        Instant end = end(start);
        created++;
        SilenceTrack track = world.silences().creating(name + "-" + created, mute, start, end, replaced, now);
        HttpAnswer answer = post(server, body(track, track.first(), replaced == null ? null : replaced.id()));
        if (answer.status() == 200) {
            String id = Exchanges.json(answer).path("silenceID").asText();
            Instant acked = Instant.now();
            world.silences().created(track, id, acked);
            if (replaced != null) {
                world.silences().expired(replaced, acked);
            }
            world.moments().reached(Moment.SILENCE_ACKNOWLEDGED);
            HttpAnswer shown = world.exchanges().get(server, "/api/v2/silence/" + id);
            if (Exchanges.isWhole(shown)) {
                Instant startsAt =
                        Instant.parse(Exchanges.json(shown).path("startsAt").asText());
                world.silences().started(track, startsAt);
            }
        }
    }

    private void edit(InetSocketAddress server, SilenceTrack track) {
        Edit edit = world.silences().editing(track, end(now()), now());
        HttpAnswer answer = post(server, body(track, edit, track.id()));
        if (answer.status() == 200) {
            world.silences().edited(track, edit, Instant.now());
            String id = Exchanges.json(answer).path("silenceID").asText();
            if (!id.equals(track.id())) {
                world.violations().add(Rule.SILENCE_CHANGED, "an edit made another silence, " + id, track.toString());
            }
            world.moments().reached(Moment.SILENCE_ACKNOWLEDGED);
        }
    }

    /** Ends every silence of the server that is in force or will be. */
    static void expireAll(World world, InetSocketAddress server) {
        for (JsonNode each : Exchanges.json(world.exchanges().get(server, "/api/v2/silences"))) {
            String id = each.path("id").asText();
            if (!each.path("status").path("state").asText().equals("expired")) {
                world.silences()
                        .find(id)
                        .ifPresentOrElse(
                                track -> expire(world, server, track),
                                () -> world.exchanges().delete(server, "/api/v2/silence/" + id));
            }
        }
    }

    private static void expire(World world, InetSocketAddress server, SilenceTrack track) {
        world.silences().expiring(track, now());
        world.moments().reached(Moment.SILENCE_SENT);
        HttpAnswer answer = world.exchanges().delete(server, "/api/v2/silence/" + track.id());
        if (answer.status() == 200) {
            world.silences().expired(track, Instant.now());
            world.moments().reached(Moment.SILENCE_ACKNOWLEDGED);
        }
    }

    private HttpAnswer post(InetSocketAddress server, SilenceBody silence) {
        world.moments().reached(Moment.SILENCE_SENT);
        return world.exchanges().send(server, silence.post());
    }

    private Instant end(Instant start) {
        return random.nextInt(3) == 0 ? start.plusSeconds(3 + random.nextInt(12)) : start.plusSeconds(3_600);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static SilenceBody body(SilenceTrack track, Edit edit, @Nullable String id) {
        // Another matcher makes it another silence, so that it replaces the one that it names.
        return SilenceBody.of(AlertSpec.MUTE, track.mute())
                .and("token", track.token(), false, false)
                .changing(id)
                .lasting(track.startsAt(), edit.endsAt())
                .by(SilenceTrack.CREATED_BY, track.comment(edit));
    }
}
