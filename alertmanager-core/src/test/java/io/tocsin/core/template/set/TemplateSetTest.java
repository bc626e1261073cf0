package io.tocsin.core.template.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.TemplateFile;
import io.tocsin.core.template.run.Limits;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class TemplateSetTest {
    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");

    private static final Map<String, Function> FUNCTIONS = Map.of(
            "year",
            Function.of(
                    "year",
                    List.of(),
                    (call, arguments) ->
                            Value.Int.of(call.now().atZone(call.localZone()).getYear())),
            "label",
            Function.of(
                    "label",
                    List.of(GoType.STRING),
                    (call, arguments) -> Value.Text.of(call.routeLabel(((Value.Text) arguments.get(0)).text()))));

    private static final TemplateSet.Settings SETTINGS = new TemplateSet.Settings(
            List.of(file(
                    "builtin.tmpl",
                    "{{ define \"hello\" }}Hello {{ . }}!{{ end }}{{ define \"bad\" }}{{ .X }}{{ end }}")),
            FUNCTIONS,
            (Message message, ZoneId zone) -> Value.Text.of(message.receiver()),
            ZoneOffset.UTC,
            Limits.DEFAULT);

    private static TemplateFile file(String name, String text) {
        return new TemplateFile(name, "/etc/" + name, text);
    }

    private static Message message(String receiver) {
        return new Message(
                receiver,
                "firing",
                List.of(),
                "",
                Labels.EMPTY,
                Labels.EMPTY,
                Labels.EMPTY,
                Labels.of(Map.of("team", "db")),
                "http://localhost:9093");
    }

    private static String render(Template template) throws TemplateException {
        return template.render(message("<you>"), NOW);
    }

    private static TemplateSet set(TemplateFile... files) throws TemplateException {
        return TemplateSet.of(List.of(files), SETTINGS);
    }

    @Test
    void text_definedTemplates_areCalled() throws TemplateException {
        assertThat(render(set().text("{{ template \"hello\" . }}"))).isEqualTo("Hello <you>!");
    }

    @Test
    void html_values_areEscaped() throws TemplateException {
        assertThat(render(set().html("<p>{{ template \"hello\" . }}</p>"))).isEqualTo("<p>Hello &lt;you&gt;!</p>");
    }

    @Test
    void text_empty_isEmpty() throws TemplateException {
        assertThat(render(set().text(""))).isEmpty();
        assertThat(render(set().html(""))).isEmpty();
    }

    @Test
    void text_onlySpace_isSpace() throws TemplateException {
        assertThat(render(set().text(" \n"))).isEqualTo(" \n");
        assertThat(render(set().html(" \n"))).isEqualTo(" \n");
    }

    @Test
    void of_laterFile_replacesDefinition() throws TemplateException {
        var set = set(
                file("a.tmpl", "{{ define \"hello\" }}A{{ end }}"),
                file("b.tmpl", "{{ define \"hello\" }}B{{ end }}"),
                file("c.tmpl", "{{ define \"hello\" }} \n{{ end }}"));
        assertThat(render(set.text("{{ template \"hello\" }}"))).isEqualTo("B");
        assertThat(render(set.html("{{ template \"hello\" }}"))).isEqualTo("B");
    }

    @Test
    void of_file_isTemplateOfItsName() throws TemplateException {
        assertThat(render(set(file("a.tmpl", "I am {{ . }}")).text("{{ template \"a.tmpl\" 1 }}")))
                .isEqualTo("I am 1");
    }

    @Test
    void of_brokenFile_isRefused() {
        assertThatThrownBy(() -> set(file("a.tmpl", "fine"), file("b.tmpl", "line\n{{ nope }}")))
                .isInstanceOfSatisfying(TemplateException.class, e -> {
                    assertThat(e.template()).isEqualTo("b.tmpl");
                    assertThat(e.line()).isEqualTo(2);
                })
                .hasMessage("template: b.tmpl:2: function \"nope\" not defined");
    }

    @Test
    void text_ownDefinitions_replaceThoseOfFilesForItselfOnly() throws TemplateException {
        var set = set();
        assertThat(render(set.text("{{ define \"hello\" }}mine{{ end }}{{ template \"hello\" }}")))
                .isEqualTo("mine");
        assertThat(render(set.html("{{ define \"hello\" }}mine{{ end }}{{ template \"hello\" }}")))
                .isEqualTo("mine");
        assertThat(render(set.text("{{ define \"hello\" }} {{ end }}{{ template \"hello\" 2 }}")))
                .isEqualTo("Hello 2!");
        assertThat(render(set.text("{{ template \"hello\" 3 }}"))).isEqualTo("Hello 3!");
    }

    @Test
    void text_broken_failsWhenRendered() throws TemplateException {
        Template template = set().text("{{ .A");
        assertThat(template.problem())
                .get()
                .extracting(Throwable::getMessage)
                .isEqualTo("template: :1: unclosed action");
        assertThat(template.source()).isEqualTo("{{ .A");
        assertThatThrownBy(() -> render(template)).hasMessage("template: :1: unclosed action");
    }

    @Test
    void html_brokenMarkup_isProblemOfHtmlOnly() throws TemplateException {
        String source = "<a href=\"{{ . }}";
        assertThat(set().text(source).problem()).isEmpty();
        assertThat(set().html(source).problem()).isPresent();
        assertThatThrownBy(() -> render(set().html(source))).hasMessageStartingWith("html/template:");
    }

    @Test
    void render_failureInCalledTemplate_namesIt() throws TemplateException {
        var set = set(file("a.tmpl", "\n{{ define \"worse\" }}  {{ template \"bad\" . }}{{ .Y }}{{ end }}"));
        assertThatThrownBy(() -> render(set.text("{{ template \"worse\" . }}")))
                .hasMessage("template: :1:64: executing \"bad\" at <.X>: can't evaluate field X in type string");
        assertThatThrownBy(() -> render(set.html("{{ template \"worse\" . }}")))
                .hasMessageContaining("at <.X>: can't evaluate field X in type string");
    }

    @Test
    void render_functions_knowTimeZoneAndRoute() throws TemplateException {
        assertThat(render(set().text("{{ year }} {{ label \"team\" }} {{ label \"none\" }}|")))
                .isEqualTo("2024 db |");
    }

    @Test
    void render_bytesThatAreNoUtf8_areReplacedInText() throws TemplateException {
        Template template = set().text("{{ slice \"\u00e9\" 1 }}");
        assertThat(render(template)).isEqualTo("\ufffd");
        assertThat(template.renderBytes(message(""), NOW)).containsExactly(0xA9);
    }

    @Test
    void names_areThoseOfAllDefinitions() throws TemplateException {
        assertThat(set(file("a.tmpl", "{{ define \"x\" }}{{ end }}")).names()).contains("hello", "x", "a.tmpl");
    }

    @Test
    void functions_areGoAndOurs() throws TemplateException {
        assertThat(set().functions()).contains("year", "printf").doesNotContain("_html_template_htmlescaper");
    }

    @Test
    void render_manyAtOnce_doNotDisturbEachOther() throws TemplateException {
        Template template = set().html("{{ with $x := . }}{{ end }}" + "<b>{{ template \"hello\" . }}</b>");
        var renderings = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < 200; i++) {
            String receiver = "r" + i;
            renderings.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return template.render(message(receiver), NOW);
                } catch (TemplateException e) {
                    return String.valueOf(e.getMessage());
                }
            }));
        }
        for (int i = 0; i < renderings.size(); i++) {
            assertThat(renderings.get(i).join()).isEqualTo("<b>Hello r" + i + "!</b>");
        }
    }
}
