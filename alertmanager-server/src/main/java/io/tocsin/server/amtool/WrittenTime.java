package io.tocsin.server.amtool;

import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeLayout;
import io.tocsin.core.template.format.TimeLocation;
import io.tocsin.core.template.format.TimeParser;
import io.tocsin.core.template.format.TimeSyntaxException;
import java.time.ZoneId;

/** Times as arguments and bodies hold them: RFC 3339. */
final class WrittenTime {
    private static final String IN_JSON = "2006-01-02T15:04:05.000Z07:00";

    private WrittenTime() {}

    /** @throws CommandFailure in the original's words if it is no time */
    static GoTime parse(String text) throws CommandFailure {
        try {
            return TimeParser.parse(
                    TimeLayout.RFC3339, text, TimeLocation.UTC, TimeLocation.local(ZoneId.systemDefault()));
        } catch (TimeSyntaxException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    /** As request bodies hold it: milliseconds, cut off. */
    static String inJson(GoTime time) {
        return TimeLayout.format(IN_JSON, time);
    }
}
