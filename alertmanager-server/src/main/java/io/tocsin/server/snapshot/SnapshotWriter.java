package io.tocsin.server.snapshot;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import io.tocsin.server.storage.DiskFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes the snapshots that the original starts from. The same state makes the same bytes. Used once. */
public final class SnapshotWriter {
    private final Path folder;

    /**
     * What was written.
     *
     * @param silences records in {@code silences}
     * @param notifications records in {@code nflog}
     * @param leftOut what the original would refuse to start with, and why, one text for each record
     */
    public record Written(int silences, int notifications, List<String> leftOut) {
        public Written {
            leftOut = List.copyOf(leftOut);
        }
    }

    /** @param folder where the files go; made if it is not there */
    public SnapshotWriter(Path folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    /**
     * Writes both files; each is whole or not there.
     *
     * @param isForced whether files that hold something else are replaced
     * @throws SnapshotException if such a file is there, or something cannot be written; no file has changed then, unless
     *     moving the second one into its place is what failed
     */
    public Written write(Collection<Silence> silences, Collection<NotificationEntry> notifications, boolean isForced)
            throws SnapshotException {
        PortableRecords records = new PortableRecords();
        List<byte[]> silenceRecords = records.ofSilences(silences);
        List<byte[]> notificationRecords = records.ofNotifications(notifications);
        List<NewFile> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            files.add(NewFile.write(folder.resolve(SnapshotImport.SILENCES), silenceRecords));
            files.add(NewFile.write(folder.resolve(SnapshotImport.NOTIFICATIONS), notificationRecords));
            for (NewFile file : files) {
                if (!isForced && file.wouldReplaceOther()) {
                    throw new SnapshotException(
                            file.target() + " is there and holds something else; --force replaces it");
                }
            }
            for (NewFile file : files) {
                file.moveIntoPlace();
            }
            sync(folder);
        } catch (IOException e) {
            throw new SnapshotException("cannot write to " + folder + ": " + DiskFailure.reason(e), e);
        } finally {
            files.forEach(NewFile::discard);
        }
        return new Written(silenceRecords.size(), notificationRecords.size(), records.leftOut());
    }

    /** Makes the new names durable. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
