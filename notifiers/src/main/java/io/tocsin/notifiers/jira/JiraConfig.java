package io.tocsin.notifiers.jira;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code jira_configs}, what it takes over from {@code global} included. Immutable.
 *
 * @param sendResolved resolve issues too; true by default
 * @param http how to connect; the global settings where the element has none
 * @param apiUrl where Jira's REST API is, its version included
 * @param project template of the project's key; not empty
 * @param labels templates of the issue's labels
 * @param priority template of the priority's name
 * @param issueType template of the type's name; not empty
 * @param reopenTransition name of the transition that opens a resolved issue again; empty for none
 * @param resolveTransition name of the transition that resolves an issue; empty for none
 * @param wontFixResolution issues resolved so stay as they are; empty for none
 * @param reopenDuration how long after its resolution an issue is opened again instead of creating another;
 *     {@code >= 0}, zero for ever
 * @param fields further fields of the issue by id, in file order: text, numbers, booleans, nulls, lists and maps of
 *     them; texts are templates
 * @see "Upstream: config.JiraConfig, v0.33.1"
 */
public record JiraConfig(
        boolean sendResolved,
        HttpConfig http,
        GoUrl apiUrl,
        ApiType apiType,
        String project,
        IssueText summary,
        IssueText description,
        List<String> labels,
        String priority,
        String issueType,
        String reopenTransition,
        String resolveTransition,
        String wontFixResolution,
        Duration reopenDuration,
        Map<String, @Nullable Object> fields)
        implements HttpIntegrationConfig {

    public JiraConfig {
        requireNonNull(http, "http");
        requireNonNull(apiUrl, "apiUrl");
        requireNonNull(apiType, "apiType");
        if (project.isEmpty()) {
            throw new IllegalArgumentException("project: empty (expected: a project)");
        }
        requireNonNull(summary, "summary");
        requireNonNull(description, "description");
        labels = List.copyOf(labels);
        requireNonNull(priority, "priority");
        if (issueType.isEmpty()) {
            throw new IllegalArgumentException("issueType: empty (expected: a type)");
        }
        requireNonNull(reopenTransition, "reopenTransition");
        requireNonNull(resolveTransition, "resolveTransition");
        requireNonNull(wontFixResolution, "wontFixResolution");
        if (reopenDuration.isNegative()) {
            throw new IllegalArgumentException("reopenDuration: " + reopenDuration + " (expected: >= 0)");
        }
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Which of Jira's APIs is spoken. */
    public enum ApiType {
        /** Decided by the URL. */
        AUTO,
        CLOUD,
        DATACENTER;

        /** As the configuration writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A text of an issue.
     *
     * @param template of the text; empty for none
     * @param enableUpdate whether an issue that is there already gets the text too; null if the file does not say
     */
    public record IssueText(String template, @Nullable Boolean enableUpdate) {
        public IssueText {
            requireNonNull(template, "template");
        }

        /** True by default. */
        public boolean updates() {
            return enableUpdate == null || enableUpdate;
        }

        boolean isEmpty() {
            return template.isEmpty() && enableUpdate == null;
        }
    }
}
