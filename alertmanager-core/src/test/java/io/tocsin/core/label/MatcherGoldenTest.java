package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Replays what the original's own tools made of 5 020 texts in all three modes, as lists or as single matchers. */
final class MatcherGoldenTest {
    private static final String LIST = "list";
    private static final String OK = "ok";
    private static final String FALLBACK = "fallback";
    private static final String DISAGREEMENT = "disagreement";
    /** Stands for what is also in another column. */
    private static final String SAME = "=";

    /** Text, verdict, canonical form or message, warnings: what must agree. */
    private record Answer(String question, String verdict, String result, List<String> warning) {}

    private final List<String> differences = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();

    @Test
    void parse_everyChosenText_answersAsTheOriginal() {
        List<List<String>> rows = GoldenLines.read(MatcherGoldenTest.class, "matchers.tsv");
        for (List<String> row : rows) {
            MatcherMode mode = MatcherMode.valueOf(row.get(1));
            compare(row.get(0), mode, row.get(2), row.get(3), row.get(4), row.subList(5, row.size()));
        }
        assertThat(texts).hasSize(620);
        assertThat(rows).hasSize(6 * 620);
        assertThat(differences).isEmpty();
    }

    @Test
    void parse_everyRandomText_answersAsTheOriginal() {
        for (List<String> row : GoldenLines.read(MatcherGoldenTest.class, "random-matchers.tsv")) {
            String byDefault = row.get(2);
            String strict = row.get(3).equals(SAME) ? byDefault : row.get(3);
            String classic = row.get(4).equals(SAME) ? byDefault : row.get(4);
            compare(row, MatcherMode.DEFAULT, byDefault, warning(row, strict));
            compare(row, MatcherMode.UTF8_STRICT, strict, List.of());
            compare(row, MatcherMode.CLASSIC, classic, List.of());
        }
        assertThat(texts).hasSize(4400);
        assertThat(differences).isEmpty();
    }

    /** The fields of the recorded warning of the default mode. */
    private static List<String> warning(List<String> row, String strict) {
        if (row.size() < 6 || row.get(5).equals(DISAGREEMENT)) {
            return row.subList(5, row.size());
        }
        String result = row.get(2).substring(1);
        String canonical = row.get(0).equals(LIST) ? result.replaceAll("^\\{|\\}$", "") : result;
        return List.of(FALLBACK, strict.substring(1), row.get(5).equals(SAME) ? canonical : row.get(5));
    }

    private void compare(List<String> row, MatcherMode mode, String answer, List<String> warning) {
        String text = row.get(1);
        String verdict = answer.startsWith("+") ? OK : "error";
        String result = answer.equals("-bad") ? "bad matcher format: " + text : answer.substring(1);
        compare(row.get(0), mode, text, verdict, result, warning);
    }

    private void compare(
            String kind, MatcherMode mode, String text, String verdict, String result, List<String> warning) {
        texts.add(text);
        String question = kind + ' ' + mode + ' ' + text;
        // Deviation D-008: the original calls two readings without any matcher a disagreement, we do not.
        boolean isEmptyList = kind.equals(LIST) && result.equals("{}");
        List<String> expected = isEmptyList && warning.equals(List.of(DISAGREEMENT)) ? List.of() : warning;
        Answer recorded = new Answer(question, verdict, result, expected);
        Answer given = ask(question, kind, mode, text);
        if (!given.equals(recorded)) {
            differences.add(given + " instead of " + recorded);
        }
    }

    private static Answer ask(String question, String kind, MatcherMode mode, String text) {
        List<String> warning = new ArrayList<>();
        MatcherParser parser = MatcherParser.of(mode, w -> warning.addAll(fields(w)));
        try {
            String result = kind.equals(LIST) ? Matcher.printAll(parser.parseList(text)) : plain(parser.parseOne(text));
            return new Answer(question, OK, result, warning);
        } catch (MatcherSyntaxException e) {
            return new Answer(question, "error", String.valueOf(e.getMessage()), warning);
        }
    }

    private static String plain(Matcher matcher) {
        return matcher.name() + matcher.type().operator() + matcher.value();
    }

    private static List<String> fields(MatcherWarning warning) {
        if (warning instanceof MatcherWarning.ClassicFallback fallback) {
            return List.of(FALLBACK, fallback.error(), fallback.suggestion());
        }
        return List.of(DISAGREEMENT);
    }
}
