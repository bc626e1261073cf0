package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers were recorded from amtool 0.33.1, but for the built-in templates and route labels, which it lacks. */
final class TemplateRenderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("a.tmpl"), "{{ define \"a\" }}A{{ end }}");
        Files.writeString(folder.resolve("b.tmpl"), "{{ define \"a\" }}B{{ end }}x");
        Files.writeString(folder.resolve("c.tmpl"), "{{ define \"c\" }}{{ .Nope }}{{ end }}");
    }

    private String glob(String pattern) {
        return "--template.glob=" + folder.resolve(pattern);
    }

    private AmtoolRun render(String... arguments) {
        return AmtoolRun.of(AmtoolRun.join(List.of("template", "render"), arguments));
    }

    private static AmtoolRun printed(String out) {
        return new AmtoolRun(0, out, "");
    }

    private static AmtoolRun failed(String problem) {
        return new AmtoolRun(1, "", "amtool: error: " + problem + "\n\n");
    }

    @Test
    void render_files_laterDefinitionsCount() {
        String text = "--template.text={{ template \"a\" }}|{{ template \"b.tmpl\" }}";
        assertThat(render(glob("a*.tmpl"), glob("b.tmpl"), text)).isEqualTo(printed("B|x"));
        assertThat(render(glob("b.tmpl"), glob("a.tmpl"), text)).isEqualTo(printed("A|x"));
        assertThat(render(glob("[ab].tmpl"), text)).isEqualTo(printed("B|x"));
    }

    @Test
    void render_noFile_isNoError() {
        assertThat(render(glob("nope*"), "--template.text=x\ny")).isEqualTo(printed("x\ny"));
        assertThat(render("--template.glob=", "--template.text=")).isEqualTo(printed(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {{ .Receiver }} {{ .Status }} {{ .ExternalURL }};   receiver alertstatus https://example.com
            {{ .GroupLabels }}; grouplabelkey1=grouplabelvalue1, grouplabelkey2=grouplabelvalue2
            {{ range .Alerts }}{{ .Status }} {{ len .Labels }} {{ .Annotations.Names }} {{ end }}|; firing 5 [annotation1 annotation2 commonannotationkey1 commonannotationkey2] resolved 4 [aaa ccc commonannotationkey1 commonannotationkey2] |
            {{ range .Alerts }}{{ .EndsAt.Sub .StartsAt }} {{ end }}|; 5m0s 10m0s |
            {{ now.Unix }}; 1767323045
            {{ printf "%T" . }}; template.Data
            {{ template "slack.default.fallback" . }}; [ALERTSTATUS] grouplabelvalue1 grouplabelvalue2  | https://example.com/#/alerts?receiver=receiver
            """)
    void render_withoutData_usesTheSample(String text, String expected) {
        assertThat(render(glob("a.tmpl"), "--template.text=" + text)).isEqualTo(printed(expected));
    }

    @Test
    void render_html_escapes() {
        String text =
                "--template.text=<a href=\"{{ .ExternalURL }}\" title={{ .Status }}>{{ \"<\" }}{{ safeHtml \"<\" }}";
        assertThat(render(glob("a.tmpl"), "--template.type=html", text))
                .isEqualTo(printed("<a href=\"https://example.com\" title=alertstatus>&lt;<"));
        assertThat(render(glob("a.tmpl"), "--template.type=text", "--template.text={{ \"<\" }}"))
                .isEqualTo(printed("<"));
    }

    @Test
    void render_data_isWhatTheTemplateIsTold() throws IOException {
        Path data = Files.writeString(
                folder.resolve("data.json"), "{\"status\": \"firing\", \"alerts\": [{\"labels\": {\"a\": \"ü\"}}]}");
        assertThat(render(
                        glob("a.tmpl"),
                        "--template.data=" + data,
                        "--template.text={{ .Status }} {{ (index .Alerts 0).Labels.a }}{{ .Receiver }}"))
                .isEqualTo(printed("firing ü"));
        assertThat(render(glob("a.tmpl"), "--template.data=" + data + "x", "--template.text="))
                .isEqualTo(failed("open " + data + "x: no such file or directory"));
        assertThat(render(glob("a.tmpl"), "--template.data=" + folder, "--template.text="))
                .isEqualTo(failed("read " + folder + ": is a directory"));
    }

    @Test
    void render_badTemplates_failInTheOriginalsWords() throws IOException {
        assertThat(render(glob("a.tmpl"), "--template.text=x{{")).isEqualTo(failed("template: :1: unclosed action"));
        assertThat(render(glob("a.tmpl"), "--template.text={{ .Status }}{{ .Nope }}"))
                .isEqualTo(failed("template: :1:16: executing \"\" at <.Nope>:"
                        + " can't evaluate field Nope in type template.Data"));
        assertThat(render(glob("c.tmpl"), "--template.text={{ template \"c\" . }}"))
                .isEqualTo(failed("template: c.tmpl:1:19: executing \"c\" at <.Nope>:"
                        + " can't evaluate field Nope in type template.Data"));
        Files.writeString(folder.resolve("bad.tmpl"), "\n{{ define ");
        assertThat(render(glob("*.tmpl"), "--template.text=x"))
                .isEqualTo(failed("template: bad.tmpl:2: unclosed action"));
    }

    @Test
    void render_badFlags_failInTheOriginalsWords() {
        assertThat(render()).isEqualTo(failed("required flag(s) '--template.glob', '--template.text' not provided"));
        assertThat(render("--template.text=x")).isEqualTo(failed("required flag(s) '--template.glob' not provided"));
        assertThat(render("--template.type=foo")).isEqualTo(failed("""
            enum value must be one of html,text, got 'foo'
                hint: --template.type: text, or html as for the body of an e-mail."""));
        assertThat(render("--template.glob=[", "--template.text=x")).isEqualTo(failed("syntax error in pattern"));
        assertThat(render(glob("."), "--template.text=x"))
                .isEqualTo(failed("read " + folder.resolve(".") + ": is a directory"));
        assertThat(render("--template.glob=a", "--template.text=a", "--template.text=b"))
                .isEqualTo(failed("flag 'template.text' cannot be repeated"));
    }

    @Test
    void help_namesTheFlagsThatMustBeGiven() {
        assertThat(render("--help").out())
                .startsWith("usage: amtool template render --template.glob=TEMPLATE.GLOB"
                        + " --template.text=TEMPLATE.TEXT [<flags>]\n");
    }
}
