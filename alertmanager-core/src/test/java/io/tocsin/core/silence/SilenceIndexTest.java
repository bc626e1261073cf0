package io.tocsin.core.silence;

import static io.tocsin.core.silence.Requests.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.stamp.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the index finds is what a scan over all silences finds. */
final class SilenceIndexTest {
    private static final List<String> NAMES = List.of("alertname", "instance", "job", "zone");
    private static final List<String> VALUES = List.of(
            "",
            "a",
            "ab",
            "abc",
            "db-1",
            "db-12",
            "db-2",
            "web",
            "web\n1",
            "x.y",
            "x-y",
            "ab\uD83D\uDE00",
            "pod-eu-west-1",
            "eu-west-eu-west");
    private static final List<String> REGEXES = List.of(
            "a|ab",
            "a.*",
            "a.+|db-.*",
            ".*",
            ".+",
            "db-[0-9]+",
            "db-1?",
            "db-(1|2)",
            "db-1{1,2}",
            "(?i)AB",
            "a*b",
            "ab?",
            "x\\.y",
            "x\\.y+",
            "^web$",
            "^web",
            "web.*|.*1",
            "[ad].*",
            "\\Qx.y\\E|q",
            "ab\uD83D\uDE00?",
            "(a|b)+",
            "ab|[c|d]",
            "[]a]b",
            "db-|",
            "",
            "web\\n1",
            ".*eu-west.*",
            ".+-eu-west-[0-9]",
            "(pod|eu)-.u-west.*",
            ".*west",
            "[pd]od-eu.*|.+-west-eu.+",
            "(eu.west-.u-west|pod-eu.+1)");

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void match_randomSilencesAndLabels_findsWhatAScanFinds(int seed) {
        // given
        Random random = new Random(seed);
        Silences silences = new Silences(Requests.rules(SilenceLimits.NONE), Stamp::of);
        List<Labels> labels = new ArrayList<>();
        List<@Nullable SilenceMatches> remembered = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            labels.add(labels(random));
            remembered.add(null);
        }
        Instant now = T0;
        for (int step = 0; step < 60; step++) {
            // when
            change(silences, random, now);
            now = now.plusSeconds(random.nextInt(40));
            if (random.nextInt(15) == 0) {
                silences.collect(now);
            }
            // then
            for (int i = 0; i < labels.size(); i++) {
                SilenceMatches matches =
                        silences.match(labels.get(i), remembered.get(i)).matches();
                remembered.set(i, random.nextInt(4) == 0 ? remembered.get(i) : matches);
                assertThat(matches.activeAt(now)).as("%s", labels.get(i)).isEqualTo(scan(silences, labels.get(i), now));
            }
        }
    }

    private static void change(Silences silences, Random random, Instant now) {
        List<Silence> all = silences.all();
        String id = all.isEmpty() || random.nextInt(3) > 0
                ? ""
                : all.get(random.nextInt(all.size())).id();
        if (random.nextInt(5) == 0) {
            silences.expire(id, now);
            return;
        }
        List<List<MatcherText>> sets = new ArrayList<>();
        for (int i = random.nextInt(5) == 0 ? -1 : 0; i < 1; i++) {
            sets.add(matchers(random));
        }
        Instant start = now.plusSeconds(random.nextInt(60) - 20);
        silences.set(
                Requests.read(new SilenceRequest(
                        id, sets, start, start.plusSeconds(1 + random.nextInt(500)), "", "", Labels.EMPTY)),
                now);
    }

    private static List<MatcherText> matchers(Random random) {
        List<MatcherText> matchers = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            MatchType type = pick(List.of(MatchType.values()), random);
            matchers.add(new MatcherText(type, pick(NAMES, random), pick(type.isRegex() ? REGEXES : VALUES, random)));
        }
        return matchers;
    }

    private static Labels labels(Random random) {
        Labels.Builder builder = new Labels.Builder();
        for (String name : NAMES) {
            String value = pick(VALUES, random);
            if (!value.isEmpty() && random.nextInt(4) > 0) {
                builder.add(name, value);
            }
        }
        return builder.build();
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static List<String> scan(Silences silences, Labels labels, Instant time) {
        return silences.all().stream()
                .filter(silence -> silence.isActiveAt(time) && silence.matches(labels))
                .map(Silence::id)
                .sorted()
                .toList();
    }
}
