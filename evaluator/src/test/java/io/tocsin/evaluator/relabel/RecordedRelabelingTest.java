package io.tocsin.evaluator.relabel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.relabel.RelabelRule.Action;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Relabeling beside the original's, as {@code relabel/recorded.json} has it. */
final class RecordedRelabelingTest {
    record Case(
            Labels series,
            List<RelabelRule> rules,
            @Nullable Map<String, String> expected) {
        @Override
        public String toString() {
            return rules.toString();
        }
    }

    static Stream<Case> cases() throws Exception {
        try (InputStream in = RecordedRelabelingTest.class.getResourceAsStream("/relabel/recorded.json")) {
            Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(new InputStreamReader(Objects.requireNonNull(in), UTF_8));
            Map<String, String> series = new TreeMap<>(texts(file.get("series")));
            series.put("job", "j");
            return ((List<?>) Objects.requireNonNull(file.get("cases")))
                    .stream().map(each -> toCase(Labels.of(series), (Map<?, ?>) each));
        }
    }

    private static Case toCase(Labels series, Map<?, ?> recorded) {
        List<RelabelRule> rules = new ArrayList<>();
        for (Object rule : (List<?>) Objects.requireNonNull(recorded.get("rules"))) {
            rules.add(rule((Map<?, ?>) rule));
        }
        Object labels = recorded.get("labels");
        return new Case(series, rules, labels == null ? null : texts(labels));
    }

    private static RelabelRule rule(Map<?, ?> keys) {
        Object sources = keys.get("source_labels");
        List<String> sourceLabels = new ArrayList<>();
        for (Object source : sources == null ? List.of() : (List<?>) sources) {
            sourceLabels.add((String) source);
        }
        Object modulus = keys.get("modulus");
        return new RelabelRule(
                Action.valueOf(text(keys, "action", "").toUpperCase(Locale.ROOT)),
                sourceLabels,
                text(keys, "separator", RelabelRule.SEPARATOR_DEFAULT),
                text(keys, "regex", RelabelRule.REGEX_DEFAULT),
                modulus == null ? 0 : new BigInteger(modulus.toString()).longValue(),
                text(keys, "target_label", ""),
                text(keys, "replacement", RelabelRule.REPLACEMENT_DEFAULT));
    }

    private static String text(Map<?, ?> keys, String key, String fallback) {
        Object value = keys.get(key);
        return value == null ? fallback : (String) value;
    }

    private static Map<String, String> texts(@Nullable Object map) {
        Map<String, String> texts = new TreeMap<>();
        ((Map<?, ?>) Objects.requireNonNull(map)).forEach((name, value) -> texts.put((String) name, (String) value));
        return texts;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void apply_recorded_leavesWhatTheOriginalLeaves(Case each) {
        Map<String, String> left = Relabeling.of(each.rules())
                .apply(each.series())
                .map(labels -> new TreeMap<>(labels.asMap()))
                .orElse(null);

        if (left != null) {
            // The recording is without it, as it tells the cases apart.
            left.remove("job");
        }
        assertThat(left).isEqualTo(each.expected());
    }
}
