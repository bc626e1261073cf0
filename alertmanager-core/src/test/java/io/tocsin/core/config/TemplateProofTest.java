package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.template.FakeTemplates;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration says of templates that would fail when they are needed. */
final class TemplateProofTest {
    private static final Map<String, String> FILES = Map.of("conf/a.tmpl", "first\nsécond line");

    private record Files(Map<String, String> texts) implements FileSource {
        @Override
        public byte[] read(String path) {
            return texts.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public List<String> glob(PathGlob pattern) {
            return texts.keySet().stream().filter(pattern::matches).sorted().toList();
        }
    }

    private static String failing(String when, String message) {
        return "{{ fail " + when + " ! " + message + " }}";
    }

    /** A configuration whose receiver's text, in line 6 from column 11 on, is {@code text}. */
    private static ConfigurationResult decode(String text, String options, Map<String, String> files) {
        String yaml =
                "templates: ['*.tmpl']\nroute: {receiver: a}\nreceivers:\n- name: a\n  webhook_configs:\n  - text: "
                        + text + "\n" + options;
        return new ConfigurationDecoder(List.of(FakeIntegration.INSTANCE), MatcherMode.DEFAULT)
                .readingFiles(new Files(files))
                .compiling(FakeTemplates.compiler())
                .decode(Decoding.FILE, yaml);
    }

    private static List<String> warnings(String text, Map<String, String> files) {
        ConfigurationResult result = decode(text, "", files);
        assertThat(result).isInstanceOf(Accepted.class);
        return result.warnings().stream().map(Object::toString).toList();
    }

    /** As a quoted text of YAML. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Test
    void templateThatWorks_isNotWarnedOf() {
        assertThat(warnings("'{{ .Status }}'", FILES)).isEmpty();
    }

    @Test
    void templateThatFails_isWarnedOfAtItsPlaceInTheLine() {
        String text = quoted(failing("several", "template: :1:9: executing \"\" at <nope>: it fails"));
        assertThat(warnings(text, FILES))
                .containsExactly(
                        "conf/alertmanager.yml:6:21: warning: receivers[0].webhook_configs[0].text: fails for several"
                                + " firing alerts: at <nope>: it fails");
    }

    @Test
    void templateThatDoesNotCompile_isWarnedOfWithWhatIsProbablyMeant() {
        String text = quoted(failing("compiling", "template: :1:44: function \"toUper\" not defined"));
        assertThat(warnings(text, FILES))
                .containsExactly(
                        "conf/alertmanager.yml:6:56: warning: receivers[0].webhook_configs[0].text: is no template:"
                                + " function \"toUper\" not defined\n    hint: did you mean \"toUpper\"?");
    }

    @Test
    void templateOfSeveralLines_isWarnedOfAtItsBeginning() {
        String text = "|\n      one\n      " + failing("always", "template: :2:9: executing \"\" at <nope>: it fails");
        assertThat(warnings(text, FILES))
                .containsExactly(
                        "conf/alertmanager.yml:6:11: warning: receivers[0].webhook_configs[0].text: fails for a firing"
                                + " alert: at <nope>: it fails (line 2, column 10 of the text)");
    }

    @Test
    void definitionThatFails_isWarnedOfInItsFileOnce() {
        String text = quoted(failing("always", "template: a.tmpl:2:11: executing \"x\" at <nope>: it fails"));
        ConfigurationResult result = decode(text, "  - {send_resolved: false, text: " + text + "}\n", FILES);
        assertThat(result.warnings())
                .extracting(Object::toString)
                .containsExactly(
                        "conf/a.tmpl:2:11: warning: the template \"x\" fails for a firing alert: at <nope>: it fails;"
                                + " conf/alertmanager.yml:6:11 (receivers[0].webhook_configs[0].text) uses it");
    }

    @Test
    void builtInDefinitionThatFails_isWarnedOfAtTheSetting() {
        String text = quoted(failing("always", "template: :7:11: executing \"__subject\" at <.Status>: it fails"));
        assertThat(warnings(text, FILES))
                .containsExactly(
                        "conf/alertmanager.yml:6:11: warning: receivers[0].webhook_configs[0].text: the built-in"
                                + " template \"__subject\" fails for a firing alert: at <.Status>: it fails");
    }

    @Test
    void templateThatFailsForResolvedAlerts_isNotWarnedOfWhereTheseAreNotSent() {
        String text = quoted(failing("resolved", "template: :1:9: executing \"\" at <nope>: it fails"));
        assertThat(decode(text, "    send_resolved: false\n", FILES).warnings()).isEmpty();
        assertThat(decode(text, "    send_resolved: true\n", FILES).warnings()).hasSize(1);
    }

    @Test
    void labelOfARoute_isTriedForResolvedAlertsToo() {
        String text = quoted(failing("resolved", "template: :1:9: executing \"\" at <nope>: it fails"));
        ConfigurationResult result = new ConfigurationDecoder(List.of(FakeIntegration.INSTANCE), MatcherMode.DEFAULT)
                .compiling(FakeTemplates.compiler())
                .decode(Decoding.FILE, "receivers: [{name: a}]\nroute:\n  receiver: a\n  labels: {x: " + text + "}\n");
        assertThat(result).isInstanceOf(Accepted.class);
        assertThat(result.warnings())
                .extracting(Object::toString)
                .containsExactly(
                        "conf/alertmanager.yml:4:25: warning: route.labels.x: fails for a resolved alert: at <nope>:"
                                + " it fails");
    }

    @Test
    void configurationWithErrors_isNotTried() {
        String text = quoted(failing("always", "template: :1:9: executing \"\" at <nope>: it fails"));
        assertThat(decode(text, "    nope: 1\n", FILES).warnings()).isEmpty();
    }

    /** Without fakes. */
    private static List<String> really(String text, String file) {
        return really(text, file, "");
    }

    /** @param more keys of the last integration */
    private static List<String> really(String text, String file, String more) {
        ConfigurationResult result = new ConfigurationDecoder(List.of(FakeIntegration.INSTANCE), MatcherMode.DEFAULT)
                .readingFiles(new Files(Map.of("conf/a.tmpl", file)))
                .decode(
                        Decoding.FILE,
                        "templates: ['*.tmpl']\nroute: {receiver: a}\nreceivers:\n- name: a\n  webhook_configs:\n"
                                + text.lines()
                                        .map(each -> "  - text: " + quoted(each) + "\n")
                                        .collect(Collectors.joining())
                                + more);
        assertThat(result).isInstanceOf(Accepted.class);
        return result.warnings().stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ template \"__subject\" . }}",
                "{{ .Status | toUpper }}{{ if eq .Status \"firing\" }}:{{ .Alerts.Firing | len }}{{ end }}",
                "{{ range .Alerts.Firing }}{{ .Labels.instance }} {{ .Annotations.no_such_thing }}{{ end }}",
                "{{ with index .Alerts 0 }}{{ .Labels.severity }}{{ end }}",
                "{{ if gt (len .Alerts.Resolved) 0 }}{{ (index .Alerts.Resolved 0).EndsAt.Format \"15:04\" }}{{ end }}",
                "{{ .CommonAnnotations.value | humanizeDuration }}",
                "{{ slice .CommonLabels.instance 0 8 }} {{ .GroupLabels.SortedPairs.Values | join \" \" }}",
                "{{ (.CommonLabels.Remove .GroupLabels.Names).Values | join \" \" }}",
                "{{ range .CommonLabels.SortedPairs }}{{ .Name }}={{ .Value }} {{ end }}{{ .ExternalURL | urlquery }}",
                "{{ reReplaceAll \"(.*):.*\" \"$1\" .CommonLabels.instance | title }}{{ if match \"^a\" .Receiver }}{{ end }}",
                "{{ $x := index .CommonLabels \"team\" }}{{ if or (eq $x \"a\") (eq $x \"b\") }}{{ $x }}{{ end }}",
                "{{ range $i, $alert := .Alerts }}{{ if lt $i 5 }}{{ $alert.StartsAt.Unix }}{{ end }}{{ end }}",
                "{{ tz \"Europe/Berlin\" (index .Alerts 0).StartsAt | date \"15:04\" }} {{ since (index .Alerts 0).StartsAt }}",
                "{{ stringSlice \"a\" \"b\" | join \",\" }}{{ routeLabels \"x\" }}",
            })
    void templatesAsPeopleWriteThem_areNotWarnedOf(String template) {
        assertThat(really(template, "")).isEmpty();
    }

    @Test
    void templatesThatEndNowhere_doNotKeepOthersFromBeingTried() {
        String file = "{{ define \"deep\" }}{{ template \"deep\" . }}{{ end }}"
                + "{{ define \"long\" }}{{ range 100000000 }}x{{ end }}{{ end }}";
        String uses = IntStream.range(0, 14)
                .mapToObj(i -> "{{ template \"" + (i % 2 == 0 ? "deep" : "long") + "\" . }}" + i)
                .collect(Collectors.joining("\n", "", "\n{{ .Nope }}"));
        List<String> warnings = really(uses, file);
        assertThat(warnings).hasSize(3);
        assertThat(warnings.get(0)).startsWith("conf/a.tmpl:1:").contains("exceeded maximum template depth");
        assertThat(warnings.get(1)).startsWith("conf/a.tmpl:1:").contains("exceeded maximum work");
        assertThat(warnings.get(2))
                .startsWith("conf/alertmanager.yml:20:15: warning: receivers[0].webhook_configs[14]");
    }

    @Test
    void templatesThatTakeLong_keepAServerFromTryingOthers() {
        String yaml = "route: {receiver: a}\nreceivers:\n- name: a\n  webhook_configs:\n"
                + IntStream.range(0, 12)
                        .mapToObj(i -> "  - text: '{{ range 150000 }}{{ end }}" + i + "'\n")
                        .collect(Collectors.joining());
        var decoder = new ConfigurationDecoder(List.of(FakeIntegration.INSTANCE), MatcherMode.DEFAULT);
        assertThat(decoder.decode(Decoding.FILE, yaml).warnings()).isEmpty();
        assertThat(decoder.refusingToSend(List.of()).decode(Decoding.FILE, yaml).warnings())
                .extracting(Object::toString)
                .containsExactly("conf/alertmanager.yml:15:11: warning: receivers[0].webhook_configs[10].text: this"
                        + " template and those below were not tried: 10 others take long\n    hint: \"amtool check-config\""
                        + " tries them all.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range 500000 }}{{ end }}",
                "{{ range 4000 }}{{ $x := printf \"%v\" $ }}{{ end }}",
                "{{ range 900 }}{{ $ }}{{ end }}",
                "{{ range 20 }}{{ printf \"%100000d\" 1 }}{{ end }}",
            })
    void templateThatTakesLongAndMay_isNotWarnedOf(String template) {
        assertThat(really(template, "")).isEmpty();
    }

    @Test
    void textOfMegabytes_isTriedAndNotQuoted() {
        String file = "{{ define \"txt\" }}" + "x at <index>: error ".repeat(200_000) + "{{ end }}"
                + "{{ define \"twice\" }}{{ template \"txt\" }}{{ template \"txt\" }}{{ end }}";
        List<String> warnings = really("{{ template \"txt\" . }}\n{{ template \"twice\" . }}", file);
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .hasSizeLessThan(5_000)
                        .contains("exceeded maximum size of a rendering (4194304 characters)"));
    }

    /** Without fakes: of one receiver's text and HTML. */
    private static List<String> reallyOfBoth(String template, String file) {
        return really(template + "\n", file, "    html: " + quoted(template) + "\n");
    }

    @Test
    void definitionThatFails_asTextAndAsHtml_isWarnedOfOnceByName() {
        String file = "{{ define \"t\" }}<p title=\"{{ .Nope }}\">{{ end }}";
        assertThat(reallyOfBoth("{{ template \"t\" . }}", file))
                .containsExactly("conf/a.tmpl:1:30: warning: the template \"t\" fails for a firing alert: at <.Nope>:"
                        + " can't evaluate field Nope in type *template.Data; conf/alertmanager.yml:6:11"
                        + " (receivers[0].webhook_configs[0].text) uses it");
    }

    @Test
    void definitionThatLeavesAnAttributeOpen_isNamedWhereItStands() {
        String file = "{{ define \"outer\" }}<p>{{ template \"t50\" . }}{{ end }}\n"
                + "{{ define \"t50\" }}<div title=\"{{ .Status }}{{ end }}";
        assertThat(reallyOfBoth("{{ template \"outer\" . }}", file))
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning)
                                .startsWith(
                                        "conf/a.tmpl:2:19: warning: the template \"t50\" fails: ends in a non-text context: {"));
    }

    @Test
    void mistakeInTheHtmlOfADefinition_namesIt() {
        String file = "{{ define \"t\" }}<p title=a=b>{{ end }}";
        assertThat(reallyOfBoth("{{ template \"t\" . }}", file))
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .startsWith("conf/a.tmpl:1:17: warning: the template \"t\" fails: \"=\" in unquoted attr"));
    }
}
