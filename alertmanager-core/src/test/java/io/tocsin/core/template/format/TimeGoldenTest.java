package io.tocsin.core.template.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.GoldenLines;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.CallStub;
import io.tocsin.core.template.value.Value;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Go makes of times, as {@code test/oracle/times/main.go} recorded it. */
final class TimeGoldenTest {
    @TestFactory
    List<DynamicTest> times_asRecorded_answerTheSame() {
        List<DynamicTest> tests = new ArrayList<>();
        for (List<String> line : GoldenLines.read(TimeGoldenTest.class, "/template/format/times.tsv")) {
            List<String> asked = line.subList(0, line.size() - 1);
            String expected = line.get(line.size() - 1);
            tests.add(DynamicTest.dynamicTest(
                    String.join(" ", asked), () -> assertThat(answer(asked)).isEqualTo(expected)));
        }
        return tests;
    }

    private static String answer(List<String> asked) throws CallException {
        return switch (asked.get(0)) {
            case "format" -> TimeLayout.format(asked.get(2), time(asked.get(1)));
            case "methods" -> methods(asked);
            case "duration" -> duration(asked);
            default -> parse(asked);
        };
    }

    private static GoTime time(String text) throws CallException {
        String[] parts = text.split(" ");
        return new GoTime(Long.parseLong(parts[1]), Integer.parseInt(parts[2]), place(parts[0]));
    }

    private static TimeLocation place(String zone) throws CallException {
        return TimeLocation.load(zone, ZoneOffset.UTC);
    }

    private static String methods(List<String> asked) throws CallException {
        GoTime time = time(asked.get(1));
        Value duration = TimeTypes.duration(Long.parseLong(asked.get(3)));
        List<Value> date = asked.subList(4, 7).stream()
                .<Value>map(n -> Value.Int.of(Long.parseLong(n)))
                .toList();
        return String.join(
                "|",
                print("%s", call(time, "Add", duration)),
                print("%s", call(time, "AddDate", date.toArray(Value[]::new))),
                print("%s", call(time, "Round", duration)),
                print("%s", call(time, "Truncate", duration)),
                print("%d", call(time, "Sub", time(asked.get(2)))),
                print("%v", call(time, "IsDST")),
                print("%v", call(time, "Weekday")),
                print("%v", call(time, "YearDay")),
                print("%d", call(time, "UnixNano")),
                print("%s", call(time, "MarshalJSON")),
                print("%x", call(time, "MarshalBinary")),
                print("%#v", time));
    }

    private static String duration(List<String> asked) throws CallException {
        Value duration = TimeTypes.duration(Long.parseLong(asked.get(1)));
        Value unit = TimeTypes.duration(Long.parseLong(asked.get(2)));
        return String.join(
                "|",
                print("%s", duration),
                print("%d", call(duration, "Abs")),
                print("%d", call(duration, "Round", unit)),
                print("%d", call(duration, "Truncate", unit)),
                print("%v", call(duration, "Hours")),
                print("%v", call(duration, "Minutes")),
                print("%v", call(duration, "Seconds")),
                print("%d", call(duration, "Milliseconds")),
                print("%d", call(duration, "Microseconds")));
    }

    private static String parse(List<String> asked) throws CallException {
        TimeLocation place = place(asked.get(1));
        try {
            GoTime time = TimeParser.parse(asked.get(2), asked.get(3), place, place);
            String shown = TimeLayout.format("2006-01-02T15:04:05.999999999 -07:00:00 MST", time);
            return shown + " " + time.location().name();
        } catch (TimeSyntaxException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Value call(Value receiver, String method, Value... arguments) throws CallException {
        List<Value> all = new ArrayList<>(List.of(receiver));
        all.addAll(List.of(arguments));
        return receiver.type().method(method).orElseThrow().body().apply(CallStub.UNLIMITED, all);
    }

    private static String print(String format, Value value) throws CallException {
        return GoFormat.sprintf(CallStub.UNLIMITED, format, List.of(value));
    }
}
