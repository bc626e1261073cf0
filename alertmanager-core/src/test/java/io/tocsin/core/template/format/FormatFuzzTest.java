package io.tocsin.core.template.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.CallStub;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.TextBytes;
import io.tocsin.core.template.value.Value;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever the text, there is a result or one of the errors that are documented. */
final class FormatFuzzTest {
    private static final int CASES = Integer.getInteger("tocsin.fuzz.cases", 2_000);
    private static final List<String> FORMATS = List.of(
            "%",
            "[",
            "]",
            "*",
            ".",
            "-",
            "+",
            "#",
            " ",
            "0",
            "1",
            "9",
            "99",
            "1000000",
            "v",
            "d",
            "s",
            "x",
            "q",
            "T",
            "e",
            "g",
            "U",
            "c",
            "p",
            "w",
            "%[1]",
            "%[2]*",
            "é",
            "\udc80",
            "\ud83d\ude00",
            "\n");
    private static final List<String> LAYOUTS = List.of(
            "2006",
            "06",
            "01",
            "1",
            "Jan",
            "January",
            "02",
            "_2",
            "2",
            "002",
            "__2",
            "15",
            "03",
            "3",
            "04",
            "05",
            ".000",
            ",999",
            "PM",
            "MST",
            "-0700",
            "Z07:00",
            "-07:00:00",
            "Mon",
            " ",
            "T",
            ":",
            "-",
            "0",
            "é",
            "\udc80");
    private static final List<String> TIMES = List.of(
            "2024",
            "0",
            "1",
            "12",
            "31",
            "366",
            "59",
            "Feb",
            "february",
            "MON",
            "am",
            "PM",
            "UTC",
            "GMT",
            "GMT+3",
            "CEST",
            "+",
            "-",
            "+02:00",
            "+9999",
            "Z",
            ".",
            ".123456789012",
            ",5",
            " ",
            "  ",
            "T",
            ":",
            "_",
            "é",
            "\udc80");
    private static final List<Value> OPERANDS = List.of(
            Value.Int.of(-7),
            Value.Int.of(Long.MAX_VALUE),
            Value.Real.of(1e300),
            Value.Real.of(Double.NaN),
            new Value.Complex(1, -0.0),
            Value.Text.of("a\udcffé"),
            Value.Nothing.NOTHING,
            Value.Bool.TRUE,
            GoTime.ZERO,
            TimeTypes.duration(Long.MIN_VALUE),
            GoBytes.of("x"),
            TimeLocation.UTC);

    private final Random chance = new Random(4);

    private String text(List<String> pieces) {
        return IntStream.range(0, chance.nextInt(9))
                .mapToObj(i -> pieces.get(chance.nextInt(pieces.size())))
                .collect(Collectors.joining());
    }

    @Test
    void sprintf_anyFormat_printsOrMeetsTheLimit() throws CallException {
        for (int i = 0; i < CASES; i++) {
            String format = text(FORMATS);
            List<Value> operands = chance.ints(chance.nextInt(4), 0, OPERANDS.size())
                    .mapToObj(OPERANDS::get)
                    .toList();
            try {
                String printed = GoFormat.sprintf(CallStub.of(100_000), format, operands);
                assertThat(TextBytes.joined(printed)).as(format).isEqualTo(printed);
            } catch (LimitExceededException expected) {
                assertThat(format).containsPattern("[0-9*]");
            }
        }
    }

    @Test
    void parse_anyTime_readsItOrSaysWhatIsWrong() throws CallException {
        TimeLocation berlin = TimeLocation.load("Europe/Berlin", ZoneOffset.UTC);
        for (int i = 0; i < CASES; i++) {
            String layout = text(LAYOUTS);
            String time = i % 2 == 0 ? text(TIMES) : TimeLayout.format(layout, GoTime.ZERO) + text(TIMES);
            try {
                GoTime read = TimeParser.parse(layout, time, berlin, berlin);
                assertThat(read.nano()).as("%s as %s", time, layout).isBetween(0, 999_999_999);
                TimeLayout.format(layout, read);
            } catch (TimeSyntaxException expected) {
                assertThat(expected).hasMessageStartingWith("parsing time \"");
            }
        }
    }

    @Test
    void parseFloat_anyText_readsItOrSaysWhatIsWrong() {
        List<String> pieces =
                List.of("0", "1", "_", "x", "0x", "p", "e", "E", "P", ".", "+", "-", "a", "f", "inf", "nan", "é", " ");
        for (int i = 0; i < CASES; i++) {
            String number = text(pieces);
            try {
                FloatReader.parse(number);
            } catch (CallException expected) {
                assertThat(expected).hasMessageStartingWith("strconv.ParseFloat: parsing ");
            }
        }
    }
}
