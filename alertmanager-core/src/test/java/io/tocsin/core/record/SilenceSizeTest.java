package io.tocsin.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.core.silence.Silences;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The core measures silences without writing them: by what they would be in protobuf, the older list left out. */
final class SilenceSizeTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00.000000001Z");

    static List<SilenceRequest> requests() {
        return List.of(
                request("a", "b", NOW.plusSeconds(60), "", Labels.EMPTY),
                request(
                        "\u00e9\u4e16",
                        "\ud83d\ude00".repeat(40),
                        NOW.plusMillis(5),
                        "ann",
                        Labels.of("k", "", "", "v")),
                request("long", "x".repeat(20_000), Instant.parse("9999-12-31T23:59:59Z"), "bob", Labels.of("a", "b")));
    }

    private static SilenceRequest request(String name, String value, Instant end, String by, Labels annotations) {
        List<MatcherText> set = List.of(
                new MatcherText(MatchType.EQUAL, name, value),
                new MatcherText(MatchType.NOT_REGEX, name, "a.*b"),
                new MatcherText(MatchType.NOT_EQUAL, name, ""));
        return new SilenceRequest("", List.of(set, set), SilenceRequest.NO_TIME, end, by, "works", annotations);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void refused_tooLarge_saysTheSizeOfTheRecord(SilenceRequest request) {
        // given
        SilenceChange stored = set(request, SilenceLimits.NONE);
        assertThat(stored).isInstanceOf(SilenceChange.Created.class);
        Silence silence = ((SilenceChange.Created) stored).silence();
        // when
        SilenceChange refused = set(request, new SilenceLimits(0, 1));
        // then
        int bytes = SilenceRecord.encode(silence, false).length;
        assertThat(refused)
                .isEqualTo(new SilenceChange.Refused(
                        "silence exceeded maximum size: " + bytes + " bytes (limit: 1 bytes)"));
    }

    private static SilenceChange set(SilenceRequest request, SilenceLimits limits) {
        SilenceRules rules = new SilenceRules(
                Duration.ofDays(5), limits, name -> true, () -> "3fb4a0c2-6ab5-4a7b-8d0a-1d6ce5f1e0aa");
        return new Silences(rules, Stamp::of).set(rules.read(request), NOW);
    }
}
