package io.tocsin.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EngineEvent.SilenceImported;
import io.tocsin.core.silence.Silence;
import io.tocsin.server.Server.StartException;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.metrics.ServerMetrics;
import io.tocsin.server.snapshot.ImportedSilences;
import io.tocsin.server.snapshot.SnapshotException;
import io.tocsin.server.snapshot.SnapshotImport;
import io.tocsin.server.storage.DiskFailure;
import io.tocsin.server.storage.Storage;
import io.tocsin.server.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a start does with {@code --storage.path}, from the directory to the state that is back in memory. */
final class ServerStorage {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStorage.class);

    private ServerStorage() {}

    /** A directory that cannot be made is an error, as in the original; one that cannot be written to is none. */
    static void prepare(Optional<Path> path) throws StartException {
        if (path.isEmpty()) {
            // Also when a variable was empty that should have named a directory.
            LOG.atWarn()
                    .addKeyValue("component", "storage")
                    .log(
                            "--storage.path is empty: silences, alerts and the notification log are lost when this process ends");
            return;
        }
        try {
            // Asked first: createDirectories does not follow links of that name.
            if (!Files.isDirectory(path.get())) {
                Files.createDirectories(path.get());
            }
        } catch (IOException e) {
            throw new StartException(
                    "--storage.path: cannot create directory " + path.get() + ": " + DiskFailure.reason(e));
        }
    }

    /**
     * What a start has of its storage.
     *
     * @param imported what the history is to be told of silences that an Alertmanager has left
     */
    record Opened(Storage storage, List<SilenceImported> imported) {
        Opened {
            requireNonNull(storage, "storage");
            imported = List.copyOf(imported);
        }
    }

    /**
     * Opens the store and takes up what an Alertmanager has left in the directory.
     *
     * @throws StartException what is there cannot be relied on
     */
    static Opened open(ServerOptions.Data data, InstantSource clock, ServerMetrics metrics) throws StartException {
        Optional<Path> folder = data.path();
        Storage storage;
        try {
            if (folder.isPresent() && data.recovers()) {
                Storage.recover(folder.get(), clock);
            }
            storage = Storage.open(folder, clock, metrics.store());
        } catch (StoreException e) {
            throw new StartException("storage: " + e.getMessage());
        }
        return new Opened(
                storage,
                folder.isPresent() ? takeInSnapshots(storage, folder.get(), clock.instant(), metrics) : List.of());
    }

    /** What an Alertmanager has left in the directory since, or ever. */
    private static List<SilenceImported> takeInSnapshots(
            Storage storage, Path folder, Instant now, ServerMetrics metrics) throws StartException {
        List<Silence> news = new ArrayList<>();
        try {
            SnapshotImport snapshots = SnapshotImport.of(folder, storage::note, now);
            if (!snapshots.notes().isEmpty()) {
                storage.takeIn(
                        kept -> {
                            SnapshotImport.Merged merged = snapshots.with(kept);
                            merged.counts().forEach(counts -> count(counts, metrics));
                            news.addAll(merged.news());
                            return merged.state();
                        },
                        snapshots.notes());
            }
        } catch (SnapshotException e) {
            storage.close();
            throw new StartException(String.valueOf(e.getMessage()));
        }
        return new ImportedSilences(folder).toTell(news, now);
    }

    private static void count(SnapshotImport.Counts counts, ServerMetrics metrics) {
        metrics.snapshots().read(counts.snapshot(), "imported", counts.imported());
        metrics.snapshots().read(counts.snapshot(), "expired", counts.expired());
        metrics.snapshots().read(counts.snapshot(), "known", counts.known());
        metrics.snapshots().read(counts.snapshot(), "unusable", counts.unusable());
        metrics.silences().uncompiledInSnapshot(counts.unusable());
    }

    /** Silences and inhibition are in force before anything can be posted or asked. */
    static void awaitRestored(Engine engine, Storage storage) throws StartException {
        try {
            engine.started().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new StartException("--storage.path: what is stored there cannot be taken up (" + e.getCause()
                    + "); please report that. Moved aside, tocsin.db does not prevent the start, and is not lost");
        }
        storage.memoryIsComplete();
    }
}
