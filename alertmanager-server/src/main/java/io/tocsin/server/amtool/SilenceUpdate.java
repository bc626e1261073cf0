package io.tocsin.server.amtool;

/**
 * {@code amtool silence update}: what becomes of a silence.
 *
 * @param comment the new one; empty to keep the old
 * @see "Upstream: cli/silence_update.go; observed with amtool 0.33.1"
 */
record SilenceUpdate(SilencePeriod.Words period, String comment) {
    /**
     * The silence after the change.
     *
     * @param silence as the API answers it
     * @throws CommandFailure in the original's words if the period cannot be read, or ends before it starts
     */
    JsonValue apply(JsonValue silence) throws CommandFailure {
        SilencePeriod before = new SilencePeriod(
                WrittenTime.parse(silence.get("startsAt").string()),
                WrittenTime.parse(silence.get("endsAt").string()));
        SilencePeriod after = SilencePeriod.of(period, before);
        JsonValue changed = silence.with("startsAt", new JsonValue.Text(WrittenTime.inJson(after.start())))
                .with("endsAt", new JsonValue.Text(WrittenTime.inJson(after.end())));
        return comment.isEmpty() ? changed : changed.with("comment", new JsonValue.Text(comment));
    }
}
