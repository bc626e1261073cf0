package io.tocsin.notifiers.jira;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.notifiers.jira.JiraConfig.ApiType;
import io.tocsin.notifiers.jira.JiraConfig.IssueText;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Jira integration: {@code jira_configs}. Immutable.
 *
 * @see "Upstream: config.JiraConfig.UnmarshalYAML, v0.33.1"
 */
public final class JiraIntegrationType implements IntegrationType<JiraConfig> {
    public static final JiraIntegrationType INSTANCE = new JiraIntegrationType();

    private static final String GO_TYPE = "jira.plain";

    private JiraIntegrationType() {}

    @Override
    public String name() {
        return "jira";
    }

    @Override
    public boolean opensIncidents() {
        return true;
    }

    @Override
    public Class<JiraConfig> configType() {
        return JiraConfig.class;
    }

    @Override
    public String goType() {
        return GO_TYPE;
    }

    @Override
    public String goListType() {
        return "[]*jira.JiraConfig";
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return JiraGlobals.decode(global);
    }

    @Override
    public Optional<JiraConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        boolean sendResolved = in.sendResolved(true);
        var http = in.http();
        var apiUrl = in.inheritedUrl("api_url", in.globals(JiraGlobals.class).apiUrl());
        Optional<ApiType> apiType = apiType(in.text("api_type", ApiType.AUTO.word()));
        String project =
                in.requiredTemplate("project", "add the key of the project.", "missing project in jira_config");
        IssueText summary = issueText(in, "summary");
        IssueText description = issueText(in, "description");
        List<String> labels = in.templates("labels");
        String priority = in.template("priority");
        String issueType = in.requiredTemplate(
                "issue_type", "add a type, such as \"issue_type: Bug\".", "missing issue_type in jira_config");
        String reopenTransition = in.text("reopen_transition");
        String resolveTransition = in.text("resolve_transition");
        String wontFixResolution = in.text("wont_fix_resolution");
        Duration reopenDuration = in.longDuration("reopen_duration");
        Map<String, @Nullable Object> fields = in.templatedTrees("fields");
        in.check(() -> checkApiType(in, apiType));
        in.requireUrl("api_url", apiUrl, "jira_api_url", "no global Jira Cloud URL set");
        return in.made(() -> new JiraConfig(
                sendResolved,
                http,
                requireNonNull(apiUrl),
                apiType.orElseThrow(),
                project,
                summary,
                description,
                labels,
                priority,
                issueType,
                reopenTransition,
                resolveTransition,
                wontFixResolution,
                reopenDuration,
                fields));
    }

    private static Optional<ApiType> apiType(String word) {
        return Stream.of(ApiType.values())
                .filter(type -> type.word().equals(word))
                .findFirst();
    }

    private static void checkApiType(SettingsReader in, Optional<ApiType> apiType) {
        if (apiType.isEmpty()) {
            in.error(
                    "api_type",
                    "expected auto, cloud or datacenter",
                    "remove the key to let the URL decide.",
                    "unknown api_type on jira_config, must be auto, cloud or datacenter");
        }
    }

    /**
     * Either the template alone or a mapping around it, whose absent keys keep what they are: their defaults, or what merge
     * keys gave them.
     */
    private static IssueText issueText(SettingsReader in, String key) {
        IssueText text = new IssueText(in.builtIn(key), null);
        for (YamlNode value : in.node(key).map(YamlNode::eachValue).orElse(List.of())) {
            text = issueText(in, value, text);
        }
        in.templateOf(key, text.template());
        return text;
    }

    private static IssueText issueText(SettingsReader in, YamlNode value, IssueText before) {
        if (value.isNull()) {
            return new IssueText("", null);
        }
        if (!value.isMapping() && !value.isList()) {
            return new IssueText(value.text().orElse(""), before.enableUpdate());
        }
        return in.record(
                        value,
                        GO_TYPE,
                        inner -> inner.result(new IssueText(
                                inner.text("template", before.template()),
                                inner.node("enable_update").isPresent()
                                        ? inner.choice("enable_update").orElse(null)
                                        : before.enableUpdate())))
                .orElse(before);
    }

    @Override
    public void print(JiraConfig config, YamlFields out) {
        new SettingsWriter(out)
                .head(config.sendResolved(), config.http())
                .url("api_url", config.apiUrl())
                .text("api_type", config.apiType().word())
                .text("project", config.project())
                .record("summary", ifAny(config.summary()), JiraIntegrationType::print)
                .record("description", ifAny(config.description()), JiraIntegrationType::print)
                .texts("labels", config.labels())
                .text("priority", config.priority())
                .text("issue_type", config.issueType())
                .text("reopen_transition", config.reopenTransition())
                .text("resolve_transition", config.resolveTransition())
                .text("wont_fix_resolution", config.wontFixResolution())
                .longDuration("reopen_duration", config.reopenDuration())
                .trees("fields", config.fields());
    }

    private static @Nullable IssueText ifAny(IssueText text) {
        return text.isEmpty() ? null : text;
    }

    private static void print(IssueText text, SettingsWriter out) {
        out.text("template", text.template()).choice("enable_update", text.enableUpdate());
    }
}
