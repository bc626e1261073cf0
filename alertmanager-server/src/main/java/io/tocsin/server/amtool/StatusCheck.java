package io.tocsin.server.amtool;

import io.tocsin.server.release.Release;
import java.io.PrintStream;
import java.util.List;

/** The server's status, and the warning about a server of another version that is taken from it. */
final class StatusCheck {
    private StatusCheck() {}

    static JsonValue status(ApiClient client) throws CommandFailure {
        return client.get(Operation.GET_STATUS, List.of());
    }

    /** As {@link #warn}, where the status is not wanted for anything else; without an answer nothing is said. */
    static void askAndWarn(ApiClient client, PrintStream err) {
        try {
            warn(status(client), err);
        } catch (CommandFailure ignored) {
            // The command's own request will tell what is wrong.
        }
    }

    /** Warns when major or minor version differ from this program's. */
    static void warn(JsonValue status, PrintStream err) {
        String theirs = status.get("versionInfo").get("version").string();
        String ours = Release.current().version();
        if (!theirs.isEmpty() && !majorAndMinor(theirs).equals(majorAndMinor(ours))) {
            err.println("Warning: amtool version (" + ours + ") and alertmanager version (" + Shown.plain(theirs)
                    + ") are different.");
        }
    }

    private static String majorAndMinor(String version) {
        int first = version.indexOf('.');
        int second = version.indexOf('.', first + 1);
        return second < 0 ? version : version.substring(0, second);
    }
}
