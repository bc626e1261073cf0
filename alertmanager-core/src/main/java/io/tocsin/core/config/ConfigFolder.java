package io.tocsin.core.config;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a configuration file, which some of its keys' paths are relative to. Immutable.
 *
 * @param path empty for the working directory; null to leave all paths as they are written
 * @see "Upstream: prometheus/common config.JoinDir; Go: filepath.Dir, filepath.Join"
 */
public record ConfigFolder(@Nullable String path) {
    static final ConfigFolder NONE = new ConfigFolder(null);

    /** @param file path of the configuration file */
    public static ConfigFolder of(String file) {
        int slash = file.lastIndexOf('/');
        return new ConfigFolder(slash < 0 ? "" : clean(file.substring(0, slash + 1)));
    }

    /** Leaves absolute paths, and the empty one, as they are. */
    public String join(String other) {
        if (path == null || other.isEmpty() || other.startsWith("/")) {
            return other;
        }
        return clean(path.isEmpty() ? other : path + "/" + other);
    }

    private static String clean(String path) {
        boolean isAbsolute = path.startsWith("/");
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/")) {
            if (step.equals("..")
                    && (isAbsolute || (!steps.isEmpty() && !steps.getLast().equals("..")))) {
                steps.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        String joined = (isAbsolute ? "/" : "") + String.join("/", steps);
        return joined.isEmpty() ? "." : joined;
    }
}
