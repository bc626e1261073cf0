package io.tocsin.server.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Builds the body of {@code POST /api/v2/silences}. Unless told otherwise it is of "ann", because of "works", and lasts for an
 * hour from now by the clock of this process.
 */
public final class SilenceBody {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SECONDS = 3_600;

    private final ObjectNode json = MAPPER.createObjectNode();
    private final ArrayNode matchers = json.putArray("matchers");

    private SilenceBody() {
        Instant now = Instant.now();
        lasting(now, now.plusSeconds(SECONDS)).by("ann", "works");
    }

    /** For alerts whose label has this value. */
    public static SilenceBody of(String name, String value) {
        return new SilenceBody().and(name, value, false, true);
    }

    /** For alerts whose label a regular expression matches. */
    public static SilenceBody ofPattern(String name, String pattern) {
        return new SilenceBody().and(name, pattern, true, true);
    }

    /** Narrows it by one more matcher. */
    public SilenceBody and(String name, String value, boolean isRegex, boolean isEqual) {
        matchers.addObject()
                .put("name", name)
                .put("value", value)
                .put("isRegex", isRegex)
                .put("isEqual", isEqual);
        return this;
    }

    /** @param id of the silence that it changes or replaces; null for a new one */
    public SilenceBody changing(@Nullable String id) {
        if (id != null) {
            json.put("id", id);
        }
        return this;
    }

    public SilenceBody lasting(Instant start, Instant end) {
        json.put("startsAt", start.toString()).put("endsAt", end.toString());
        return this;
    }

    public SilenceBody by(String createdBy, String comment) {
        json.put("createdBy", createdBy).put("comment", comment);
        return this;
    }

    /** The body as it is sent. */
    public String text() {
        return json.toString();
    }

    /** The request that posts it. */
    public HttpExchange post() {
        return HttpExchange.post("/api/v2/silences", text());
    }
}
