package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a browser: the specs of {@code web-ui/e2e}, each against servers of our own. They run once, three at a time;
 * what came of each is a test here.
 *
 * <p>Not among the tests that wait: it needs the machine for itself, as people's patience is measured.
 */
final class WebUiIT {
    /** The runner ends by itself before; see its configuration. */
    private static final Duration RUN_MAX = Duration.ofMinutes(42);

    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*m");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicContainer> specs() throws Exception {
        ProcessBuilder runner = BrowserTests.runner("playwright.config.ts", "--reporter=list,json");
        Path report = folder.resolve("report.json");
        runner.environment().put("PLAYWRIGHT_JSON_OUTPUT_FILE", report.toString());
        String output = run(runner);
        assertThat(report).as(output).exists();
        JsonObject all = new JsonObject(Files.readString(report));
        List<DynamicContainer> files = objects(all.getJsonArray("suites"))
                .map(file -> dynamicContainer(
                        Objects.toString(file.getString("title")),
                        tests(file, "").toList()))
                .toList();
        // What went wrong outside of the specs: one that cannot be read, or the limit on all of them.
        String errors = texts(all.getJsonArray("errors"), "message");
        return Stream.concat(
                files.stream(), Stream.of(dynamicContainer("all of them", List.of(dynamicTest("have run", () -> {
                    assertThat(errors).as(output).isEmpty();
                    assertThat(files).as(output).isNotEmpty();
                })))));
    }

    /** What the runner printed. */
    private String run(ProcessBuilder runner) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = runner.redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        try {
            boolean isOver = process.waitFor(RUN_MAX.toSeconds(), TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(isOver).as(printed).isTrue();
            return printed;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** One test for each spec of a file, or of a group in it. */
    private static Stream<DynamicTest> tests(JsonObject suite, String group) {
        Stream<DynamicTest> own = objects(suite.getJsonArray("specs"))
                .map(spec -> dynamicTest(group + spec.getString("title"), () -> check(spec)));
        Stream<DynamicTest> inner = objects(suite.getJsonArray("suites"))
                .flatMap(each -> tests(each, group + each.getString("title") + " > "));
        return Stream.concat(own, inner);
    }

    private static void check(JsonObject spec) {
        List<JsonObject> results = objects(spec.getJsonArray("tests"))
                .flatMap(test -> objects(test.getJsonArray("results")))
                .toList();
        assertThat(results).as("it has run").isNotEmpty();
        String told = results.stream()
                .map(result -> texts(result.getJsonArray("errors"), "message")
                        + "\n"
                        + texts(result.getJsonArray("stdout"), "text")
                        + attachments(result))
                .collect(Collectors.joining("\n"));
        assertThat(spec.getBoolean("ok"))
                .as(() -> COLOURS.matcher(told).replaceAll(""))
                .isTrue();
    }

    private static String attachments(JsonObject result) {
        return objects(result.getJsonArray("attachments"))
                .map(each -> each.getString("name") + ": " + each.getString("path", "") + "\n")
                .collect(Collectors.joining());
    }

    private static String texts(@Nullable JsonArray array, String field) {
        return objects(array).map(each -> each.getString(field, "")).collect(Collectors.joining("\n"));
    }

    /** Of an array that may be missing. */
    private static Stream<JsonObject> objects(@Nullable JsonArray array) {
        return array == null ? Stream.empty() : array.stream().map(JsonObject.class::cast);
    }
}
