package io.tocsin.core.config;

import io.tocsin.core.config.ReceiverDecoder.TemplatedIntegration;
import io.tocsin.core.config.TemplateUse.Kind;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.TemplateFile;
import io.tocsin.core.template.proof.DryRun;
import io.tocsin.core.template.proof.DryRun.Failure;
import io.tocsin.core.yaml.Position;
import io.tocsin.core.yaml.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tries every template among the settings of receivers with sample alerts. What fails is a warning: the original finds
 * it when it sends, and takes such a configuration. Used for one configuration, that has no errors.
 */
final class TemplateProof {
    /** How many templates may take more than they may, each a fraction of a second, before no more are tried. */
    private static final int EXHAUSTING_MAX = 5;

    private static final String EXHAUSTED = "exceeded maximum";

    private final CompiledTemplates templates;

    /** What became of each template; many receivers have the same ones. */
    private final Map<Trial, Optional<Failure>> trials = new HashMap<>();

    /** What was told, as many settings may fail for one and the same reason in one file. */
    private final Set<String> told = new HashSet<>();

    private int exhausting;

    private record Trial(String source, boolean isHtml, boolean withResolved) {}

    TemplateProof(CompiledTemplates templates) {
        this.templates = templates;
    }

    /** @param routes the labels of routes, which are rendered for groups of any alerts */
    void check(List<TemplateUse> routes, List<TemplatedIntegration> integrations) {
        routes.forEach(use -> check(use, true));
        for (TemplatedIntegration integration : integrations) {
            boolean withResolved = integration.config().sendResolved();
            integration.templates().forEach(use -> check(use, withResolved));
        }
    }

    private void check(TemplateUse use, boolean withResolved) {
        if (exhausting < EXHAUSTING_MAX) {
            var trial = new Trial(use.source(), use.kind() == Kind.HTML, withResolved);
            Optional<Failure> failure = trials.computeIfAbsent(trial, this::run);
            failure.ifPresent(found -> tell(use, found));
            if (failure.isEmpty() && use.kind() == Kind.YAML) {
                SentenceProof.check(use, templates.forTrials().text(use.source()));
            }
        } else if (told.add(EXHAUSTED)) {
            use.node().warning("this template and those below were not tried: others take too long", "");
        }
    }

    private Optional<Failure> run(Trial trial) {
        Template template = trial.isHtml()
                ? templates.forTrials().html(trial.source())
                : templates.forTrials().text(trial.source());
        Optional<Failure> failure = DryRun.of(template, trial.withResolved());
        boolean isExhausting = failure.filter(
                        found -> String.valueOf(found.exception().getMessage()).contains(EXHAUSTED))
                .isPresent();
        exhausting += isExhausting ? 1 : 0;
        return failure;
    }

    private void tell(TemplateUse use, Failure failure) {
        TemplateException e = failure.exception();
        Optional<TemplateFile> file = templates.file(e.template());
        if (file.isPresent()) {
            tellOfFile(use.node(), failure, file.get());
        } else if (use.kind() == Kind.SECRET) {
            // The text of a secret is not to be shown, not even the part that is wrong.
            use.node().warning("fails as a template, which this setting is", "write {{ \"{{\" }} for two braces.");
        } else {
            tellOfSetting(use, failure);
        }
    }

    private void tellOfFile(YamlNode node, Failure failure, TemplateFile file) {
        Position position = TemplateWords.position(file.path(), file.text(), failure.exception());
        String message = "the template \"" + TemplateWords.definition(failure.exception()) + "\" fails"
                + occasion(failure) + ": " + TemplateWords.plain(failure.exception());
        if (told.add(position + message)) {
            node.problems()
                    .warning(
                            position,
                            "",
                            message + "; " + node.position() + " (" + node.path() + ") uses it",
                            TemplateWords.hint(failure.exception(), templates.compiled()));
        }
    }

    private void tellOfSetting(TemplateUse use, Failure failure) {
        TemplateException e = failure.exception();
        String definition = TemplateWords.definition(e);
        String what = failure.sample().isEmpty()
                ? "is no template: "
                : definition.isEmpty()
                        ? "fails" + occasion(failure) + ": "
                        : "the built-in template \"" + definition + "\" fails" + occasion(failure) + ": ";
        boolean isOfSetting = definition.isEmpty() && e.line() > 0;
        int offset = isOfSetting && e.line() == 1 ? TemplateWords.characters(use.source(), e) : -1;
        use.node()
                .warningAt(
                        offset,
                        what + TemplateWords.plain(e) + (isOfSetting ? place(use.source(), e) : ""),
                        TemplateWords.hint(e, templates.compiled()));
    }

    private static String occasion(Failure failure) {
        return failure.sample().map(sample -> " for " + sample).orElse("");
    }

    /** Of a text of several lines, whose lines in the file cannot be told. */
    private static String place(String source, TemplateException e) {
        int column = TemplateWords.characters(source, e);
        return source.stripTrailing().indexOf('\n') < 0
                ? ""
                : " (line " + e.line() + (column < 0 ? "" : ", column " + (column + 1)) + " of the text)";
    }
}
