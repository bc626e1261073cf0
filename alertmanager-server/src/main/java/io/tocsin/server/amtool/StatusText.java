package io.tocsin.server.amtool;

/**
 * How {@code amtool config show} prints the server's status.
 *
 * @see "Upstream: cli/format; observed with amtool 0.33.1"
 */
final class StatusText {
    private StatusText() {}

    static String config(JsonValue status, OutputFormat format) {
        return switch (format) {
            case SIMPLE -> original(status) + "\n";
            case EXTENDED -> extendedConfig(status);
            case JSON -> status.print() + "\n";
        };
    }

    private static String original(JsonValue status) {
        return Shown.plain(status.get("config").get("original").string());
    }

    private static String extendedConfig(JsonValue status) {
        // Deviation D-030: the original prints the addresses of these texts in its memory.
        StringBuilder out = new StringBuilder(original(status)).append('\n');
        JsonValue version = status.get("versionInfo");
        for (String name : new String[] {"buildUser", "goVersion", "revision", "version", "branch", "buildDate"}) {
            out.append(name)
                    .append(' ')
                    .append(Shown.plain(version.get(name).string()))
                    .append('\n');
        }
        return out.append("uptime ")
                .append(Shown.plain(status.get("uptime").string()))
                .append('\n')
                .toString();
    }
}
