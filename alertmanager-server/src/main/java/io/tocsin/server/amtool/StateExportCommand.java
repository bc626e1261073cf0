package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.core.record.NotificationRecord;
import io.tocsin.core.record.SilenceRecord;
import io.tocsin.core.record.UnusableSilenceException;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import io.tocsin.server.snapshot.SnapshotException;
import io.tocsin.server.snapshot.SnapshotImport;
import io.tocsin.server.snapshot.SnapshotWriter;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code amtool state export}: writes what a server remembers into the files from which the original starts. */
final class StateExportCommand {
    private static final String NOT_TOCSIN = "the answer is no state; is --alertmanager.url a Tocsin server?";
    private static final String NOBODY =
            "if the server is stopped, name its directory: amtool state export --storage.path=DATA DIRECTORY; if it runs"
                    + " elsewhere, name it with --alertmanager.url.";

    private final Session session;

    StateExportCommand(Session session) {
        this.session = requireNonNull(session, "session");
    }

    /** Makes a value of a record. */
    @FunctionalInterface
    private interface Decoder<T> {
        T decode(byte[] record) throws MalformedRecordException, UnusableSilenceException;
    }

    /** @return 1 if something had to be left out */
    int export() throws CommandFailure {
        if (session.arguments().isEmpty()) {
            throw new CommandFailure(
                    "no directory named",
                    "name where the files \"silences\" and \"nflog\" go: amtool state export DIRECTORY.");
        }
        Path target = Path.of(session.arguments().get(0));
        boolean isStopped = session.line().isGiven(AmtoolFlags.STORAGE_PATH);
        return isStopped
                ? write(target, StoppedServer.state(session.line().text(AmtoolFlags.STORAGE_PATH)))
                : write(target, asked());
    }

    private StoredState asked() throws CommandFailure {
        try (ApiClient client = session.checkedClient()) {
            List<Stamped<Silence>> silences = records(client, Operation.GET_STATE_SILENCES, SilenceRecord::decode);
            List<Stamped<NotificationEntry>> notifications =
                    records(client, Operation.GET_STATE_NOTIFICATIONS, NotificationRecord::decode);
            return new StoredState(
                    List.of(), notifications, silences, StoredState.EMPTY.nextFlushes(), StoredState.EMPTY.aliveAt());
        } catch (CommandFailure e) {
            throw e.getCause() instanceof ConnectException
                    ? new CommandFailure(String.valueOf(e.getMessage()), NOBODY, e)
                    : e;
        }
    }

    private static <T> List<T> records(ApiClient client, Operation operation, Decoder<T> decoder)
            throws CommandFailure {
        if (!(client.get(operation, List.of()) instanceof JsonValue.Items items)) {
            throw new CommandFailure(NOT_TOCSIN);
        }
        List<T> records = new ArrayList<>();
        for (JsonValue item : items.values()) {
            try {
                records.add(decoder.decode(Base64.getDecoder().decode(item.string())));
            } catch (MalformedRecordException | UnusableSilenceException | IllegalArgumentException e) {
                throw new CommandFailure("record " + records.size() + " of the answer: " + e.getMessage(), e);
            }
        }
        return records;
    }

    private int write(Path target, StoredState state) throws CommandFailure {
        try {
            SnapshotWriter.Written written = new SnapshotWriter(target)
                    .write(
                            state.silences().stream().map(Stamped::value).toList(),
                            state.notifications().stream().map(Stamped::value).toList(),
                            session.line().value(AmtoolFlags.OVERWRITE));
            written.leftOut()
                    .forEach(each -> session.terminal().err().println(Shown.plain("Warning: left out: " + each)));
            int unused = session.print(line(target, SnapshotImport.SILENCES, written.silences(), "silence")
                    + line(target, SnapshotImport.NOTIFICATIONS, written.notifications(), "notification"));
            return written.leftOut().isEmpty() ? 0 : 1;
        } catch (SnapshotException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static String line(Path target, String file, int records, String one) {
        return target.resolve(file) + ": " + records + " " + one + (records == 1 ? "" : "s") + "\n";
    }
}
