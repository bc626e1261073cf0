package io.tocsin.core.template.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.Templates;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What templates could do with the functions of Alertmanager ends in a clear failure, on a thread with a small stack. */
final class HostileTemplatesTest {
    private static final long STACK_BYTES = 512 << 10;

    private static final String TOO_LONG = "exceeded maximum work of a rendering (30000000 steps)";
    private static final String TOO_LARGE = "exceeded maximum size of a rendering (4194304 characters)";
    private static final String TEXT_TOO_LARGE = "exceeded maximum size of a text (4194304 characters)";
    private static final String TOO_DEEP = "exceeded maximum depth of a value (100)";

    /** A text of half a million characters. */
    private static final String LONG_TEXT = "{{$x := `a`}}{{range 19}}{{$x = print $x $x}}{{end}}";

    record Hostile(String text, String end) {
        @Override
        public String toString() {
            return text;
        }
    }

    static List<Hostile> render_hostile_ends() {
        return List.of(
                new Hostile("{{$x := list}}{{range 100000}}{{$x = list $x}}{{end}}{{$x}}", TOO_DEEP),
                new Hostile("{{$x := dict}}{{range 100000}}{{$x = dict `a` $x}}{{end}}{{$x}}", TOO_DEEP),
                new Hostile("{{$x := list}}{{range 100000}}{{$x = append (list) $x}}{{end}}{{$x}}", TOO_DEEP),
                new Hostile("{{$x := list 1}}{{range 90}}{{$x = list $x $x}}{{end}}{{$x}}", TEXT_TOO_LARGE),
                new Hostile(
                        "{{$x := list 1}}{{range 90}}{{$x = dict `a` $x `b` $x}}{{end}}{{printf `%#v` $x}}",
                        TEXT_TOO_LARGE),
                new Hostile("{{$x := list}}{{range 10000000}}{{$x = append $x 1}}{{end}}", TOO_LONG),
                new Hostile(LONG_TEXT + "{{range 1000}}{{$y := match `(a*)*b` $x}}{{end}}", TOO_LONG),
                new Hostile(LONG_TEXT + "{{range 9}}{{$x = reReplaceAll `(a?){50}a{50}` `$1$1` $x}}{{end}}", TOO_LONG),
                new Hostile(LONG_TEXT + "{{range 9}}{{$x = reReplaceAll `` $x $x}}{{end}}", TEXT_TOO_LARGE),
                new Hostile(
                        LONG_TEXT + "{{range 100}}{{$y := toUpper $x | title | trimSpace | base64encode}}{{end}}",
                        TOO_LONG),
                new Hostile(LONG_TEXT + "{{range 100}}{{$y := date $x now}}{{end}}", TOO_LONG),
                new Hostile(LONG_TEXT + "{{range 100}}{{$y := now.Format $x}}{{end}}", TOO_LONG),
                new Hostile(LONG_TEXT + "{{range 100}}{{$y := toDate `2006` $x}}{{end}}", TOO_LONG),
                new Hostile(LONG_TEXT + "{{range 100}}{{$y := urlUnescape $x}}{{end}}", TOO_LONG),
                new Hostile(LONG_TEXT + "{{range 100}}{{$y := join $x (stringSlice `` `` ``)}}{{end}}", TOO_LONG),
                new Hostile("{{range 1000000}}{{$y := tz `Europe/Berlin` now}}{{end}}", TOO_LONG),
                new Hostile("{{range 10000000}}{{$y := $.CommonLabels.SortedPairs.Values}}{{end}}", TOO_LONG),
                new Hostile(LONG_TEXT + "{{$f := reReplaceAll `a` `%.0[1]s` $x}}{{printf $f $x}}", TOO_LONG),
                new Hostile(LONG_TEXT + "{{$f := reReplaceAll `a` `%[1]v` $x}}{{printf $f 1.1e-300}}", TOO_LONG),
                new Hostile("{{$l := list 1.25 1e300}}{{range 1000000}}{{$y := toJson $l}}{{end}}", TOO_LONG),
                new Hostile("{{$l := list}}{{range 10000}}{{$l = append $l (printf `%999999d` 1)}}{{end}}", TOO_LONG),
                new Hostile("{{$x := `x`}}{{range 24}}{{$x = reReplaceAll `x` `xx` $x}}{{end}}", TOO_LONG),
                new Hostile(manyVariables() + "{{range 100000000}}{{$y := $v1}}{{end}}", TOO_LONG),
                new Hostile("{{range 10000000}}{{$}}{{end}}", TOO_LARGE));
    }

    private static String manyVariables() {
        var text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append("{{$v").append(i).append(" := 1}}");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource
    void render_hostile_ends(Hostile row) throws Exception {
        assertThat(onSmallStack(templates().text(row.text())))
                .startsWith("template: :1:")
                .endsWith(": " + row.end());
    }

    static List<Hostile> render_hostileHtml_ends() {
        return List.of(
                new Hostile("<script>{{$x := list}}{{range 100000}}{{$x = list $x}}{{end}}{{$x}}</script>", TOO_DEEP),
                new Hostile("<script>{{$x := list 1}}{{range 90}}{{$x = list $x $x}}{{end}}{{$x}}</script>", TOO_LONG),
                new Hostile("<p title='{{$x := list 1}}{{range 90}}{{$x = list $x $x}}{{end}}{{$x}}'>", TEXT_TOO_LARGE),
                new Hostile(LONG_TEXT + "{{range 100}}<a href='?{{$x}}'>{{end}}", TOO_LARGE));
    }

    @ParameterizedTest
    @MethodSource
    void render_hostileHtml_ends(Hostile row) throws Exception {
        assertThat(onSmallStack(templates().html(row.text())))
                .startsWith("template: :1:")
                .endsWith(": " + row.end());
    }

    private static Templates templates() throws TemplateException {
        return new AlertmanagerTemplates(ZoneOffset.UTC).compile(List.of());
    }

    private static String onSmallStack(Template template) throws Exception {
        Labels labels = Labels.of(Map.of("alertname", "DiskFull", "team", "db"));
        var message =
                new Message("r", "firing", List.of(), "", labels, labels, labels, labels, "http://localhost:9093");
        var task = new FutureTask<>(() -> {
            try {
                return template.render(message, Instant.EPOCH);
            } catch (TemplateException e) {
                return String.valueOf(e.getMessage());
            }
        });
        var thread = new Thread(null, task, "small stack", STACK_BYTES);
        thread.start();
        return task.get();
    }
}
