package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SilenceImportTest {
    private static final String POST = "POST /api/v2/silences ";

    private FakeServer server;

    @BeforeEach
    void start() {
        server = new FakeServer()
                .answering(POST, 200, "{\"silenceID\":\"added\"}")
                .answering(POST + "{\"id\":\"known\"", 200, "{\"silenceID\":\"known\"}")
                .answering(POST + "{\"id\":\"unknown\"", 404, "\"silence not found\"")
                .answering(POST + "{\"comment\":\"bad\"", 400, "\"no\"");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private AmtoolRun run(String text, String... words) {
        return server.reading(text, words);
    }

    @Test
    void import_keepsKnownIds_addsUnknownOnes_andSendsNothingButASilence() {
        String text = "[{\"id\":\"known\",\"status\":{\"state\":\"active\"},\"updatedAt\":\"x\",\"comment\":\"c\"},"
                + "{\"id\":\"unknown\",\"comment\":\"d\",\"annotations\":{\"a\":\"b\"},\"extra\":[1]}]";
        assertThat(run(text, "silence", "import", "-w", "1")).isEqualTo(new AmtoolRun(0, "known\nadded\n", ""));
        assertThat(server.requests())
                .containsExactly(
                        POST + "{\"id\":\"known\",\"comment\":\"c\"}",
                        POST + "{\"id\":\"unknown\",\"annotations\":{\"a\":\"b\"},\"comment\":\"d\"}",
                        POST + "{\"annotations\":{\"a\":\"b\"},\"comment\":\"d\"}");
    }

    @Test
    void force_leavesIdsOut() {
        assertThat(run("[{\"id\":\"known\",\"comment\":\"c\"}]", "silence", "import", "--force")
                        .out())
                .isEqualTo("added\n");
        assertThat(server.requests()).containsExactly(POST + "{\"comment\":\"c\"}");
    }

    @Test
    void import_manyAtATime_printsIdsInTheOrderOfTheList() {
        String text = IntStream.range(0, 100)
                .peek(i ->
                        server.answering(POST + "{\"comment\":\"" + i + "\"}", 200, "{\"silenceID\":\"id" + i + "\"}"))
                .mapToObj(i -> "{\"comment\":\"" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        String ids = IntStream.range(0, 100).mapToObj(i -> "id" + i + "\n").collect(Collectors.joining());
        assertThat(run(text, "silence", "import")).isEqualTo(new AmtoolRun(0, ids, ""));
    }

    @Test
    void refusedSilence_isNamed_theOthersAreTaken() {
        AmtoolRun run = run("[{\"comment\":\"bad\"},{\"comment\":\"good\"}]", "silence", "import");
        assertThat(run).isEqualTo(new AmtoolRun(1, "added\n", """
            Error adding silence id='': [POST /silences][400] postSilencesBadRequest "no"
            amtool: error: couldn't import 1 out of 2 silences

            """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; EOF",
                "nope; line 1, column 1: Unrecognized token 'nope'",
                "{}; line 1, column 1: expected a list of silences",
                "5; line 1, column 1: expected a list of silences",
                "[5]; line 1, column 2: expected a silence",
                "[{\"comment\":\"c\"},; line 1, column 18: unexpected end of JSON input",
                "[{\"comment\":\"c\"} {}]; line 1, column 18: Unexpected character"
            })
    void textThatIsNoList_isRefusedWithItsPlace(String text, String message) {
        AmtoolRun run = run(text, "silence", "import");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("amtool: error: couldn't unmarshal input data, is it JSON?: " + message);
    }

    @Test
    void textThatBreaksOff_whatStoodBeforeIsTaken() {
        assertThat(run("[{\"comment\":\"c\"},", "silence", "import").out()).isEqualTo("added\n");
    }

    @Test
    void file_isReadInPlaceOfStandardInput(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("silences.json"), "[{\"comment\":\"c\"}]");
        assertThat(run("", "silence", "import", file.toString())).isEqualTo(new AmtoolRun(0, "added\n", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "import missing.json; path 'missing.json' does not exist",
                "import /; '/' is a directory",
                "import a b; unexpected b",
                "import -w x; `strconv.ParseFloat: parsing \"x\": invalid syntax\n    hint: --worker: How many silences"
                        + " to post at a time.`",
                "import -w 0; --worker: 0 (expected: at least 1)"
            })
    void badCommand_isRefused(String command, String message) {
        assertThat(run("[]", ("silence " + command).split(" ")))
                .isEqualTo(new AmtoolRun(1, "", "amtool: error: " + message + "\n\n"));
    }
}
