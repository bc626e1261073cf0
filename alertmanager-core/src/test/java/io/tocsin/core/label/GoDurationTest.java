package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GoDurationTest {
    @Test
    void parseAndFormat_everyRecordedText_answerAsGo() {
        for (List<String> row : GoldenLines.read(GoDurationTest.class, "go-durations.tsv")) {
            String text = row.get(0);
            if (row.get(1).isEmpty()) {
                assertThat(catchThrowableOfType(DurationSyntaxException.class, () -> GoDuration.parse(text)))
                        .as(text)
                        .hasMessage(row.get(2));
            } else {
                Duration duration = GoDuration.parse(text);
                assertThat(duration.toNanos()).as(text).isEqualTo(Long.parseLong(row.get(1)));
                assertThat(GoDuration.format(duration)).as(text).isEqualTo(row.get(2));
            }
        }
    }

    @Test
    void parse_days_saysWhatIsExpected() {
        DurationSyntaxException e = catchThrowableOfType(DurationSyntaxException.class, () -> GoDuration.parse("1d"));
        assertThat(e).hasMessage("time: unknown unit \"d\" in duration \"1d\"");
        assertThat(e.expectation()).contains("no days");
    }

    @Test
    void format_beyondSixtyThreeBits_throws() {
        assertThatThrownBy(() -> GoDuration.format(Duration.ofDays(200_000))).isInstanceOf(ArithmeticException.class);
    }
}
