package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
    @Test
    void version_firstLine_isTheOriginalsForm() {
        AmtoolRun run = AmtoolRun.of("--version");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("amtool, version 0.34.0 (branch: tocsin, revision: ");
    }

    @Test
    void noCommand_showsHelp() {
        assertThat(AmtoolRun.of()).isEqualTo(AmtoolRun.of("--help"));
        assertThat(AmtoolRun.of().out()).startsWith("usage: amtool [<flags>] <command> [<args> ...]\n");
    }

    @Test
    void help_ofACommand_equalsItsHelpFlag() {
        assertThat(AmtoolRun.of("help", "alert", "add")).isEqualTo(AmtoolRun.of("alert", "add", "--help"));
        assertThat(AmtoolRun.of("help").out())
                .contains("webhook\n", "Not supported yet, and answered with an error: template");
    }

    @ParameterizedTest
    @CsvSource({"template render --template.text=x, template render"})
    void commandNotSupportedYet_saysSo(String line, String command) {
        assertThat(AmtoolRun.of(line.split(" ")))
                .isEqualTo(new AmtoolRun(
                        1, "", "amtool: error: " + command + " is not supported yet by this version of Tocsin\n\n"));
    }

    /** Messages were recorded from amtool 0.33.1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bogus; expected command but got \"bogus\"",
                "config bogus; unexpected bogus",
                "alert add --start; expected argument for flag '--start'",
                "--bogus; unknown long flag '--bogus'",
                "-o bogus alert; enum value must be one of simple,extended,json, got 'bogus'",
                "--timeout=bogus alert; time: invalid duration \"bogus\"",
                "--enable-feature=bogus alert;"
                        + " error parsing the feature flag list: unknown option 'bogus' for --enable-feature",
                "alert add foo bar; bad matcher format: bar"
            })
    void badLine_isRefusedInTheOriginalsWords(String line, String message) {
        assertThat(AmtoolRun.of(line.split(" "))).isEqualTo(new AmtoolRun(1, "", "amtool: error: " + message + "\n\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:19393, is not a URL",
        "localhost:9093, unsupported protocol scheme \"localhost\"; expected one such as http://localhost:9093",
        "ftp://x, unsupported protocol scheme \"ftp\"",
        "http:///x, no host"
    })
    void badUrl_saysWhatIsExpected(String url, String message) {
        AmtoolRun run = AmtoolRun.of("--alertmanager.url=" + url, "alert");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("amtool: error: --alertmanager.url: ").contains(message);
    }

    @Test
    void defaultsFile_givesFlagsThatTheLineDoesNot(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.yml"), "output: bogus\ncomment_required: true\nelse: ignored\n");
        List<Path> files = List.of(folder.resolve("missing.yml"), file);

        assertThat(AmtoolRun.with(files, "alert").err()).contains("got 'bogus'");
        assertThat(AmtoolRun.with(files, "-o", "json", "--alertmanager.url=ftp://x", "alert")
                        .err())
                .contains("unsupported protocol scheme");
    }

    @Test
    void defaultsFile_noMapping_isRefusedWithItsPlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yml"), "[a]\n");
        assertThat(AmtoolRun.with(List.of(file), "alert").err())
                .startsWith("amtool: error: could not load config file: " + file + ":1:1: ");
    }
}
