package io.tocsin.core.template.html;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.NodeText;
import io.tocsin.core.template.syntax.Parser;
import io.tocsin.core.template.syntax.Tree;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is added to trees. What comes out of them is compared with the original by {@code HtmlGoldenTest}. */
final class HtmlEscaperTest {
    private static final Set<String> FUNCTIONS = Set.of("html", "urlquery", "print");

    private static Map<String, Tree> escape(String text) throws TemplateException {
        return HtmlEscaper.escape(Parser.parse("", text, FUNCTIONS::contains), "");
    }

    private static String text(Map<String, Tree> trees, String name) {
        return NodeText.of(requireNonNull(trees.get(name)).root());
    }

    /** The escaped text, with the escapers' names cut to what tells them apart. */
    private static String escaped(String text, String name) throws TemplateException {
        return text(escape(text), name).replace("_html_template_", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '¤', textBlock = """
            <p>{{.X}}                          § <p>{{.X | htmlescaper}}
            <p title="{{.X}}">                 § <p title="{{.X | attrescaper}}">
            <p title={{.X}}>                   § <p title={{.X | nospaceescaper}}>
            <p {{.X}}>                         § <p {{.X | htmlnamefilter}}>
            <title>{{.X}}</title>              § <title>{{.X | rcdataescaper}}</title>
            <a href="{{.X}}">                  § <a href="{{.X | urlfilter | urlnormalizer | attrescaper}}">
            <a href="/{{.X}}?{{.Y}}">          § <a href="/{{.X | urlnormalizer | attrescaper}}?{{.Y | urlescaper | attrescaper}}">
            <script>{{.X}}/{{.Y}}</script>     § <script>{{.X | jsvalescaper}}/{{.Y | jsvalescaper}}</script>
            <script>/{{.X}}/</script>          § <script>/{{.X | jsregexpescaper}}/</script>
            <script>"{{.X}}"</script>          § <script>"{{.X | jsstrescaper}}"</script>
            <style>a{b:{{.X}}}</style>         § <style>a{b:{{.X | cssvaluefilter}}}</style>
            <!-- {{.X}} -->                    § {{.X | commentescaper}}
            {{.X | html}}                      § {{.X | html}}
            {{html .X .Y}}                     § {{_eval_args_ .X .Y | html}}
            <p title="{{.X | html}}">          § <p title="{{.X | html}}">
            <a href="?{{.X | urlquery}}">      § <a href="?{{.X | urlquery | attrescaper}}">
            <script>"{{.X | html}}"</script>   § <script>"{{.X | html | jsstrescaper}}"</script>
            {{$x := .X}}{{$x}}                 § {{$x := .X}}{{$x | htmlescaper}}
            """)
    void escape_actionInContext_addsWhatItAsksFor(String text, String expected) throws TemplateException {
        assertThat(escaped(text, "")).isEqualTo(expected);
    }

    @Test
    void escape_templateCalledInTwoContexts_isEscapedForEach() throws TemplateException {
        String text = "{{define \"a\"}}{{.}}{{end}}{{template \"a\" .X}}<script>{{template \"a\" .Y}}</script>";
        String derived = "a$htmltemplate_stateJS_elementScript";
        assertThat(escaped(text, ""))
                .isEqualTo("{{template \"a\" .X}}<script>{{template \"" + derived + "\" .Y}}</script>");
        assertThat(escaped(text, "a")).isEqualTo("{{. | htmlescaper}}");
        assertThat(escaped(text, derived)).isEqualTo("{{. | jsvalescaper}}");
    }

    /** Deviation D-219. */
    @Test
    void escape_templateThatOpensAnAttributeCalledTwice_isUnderstoodTwice() throws TemplateException {
        String text = "{{define \"a\"}}<a href=\"?x={{end}}{{template \"a\"}}{{.X}}\">{{template \"a\"}}{{.X}}\">";
        assertThat(escaped(text, "")).isEqualTo("{{template \"a\"}}{{.X | urlescaper | attrescaper}}\">".repeat(2));
    }

    @Test
    void escape_twice_leavesTheOriginalAsItIs() throws TemplateException {
        Map<String, Tree> trees = Parser.parse("", "<a href=\"{{.X}}\">", FUNCTIONS::contains);
        assertThat(HtmlEscaper.escape(trees, "")).isEqualTo(HtmlEscaper.escape(trees, ""));
        assertThat(text(trees, "")).isEqualTo("<a href=\"{{.X}}\">");
    }

    @Test
    void escape_mistakeInText_placeIsKnownThoughGoDoesNotTell() {
        assertThatThrownBy(() -> escape("{{.X}}\n<p>{{.Y}}<p title=a=b>"))
                .isInstanceOfSatisfying(TemplateException.class, e -> {
                    assertThat(e).hasMessage("html/template: \"=\" in unquoted attr: \"a=b\"");
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.column()).isEqualTo(9);
                });
    }

    /** Deviation D-221: the original reports the second one. */
    @Test
    void escape_twoMistakes_reportsTheFirst() {
        assertThatThrownBy(() -> escape("{{if .X}}<script>{{end}}{{template \"nope\"}}"))
                .hasMessageStartingWith("html/template::1:5: {{if}} branches end in different contexts");
    }

    /** Deviation D-220: the original recurses until it is ended. */
    @Test
    void escape_templateThatNestsLiteralsForEver_isRefused() {
        String text = "{{define \"a\"}}`${ {{template \"a\"}}{{end}}<script>{{template \"a\"}}";
        assertThatThrownBy(() -> escape(text))
                .hasMessage("html/template: template literals nested deeper than 100 levels");
    }

    @Test
    void escape_longChainOfTemplates_isRefused() {
        StringBuilder text = new StringBuilder("{{template \"0\"}}");
        for (int i = 0; i < 1000; i++) {
            text.append("{{define \"%d\"}}{{template \"%d\"}}{{end}}".formatted(i, i + 1));
        }
        text.append("{{define \"1000\"}}x{{end}}");
        assertThatThrownBy(() -> escape(text.toString()))
                .hasMessageEndingWith("branches and templates nested deeper than 150 levels");
    }

    /** If the time grew with the square of the length, it would take hours. */
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @ValueSource(
            strings = {"<script>", "<style>", "<p title=\"", "<a href=", "<!--", "<title>", "<meta content=\"", ""})
    void escape_longTexts_takeTimeInProportion(String start) {
        for (String unit : new String[] {
            "<",
            "</",
            "\"",
            "'",
            "`",
            "${`",
            "\\",
            "\\a",
            "/",
            "(",
            "url(",
            "&",
            "&#",
            "<!--",
            "{ ",
            "-",
            "<p ",
            "</script",
            "a "
        }) {
            String text = start + unit.repeat(300_000);
            try {
                escape(text);
            } catch (TemplateException e) {
                assertThat(e).hasMessageStartingWith("html/template");
            }
        }
    }

    /** The launcher gives threads stacks of 512 KiB. */
    @Test
    void escape_deepestThatIsAllowed_fitsIntoTheStackOfAThread() throws Exception {
        StringBuilder text = new StringBuilder("{{template \"0\"}}");
        for (int i = 0; i < 74; i++) {
            text.append("{{define \"%d\"}}{{range .X}}{{template \"%d\"}}{{end}}{{end}}".formatted(i, i + 1));
        }
        text.append("{{define \"74\"}}x{{end}}");
        var escaped = new FutureTask<>(() -> escape(text.toString()));
        Thread thread = new Thread(null, escaped, "small", 320 << 10);
        thread.start();
        assertThat(escaped.get(1, TimeUnit.MINUTES)).hasSize(76);
    }

    @Test
    void escape_nestedLoops_areNotFollowedOnceForEachWayThroughThem() throws TemplateException {
        String text = "<script>" + "{{range .X}}".repeat(140) + "{{.}}" + "{{end}}".repeat(140) + "</script>";
        assertThat(escape(text)).containsOnlyKeys("");
    }

    @Test
    void escape_longTemplateInManyContexts_isRefused() {
        String text =
                "{{define \"a\"}}" + "x ".repeat(150_000) + "{{end}}<script>" + "`${ {{template \"a\"}}".repeat(90);
        assertThatThrownBy(() -> escape(text)).hasMessage("html/template: escaping takes more than 20000000 steps");
    }
}
