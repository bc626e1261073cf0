package io.tocsin.core.template.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.Parser;
import io.tocsin.core.template.syntax.Tree;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * A text and what comes of it, with {@link SampleDot} as its dot.
 *
 * @param error without {@code template: } before it; empty if there is none
 */
record RunCase(String text, String output, String error) {
    static RunCase prints(String text, String output) {
        return new RunCase(text, output, "");
    }

    static RunCase fails(String text, String error) {
        return new RunCase(text, "", error);
    }

    static String run(String text, Limits limits) throws TemplateException {
        var functions = BuiltinFunctions.all();
        Map<String, Tree> trees = Parser.parse("", text, functions::containsKey);
        return new Program(trees, Map.of(), functions, ZoneOffset.UTC, limits)
                .run(requireNonNull(trees.get("")), SampleDot.VALUE, Instant.EPOCH, name -> "");
    }

    void check() {
        String given;
        try {
            given = run(text, Limits.DEFAULT);
        } catch (TemplateException e) {
            assertThat(e).hasMessage("template: " + error);
            return;
        }
        assertThat(error).isEmpty();
        assertThat(given).isEqualTo(output);
    }

    @Override
    public String toString() {
        return text;
    }
}
