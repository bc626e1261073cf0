package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replays what the original's own tools made of some 600 texts in all three modes, as lists and as single matchers. */
final class MatcherGoldenTest {
    /** Text, verdict, canonical form or message, warnings: what must agree. */
    private record Answer(String question, String verdict, String result, List<String> warning) {}

    @Test
    void parse_everyRecordedText_answersAsTheOriginal() {
        List<List<String>> rows = GoldenLines.read(MatcherGoldenTest.class, "matchers.tsv");
        List<String> differences = new ArrayList<>();
        for (List<String> row : rows) {
            String question = String.join(" ", row.subList(0, 3));
            Answer recorded = new Answer(question, row.get(3), row.get(4), expectedWarning(row));
            Answer given = ask(question, row.get(0), MatcherMode.valueOf(row.get(1)), row.get(2));
            if (!given.equals(recorded)) {
                differences.add(given + " instead of " + recorded);
            }
        }
        assertThat(rows).hasSizeGreaterThan(3000);
        assertThat(differences).isEmpty();
    }

    private static List<String> expectedWarning(List<String> row) {
        // Deviation D-008: the original calls two readings without any matcher a disagreement, we do not.
        boolean isEmptyList = row.get(0).equals("list") && row.get(4).equals("{}");
        List<String> warning = row.subList(5, row.size());
        return isEmptyList && warning.equals(List.of("disagreement")) ? List.of() : warning;
    }

    private static Answer ask(String question, String kind, MatcherMode mode, String text) {
        List<String> warning = new ArrayList<>();
        MatcherParser parser = MatcherParser.of(mode, w -> warning.addAll(fields(w)));
        try {
            String result =
                    kind.equals("list") ? Matcher.printAll(parser.parseList(text)) : plain(parser.parseOne(text));
            return new Answer(question, "ok", result, warning);
        } catch (MatcherSyntaxException e) {
            return new Answer(question, "error", String.valueOf(e.getMessage()), warning);
        }
    }

    private static String plain(Matcher matcher) {
        return matcher.name() + matcher.type().operator() + matcher.value();
    }

    private static List<String> fields(MatcherWarning warning) {
        if (warning instanceof MatcherWarning.ClassicFallback fallback) {
            return List.of("fallback", fallback.error(), fallback.suggestion());
        }
        return List.of("disagreement");
    }
}
