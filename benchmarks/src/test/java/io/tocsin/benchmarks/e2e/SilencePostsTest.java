package io.tocsin.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SilencePostsTest {
    private static final int SILENCES = 200;
    private static final Pattern MATCHER =
            Pattern.compile("\\{\"name\":\"(\\w+)\",\"value\":\"([^\"]*)\",\"isRegex\":(true|false),\"isEqual\":true}");
    private static final Pattern LABEL = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"");

    @Test
    void body_everySecond_silencesTheAlertOfItsNumber() {
        int regexes = 0;
        for (int i = 0; i < SILENCES; i++) {
            String body = SilencePosts.body(i, Instant.EPOCH);
            List<MatchResult> matchers = MATCHER.matcher(body).results().toList();
            regexes += body.contains("\"isRegex\":true") ? 1 : 0;

            assertThat(matchers).as(body).isNotEmpty();
            assertThat(matches(matchers, labels(i / 2))).as(body).isEqualTo(i % 2 == 0);
        }
        assertThat(regexes).isEqualTo(SILENCES / 10);
    }

    private static boolean matches(List<MatchResult> matchers, Map<String, String> labels) {
        return matchers.stream().allMatch(matcher -> {
            String value = labels.get(matcher.group(1));
            return matcher.group(3).equals("true")
                    ? Pattern.matches(matcher.group(2), value)
                    : matcher.group(2).equals(value);
        });
    }

    private static Map<String, String> labels(int number) {
        PreparedRequest request = PreparedRequest.of("localhost", number, number + 1, AlertText::severity);
        request.numberFrom(0);
        String text = StandardCharsets.UTF_8.decode(request.bytes()).toString();
        return LABEL.matcher(text.substring(text.indexOf("\"labels\":")))
                .results()
                .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
    }
}
