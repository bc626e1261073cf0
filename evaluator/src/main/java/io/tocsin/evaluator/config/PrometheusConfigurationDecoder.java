package io.tocsin.evaluator.config;

import io.tocsin.core.config.ConfigFolder;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.evaluator.relabel.RelabelRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code prometheus.yml}, and the files of rules and scrape configs that it names. Immutable and thread-safe.
 *
 * @see "Upstream: config.Load, 3.5.3"
 */
public final class PrometheusConfigurationDecoder {
    /** Only the last step of a path may have a wildcard. */
    private static final Pattern RULE_PATH = Pattern.compile("[^*]*(\\*[^/]*)?");

    private final RuleFileDecoder ruleFiles;
    private final UnaryOperator<@Nullable String> environment;
    private final @Nullable NamedFiles files;

    /**
     * A decoder that takes the names of other files as they are and looks for none of them.
     *
     * @param environment the value of a variable of the environment; null for one that is not set
     */
    public PrometheusConfigurationDecoder(Expressions expressions, UnaryOperator<@Nullable String> environment) {
        this(new RuleFileDecoder(expressions), environment, null);
    }

    private PrometheusConfigurationDecoder(
            RuleFileDecoder ruleFiles, UnaryOperator<@Nullable String> environment, @Nullable NamedFiles files) {
        this.ruleFiles = ruleFiles;
        this.environment = environment;
        this.files = files;
    }

    /** A decoder that reads the other files that a configuration names, and refuses what is wrong with them. */
    public PrometheusConfigurationDecoder readingFiles(FileSource source) {
        return new PrometheusConfigurationDecoder(ruleFiles, environment, new NamedFiles(source));
    }

    /**
     * @param file path of the file: problems name it so, and its folder is what relative paths start from
     * @param text all of it; a file without content scrapes nothing
     */
    public Decoded<PrometheusConfiguration> decode(String file, String text) {
        Problems problems = new Problems();
        Optional<PrometheusConfiguration> configuration = YamlDocument.read(file, text, problems)
                .flatMap(root -> (root.isNull() ? root.withoutKeys() : root)
                        .mapping("config.plain", mapping -> read(mapping, file, text)));
        return Decoded.of(configuration, problems);
    }

    private Optional<PrometheusConfiguration> read(YamlMapping root, String file, String text) {
        GlobalSettings global = new GlobalDecoder(environment).decode(root);
        List<RelabelRule> alertRelabelRules = new ArrayList<>();
        root.mapping("alerting", "config.plain", alerting -> {
            alertRelabelRules.addAll(
                    RelabelDecoder.decode(alerting, "alert_relabel_configs", "empty or null alert relabeling rule"));
            Unserved.alertmanagers(alerting);
            return Optional.of(true);
        });
        ConfigFolder folder = ConfigFolder.of(file);
        List<String> patterns = new ArrayList<>();
        Map<String, RuleFile> rules = new LinkedHashMap<>();
        for (YamlNode element : root.elements("rule_files", "[]string")) {
            patterns.add(find(
                    element,
                    folder.join(checkedPattern(element, "rule")),
                    rules,
                    (path, content) -> ruleFiles.decode(path, content, element.problems())));
        }
        ScrapeConfigDecoder scrapeConfigs =
                new ScrapeConfigDecoder(global, file, Optional.ofNullable(files).map(NamedFiles::source));
        List<ScrapeConfig> scrapes = new ArrayList<>(scrapeConfigs.decode(root));
        Map<String, List<ScrapeConfig>> others = new LinkedHashMap<>();
        for (YamlNode element : root.elements("scrape_config_files", "[]string")) {
            String unused = find(
                    element,
                    folder.join(checkedPattern(element, "scrape config")),
                    others,
                    (path, content) -> YamlDocument.read(path, content, element.problems())
                            .flatMap(other -> other.mapping(
                                    "config.ScrapeConfigs",
                                    mapping -> Optional.of(
                                            scrapeConfigs.forFile(path).decode(mapping)))));
        }
        others.values().forEach(scrapes::addAll);
        Unserved.sections(root);
        return Optional.of(new PrometheusConfiguration(
                global, alertRelabelRules, patterns, List.copyOf(rules.values()), scrapes, text));
    }

    private static String checkedPattern(YamlNode element, String what) {
        String pattern = element.text().orElse("");
        if (!RULE_PATH.matcher(pattern).matches()) {
            element.error(
                    "a \"*\" may stand only in the name of a file, not in that of a folder",
                    "list the folders one by one.",
                    Stage.WHOLE,
                    "invalid " + what + " file path " + GoQuote.quote(pattern));
        }
        return pattern;
    }

    /** Reads the files that a pattern finds, where files are looked for, and returns the pattern. */
    private <T> String find(
            YamlNode element, String pattern, Map<String, T> found, BiFunction<String, String, Optional<T>> reader) {
        if (files != null) {
            files.find(element, pattern, found, reader);
        }
        return pattern;
    }
}
