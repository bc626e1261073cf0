package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * {@code amtool silence import}: posts the silences of a JSON list while it reads them, several at a time, and prints
 * their ids in the order of the list. Used once.
 *
 * @see "Upstream: cli/silence_import.go; observed with amtool 0.33.1"
 */
final class SilenceImport {
    private static final int WORKERS_MAX = 256;
    private static final String NOT_JSON = "couldn't unmarshal input data, is it JSON?: ";

    private final SilencePost silences;
    private final boolean isForced;
    private final int workers;
    private final PrintStream out;
    private final PrintStream err;
    private final Deque<Future<Outcome>> underWay = new ArrayDeque<>();
    private int count;
    private int failed;

    /** @param failure null when the silence was taken */
    private record Outcome(
            String givenId, String newId, @Nullable CommandFailure failure) {}

    /**
     * @param isForced whether ids of the list are left out, so that every silence becomes a new one
     * @param workers how many to post at a time, {@code > 0}; at most {@value #WORKERS_MAX} count
     */
    SilenceImport(SilencePost silences, boolean isForced, long workers, Terminal terminal) {
        this.silences = requireNonNull(silences, "silences");
        this.isForced = isForced;
        this.workers = (int) Math.min(workers, WORKERS_MAX);
        this.out = terminal.out();
        this.err = terminal.err();
    }

    /**
     * Posts all.
     *
     * @throws CommandFailure if the text is no list of silences; those before the bad place are posted
     * @throws CommandFailure if the server did not take all of them
     */
    void run(InputStream text) throws CommandFailure {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            postAll(parser, pool);
        } catch (JsonProcessingException e) {
            boolean isCutOff = e.getOriginalMessage().startsWith("Unexpected end-of-input");
            String what = isCutOff ? "unexpected end of JSON input" : e.getOriginalMessage();
            throw new CommandFailure(NOT_JSON + place(e.getLocation()) + what, e);
        } catch (IOException e) {
            throw new CommandFailure("cannot read the silences: " + e.getMessage(), e);
        } finally {
            report(0);
            pool.shutdownNow();
        }
        if (failed > 0) {
            throw new CommandFailure("couldn't import " + failed + " out of " + count + " silences");
        }
    }

    private void postAll(JsonParser parser, ExecutorService pool) throws IOException, CommandFailure {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new CommandFailure(NOT_JSON + "EOF");
        }
        // Deviation D-031: the original takes an empty object, a number or a text for an empty list.
        require(first == JsonToken.START_ARRAY, "a list of silences", parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.START_OBJECT, "a silence", parser);
            JsonValue silence = JsonValue.read(parser);
            count++;
            underWay.add(pool.submit(() -> post(silence)));
            report(2 * workers);
        }
    }

    private static void require(boolean isGood, String what, JsonParser parser) throws CommandFailure {
        if (!isGood) {
            throw new CommandFailure(NOT_JSON + place(parser.currentTokenLocation()) + "expected " + what);
        }
    }

    private static String place(JsonLocation at) {
        return "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    private Outcome post(JsonValue silence) {
        String id = silence.get("id").string();
        try {
            String newId = isForced ? silences.post(SilencePost.withoutId(silence)) : silences.postOrAdd(silence);
            return new Outcome(id, newId, null);
        } catch (CommandFailure e) {
            return new Outcome(id, "", e);
        }
    }

    /** Waits for the oldest ones and says what became of them, until no more than {@code rest} are under way. */
    private void report(int rest) {
        while (underWay.size() > rest) {
            Outcome outcome = outcome(underWay.remove());
            if (outcome.failure() == null) {
                out.println(Shown.plain(outcome.newId()));
            } else {
                failed++;
                err.println("Error adding silence id='" + Shown.plain(outcome.givenId()) + "': "
                        + outcome.failure().getMessage());
            }
        }
    }

    private static Outcome outcome(Future<Outcome> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a worker ended early", e);
        }
    }
}
