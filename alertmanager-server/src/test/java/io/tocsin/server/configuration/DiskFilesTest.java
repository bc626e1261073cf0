package io.tocsin.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.config.PathGlob;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As Go's filepath.Glob has it. */
final class DiskFilesTest {
    @TempDir
    private Path folder;

    private final DiskFiles files = new DiskFiles();

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : List.of("b.tmpl", "a.tmpl", ".c.tmpl", "a[1].tmpl", "x/a.tmpl", "x/y/a.tmpl", "z/b.tmpl")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }
        Files.createSymbolicLink(folder.resolve("z/nowhere"), folder.resolve("missing"));
    }

    private List<String> glob(String pattern) {
        return files.glob(PathGlob.parse(folder + "/" + pattern).orElseThrow()).stream()
                .map(path -> path.substring(folder.toString().length() + 1))
                .toList();
    }

    @Test
    void glob_pattern_findsNamesInByteOrder_thoseWithADotIncluded() {
        assertThat(glob("*.tmpl")).containsExactly(".c.tmpl", "a.tmpl", "a[1].tmpl", "b.tmpl");
        assertThat(glob("[^.]?tmpl")).containsExactly("a.tmpl", "b.tmpl");
        assertThat(glob("a\\[1].tmpl")).containsExactly("a[1].tmpl");
    }

    @Test
    void glob_patternsOfFolders_goFolderByFolder() {
        assertThat(glob("*/*.tmpl")).containsExactly("x/a.tmpl", "z/b.tmpl");
        assertThat(glob("?/*/a.tmpl")).containsExactly("x/y/a.tmpl");
        assertThat(glob("*/a.tmpl")).containsExactly("x/a.tmpl");
        assertThat(glob("a.tmpl/*")).isEmpty();
        assertThat(glob("missing/*")).isEmpty();
    }

    @Test
    void read_fileOfAnySize_holdsLittleOfIt() throws IOException {
        Path endless = folder.resolve("endless");
        try (var file = new RandomAccessFile(endless.toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThatThrownBy(() -> files.read(endless.toString()))
                .isInstanceOf(IOException.class)
                .hasMessage("read " + endless + ": it has more than 33554432 bytes");
    }

    @Test
    void read_pathThatNoFileHas_fails() {
        assertThat(files.isPipe("x\0")).isFalse();
        assertThatThrownBy(() -> files.read("x\0"))
                .isInstanceOf(IOException.class)
                .hasMessage("open x\\x00: invalid argument");
    }

    @Test
    void glob_withoutPattern_isThePathIfItIsThere() {
        assertThat(glob("x")).containsExactly("x");
        assertThat(glob("z/nowhere")).containsExactly("z/nowhere");
        assertThat(glob("missing")).isEmpty();
        assertThat(glob("x\0")).isEmpty();
        assertThat(files.glob(PathGlob.parse("").orElseThrow())).isEmpty();
    }

    @Test
    void glob_relative_startsAtTheWorkingDirectory() {
        assertThat(files.glob(PathGlob.parse("pom.xm?").orElseThrow())).containsExactly("pom.xml");
    }

    @Test
    void read_missingOrNoFile_saysSoAsTheOriginalDoes() {
        String missing = folder.resolve("missing").toString();
        assertThatThrownBy(() -> files.read(missing))
                .isInstanceOf(IOException.class)
                .hasMessage("open " + missing + ": no such file or directory");
        assertThatThrownBy(() -> files.read(folder.toString()))
                .isInstanceOf(IOException.class)
                .hasMessage("read " + folder + ": is a directory");
    }
}
