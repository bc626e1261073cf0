package io.tocsin.server.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/**
 * The version facts shown by {@code --version}, the log, {@code /api/v2/status} and the metrics. Immutable.
 *
 * @param version the compatible version of the original; clients compare it and refuse what is no semantic version
 * @param tocsinVersion Tocsin's own version
 * @param revision source revision, or {@code unknown}
 * @param buildDate as the original prints it, {@code 20260101-00:00:00}
 */
public record Release(String version, String tocsinVersion, String revision, String buildDate) {
    private static final String COMPATIBLE_VERSION = "0.34.0";
    private static final String RESOURCE = "release.properties";

    /** The release that is running. */
    public static Release current() {
        return Holder.CURRENT;
    }

    public String branch() {
        return "tocsin";
    }

    public String buildUser() {
        return "tocsin";
    }

    public String tags() {
        return "unknown";
    }

    /** Stands where the original names its Go version. */
    public String runtime() {
        return "java" + System.getProperty("java.version");
    }

    /** Operating system in the original's spelling, such as {@code linux}. */
    public String operatingSystem() {
        String name = System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.replace(' ', '-');
    }

    /** Processor architecture in the original's spelling, such as {@code amd64} or {@code arm64}. */
    public String architecture() {
        String name = System.getProperty("os.arch", "unknown");
        return name.equals("aarch64") ? "arm64" : name;
    }

    /** The block that {@code --version} prints; the first line is read by deployment tools. */
    public String describe(String program) {
        return program + ", version " + version + " (branch: " + branch() + ", revision: " + revision + ")\n"
                + "  build user:       " + buildUser() + "\n"
                + "  build date:       " + buildDate + "\n"
                + "  go version:       " + runtime() + "\n"
                + "  platform:         " + operatingSystem() + "/" + architecture() + "\n"
                + "  tags:             " + tags() + "\n"
                + "  tocsin version:   " + tocsinVersion + "\n";
    }

    /** One line for the log: which version. */
    public String summary() {
        return "(version=" + version + ", branch=" + branch() + ", revision=" + revision + ")";
    }

    /** One line for the log: how it was built. */
    public String buildContext() {
        return "(go=" + runtime() + ", platform=" + operatingSystem() + "/" + architecture() + ", user=" + buildUser()
                + ", date=" + buildDate + ", tags=" + tags() + ")";
    }

    private static final class Holder {
        private static final Release CURRENT = load();

        private static Release load() {
            Properties facts = new Properties();
            try (InputStream in = Release.class.getResourceAsStream(RESOURCE)) {
                if (in != null) {
                    facts.load(in);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Release(
                    COMPATIBLE_VERSION,
                    facts.getProperty("version", "unknown"),
                    facts.getProperty("revision", "unknown"),
                    goDate(facts.getProperty("date", "unknown")));
        }

        /** {@code 2026-01-01T00:00:00Z} becomes {@code 20260101-00:00:00}. */
        private static String goDate(String iso) {
            return iso.replace("-", "").replace('T', '-').replace("Z", "");
        }
    }
}
