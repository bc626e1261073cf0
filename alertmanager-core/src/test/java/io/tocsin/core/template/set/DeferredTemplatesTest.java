package io.tocsin.core.template.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.TemplateFile;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.run.Limits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeferredTemplatesTest {
    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");
    private static final Message MESSAGE = new Message(
            "team",
            "firing",
            List.of(),
            "",
            Labels.EMPTY,
            Labels.EMPTY,
            Labels.EMPTY,
            Labels.EMPTY,
            "http://localhost");
    private static final AlertmanagerTemplates ALERTMANAGER = new AlertmanagerTemplates(ZoneOffset.UTC);

    private int compilations;
    private final Templates deferred = new DeferredTemplates(this::compile, Limits.DEFAULT);

    private Templates compile() {
        compilations++;
        return set();
    }

    /** The same, compiled. */
    private static TemplateSet set() {
        try {
            return (TemplateSet) ALERTMANAGER.compile(List.of(new TemplateFile("x.tmpl", "/etc/x.tmpl", "x")));
        } catch (TemplateException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://example.com/hook", " a }} { \n", "<!-- c --> <b>", "é \uD83D\uDE00 \uDC80"})
    void text_noAction_isWhatTheCompiledTextIs(String source) throws TemplateException {
        // when
        Template plain = deferred.text(source);
        // then
        Template expected = set().text(source);
        assertThat(compilations).isZero();
        assertThat(plain.problem()).isEmpty();
        assertThat(plain.source()).isEqualTo(source);
        assertThat(plain.render(MESSAGE, NOW)).isEqualTo(expected.render(MESSAGE, NOW));
        assertThat(plain.renderBytes(MESSAGE, NOW)).isEqualTo(expected.renderBytes(MESSAGE, NOW));
    }

    @Test
    void text_longerThanMayBeRendered_fails() {
        // given
        Templates small = new DeferredTemplates(DeferredTemplatesTest::set, Limits.FOR_TRIALS).forTrials();
        Template template = small.text("x".repeat(Limits.FOR_TRIALS.outputMax() + 1));
        // then
        assertThatThrownBy(() -> template.render(MESSAGE, NOW)).isInstanceOf(TemplateException.class);
    }

    @Test
    void text_actions_areCompiledOnce() throws TemplateException {
        // when
        String first = deferred.text("{{ template \"__subject\" . }}").render(MESSAGE, NOW);
        String second = deferred.text("{{ .Status }}").render(MESSAGE, NOW);
        // then
        assertThat(first).isEqualTo(set().text("{{ template \"__subject\" . }}").render(MESSAGE, NOW));
        assertThat(second).isEqualTo("firing");
        assertThat(compilations).isOne();
    }

    @Test
    void text_brokenAction_saysSoAtOnce() {
        assertThat(deferred.text("{{ template \"nothing\" }").problem()).isPresent();
    }

    @Test
    void html_noAction_losesItsComments() throws TemplateException {
        assertThat(deferred.html("a<!-- b -->c").render(MESSAGE, NOW)).isEqualTo("ac");
    }

    @Test
    void forTrials_nothingTried_compilesNothing() throws TemplateException {
        // when
        Templates trials = deferred.forTrials();
        trials.text("plain");
        assertThat(compilations).isZero();
        // then
        assertThat(trials.text("{{ .Receiver }}").render(MESSAGE, NOW)).isEqualTo("team");
        assertThat(deferred.names()).containsAll(trials.names()).isNotEmpty();
        assertThat(deferred.functions()).containsAll(trials.functions()).isNotEmpty();
        assertThat(compilations).isOne();
    }

    @Test
    void compile_noFiles_isDeferred() throws TemplateException {
        assertThat(ALERTMANAGER.compile(List.of())).isInstanceOf(DeferredTemplates.class);
    }
}
