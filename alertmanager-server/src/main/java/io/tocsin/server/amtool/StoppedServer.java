package io.tocsin.server.amtool;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.server.snapshot.SnapshotImport;
import io.tocsin.server.storage.Storage;
import io.tocsin.server.storage.StoreException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server left in its directory when it was stopped; where there is nothing, says what to do instead. */
final class StoppedServer {
    private static final String ASK = "amtool state export --alertmanager.url=http://host:9093 DIRECTORY";

    private StoppedServer() {}

    /** @param named the value of {@code --storage.path} */
    static StoredState state(String named) throws CommandFailure {
        if (named.isEmpty()) {
            throw new CommandFailure(
                    "--storage.path: no directory named",
                    "a server without one has its state in memory alone: ask it while it runs, " + ASK + ".");
        }
        Path folder = Path.of(named);
        checkThere(folder);
        try {
            return Storage.read(folder);
        } catch (StoreException e) {
            boolean isMissing = e.getCause() instanceof NoSuchFileException;
            throw isMissing
                    ? nothingIn(folder, e)
                    : new CommandFailure(
                            String.valueOf(e.getMessage()),
                            "if a server runs on it, stop it first, or ask it: " + ASK + ".",
                            e);
        }
    }

    private static void checkThere(Path folder) throws CommandFailure {
        boolean isOther = Files.exists(folder) && !Files.isDirectory(folder);
        if (isOther || Files.notExists(folder)) {
            throw new CommandFailure(
                    "--storage.path: " + folder + (isOther ? " is no directory" : ": there is no such directory"),
                    "name the --storage.path of the server; where it was given none, that is the folder data below the"
                            + " one in which it was started.");
        }
    }

    private static CommandFailure nothingIn(Path folder, StoreException missing) {
        String message = String.valueOf(missing.getMessage());
        List<String> snapshots = Stream.of(SnapshotImport.SILENCES, SnapshotImport.NOTIFICATIONS)
                .filter(name -> Files.exists(folder.resolve(name)))
                .toList();
        return snapshots.isEmpty()
                ? new CommandFailure(
                        message,
                        "no Tocsin has kept its state there: name the --storage.path of the server, or ask one that runs"
                                + " (with --storage.path= it has memory alone): " + ASK + ".",
                        missing)
                : new CommandFailure(
                        message + "; there are files of Alertmanager, "
                                + snapshots.stream().collect(Collectors.joining(" and ")),
                        "Alertmanager starts from these as they are. If Tocsin ran since they were written, it kept its"
                                + " state elsewhere: name its --storage.path.",
                        missing);
    }
}
