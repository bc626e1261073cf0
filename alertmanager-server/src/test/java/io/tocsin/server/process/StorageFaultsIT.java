package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says and does where its storage directory, or what is in it, is not what it should be. */
@Tag("waits")
final class StorageFaultsIT {
    private static final String CONFIG = """
            route: {receiver: team, group_by: [alertname], group_wait: 0s}
            receivers: [{name: team, webhook_configs: [{url: "%s"}]}]
            """;
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(30);
    /** The store tries again with pauses that grow. */
    private static final Duration MENDED_WITHIN = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path data;
    private Path store;
    private Path program = Programs.tocsin();

    @BeforeEach
    void name() {
        data = folder.resolve("data");
        store = data.resolve("tocsin.db");
    }

    // --- the directory ---

    @Test
    void start_pathIsAFile_isRefused() throws Exception {
        Files.writeString(data, "something else");

        assertRefused("--storage.path: cannot create directory " + data, "there is something else of that name");
        assertThat(data).hasContent("something else");
    }

    @Test
    void start_directoryCannotBeMade_isRefused() throws Exception {
        program = PlainUser.of(program, folder);
        Path closed = Files.createDirectory(folder.resolve("closed"));
        data = closed.resolve("data");
        permit(closed, "r-xr-xr-x");

        assertRefused("--storage.path: cannot create directory " + data, "permission denied");
    }

    @Test
    void start_noPath_runsInMemoryAndSaysSo() {
        try (var server = AlertmanagerProcess.start(program, folder, config(), List.of("--storage.path="))
                .awaitReady()) {
            assertThat(server.log()).contains("level=WARN", "--storage.path is empty");
            new StateProbe(server).silenced("x");
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void start_directoryMissing_isMade() {
        try (var server = start()) {
            new StateProbe(server).silenced("x");
            assertThat(store).isNotEmptyFile();
        }
    }

    @Test
    void start_directoryIsALink_isFollowed() throws Exception {
        Path target = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(data, target);

        try (var server = start()) {
            assertMended(server);
        }
        assertThat(target.resolve("tocsin.db")).isNotEmptyFile();
        assertKept();
    }

    @Test
    void start_directoryNotWritable_runsFromMemoryUntilItIs() throws Exception {
        // given
        program = PlainUser.of(program, folder);
        permit(Files.createDirectory(data), "r-xr-xr-x");
        // when
        try (var receiver = new WebhookReceiver();
                var server = start(receiver.url())) {
            // then
            assertRunsDegraded(server, receiver, data.toString());
            permit(data, "rwxr-xr-x");
            assertMended(server);
        }
        assertKept();
    }

    @Test
    void start_fileNotWritable_runsOnWhatItHoldsUntilItIs() throws Exception {
        // given
        program = PlainUser.of(program, folder);
        String kept = silencedBefore();
        permit(store, "r--r--r--");
        permit(data, "r-xr-xr-x");
        // when
        try (var receiver = new WebhookReceiver();
                var server = start(receiver.url())) {
            // then
            assertThat(new StateProbe(server).isSilenceActive(kept)).isTrue();
            assertRunsDegraded(server, receiver, store + ": it may not be written");
            permit(data, "rwxr-xr-x");
            permit(store, "rw-r--r--");
            assertMended(server);
        }
        assertKept();
    }

    @Test
    void start_fileNotReadable_isRefused() throws Exception {
        program = PlainUser.of(program, folder);
        silencedBefore();
        permit(store, "---------");

        assertRefused(store.toString(), "ermission denied");
    }

    // --- what happens while it runs ---

    @Test
    void running_secondProcessOnTheDirectory_isRefusedAndTheFirstGoesOn() throws Exception {
        try (var server = start()) {
            Path elsewhere = Files.createDirectory(folder.resolve("second"));
            try (var second =
                    AlertmanagerProcess.start(program, elsewhere, config(), List.of("--storage.path=" + data))) {
                assertThat(second.exitStatus(REFUSED_WITHIN)).isEqualTo(1);
                assertThat(second.log())
                        .contains("msg=\"alertmanager exited with error\"", store.toString(), "process");
            }
            StateProbe probe = new StateProbe(server);
            String id = probe.silenced("x");
            assertThat(probe.isDegraded()).isFalse();
            kill(server);
            try (var again = start()) {
                assertThat(new StateProbe(again).isSilenceActive(id)).isTrue();
            }
        }
    }

    @Test
    void running_writesFail_runsFromMemoryUntilTheyDoNot() throws Exception {
        FaultyWriter.assumePossible();
        try (var receiver = new WebhookReceiver();
                var server = start(receiver.url())) {
            new StateProbe(server).alert("before");
            FaultyWriter broken = FaultyWriter.broken(server, folder);
            try {
                assertRunsDegraded(server, receiver, "Input/output error");
            } finally {
                broken.close();
            }
            assertMended(server);
        }
        assertKept();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tocsin.db", ""})
    void running_deleted_isWrittenAnew(String what) throws Exception {
        try (var server = start()) {
            StateProbe probe = new StateProbe(server);
            String before = probe.silenced("before");
            probe.alert("degraded");
            // when
            deleteAll(data.resolve(what));
            // then
            await().atMost(MENDED_WITHIN).until(() -> Files.exists(store) && !probe.isDegraded());
            assertThat(server.log()).contains("level=WARN", store.toString());
            assertMended(server);
            try (var again = start()) {
                assertThat(new StateProbe(again).isSilenceActive(before)).isTrue();
            }
        }
        assertKept();
    }

    // --- what the file holds ---

    @Test
    void start_fileIsSomethingElse_isRefusedUntilToldToRecover() throws Exception {
        Files.createDirectory(data);
        Files.writeString(store, "something else\n".repeat(1_000));

        assertRefused(store.toString(), "--storage.recover");
        assertThat(store).content().startsWith("something else");
        try (var server = AlertmanagerProcess.start(program, folder, config(), List.of("--storage.recover"))
                .awaitReady()) {
            assertThat(server.log()).contains("level=WARN", "Damaged store put aside");
            assertMended(server);
        }
        assertThat(putAside())
                .hasSize(1)
                .allSatisfy(file -> assertThat(file).content().startsWith("something else"));
        assertKept();
    }

    @Test
    void start_fileOfANewerVersion_isRefusedAndNotTouched() throws Exception {
        // given
        silencedBefore();
        try (MVStore newer = MVStore.open(store.toString())) {
            newer.setStoreVersion(99);
        }
        byte[] before = Files.readAllBytes(store);
        List<String> names = names(data);
        // when
        assertRefused(store.toString(), "written by a newer version (format 99, expected 1)", "start that version");
        assertRefused(List.of("--storage.recover"), store.toString(), "written by a newer version");
        // then
        assertThat(store).hasBinaryContent(before);
        assertThat(names(data)).isEqualTo(names);
    }

    @Test
    void start_linkToAFileThatIsGone_isRefused() throws Exception {
        // given
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Files.createDirectory(data);
        Files.createSymbolicLink(store, volume.resolve("alerts.db"));
        String kept = silencedBefore();
        // when
        Path elsewhere = Files.move(volume.resolve("alerts.db"), folder.resolve("unmounted.db"));
        // then
        assertRefused(store.toString(), volume.resolve("alerts.db").toString(), "may not be mounted");
        Files.move(elsewhere, volume.resolve("alerts.db"));
        try (var server = start()) {
            assertThat(new StateProbe(server).isSilenceActive(kept)).isTrue();
            assertThat(server.log()).contains("Stored state read", "silences=1");
        }
        assertThat(store).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25, 50, 75, 99})
    void start_fileCutOff_isNeverTakenForComplete(int percent) throws Exception {
        // given
        List<String> kept = manyKept();
        cut(store, percent);
        // when
        try (var server = AlertmanagerProcess.start(program, folder, config(), List.of())) {
            // then
            if (server.isReadyInTheEnd()) {
                StateProbe probe = new StateProbe(server);
                assertThat(kept.stream()
                                .filter(id -> !probe.isSilenceActive(id))
                                .count())
                        .as("silences lost of " + kept.size())
                        .isZero();
            } else {
                assertThat(server.log()).contains(store.toString(), "--storage.recover");
            }
        }
    }

    // --- steps ---

    private AlertmanagerProcess start() {
        return start("http://127.0.0.1:1/");
    }

    private AlertmanagerProcess start(String url) {
        return AlertmanagerProcess.start(program, folder, CONFIG.formatted(url), List.of())
                .awaitReady();
    }

    private static String config() {
        return CONFIG.formatted("http://127.0.0.1:1/");
    }

    private void assertRefused(String... words) throws Exception {
        assertRefused(List.of("--storage.path=" + data), words);
    }

    private void assertRefused(List<String> flags, String... words) throws Exception {
        try (var server = AlertmanagerProcess.start(program, folder, config(), flags)) {
            assertThat(server.exitStatus(REFUSED_WITHIN)).isEqualTo(1);
            assertThat(server.log())
                    .contains("msg=\"alertmanager exited with error\"")
                    .contains(words);
        }
    }

    /** Alerts are taken and notified, silences refused. */
    private static void assertRunsDegraded(AlertmanagerProcess server, WebhookReceiver receiver, String word) {
        StateProbe probe = new StateProbe(server);
        probe.alert("degraded");
        await().atMost(Duration.ofSeconds(60)).until(probe::isDegraded);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> receiver.received().stream()
                        .anyMatch(each -> each.body().contains("\"degraded\"")));
        assertThat(server.log()).contains("level=WARN", word);
        assertThat(probe.silence("refused").status()).isEqualTo(503);
        assertThat(probe.isServing()).isTrue();
    }

    /** All is well again; the process is killed in the end. */
    private static void assertMended(AlertmanagerProcess server) throws Exception {
        StateProbe probe = new StateProbe(server);
        await().atMost(MENDED_WITHIN).until(() -> !probe.isDegraded());
        probe.silenced("mended");
        probe.alert("mended");
        kill(server);
    }

    /** What was posted while nothing could be stored is there after a restart, too. */
    private void assertKept() {
        try (var server = start()) {
            StateProbe probe = new StateProbe(server);
            assertThat(probe.knowsAlert("mended")).isTrue();
            assertThat(server.get("/api/v2/silences").text()).contains("\"mended\"");
            assertThat(probe.isDegraded()).isFalse();
        }
    }

    private String silencedBefore() throws Exception {
        try (var server = start()) {
            String id = new StateProbe(server).silenced("before");
            kill(server);
            return id;
        }
    }

    private List<String> manyKept() throws Exception {
        try (var server = start()) {
            StateProbe probe = new StateProbe(server);
            List<String> ids = Stream.iterate(0, i -> i < 200, i -> i + 1)
                    .map(i -> probe.silenced("n" + i))
                    .toList();
            kill(server);
            return ids;
        }
    }

    private static void kill(AlertmanagerProcess server) throws Exception {
        server.signal("KILL");
        server.exitStatus(Duration.ofSeconds(10));
    }

    private static void deleteAll(Path what) throws IOException {
        try (Stream<Path> files = Files.walk(what)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void cut(Path file, int percent) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() * percent / 100);
        }
    }

    /** Stores that were put aside. */
    private List<Path> putAside() throws IOException {
        return names(data).stream()
                .filter(name -> name.contains(".broken-"))
                .map(data::resolve)
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
