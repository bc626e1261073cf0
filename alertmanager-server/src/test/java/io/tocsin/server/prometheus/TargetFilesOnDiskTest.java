package io.tocsin.server.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.config.PathGlob;
import io.tocsin.evaluator.config.FileDiscoveryConfig;
import io.tocsin.evaluator.discovery.FileDiscovery;
import io.tocsin.evaluator.discovery.TargetGroup;
import io.tocsin.server.configuration.DiskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetFilesOnDiskTest {
    private static final FileTime SAME_TIME = FileTime.fromMillis(1_800_000_000_000L);

    @TempDir
    private Path folder;

    private final TargetFilesOnDisk files = new TargetFilesOnDisk(new DiskFiles());

    private String write(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, SAME_TIME);
        return file.toString();
    }

    @Test
    void stateOf_replacedByOneOfTheSameSizeAndTime_isAnother() throws IOException {
        String path = write("a.yml", "[]");
        String before = files.stateOf(path);
        assertThat(files.stateOf(path)).isEqualTo(before);

        Files.move(Path.of(write("b.yml", "{}")), Path.of(path), StandardCopyOption.REPLACE_EXISTING);

        assertThat(files.stateOf(path)).isNotEqualTo(before);
        assertThat(files.read(path)).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void stateOf_longer_isAnother() throws IOException {
        String path = write("a.yml", "[]");
        String before = files.stateOf(path);

        write("a.yml", "[ ]");

        assertThat(files.stateOf(path)).isNotEqualTo(before);
    }

    @Test
    void stateOf_gone_fails() {
        assertThatThrownBy(() -> files.stateOf(folder.resolve("none.yml").toString()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void glob_pattern_findsWhatMatches() throws IOException {
        String path = write("a.yml", "[]");
        write("b.json", "[]");

        assertThat(files.glob(PathGlob.parse(folder + "/*.yml").orElseThrow())).containsExactly(path);
    }

    /** Only what has changed is read between two refreshes. */
    @Test
    void discovery_filesComeChangeAndGo_hasTheirTargets() throws IOException {
        FileDiscovery discovery =
                new FileDiscovery(new FileDiscoveryConfig(List.of(folder + "/*.yml"), Duration.ofHours(1)), files);
        assertThat(discovery.poll(0)).isFalse();

        write("a.yml", "[{targets: ['h:1']}]");
        assertThat(discovery.poll(1)).isTrue();
        assertThat(targets(discovery)).containsExactly("h:1");

        write("a.yml", "[{targets: ['h:22']}]");
        write("b.yml", "[{targets: ['i:1']}]");
        assertThat(discovery.poll(2)).isTrue();
        assertThat(targets(discovery)).containsExactly("h:22", "i:1");
        assertThat(discovery.poll(3)).isFalse();

        write("a.yml", "[{targets: no list}]");
        assertThat(discovery.poll(4)).isFalse();
        assertThat(discovery.problems()).hasSize(1);

        Files.delete(folder.resolve("a.yml"));
        assertThat(discovery.poll(5)).isTrue();
        assertThat(targets(discovery)).containsExactly("i:1");
        assertThat(discovery.problems()).isEmpty();
    }

    private static List<String> targets(FileDiscovery discovery) {
        return discovery.groups().stream()
                .map(TargetGroup::addresses)
                .flatMap(List::stream)
                .toList();
    }
}
