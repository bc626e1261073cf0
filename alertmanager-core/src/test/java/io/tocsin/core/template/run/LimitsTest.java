package io.tocsin.core.template.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.TemplateException;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile templates end, in a clear failure, on a thread with a small stack. */
final class LimitsTest {
    private static final long STACK_BYTES = 512 << 10;

    private static final String TOO_DEEP = "exceeded maximum template depth (10000)";
    private static final String TOO_LARGE = "exceeded maximum size of a rendering (4194304 characters)";
    private static final String TOO_LONG = "exceeded maximum work of a rendering (30000000 steps)";

    record Hostile(String text, String end) {}

    static List<Hostile> run_hostile_ends() {
        return List.of(
                new Hostile("{{define `a`}}{{template `a` .}}{{end}}{{template `a` .}}", TOO_DEEP),
                new Hostile(
                        "{{define `a`}}{{template `b`}}{{end}}{{define `b`}}{{template `a`}}{{end}}{{template `a`}}",
                        TOO_DEEP),
                new Hostile(
                        "{{define `a`}}" + "{{if 1}}".repeat(150) + "{{template `a`}}" + "{{end}}".repeat(151)
                                + "{{template `a`}}",
                        TOO_DEEP),
                new Hostile("{{define `a`}}{{range 2}}{{template `a`}}{{end}}{{end}}{{template `a`}}", TOO_DEEP),
                new Hostile("{{range 1000000000}}{{end}}", TOO_LONG),
                new Hostile("{{range 9223372036854775807}}{{continue}}{{end}}", TOO_LONG),
                new Hostile("{{range 100000}}{{range 100000}}{{end}}{{end}}", TOO_LONG),
                new Hostile("{{range 100000}}" + "x".repeat(1000) + "{{end}}", TOO_LARGE),
                new Hostile("{{$x := `x`}}{{range 100}}{{$x = print $x $x}}{{end}}", TOO_LONG),
                new Hostile(
                        "{{$x := `x`}}{{range 20}}{{$x = print $x $x}}{{end}}{{range 100}}{{$x}}{{end}}", TOO_LARGE),
                new Hostile(
                        "{{$x := `<`}}{{range 100}}{{$x = html $x}}{{end}}{{range 100}}{{$x = print $x $x | js | urlquery}}{{end}}",
                        TOO_LONG),
                new Hostile(
                        "{{$x := `x`}}{{range 19}}{{$x = print $x $x}}{{end}}{{range 100}}{{$y := len $x}}{{end}}",
                        TOO_LONG),
                new Hostile(
                        "{{$x := `x`}}{{range 19}}{{$x = print $x $x}}{{end}}{{range 100}}{{$y := index $x 5}}{{end}}",
                        TOO_LONG),
                new Hostile(
                        "{{$x := `x`}}{{range 19}}{{$x = print $x $x}}{{end}}{{range 100}}{{$y := slice $x 5}}{{end}}",
                        TOO_LONG),
                new Hostile(
                        "{{$x := `x`}}{{range 19}}{{$x = print $x $x}}{{end}}{{range 100}}{{$y := eq $x $x}}{{end}}",
                        TOO_LONG),
                new Hostile("{{$x := `x`}}{{range 100}}{{$x = printf `%1000000s` $x}}{{end}}", TOO_LONG),
                new Hostile(exponential(), TOO_LONG));
    }

    /** Thirty templates, each of which calls the next one twice. */
    private static String exponential() {
        var text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            String next = "{{template `t" + (i + 1) + "`}}";
            text.append("{{define `t" + i + "`}}").append(next).append(next).append("{{end}}");
        }
        return text + "{{define `t30`}}{{end}}{{template `t0`}}";
    }

    @ParameterizedTest
    @MethodSource
    void run_hostile_ends(Hostile row) throws Exception {
        assertThat(onSmallStack(row.text())).startsWith("template: :1:").endsWith(": " + row.end());
    }

    @ParameterizedTest
    @ValueSource(strings = {"print ", "len ", "and ", "html ", "or 0 ", "index ", "not "})
    void run_nestedAsDeeplyAsAllowed_fitsOnSmallStack(String function) throws Exception {
        String text = "{{" + ("(" + function).repeat(200) + "`x`" + ")".repeat(200) + ".None}}";
        assertThat(onSmallStack(text)).startsWith("template: :1:");
    }

    @Test
    void run_branchesAsDeepAsAllowed_fitOnSmallStack() throws Exception {
        String text = "{{with .}}".repeat(200) + "{{.A}}" + "{{end}}".repeat(200);
        assertThat(onSmallStack(text)).isEqualTo("hello");
    }

    @Test
    void run_deepCalls_areNoLoss() throws TemplateException {
        String text =
                "{{define `a`}}{{.}}{{if ge (len .) 2}}{{template `a` (slice . 1)}}{{end}}{{end}}{{template `a` $x}}";
        String input = "{{$x := `" + "x".repeat(900) + "`}}";
        assertThat(RunCase.run(input + text, Limits.DEFAULT)).hasSize(900 * 901 / 2);
    }

    @Test
    void run_limits_areThoseGiven() {
        assertThatThrownBy(() -> RunCase.run("{{range 50}}{{end}}", new Limits(100, 10, 10)))
                .hasMessage("template: :1:8: executing \"\" at <50>: exceeded maximum work of a rendering (100 steps)");
        assertThatThrownBy(() -> RunCase.run("0123456789x", new Limits(100, 10, 10)))
                .hasMessage(
                        "template: :1:0: executing \"\" at <0123456789x>: exceeded maximum size of a rendering (10 characters)");
    }

    private static String onSmallStack(String text) throws Exception {
        var task = new FutureTask<>(() -> {
            try {
                return RunCase.run(text, Limits.DEFAULT);
            } catch (TemplateException e) {
                return String.valueOf(e.getMessage());
            }
        });
        var thread = new Thread(null, task, "small stack", STACK_BYTES);
        thread.start();
        return task.get();
    }
}
