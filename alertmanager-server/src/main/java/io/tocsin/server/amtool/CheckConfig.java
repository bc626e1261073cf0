package io.tocsin.server.amtool;

import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.yaml.Problem;
import io.tocsin.notifiers.Integrations;
import io.tocsin.server.configuration.ConfigurationException;
import io.tocsin.server.configuration.ConfigurationFile;
import io.tocsin.server.configuration.DiskFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * {@code amtool check-config}: the verdict of the original for each file, and every problem with its place and a hint.
 *
 * @see "Upstream: cli/check_config.go; observed with amtool 0.33.1"
 */
final class CheckConfig {
    private static final String STDIN = "/dev/stdin";

    private final ConfigurationDecoder decoder;
    private final boolean isStrict;
    private final PrintStream out;

    /** @param isStrict whether a warning fails the file */
    CheckConfig(MatcherMode mode, boolean isStrict, PrintStream out) {
        this.decoder = new ConfigurationDecoder(Integrations.types(), mode, ZoneId.systemDefault())
                .readingFiles(new DiskFiles());
        this.isStrict = isStrict;
        this.out = out;
    }

    /**
     * @param files paths; without any, standard input is checked
     * @throws CommandFailure if a file is missing, and when all are checked, if one failed
     */
    void check(List<String> files) throws CommandFailure {
        for (String file : files) {
            InputFile.check(file);
        }
        if (files.isEmpty() && isTerminal()) {
            throw new CommandFailure("Failed to read from standard input");
        }
        int failed = 0;
        for (String file : files.isEmpty() ? List.of(STDIN) : files) {
            failed += isGood(file) ? 0 : 1;
        }
        if (failed > 0) {
            throw new CommandFailure("failed to validate " + failed + " file(s)");
        }
    }

    /** Whether standard input is a device, which nobody has redirected. */
    private static boolean isTerminal() {
        try {
            int mode = (Integer) Files.getAttribute(Path.of(STDIN), "unix:mode");
            return (mode & 0170000) == 0020000;
        } catch (IOException | UnsupportedOperationException ignored) {
            return false;
        }
    }

    private boolean isGood(String file) {
        out.print("Checking '" + file + "'");
        try {
            ConfigurationFile.Loaded loaded = new ConfigurationFile(file, decoder, new DiskFiles()).load();
            boolean isGood = !isStrict || loaded.warnings().isEmpty();
            if (isGood) {
                out.println("  SUCCESS");
                describe(loaded);
            } else {
                out.println("  FAILED: " + loaded.warnings().size() + " warning(s), and --strict is set");
            }
            print(loaded.warnings(), isGood);
            out.println();
            return isGood;
        } catch (ConfigurationException e) {
            // Deviation D-035: every problem follows, with its place.
            out.println("  FAILED: " + Shown.plain(String.valueOf(e.getMessage())));
            print(e.problems(), false);
            out.println();
            return false;
        }
    }

    /** The original's list. */
    private void describe(ConfigurationFile.Loaded loaded) {
        out.println("Found:");
        out.println(" - global config");
        out.println(" - route");
        out.println(" - " + loaded.configuration().inhibitRules().size() + " inhibit rules");
        out.println(" - " + loaded.configuration().receivers().size() + " receivers");
        int templates = loaded.configuration().templates().size();
        out.println(" - " + templates + " templates");
        if (templates > 0) {
            out.println("  SUCCESS");
        }
    }

    private void print(List<Problem> problems, boolean isApart) {
        if (isApart && !problems.isEmpty()) {
            out.println();
        }
        for (Problem problem : problems) {
            out.println(Shown.plain(problem.toString()));
        }
    }
}
