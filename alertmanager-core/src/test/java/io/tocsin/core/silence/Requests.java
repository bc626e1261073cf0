package io.tocsin.core.silence;

import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.silence.SilenceRules.ReadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes requests and rules for tests; ids are {@code id-1}, {@code id-2} and so on. */
final class Requests {
    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration RETENTION = Duration.ofDays(5);

    private Requests() {}

    static SilenceRules rules(SilenceLimits limits) {
        AtomicInteger ids = new AtomicInteger();
        return new SilenceRules(RETENTION, limits, LabelName::isUtf8, () -> "id-" + ids.incrementAndGet());
    }

    /** As the server reads it, before it asks the owner. */
    static ReadRequest read(SilenceRequest request) {
        return rules(SilenceLimits.NONE).read(request);
    }

    static SilenceRequest request(String id, Instant startsAt, Instant endsAt, MatcherText... matchers) {
        return new SilenceRequest(
                id, List.of(Arrays.asList(matchers)), startsAt, endsAt, "me", "because", Labels.EMPTY);
    }

    /** For an hour from {@link #T0}. */
    static SilenceRequest hour(MatcherText... matchers) {
        return request("", T0, T0.plus(Duration.ofHours(1)), matchers);
    }

    static MatcherText equal(String name, String value) {
        return new MatcherText(MatchType.EQUAL, name, value);
    }

    static MatcherText not(String name, String value) {
        return new MatcherText(MatchType.NOT_EQUAL, name, value);
    }

    static MatcherText regex(String name, String value) {
        return new MatcherText(MatchType.REGEX, name, value);
    }

    static MatcherText notRegex(String name, String value) {
        return new MatcherText(MatchType.NOT_REGEX, name, value);
    }
}
