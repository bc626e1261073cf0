package io.tocsin.server.snapshot;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.EngineEvent.SilenceImported;
import io.tocsin.core.engine.Requester;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the history is told of silences that were imported: of so many that a large snapshot does not take the place of what
 * was done. Those that are in force or still to come go first, and of others those that were changed last.
 */
public final class ImportedSilences {
    /** Some third of a megabyte, a thirtieth of the history; two with the longest matchers and comments. */
    static final int TOLD_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ImportedSilences.class);

    private final Requester from;

    /** @param folder of the snapshot */
    public ImportedSilences(Path folder) {
        this.from = new Requester("snapshot:" + folder.resolve(SnapshotImport.SILENCES), "");
    }

    /** @return at most {@value #TOLD_MAX}, the one that was changed last at the end */
    public List<SilenceImported> toTell(List<Silence> imported, Instant now) {
        requireNonNull(now, "now");
        if (imported.size() > TOLD_MAX) {
            LOG.atInfo()
                    .addKeyValue("component", "history")
                    .addKeyValue("imported", imported.size())
                    .addKeyValue("told", TOLD_MAX)
                    .log("The history tells of some of the imported silences only");
        }
        Comparator<Silence> hasEnded = Comparator.comparing(silence -> silence.stateAt(now) == SilenceState.EXPIRED);
        Comparator<Silence> lastChange = Comparator.comparing(Silence::updatedAt);
        return imported.stream()
                .sorted(hasEnded.thenComparing(lastChange.reversed()))
                .limit(TOLD_MAX)
                .sorted(lastChange)
                .map(silence -> new SilenceImported(silence, from))
                .toList();
    }
}
