package io.tocsin.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotWriterTest {
    @TempDir
    private Path parent;

    private Path folder() {
        return parent.resolve("some/where");
    }

    private SnapshotWriter.Written write(List<Silence> silences, boolean isForced) throws SnapshotException {
        return new SnapshotWriter(folder()).write(silences, List.of(SnapshotValues.notification("a", 0)), isForced);
    }

    private List<Silence> readBack() throws SnapshotException {
        return SnapshotImport.of(folder(), name -> Optional.empty(), Instant.EPOCH)
                .with(StoredState.EMPTY)
                .state()
                .silences()
                .stream()
                .map(Stamped::value)
                .toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void write_noFolder_makesItAndLeavesNothingElseThere() throws Exception {
        assertThat(write(List.of(SnapshotValues.silence("a", 0)), false))
                .isEqualTo(new SnapshotWriter.Written(1, 1, List.of()));
        assertThat(files()).containsExactly("nflog", "silences");
    }

    @Test
    void write_sameFilesThere_isDoneWithoutForce() throws Exception {
        write(List.of(SnapshotValues.silence("b", 0), SnapshotValues.silence("a", 0)), false);
        write(List.of(SnapshotValues.silence("a", 0), SnapshotValues.silence("b", 0)), false);
        assertThat(files()).containsExactly("nflog", "silences");
    }

    @Test
    void write_otherFileThere_changesNothingUnlessForced() throws Exception {
        // given
        write(List.of(SnapshotValues.silence("a", 0)), false);
        // then
        assertThatThrownBy(() -> write(List.of(SnapshotValues.silence("b", 0)), false))
                .isInstanceOf(SnapshotException.class)
                .hasMessage(folder().resolve("silences") + " is there and holds something else; --force replaces it");
        assertThat(readBack()).containsExactly(SnapshotValues.silence("a", 0));
        assertThat(files()).containsExactly("nflog", "silences");
        // when
        write(List.of(SnapshotValues.silence("b", 0)), true);
        // then
        assertThat(readBack()).containsExactly(SnapshotValues.silence("b", 0));
    }

    @Test
    void write_placeThatIsNoFolder_saysSo() throws Exception {
        Files.writeString(parent.resolve("some"), "a file");
        assertThatThrownBy(() -> write(List.of(), false))
                .isInstanceOf(SnapshotException.class)
                .hasMessageStartingWith("cannot write to " + folder() + ": ");
    }

    @Test
    void silence_tooLargeForTheOriginal_isLeftOutAndNamed() throws Exception {
        // given
        Silence large = SnapshotValues.commented("large", "x".repeat(4 << 20));
        // when
        SnapshotWriter.Written written = write(List.of(large, SnapshotValues.silence("a", 0)), false);
        // then
        assertThat(written.silences()).isEqualTo(1);
        assertThat(written.leftOut())
                .singleElement()
                .asString()
                .startsWith("silence large of \"ann\": ")
                .endsWith(" bytes are more than the 4194304 that Alertmanager reads");
        assertThat(readBack()).containsExactly(SnapshotValues.silence("a", 0));
    }

    @Test
    void silence_textsThatAreNotUtf8_areMadeSo() throws Exception {
        write(List.of(SnapshotValues.commented("a", "byte \udcff")), false);
        assertThat(readBack()).extracting(Silence::comment).containsExactly("byte \ufffd");
    }

    @Test
    void silence_matcherThatIsNotUtf8_isLeftOutAndNamed() throws Exception {
        Silence silence = new Silence(
                "a",
                List.of(new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, "a", "\udcff")))),
                SnapshotValues.NOW,
                SnapshotValues.NOW,
                SnapshotValues.NOW,
                "ann",
                "",
                Labels.EMPTY,
                SnapshotValues.NOW);
        assertThat(write(List.of(silence), false).leftOut())
                .containsExactly("silence a of \"ann\": a matcher is not UTF-8");
    }

    @Test
    void silence_kept_untilAfterTheYear9999_isKeptUntilItsEnd() throws Exception {
        Silence silence =
                SnapshotValues.expiring(SnapshotValues.silence("a", 0), Instant.parse("+10000-01-04T00:00:00Z"));
        write(List.of(silence), false);
        assertThat(readBack())
                .extracting(Silence::expiresAt)
                .containsExactly(Instant.parse("9999-12-31T23:59:59.999999999Z"));
    }
}
