package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFileTest {
    private final Path path;
    private final StateFile file;

    StateFileTest(@TempDir Path folder) {
        path = folder.resolve("rules.state");
        file = new StateFile(path);
    }

    @Test
    void read_whatWasWrittenLast() throws IOException {
        assertThat(file.read()).isEmpty();
        file.write(new byte[] {1, 2, 3});
        file.write(new byte[] {4});
        assertThat(new StateFile(path).read())
                .hasValueSatisfying(body -> assertThat(body).containsExactly(4));
        file.write(new byte[0]);
        assertThat(file.read()).hasValueSatisfying(body -> assertThat(body).isEmpty());
    }

    @Test
    void read_otherFileOrOneThatWasChanged_isRefused() throws IOException {
        file.write(new byte[] {1, 2, 3});
        byte[] all = Files.readAllBytes(path);
        all[all.length - 1] = 4;
        Files.write(path, all);
        assertThatThrownBy(file::read).hasMessage("its checksum does not fit");

        Files.writeString(path, "something else");
        assertThatThrownBy(file::read).hasMessageContaining("no such file, or one of another version");

        Path aside = file.putAside();
        assertThat(path).doesNotExist();
        assertThat(aside).exists();
    }
}
