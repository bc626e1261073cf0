package io.tocsin.core.template.function;

import static io.tocsin.core.template.function.AlertmanagerFunctions.textAt;
import static io.tocsin.core.template.value.GoType.ANY;
import static io.tocsin.core.template.value.GoType.STRING;

import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.HumanDuration;
import io.tocsin.core.template.format.TimeLayout;
import io.tocsin.core.template.format.TimeLocation;
import io.tocsin.core.template.format.TimeParser;
import io.tocsin.core.template.format.TimeSyntaxException;
import io.tocsin.core.template.format.TimeTypes;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Text;
import java.util.List;

/** What reads, shows and compares times. */
final class TimeFunctions {
    /** For each character of a layout, which is searched for what stands for a part of the time. */
    private static final long FORMAT_STEPS = 8;

    private TimeFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.of("now", List.of(), (call, arguments) -> now(call)),
                Function.of("since", List.of(TimeTypes.TIME), TimeFunctions::since),
                Function.of("date", List.of(STRING, TimeTypes.TIME), TimeFunctions::date),
                Function.of("tz", List.of(STRING, TimeTypes.TIME), TimeFunctions::inZone),
                Function.of("toDate", List.of(STRING, STRING), TimeFunctions::parsedOrZero),
                Function.of("mustToDate", List.of(STRING, STRING), TimeFunctions::parsed),
                Function.of(
                        "humanizeDuration",
                        List.of(ANY),
                        (call, arguments) -> Text.of(HumanDuration.of(arguments.get(0)))));
    }

    private static GoTime timeAt(List<Value> arguments, int index) {
        return (GoTime) arguments.get(index);
    }

    private static GoTime now(Call call) {
        return GoTime.of(call.now(), TimeLocation.local(call.localZone()));
    }

    private static Value since(Call call, List<Value> arguments) {
        return TimeTypes.duration(now(call).since(timeAt(arguments, 0)));
    }

    private static Value date(Call call, List<Value> arguments) throws CallException {
        String layout = textAt(arguments, 0);
        call.charge(FORMAT_STEPS * layout.length());
        return Text.of(TimeLayout.format(layout, timeAt(arguments, 1)));
    }

    private static Value inZone(Call call, List<Value> arguments) throws CallException {
        return timeAt(arguments, 1).in(TimeLocation.load(textAt(arguments, 0), call.localZone()));
    }

    private static GoTime parsed(Call call, List<Value> arguments) throws CallException {
        String layout = textAt(arguments, 0);
        String text = textAt(arguments, 1);
        call.charge((long) layout.length() + text.length());
        return TimeParser.parse(layout, text, TimeLocation.UTC, TimeLocation.local(call.localZone()));
    }

    private static Value parsedOrZero(Call call, List<Value> arguments) throws CallException {
        try {
            return parsed(call, arguments);
        } catch (TimeSyntaxException ignored) {
            return GoTime.ZERO;
        }
    }
}
