package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.template.FakeTemplates;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.yaml.Position;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TemplateWordsTest {
    private static TemplateException exception(String message) {
        return new TemplateException(message, "", 1, -1);
    }

    /** A message of the original and what is made of it. */
    private record Case(String message, String plain, String hint) {
        @Override
        public String toString() {
            return message;
        }
    }

    static Stream<Case> cases() {
        String at = "template: :1:3: executing \"\" at <x>: ";
        String field = "can't evaluate field ";
        return Stream.of(
                new Case(
                        "template: :1: function \"toUper\" not defined",
                        "function \"toUper\" not defined",
                        "did you mean \"toUpper\"?"),
                new Case(
                        "template: a.tmpl:12: function \"frobnicate\" not defined",
                        "function \"frobnicate\" not defined",
                        "docs/templates.md lists the functions."),
                new Case(
                        "template: :1:12: executing \"\" at <{{template \"slack.default.titel\" .}}>: template"
                                + " \"slack.default.titel\" not defined",
                        "at <{{template \"slack.default.titel\" .}}>: template \"slack.default.titel\" not defined",
                        "did you mean \"slack.default.title\"?"),
                new Case(
                        "template: a.tmpl:1:12: executing \"a b\" at <{{template \"no\" .}}>: template \"no\" not defined",
                        "at <{{template \"no\" .}}>: template \"no\" not defined",
                        "no file under \"templates\" defines it."),
                new Case(
                        "html/template: ends in a non-text context: {stateAttr delimDoubleQuote}",
                        "ends in a non-text context: {stateAttr delimDoubleQuote}",
                        ""),
                new Case(
                        "html/template:a.tmpl:1:12: no such template \"no\"",
                        "no such template \"no\"",
                        "no file under \"templates\" defines it."),
                new Case(
                        "html/template::1:12: no such template \"no\"",
                        "no such template \"no\"",
                        "no file under \"templates\" defines it."),
                new Case(
                        at + field + "Annotations in type *template.Data",
                        "at <x>: " + field + "Annotations in type *template.Data",
                        "each alert has it: {{ range .Alerts }}{{ .Annotations }}{{ end }}; what all alerts share is"
                                + " .CommonAnnotations."),
                new Case(
                        at + field + "StartsAt in type *template.Data",
                        "at <x>: " + field + "StartsAt in type *template.Data",
                        "each alert has it: {{ range .Alerts }}{{ .StartsAt }}{{ end }}."),
                new Case(
                        at + field + "CommonLabels in type template.Alert",
                        "at <x>: " + field + "CommonLabels in type template.Alert",
                        "it belongs to the group: $.CommonLabels also works inside of range."),
                new Case(
                        at + field + "StartAt in type template.Alert",
                        "at <x>: " + field + "StartAt in type template.Alert",
                        "did you mean \"StartsAt\"?"),
                new Case(
                        at + "error calling index: reflect: slice index out of range",
                        "at <x>: error calling index: reflect: slice index out of range",
                        "ask first whether there is one: {{ with .Alerts.Firing }}...{{ end }}."),
                new Case(at + "something else", "at <x>: something else", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void words_ofTheOriginalsMessage_sayWhatAndWhatToDo(Case given) {
        TemplateException e = exception(given.message());
        assertThat(TemplateWords.plain(e)).isEqualTo(given.plain());
        assertThat(TemplateWords.hint(e, new FakeTemplates(List.of()))).isEqualTo(given.hint());
    }

    @Test
    void position_countsCharactersWhereGoCountsBytes() {
        assertThat(TemplateWords.position("a.tmpl", "x\näöü {{ y }}", new TemplateException("", "a.tmpl", 2, 10)))
                .isEqualTo(new Position("a.tmpl", 2, 8));
    }

    @Test
    void hint_forASlice_isAboutItsLength() {
        var detail = new TemplateException.Detail("", "slice", false);
        var e = new TemplateException("error calling slice: index out of range: 100", "", 1, -1, detail);
        assertThat(TemplateWords.hint(e, new FakeTemplates(List.of()))).startsWith("ask first how long it is: ");
    }

    @Test
    void definition_ofACopyForAContext_isWhatTheAuthorCallsIt() {
        var detail = new TemplateException.Detail("x$htmltemplate_stateAttr", "", false);
        assertThat(TemplateWords.definition(new TemplateException("", "", 1, -1, detail)))
                .isEqualTo("x");
    }

    @Test
    void position_thatIsNotKnown_isTheBeginning() {
        assertThat(TemplateWords.position("a.tmpl", "x", new TemplateException("", "a.tmpl", 0, -1)))
                .isEqualTo(new Position("a.tmpl", 1, 1));
    }
}
