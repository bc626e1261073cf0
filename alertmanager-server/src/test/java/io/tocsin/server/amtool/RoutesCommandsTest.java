package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drawings and messages were recorded from amtool 0.33.1. */
final class RoutesCommandsTest {
    private static final String CONFIG = """
        route:
          receiver: r
          routes:
          - match_re: {a: "1|2", b: ".*"}
            continue: true
            routes:
            - match: {b: "2"}
              receiver: s
              routes:
              - matchers: [d!="1"]
                continue: true
              - matchers: ['e="new\\nline"', 'f="q\\"x"']
            - matchers: [d="1"]
              continue: true
            - matchers: [d=~"1|2"]
              receiver: s
          - matchers: [a="3"]
            routes:
            - receiver: s
              continue: true
            - receiver: r
          - matchers: ["né=x"]
        receivers: [{name: r}, {name: s}]
        """;
    private static final String DRAWN = """
        Routing tree:
        .
        └── default-route  receiver: r
            ├── {a=~"^(?:1|2)$",b=~"^(?:.*)$"}  continue: true  receiver: r
            │   ├── {b="2"}  receiver: s
            │   │   ├── {d!="1"}  continue: true  receiver: s
            │   │   └── {e="new\\nline",f="q\\"x"}  receiver: s
            │   ├── {d="1"}  continue: true  receiver: r
            │   └── {d=~"1|2"}  receiver: s
            ├── {a="3"}  receiver: r
            │   ├── default-route  continue: true  receiver: s
            │   └── default-route  receiver: r
            └── {né="x"}  receiver: r

        """;

    @TempDir
    private Path folder;

    private String file;

    @BeforeEach
    void write() throws IOException {
        file = "--config.file=" + Files.writeString(folder.resolve("alertmanager.yml"), CONFIG);
    }

    @Test
    void show_ofAFile_drawsTheTree() {
        assertThat(AmtoolRun.of("config", "routes", file)).isEqualTo(new AmtoolRun(0, DRAWN, ""));
        assertThat(AmtoolRun.of("config", "routes", "show", file, "-o", "json").out())
                .isEqualTo(DRAWN);
    }

    @Test
    void show_ofAServer_drawsItsConfiguration() {
        String status =
                new JsonValue.Fields(Map.of("config", JsonValue.Fields.ofTexts(Map.of("original", CONFIG)))).print();
        try (FakeServer server = new FakeServer().answering("GET /api/v2/status", 200, status)) {
            assertThat(server.run("config", "routes")).isEqualTo(new AmtoolRun(0, DRAWN, ""));
            assertThat(server.run("config", "routes", "test", "a=1", "d=1").out())
                    .isEqualTo("r,s\n");
        }
    }

    @Test
    void fileAndUrl_theFileWins_andAWarningSaysSo() {
        AmtoolRun run = AmtoolRun.of("--alertmanager.url=http://127.0.0.1:1", "config", "routes", file);
        assertThat(run.out()).isEqualTo(DRAWN);
        assertThat(run.err()).isEqualTo("Warning: --config.file flag overrides the --alertmanager.url.\n");
    }

    @Test
    void test_tree_showsTheRoutesTaken() {
        assertThat(AmtoolRun.of("config", "routes", "test", file, "a=1", "d=1", "--tree")
                        .out())
                .isEqualTo("""
            Matching routes:
            .
            └── default-route
                └── {a=~"^(?:1|2)$",b=~"^(?:.*)$"}
                    ├── {d="1"}  receiver: r
                    └── {d=~"1|2"}  receiver: s


            r,s
            """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; r",
                "a=3; s,r",
                "a=1 b=2; s",
                "a=1 d=2; s",
                "a=1 d=1 --verify.receivers=r,s; r,s",
                "né=x; r",
                "a=3 a=9; r"
            })
    void test_printsReceiversInOrder(String words, String receivers) {
        assertThat(AmtoolRun.of(
                        ("config routes test " + file + " " + words).strip().split(" ")))
                .isEqualTo(new AmtoolRun(0, receivers + "\n", ""));
    }

    @Test
    void test_otherReceiversThanExpected_fails() {
        assertThat(AmtoolRun.of("config", "routes", "test", file, "a=3", "--verify.receivers=r,s"))
                .isEqualTo(
                        new AmtoolRun(1, "s,r\nWARNING: Expected receivers did not match resolved receivers.\n", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "foo, Failed to parse labels: bad matcher format: foo",
        "foo=~bar, Labels must be specified as key=value pairs"
    })
    void test_badLabel_isRefusedInTheOriginalsWords(String label, String message) {
        assertThat(AmtoolRun.of("config", "routes", "test", file, label).err())
                .isEqualTo("amtool: error: " + message + "\n\n");
    }

    @Test
    void badFile_isRefusedWithItsPlace() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yml"), CONFIG.replace("receiver: r\n", "receiver: nope\n"));
        AmtoolRun run = AmtoolRun.of("config", "routes", "--config.file=" + bad);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .startsWith(
                        "amtool: error: undefined receiver \"nope\" used in route\n" + bad + ":2:13: route.receiver");
        assertThat(AmtoolRun.of("config", "routes", "--config.file=missing.yml").err())
                .isEqualTo("amtool: error: path 'missing.yml' does not exist\n\n");
    }
}
