package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void version_goesToStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(UTF_8))
                .startsWith("alertmanager, version 0.34.0 (branch: tocsin, revision: ")
                .contains("\n  build user: ", "\n  go version: ", "\n  platform: ", "\n  tocsin version:   0.");
        assertThat(err.size()).isZero();
    }

    @Test
    void help_inEveryForm_goesToStandardOutput() {
        assertThat(run("--help")).isZero();
        assertThat(run("-h")).isZero();
        assertThat(run("--help-long")).isZero();
        assertThat(run("--help-man")).isZero();
        assertThat(out.toString(UTF_8)).contains("usage: alertmanager [<flags>]", ".TH alertmanager 1");
    }

    @Test
    void unknownFlag_isOneLineOnStandardError() {
        assertThat(run("--nope")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo("alertmanager: error: unknown long flag '--nope', try --help\n");
        assertThat(out.size()).isZero();
    }

    private int run(String... words) {
        return Main.run(List.of(words), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
