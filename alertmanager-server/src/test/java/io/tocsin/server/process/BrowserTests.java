package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tests of the page, in {@code web-ui/e2e}: they run in the browser of this machine, by a program of their own. */
final class BrowserTests {
    private static final String REQUIRED = "tocsin.require.chromium";

    private static final Path MODULE = Path.of("../web-ui").toAbsolutePath().normalize();
    private static final Path RUNNER = MODULE.resolve("node_modules/@playwright/test/cli.js");
    private static final Path PAGE = MODULE.resolve("target/classes/io/tocsin/web/index.html");

    private BrowserTests() {}

    /** Whether {@link #runner} has all that it needs. */
    static boolean canRun() {
        return Programs.find("chromium").isPresent() && Programs.find("node").isPresent() && isBuilt();
    }

    private static boolean isBuilt() {
        return Files.exists(PAGE) && Files.exists(RUNNER);
    }

    /**
     * What runs them; skips the test, or fails where they are required, if it cannot.
     *
     * @param config says which: the name of a file of the folder
     */
    static ProcessBuilder runner(String config, String... options) {
        Path chromium = Programs.installed("chromium", REQUIRED);
        Path node = Programs.installed("node", REQUIRED);
        if (!isBuilt()) {
            String message = "the page was left out of the build (-Dweb-ui.skip)";
            return Boolean.getBoolean(REQUIRED)
                    ? fail(message + ", and -D" + REQUIRED + "=true asks for it")
                    : abort(message);
        }
        List<String> command =
                new ArrayList<>(List.of(node.toString(), RUNNER.toString(), "test", "--config=e2e/" + config));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(MODULE.toFile()).redirectErrorStream(true);
        builder.environment().put("CHROMIUM", chromium.toString());
        builder.environment()
                .put(
                        "TOCSIN_DIST",
                        Programs.tocsin().resolve("../..").normalize().toString());
        return builder;
    }
}
