package io.tocsin.server.amtool;

import java.util.List;

/** Posts silences, new ones and those that replace one. Thread-safe. */
final class SilencePost {
    /** What the API takes; state and time of update are the server's. */
    private static final List<String> FIELDS =
            List.of("id", "annotations", "comment", "createdBy", "endsAt", "matchers", "startsAt");

    private final ApiClient client;

    SilencePost(ApiClient client) {
        this.client = client;
    }

    /**
     * Posts a silence, with its id if it has one.
     *
     * @return the id that the server has it under
     */
    String post(JsonValue silence) throws CommandFailure {
        return id(client.post(Operation.POST_SILENCES, silence.only(FIELDS)));
    }

    /** As {@link #post}, but a silence whose id the server does not know becomes a new one. */
    String postOrAdd(JsonValue silence) throws CommandFailure {
        ApiReply reply = client.post(Operation.POST_SILENCES, silence.only(FIELDS));
        return reply.status() == 404 ? post(withoutId(silence)) : id(reply);
    }

    static JsonValue withoutId(JsonValue silence) {
        return silence.only(FIELDS.subList(1, FIELDS.size()));
    }

    private static String id(ApiReply reply) throws CommandFailure {
        return reply.json().get("silenceID").string();
    }
}
