package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeLocation;
import io.tocsin.server.flags.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code amtool silence ...}. */
final class SilenceCommands {
    private final Session session;
    private final Invocation line;

    SilenceCommands(Session session) {
        this.session = requireNonNull(session, "session");
        this.line = session.line();
    }

    int query() throws CommandFailure {
        SilenceQuery.Choice choice = new SilenceQuery.Choice(
                line.value(AmtoolFlags.EXPIRED),
                line.isGiven(AmtoolFlags.WITHIN) ? line.value(AmtoolFlags.WITHIN) : Duration.ZERO,
                line.text(AmtoolFlags.CREATED_BY),
                line.text(AmtoolFlags.ID));
        SilenceQuery query = SilenceQuery.of(line.arguments(), session.matchers(), choice);
        try (ApiClient client = session.checkedClient()) {
            return print(query.choose(client.get(Operation.GET_SILENCES, query.parameters()), session.now()));
        }
    }

    int add() throws CommandFailure {
        SilenceAdd.Words words = new SilenceAdd.Words(
                line.arguments(),
                new SilencePeriod.Words(
                        line.text(AmtoolFlags.SILENCE_START),
                        line.text(AmtoolFlags.SILENCE_END),
                        line.text(AmtoolFlags.DURATION)),
                author(),
                line.text(AmtoolFlags.COMMENT),
                line.value(AmtoolFlags.REQUIRE_COMMENT),
                line.values(AmtoolFlags.SILENCE_ANNOTATION));
        SilenceAdd silence = SilenceAdd.of(words, session.matchers(), GoTime.of(session.now(), TimeLocation.UTC));
        try (ApiClient client = session.checkedClient()) {
            return session.print(Shown.plain(new SilencePost(client).post(silence.json())) + "\n");
        }
    }

    /** The user of the machine unless named, also by {@code -a "$USER"} where there is no such variable. */
    private String author() {
        String given = line.text(AmtoolFlags.AUTHOR);
        return given.isEmpty() ? session.terminal().surroundings().userName() : given;
    }

    int expire() throws CommandFailure {
        List<String> ids = ids();
        try (ApiClient client = session.checkedClient()) {
            for (String id : ids) {
                client.call(Operation.DELETE_SILENCE, id).check();
            }
            return 0;
        }
    }

    int update() throws CommandFailure {
        List<String> ids = ids();
        String duration = line.text(AmtoolFlags.NEW_DURATION);
        SilenceUpdate update = new SilenceUpdate(
                new SilencePeriod.Words(
                        line.text(AmtoolFlags.SILENCE_START),
                        line.text(AmtoolFlags.SILENCE_END),
                        duration.isEmpty() ? null : duration),
                line.text(AmtoolFlags.COMMENT));
        List<JsonValue> updated = new ArrayList<>();
        try (ApiClient client = session.checkedClient()) {
            for (String id : ids) {
                JsonValue silence =
                        update.apply(client.call(Operation.GET_SILENCE, id).json());
                String newId = new SilencePost(client).post(silence);
                updated.add(silence.with("id", new JsonValue.Text(newId)));
            }
        } catch (CommandFailure e) {
            // Deviation D-032: the ids of those that have changed are not lost; the original prints none of them.
            if (!updated.isEmpty()) {
                print(updated);
            }
            throw e;
        }
        return print(updated);
    }

    private List<String> ids() throws CommandFailure {
        if (line.arguments().isEmpty()) {
            throw new CommandFailure("no silence IDs specified", "\"amtool silence query\" shows them.");
        }
        return line.arguments();
    }

    int importAll() throws CommandFailure {
        long workers = line.value(AmtoolFlags.WORKERS);
        if (workers < 1) {
            // Deviation D-031: the original then posts nothing and says nothing.
            throw new CommandFailure("--worker: " + workers + " (expected: at least 1)");
        }
        String file = line.arguments().isEmpty()
                ? ""
                : InputFile.check(line.arguments().get(0));
        try (InputStream text = file.isEmpty() ? session.terminal().in() : Files.newInputStream(Path.of(file));
                ApiClient client = session.checkedClient()) {
            new SilenceImport(new SilencePost(client), line.value(AmtoolFlags.FORCE), workers, session.terminal())
                    .run(text);
            return 0;
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private int print(List<JsonValue> silences) throws CommandFailure {
        if (line.value(AmtoolFlags.QUIET)) {
            silences.forEach(
                    silence -> session.print(Shown.plain(silence.get("id").string()) + "\n"));
            return 0;
        }
        return session.print(SilenceTable.render(silences, session.output(), session.dates()));
    }
}
