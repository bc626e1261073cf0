package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.engine.Versions;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.record.NotificationRecord;
import io.tocsin.core.record.SilenceRecord;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import io.tocsin.server.snapshot.SnapshotImport;
import io.tocsin.server.storage.FakeMemory;
import io.tocsin.server.storage.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StateExportCommandTest {
    private static final String SILENCES = "GET /api/tocsin/v1/state/silences";
    private static final String NOTIFICATIONS = "GET /api/tocsin/v1/state/nflog";
    private static final Instant NOW = AmtoolRun.NOW;

    private final FakeServer server = new FakeServer();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private static Silence silence(String comment) {
        return new Silence(
                "3fb4a0c2-6ab5-4a7b-8d0a-1d6ce5f1e0aa",
                List.of(new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, "a", "b")))),
                NOW,
                NOW.plusSeconds(60),
                NOW,
                "ann",
                comment,
                Labels.EMPTY,
                NOW.plusSeconds(120));
    }

    private static NotificationEntry notification() {
        return new NotificationEntry(
                new NotificationKey("{}:{}", "team", "webhook", 0),
                NOW,
                AlertHashes.of(1),
                AlertHashes.NONE,
                Map.of(),
                NOW.plusSeconds(120));
    }

    private void serve(Silence silence) {
        server.answering(SILENCES, 200, "[\"" + base64(SilenceRecord.encode(silence)) + "\"]");
        server.answering(NOTIFICATIONS, 200, "[\"" + base64(NotificationRecord.encode(notification())) + "\"]");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private StoredState exported() throws Exception {
        return SnapshotImport.of(folder.resolve("out"), name -> Optional.empty(), NOW)
                .with(StoredState.EMPTY)
                .state();
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private static void keep(Path storage, Silence silence) throws Exception {
        try (Storage kept = Storage.open(Optional.of(storage), () -> NOW)) {
            kept.state().restore(new FakeMemory());
            kept.state().silenceStored(Versions.of(silence));
            kept.state().notificationRecorded(Versions.of(notification()));
            kept.state().committed().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void export_serverRuns_writesWhatItSays() throws Exception {
        serve(silence("works"));
        assertThat(server.run("state", "export", out()))
                .isEqualTo(new AmtoolRun(0, out() + "/silences: 1 silence\n" + out() + "/nflog: 1 notification\n", ""));
        assertThat(exported().silences()).extracting(Stamped::value).containsExactly(silence("works"));
        assertThat(exported().notifications()).extracting(Stamped::value).containsExactly(notification());
        assertThat(server.requests()).containsExactly(SILENCES, NOTIFICATIONS);
    }

    @Test
    void export_serverStopped_writesWhatItKept() throws Exception {
        keep(folder, silence("works"));
        AmtoolRun run = server.run("state", "export", "--storage.path=" + folder, out());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(exported().silences()).extracting(Stamped::value).containsExactly(silence("works"));
        assertThat(exported().notifications()).extracting(Stamped::value).containsExactly(notification());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void export_serverHasTheStore_saysHowToAskIt() throws Exception {
        try (Storage storage = Storage.open(Optional.of(folder), () -> NOW)) {
            storage.state().restore(new FakeMemory());
            AmtoolRun run = server.run("state", "export", "--storage.path=" + folder, out());
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("amtool: error: " + folder.resolve("tocsin.db") + ": another process uses it")
                    .contains(
                            "hint: if a server runs on it, stop it first, or ask it: amtool state export --alertmanager.url=");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        %1$s               | %1$s/tocsin.db: there is no such file                             | no Tocsin has kept its state there
        %1$s/original      | %1$s/original/tocsin.db: there is no such file; there are files of Alertmanager, silences and nflog | Alertmanager starts from these as they are
        %1$s/elsewhere     | --storage.path: %1$s/elsewhere: there is no such directory        | name the --storage.path of the server; where
        %1$s/original/nflog| --storage.path: %1$s/original/nflog is no directory               | name the --storage.path of the server; where
        ''                 | --storage.path: no directory named                                | a server without one has its state in memory
        """)
    void export_noStore_saysWhatIsMissingAndWhatToDo(String storage, String error, String hint) throws Exception {
        Path original = Files.createDirectory(folder.resolve("original"));
        Files.createFile(original.resolve("silences"));
        Files.createFile(original.resolve("nflog"));

        AmtoolRun run = server.run("state", "export", "--storage.path=" + storage.formatted(folder), out());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("amtool: error: " + error.formatted(folder) + "\n    hint: " + hint.formatted(folder));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void export_nobodyThere_saysHowToReadADirectory() {
        server.close();
        assertThat(server.run("state", "export", out()).err())
                .contains("connection refused\n    hint: if the server is stopped, name its directory: ");
    }

    @Test
    void export_targetIsAFile_saysSo() throws Exception {
        serve(silence("works"));
        Files.createFile(folder.resolve("out"));
        assertThat(server.run("state", "export", out()).err())
                .startsWith("amtool: error: cannot write to " + out() + ": there is something else of that name");
    }

    @Test
    void export_otherFilesThere_needsForce() throws Exception {
        // given
        serve(silence("before"));
        server.run("state", "export", out());
        serve(silence("after"));
        // then
        AmtoolRun refused = server.run("state", "export", out());
        assertThat(refused)
                .isEqualTo(new AmtoolRun(
                        1,
                        "",
                        "amtool: error: " + out()
                                + "/silences is there and holds something else; --force replaces it\n\n"));
        assertThat(exported().silences()).extracting(Stamped::value).containsExactly(silence("before"));
        assertThat(server.run("state", "export", "--force", out()).status()).isZero();
        assertThat(exported().silences()).extracting(Stamped::value).containsExactly(silence("after"));
    }

    @Test
    void export_tooLargeForTheOriginal_saysWhatIsMissing() throws Exception {
        serve(silence("x".repeat(5 << 20)));
        AmtoolRun run = server.run("state", "export", out());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith(out() + "/silences: 0 silences\n");
        assertThat(run.err())
                .startsWith("Warning: left out: silence 3fb4a0c2-6ab5-4a7b-8d0a-1d6ce5f1e0aa of \"ann\": ");
        assertThat(exported().silences()).isEmpty();
    }

    @Test
    void export_serverThatKnowsNoState_isAnError() {
        server.answering(SILENCES, 404, "404 page not found\n");
        AmtoolRun run = server.run("state", "export", out());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "the server answered 404; is --alertmanager.url a Tocsin server?\n    hint: Alertmanager itself");
        server.answering(SILENCES, 200, "{}");
        assertThat(server.run("state", "export", out()).err())
                .isEqualTo("amtool: error: the answer is no state; is --alertmanager.url a Tocsin server?\n\n");
        server.answering(SILENCES, 200, "[\"CgIK\"]");
        assertThat(server.run("state", "export", out()).err())
                .startsWith("amtool: error: record 0 of the answer: at byte 0: field 1: is 2 bytes long");
        assertThat(Files.exists(folder.resolve("out"))).isFalse();
    }

    @Test
    void export_noDirectoryNamed_isAnError() {
        assertThat(server.run("state", "export").err())
                .startsWith("amtool: error: no directory named\n    hint: name where the files \"silences\"");
    }
}
