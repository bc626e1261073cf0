package io.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.yaml.Problem.Original;
import io.tocsin.core.yaml.Problem.Stage;
import org.junit.jupiter.api.Test;

final class ProblemsTest {
    private final Problems problems = new Problems();

    private void error(int line, Stage stage, String original) {
        problems.error(new Position("a.yml", line, 3), "x.y", "wrong", "", new Original(stage, original));
    }

    @Test
    void error_withHint_printsPlacePathMessageAndHint() {
        problems.error(
                new Position("dir/a.yml", 14, 17),
                "route.routes[2].group_wait",
                "expected a duration, got \"30 sec\"",
                "did you mean \"30s\"?",
                new Original(Stage.VALUE, "not a valid duration string: \"30 sec\""));
        assertThat(problems.errors())
                .singleElement()
                .hasToString("dir/a.yml:14:17: route.routes[2].group_wait: expected a duration, got \"30 sec\"\n"
                        + "    hint: did you mean \"30s\"?");
    }

    @Test
    void warning_withoutHintAndPath_isMarked() {
        problems.warning(new Position("a.yml", 1, 1), "", "odd", "");
        assertThat(problems.warnings()).singleElement().hasToString("a.yml:1:1: warning: odd");
        assertThat(problems.hasErrors()).isFalse();
    }

    @Test
    void errors_moreThanTheLimit_areCountedButNotKept() {
        for (int line = 1; line <= 60; line++) {
            error(line, Stage.TYPE, "o");
        }
        assertThat(problems.errors()).hasSize(Problems.LIMIT);
        assertThat(problems.errorCount()).isEqualTo(60);
    }

    @Test
    void errors_foundInAnyOrder_areListedByPlace() {
        error(9, Stage.TYPE, "late");
        error(2, Stage.TYPE, "early");
        assertThat(problems.errors())
                .extracting(problem -> problem.position().line())
                .containsExactly(2, 9);
    }

    @Test
    void originalText_typeErrors_listsAllWithLines() {
        error(9, Stage.TYPE, "cannot unmarshal !!seq into string");
        error(2, Stage.TYPE, "field x not found in type config.plain");
        error(1, Stage.WHOLE, "no route");
        assertThat(problems.originalText())
                .isEqualTo("yaml: unmarshal errors:\n  line 2: field x not found in type config.plain"
                        + "\n  line 9: cannot unmarshal !!seq into string");
    }

    @Test
    void originalText_refusedValue_standsAlone() {
        error(2, Stage.TYPE, "field x not found in type config.plain");
        error(9, Stage.VALUE, "empty duration string");
        assertThat(problems.originalText()).isEqualTo("empty duration string");
    }

    @Test
    void originalText_contradictions_isTheFirstFound() {
        error(9, Stage.WHOLE, "child");
        error(2, Stage.WHOLE, "parent");
        assertThat(problems.originalText()).isEqualTo("child");
    }
}
