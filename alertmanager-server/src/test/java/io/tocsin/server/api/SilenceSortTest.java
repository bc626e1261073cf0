package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.server.api.SilenceSurvey.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SilenceSortTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<Standing> SILENCES = List.of(
            standing("a", -9, 5, "eve", 3),
            standing("b", 1, 4, "Bob", 1),
            standing("c", -8, -2, "bob", 0),
            standing("d", -7, -1, "", 0),
            standing("e", -6, 5, "eve", 2));

    private static Standing standing(String id, int startHours, int endHours, String creator, int matched) {
        Silence silence = new Silence(
                id,
                List.of(new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, "a", "b")))),
                NOW.plus(Duration.ofHours(startHours)),
                NOW.plus(Duration.ofHours(endHours)),
                NOW.minus(Duration.ofDays(1)).plusSeconds((long) startHours * startHours),
                creator,
                "",
                Labels.EMPTY,
                NOW.plus(Duration.ofDays(9)));
        return new Standing(silence, silence.shownStateAt(NOW), matched);
    }

    @ParameterizedTest
    @CsvSource({
        "'', b a e d c",
        "endsAt, b a e d c",
        "-endsAt, a e b d c",
        "startsAt, a c d e b",
        "-startsAt, b e d c a",
        "updatedAt, b e d c a",
        "createdBy, d b c a e",
        "-createdBy, a e c b d",
        "matched, d c b e a",
        "-matched, a e b d c",
        "state, a e b d c",
        "-state, d c b a e"
    })
    void order_eachProperty_isTotal(String sort, String expected) throws ParameterException {
        List<Standing> shuffled = new ArrayList<>(SILENCES);
        Collections.shuffle(shuffled, new Random(1));

        shuffled.sort(SilenceSort.parse(sort).order());

        assertThat(shuffled.stream().map(each -> each.silence().id()).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }
}
