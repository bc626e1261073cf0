package io.tocsin.core.config;

import io.tocsin.core.config.ReceiverDecoder.TemplatedIntegration;
import io.tocsin.core.config.TemplateUse.Kind;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.TemplateFile;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.proof.DryRun;
import io.tocsin.core.template.proof.DryRun.Failure;
import io.tocsin.core.template.proof.LabelNames;
import io.tocsin.core.yaml.Position;
import io.tocsin.core.yaml.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tries every template among the settings of receivers with sample alerts. What fails is a warning: the original finds
 * it when it sends, and takes such a configuration. Used for one configuration, that has no errors.
 */
final class TemplateProof {
    /** What is told of templates once that were not tried, which no template says. */
    private static final String UNTRIED = "untried";

    private final CompiledTemplates templates;
    private final int slowMax;
    private final Templates forTrials;

    /** What became of each template; many receivers have the same ones. */
    private final Map<Trial, Optional<Failure>> trials = new HashMap<>();

    /** The places in files that were told, as many settings may fail there, each in words of its own. */
    private final Set<String> told = new HashSet<>();

    private int slow;

    private record Trial(String source, boolean isHtml, boolean withResolved) {}

    /** @param slowMax templates that may take long, each some seconds, before no more are tried */
    TemplateProof(CompiledTemplates templates, int slowMax) {
        this.templates = templates;
        this.slowMax = slowMax;
        this.forTrials = templates.compiled().forTrials();
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
        if (slow < slowMax) {
            var trial = new Trial(use.source(), use.kind() == Kind.HTML, withResolved);
            Optional<Failure> failure = trials.computeIfAbsent(trial, this::run);
            failure.ifPresent(found -> tell(use, found));
            if (failure.isEmpty() && use.kind() == Kind.YAML) {
                SentenceProof.check(use, forTrials.text(use.source()));
            }
        } else if (told.add(UNTRIED)) {
            use.node()
                    .warning(
                            "this template and those below were not tried: " + slowMax + " others take long",
                            "\"amtool check-config\" tries them all.");
        }
    }

    private Optional<Failure> run(Trial trial) {
        Optional<Failure> failure = run(trial, forTrials);
        boolean isSlow = failure.filter(found -> found.exception().detail().isExhausted())
                .isPresent();
        if (!isSlow) {
            return failure;
        }
        // What takes long may still be sent: only what takes more than that may is a failure.
        slow++;
        return run(trial, templates.compiled());
    }

    private Optional<Failure> run(Trial trial, Templates with) {
        Template template = trial.isHtml() ? with.html(trial.source()) : with.text(trial.source());
        return new DryRun(() -> names(trial.source())).of(template, trial.withResolved());
    }

    private Set<String> names(String source) {
        return LabelNames.in(
                Stream.concat(Stream.of(source), templates.files().stream().map(TemplateFile::text)));
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
        String message = "the template \"" + name(failure.exception(), file) + "\" fails" + occasion(failure) + ": "
                + TemplateWords.plain(failure.exception());
        if (told.add(position.toString())) {
            node.problems()
                    .warning(
                            position,
                            "",
                            message + "; " + node.position() + " (" + node.path() + ") uses it",
                            TemplateWords.hint(failure.exception(), templates.compiled()));
        }
    }

    /** What stands in a file outside of all definitions is called as the file is. */
    private static String name(TemplateException e, TemplateFile file) {
        String definition = TemplateWords.definition(e);
        return definition.isEmpty() ? file.name() : definition;
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
