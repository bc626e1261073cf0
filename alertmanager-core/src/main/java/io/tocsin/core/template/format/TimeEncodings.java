package io.tocsin.core.template.format;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Times as JSON, as Go's syntax and as bytes. */
final class TimeEncodings {
    private static final int YEAR_MAX = 9999;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int BINARY_BYTES = 16;

    private TimeEncodings() {}

    static List<Function> methods() {
        return List.of(
                encoding("MarshalJSON", time -> utf8('"' + rfc3339(time, "MarshalJSON") + '"')),
                encoding("MarshalText", time -> utf8(rfc3339(time, "MarshalText"))),
                encoding("MarshalBinary", TimeEncodings::binary),
                encoding("GobEncode", TimeEncodings::binary),
                appending("AppendText", time -> utf8(rfc3339(time, "AppendText"))),
                appending("AppendBinary", TimeEncodings::binary),
                Function.of(
                        "AppendFormat",
                        List.of(GoType.BYTES, GoType.STRING),
                        (call, arguments) -> appended(
                                arguments,
                                utf8(TimeMethods.format(
                                        call, TimeMethods.time(arguments, 0), TimeMethods.text(arguments, 2))))));
    }

    private interface Encoding {
        byte[] of(GoTime time) throws CallException;
    }

    private static Function encoding(String name, Encoding encoding) {
        return Function.of(
                name, List.of(), (call, arguments) -> GoBytes.of(encoding.of(TimeMethods.time(arguments, 0))));
    }

    private static Function appending(String name, Encoding encoding) {
        return Function.of(
                name,
                List.of(GoType.BYTES),
                (call, arguments) -> appended(arguments, encoding.of(TimeMethods.time(arguments, 0))));
    }

    private static Value appended(List<Value> arguments, byte[] more) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(GoBytes.of((Value.Sequence) arguments.get(1)));
        all.writeBytes(more);
        return GoBytes.of(all.toByteArray());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String rfc3339(GoTime time, String method) throws CallException {
        Optional<String> problem = problem(time);
        if (problem.isPresent()) {
            throw new CallException("Time." + method + ": " + problem.get());
        }
        return TimeLayout.format(TimeLayout.RFC3339_NANO, time);
    }

    /** Why RFC 3339 cannot write it. */
    static Optional<String> problem(GoTime time) {
        int year = time.civil().getYear();
        if (year < 0 || year > YEAR_MAX) {
            return Optional.of("year outside of range [0,9999]");
        }
        boolean isFar = Math.abs(time.moment().offsetSeconds() / 60) >= SECONDS_PER_DAY / 60;
        return isFar ? Optional.of("timezone hour outside of range [0,23]") : Optional.empty();
    }

    /** Version 2 has the seconds of the distance from UTC too. */
    private static byte[] binary(GoTime time) throws CallException {
        boolean isUtc = time.location().equals(TimeLocation.UTC);
        int offset = time.moment().offsetSeconds();
        int seconds = offset % 60;
        int minutes = isUtc ? -1 : offset / 60;
        if (minutes < Short.MIN_VALUE || minutes > Short.MAX_VALUE || !isUtc && minutes == -1) {
            throw new CallException("Time.MarshalBinary: unexpected zone offset");
        }
        ByteBuffer out = ByteBuffer.allocate(seconds == 0 ? BINARY_BYTES - 1 : BINARY_BYTES);
        out.put((byte) (seconds == 0 ? 1 : 2));
        out.putLong(time.epochSecond() + GoTime.SECONDS_BEFORE_EPOCH);
        out.putInt(time.nano()).putShort((short) minutes);
        if (seconds != 0) {
            out.put((byte) seconds);
        }
        return out.array();
    }

    /** As {@code %#v} shows it. */
    static String syntax(GoTime time) {
        LocalDateTime civil = time.civil();
        StringBuilder out =
                new StringBuilder("time.Date(").append(civil.getYear()).append(", time.");
        out.append(TimeLayout.MONTHS.get(civil.getMonthValue() - 1));
        for (int part :
                new int[] {civil.getDayOfMonth(), civil.getHour(), civil.getMinute(), civil.getSecond(), civil.getNano()
                }) {
            out.append(", ").append(part);
        }
        return out.append(", ").append(syntax(time.location())).append(')').toString();
    }

    private static String syntax(TimeLocation location) {
        if (location.isLocal() || location.equals(TimeLocation.UTC)) {
            return "time." + location.name();
        }
        return "time.Location(" + GoQuote.quoteBytes(location.name()) + ")";
    }
}
