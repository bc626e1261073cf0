package io.tocsin.core.template.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.run.Limits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Templates by chance, of pieces that often fit together: each is rendered, or fails with an error that says where. */
final class TemplateFuzzTest {
    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");
    private static final int CASES = 20_000;

    /** So that a case that never ends is over soon. */
    private static final Limits LIMITS = new Limits(100_000, 10_000, 50);

    private static final List<String> OPERANDS = List.of(
            "1",
            "-1",
            "2.5",
            "\"a\"",
            "\"\"",
            "nil",
            "true",
            "'x'",
            "1i",
            ".",
            "$",
            "$x",
            ".Alerts",
            "$.Alerts.Firing",
            ".CommonLabels",
            ".CommonLabels.team",
            ".CommonLabels.none",
            "$.CommonLabels.SortedPairs",
            ".Labels",
            ".StartsAt",
            "(index $.Alerts 0).StartsAt",
            "(index $.Alerts 0).Labels",
            ".Receiver",
            "$.Status",
            "$.ExternalURL",
            ".None",
            "now",
            "(list 1 \"b\" nil)",
            "(dict \"k\" 1)",
            "(stringSlice \"p\" \"q\")",
            "(now.Sub now)",
            "(safeHtml \"<b>\")",
            "0x7fffffffffffffff",
            "\"2006-01-02\"",
            "\"(a|b)*\"",
            "\"%5.2f|%x|%q\"",
            "\"\\xff\"");

    private static final List<String> FUNCTIONS = List.of(
            "print",
            "printf",
            "println",
            "len",
            "index",
            "slice",
            "eq",
            "ne",
            "lt",
            "ge",
            "and",
            "or",
            "not",
            "html",
            "js",
            "urlquery",
            "call",
            "toUpper",
            "title",
            "trimSpace",
            "join",
            "match",
            "safeHtml",
            "safeUrl",
            "urlUnescape",
            "reReplaceAll",
            "stringSlice",
            "date",
            "tz",
            "since",
            "humanizeDuration",
            "toJson",
            "list",
            "append",
            "dict",
            "base64encode",
            "toDate",
            "routeLabels",
            ".CommonLabels.Remove",
            "(index $.Alerts 0).StartsAt.Format",
            "(index $.Alerts 0).StartsAt.Add",
            "(index $.Alerts 0).StartsAt.In",
            "$.CommonLabels.SortedPairs.Names");

    private static final List<String> TEXTS = List.of(
            "x",
            " ",
            "\n",
            "<p>",
            "</p>",
            "<a href=\"",
            "\">",
            "<script>",
            "</script>",
            "'",
            "\"",
            "<b title='",
            "'>",
            "<!--",
            "-->",
            "{{/* c */}}",
            "<style>a{b:",
            "}</style>",
            "\u00e9",
            "&amp;",
            "=",
            "{{- 1 -}}");

    private final Random random = new Random(17);

    @Test
    void render_anyTemplate_givesTextOrLocatedError() throws TemplateException {
        Templates templates = new AlertmanagerTemplates(ZoneOffset.UTC, LIMITS).compile(List.of());
        int rendered = 0;
        for (int i = 0; i < CASES; i++) {
            String source = statements(3) + "{{ define \"t\" }}" + statements(1) + "{{ end }}";
            rendered += isRendered(templates.text(source)) ? 1 : 0;
            rendered += isRendered(templates.html(source)) ? 1 : 0;
        }
        // The pieces must fit often enough to reach what is behind the parser.
        assertThat(rendered).isBetween(CASES / 10, 2 * CASES - CASES / 10);
    }

    private static boolean isRendered(Template template) {
        try {
            template.render(message(), NOW);
            return true;
        } catch (TemplateException e) {
            assertThat(e.getMessage()).as(template.source()).matches("(?s)(html/)?template:.+");
            return false;
        }
    }

    private static Message message() {
        Labels labels = Labels.of(Map.of("alertname", "DiskFull", "team", "<db>"));
        var time = Timestamp.of(NOW);
        var alert =
                new MessageAlert("firing", labels, labels, time, time, "http://localhost/?a=b&c", "0123456789abcdef");
        return new Message(
                "r",
                "firing",
                List.of(alert, alert),
                "",
                labels,
                labels,
                labels,
                Labels.EMPTY,
                "http://localhost:9093");
    }

    private String statements(int depth) {
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(any(TEXTS)).append(statement(depth));
        }
        return text.toString();
    }

    private String statement(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 4)) {
            case 0, 1 -> "{{ " + pipeline(2) + " }}";
            case 2 -> "{{ $x := " + pipeline(1) + " }}";
            case 3 -> "{{ template \"t\" " + operand(1) + " }}";
            case 4 ->
                "{{ if " + pipeline(1) + " }}" + statements(depth - 1) + "{{ else }}" + statements(depth - 1)
                        + "{{ end }}";
            case 5 -> "{{ with $x := " + pipeline(1) + " }}" + statements(depth - 1) + "{{ end }}";
            case 6 -> "{{ range $k, $x := " + operand(1) + " }}" + statements(depth - 1) + "{{ break }}{{ end }}";
            case 7 -> "{{ range " + operand(1) + " }}" + statements(depth - 1) + "{{ else }}e{{ end }}";
            default -> "{{ block \"b\" " + operand(1) + " }}{{ . }}{{ end }}";
        };
    }

    private String pipeline(int depth) {
        var text = new StringBuilder(random.nextInt(3) == 0 ? operand(depth) : call(depth));
        while (random.nextInt(4) == 0) {
            text.append(" | ").append(call(0));
        }
        return text.toString();
    }

    private String call(int depth) {
        var text = new StringBuilder(any(FUNCTIONS));
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(' ').append(operand(depth));
        }
        return text.toString();
    }

    private String operand(int depth) {
        return depth > 0 && random.nextInt(4) == 0 ? "(" + pipeline(depth - 1) + ")" : any(OPERANDS);
    }

    private String any(List<String> pieces) {
        return pieces.get(random.nextInt(pieces.size()));
    }
}
