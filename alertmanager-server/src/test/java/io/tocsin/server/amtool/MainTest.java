package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** Nothing is chosen without being named: the default command of silence takes arguments. */
    @Test
    void help_ofACommandThatThereIsNot_isAnError() {
        for (String above : List.of("silence", "alert", "config routes")) {
            List<String> line = new ArrayList<>(List.of("help"));
            line.addAll(List.of(above.split(" ")));
            line.add("foo");
            AmtoolRun run = AmtoolRun.of(line.toArray(String[]::new));
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).startsWith("amtool: error: expected command but got \"foo\"\n");
        }
    }

    @Test
    void help_ofACommand_equalsItsHelpFlag() {
        assertThat(AmtoolRun.of("help", "alert", "add")).isEqualTo(AmtoolRun.of("alert", "add", "--help"));
        assertThat(AmtoolRun.of("help").out()).contains("  webhook  ");
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
        AmtoolRun run = AmtoolRun.of(line.split(" "));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("amtool: error: " + message + "\n").endsWith("\n\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "silnce | did you mean \"amtool silence\"?",
                "config route | did you mean \"amtool config routes\"?",
                "query x=y | did you mean \"amtool alert query\" or \"amtool silence query\"?",
                "expire -q | did you mean \"amtool silence expire\"?",
                "test a=b | did you mean \"amtool config routes test\" or \"amtool receiver test\" or \"amtool rules test\"?",
                "cluster bogus | \"amtool cluster show\" takes no arguments.",
                "frobnicate | commands are help, alert, silence, check-config, cluster, config, template, explain, history, receiver, rules, state, webhook;"
                        + " \"amtool --help\" says what they do.",
                "template | commands are render.",
                "silence add --comments x | did you mean \"--comment\"?",
                "silence add --frobnicate | \"amtool silence add --help\" lists the flags.",
                "silence add -z | \"amtool silence add --help\" lists the flags."
            })
    void typo_hasAHint(String line, String hint) {
        AmtoolRun run = AmtoolRun.of(line.split(" "));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).endsWith("\n    hint: " + hint + "\n\n");
    }

    @Test
    void typoThatReadsAsAMatcher_isWarnedOf() {
        try (FakeServer server = new FakeServer()) {
            AmtoolRun run = server.run("silence", "expier");
            assertThat(run.status()).isZero();
            assertThat(run.err())
                    .isEqualTo("Warning: \"expier\" is taken for an argument of \"amtool silence query\";"
                            + " did you mean \"amtool silence expire\"?\n");
            assertThat(server.run("silence", "query", "expier").err()).isEmpty();
            assertThat(server.run("silence", "SomeAlert").err()).isEmpty();
        }
    }

    @Test
    void help_listsEveryCommandWithWhatItDoes_andFitsATerminal() {
        String help = AmtoolRun.of("--help").out();
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
        assertThat(help).contains("    expire [<silence-ids>...]     End silences now.\n");
        assertThat(AmtoolRun.of("silence", "--help").out())
                .contains("Commands:\n  add [<matcher-groups>...]       Add a silence, and print its id.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:19393 | \"127.0.0.1:19393\" is not a URL: Illegal character in scheme name"
                        + " | did you mean \"http://127.0.0.1:19393\"?",
                "localhost:9093/am | unsupported protocol scheme \"localhost\""
                        + " | did you mean \"http://localhost:9093/am\"?",
                "alerts | no scheme in \"alerts\" | did you mean \"http://alerts\"?",
                "u:p@alerts:9093 | unsupported protocol scheme \"u\" | did you mean \"http://alerts:9093\"?",
                "ftp://x | unsupported protocol scheme \"ftp\" |",
                "/alerts | no scheme in \"/alerts\" |",
                "http:///x | no host in \"http:///x\" |",
                "http:x:9093 | no host in \"http:x:9093\" |",
                "http://x:99999 | address 99999: invalid port |"
            })
    void badUrl_saysWhatIsExpected(String url, String message, @Nullable String hint) {
        AmtoolRun run = AmtoolRun.of("--alertmanager.url=" + url, "alert");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "amtool: error: --alertmanager.url: " + message + "; expected one such as http://localhost:9093"
                                + (hint == null ? "" : "\n    hint: " + hint) + "\n\n");
    }

    @Test
    void url_withoutScheme_isOneOfHttp() {
        try (FakeServer server = new FakeServer()) {
            String url = server.url().replace("http:", "");
            AmtoolRun run = AmtoolRun.of("--alertmanager.url=" + url, "--no-version-check", "silence");
            assertThat(run.status()).as(run.err()).isZero();
        }
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

    @ParameterizedTest
    @CsvSource({"false, 0", "F, 0", "0, 0", "true, 1", "1, 1"})
    void defaultsFile_switch_isReadAsGoReadsBooleans(String value, int status, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("config.yml"), "require-comment: " + value + "\n");
        try (FakeServer server = new FakeServer().answering("POST /", 200, "{\"silenceID\":\"x\"}")) {
            String url = "--alertmanager.url=" + server.url();
            assertThat(AmtoolRun.with(List.of(file), url, "silence", "add", "a=b")
                            .status())
                    .isEqualTo(status);
            assertThat(AmtoolRun.with(List.of(file), url, "silence", "add", "a=b", "--no-require-comment")
                            .status())
                    .isZero();
        }
    }

    @Test
    void defaultsFile_switchThatIsNone_isRefusedInTheOriginalsWords(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yml"), "require-comment: no\n");
        assertThat(AmtoolRun.with(List.of(file), "silence", "add", "a=b").err())
                .startsWith("amtool: error: strconv.ParseBool: parsing \"no\": invalid syntax\n");
    }

    @Test
    void defaultsFile_legacyKey_holdsWhereTheOtherIsNot(@TempDir Path folder) throws IOException {
        Path old = Files.writeString(folder.resolve("old.yml"), "comment_required: false\n");
        Path both = Files.writeString(folder.resolve("both.yml"), "comment_required: false\nrequire-comment: true\n");
        try (FakeServer server = new FakeServer().answering("POST /", 200, "{\"silenceID\":\"x\"}")) {
            String url = "--alertmanager.url=" + server.url();
            assertThat(AmtoolRun.with(List.of(old), url, "silence", "add", "a=b")
                            .status())
                    .isZero();
            assertThat(AmtoolRun.with(List.of(both), url, "silence", "add", "a=b")
                            .err())
                    .contains("comment required by config");
        }
    }

    @Test
    void defaultsFile_noMapping_isRefusedWithItsPlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yml"), "[a]\n");
        assertThat(AmtoolRun.with(List.of(file), "alert").err())
                .startsWith("amtool: error: could not load config file: " + file + ":1:1: ");
    }
}
