package io.tocsin.notifiers.jira;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.notifiers.jira.JiraConfig.ApiType;
import io.tocsin.notifiers.jira.JiraConfig.IssueText;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JiraIntegrationTypeTest {
    private static final SettingsFixture<JiraConfig> JIRA = new SettingsFixture<>(JiraIntegrationType.INSTANCE);
    private static final String SMALLEST = "api_url: 'http://h', project: p, issue_type: i, ";
    private static final String DEFAULT_SUMMARY = "{{ template \"jira.default.summary\" . }}";

    @Test
    void decode_smallest_hasAllDefaults() {
        assertThat(JIRA.accept(SMALLEST))
                .isEqualTo(new JiraConfig(
                        true,
                        HttpConfig.DEFAULT,
                        GoUrl.parse("http://h"),
                        ApiType.AUTO,
                        "p",
                        new IssueText(DEFAULT_SUMMARY, null),
                        new IssueText("{{ template \"jira.default.description\" . }}", null),
                        List.of(),
                        "{{ template \"jira.default.priority\" . }}",
                        "i",
                        "",
                        "",
                        "",
                        Duration.ZERO,
                        Map.of()));
    }

    @Test
    void decode_everyKey_isRead() {
        JiraConfig config =
                JIRA.accept("send_resolved: false, http_config: {enable_http2: false}, api_url: 'http://h/x',"
                        + " api_type: cloud, project: p, summary: {template: s, enable_update: false}, description: d,"
                        + " labels: [l, m], priority: pr, issue_type: i, reopen_transition: re, resolve_transition: rs,"
                        + " wont_fix_resolution: w, reopen_duration: 1d12h, fields: {customfield_1: {value: v}}");
        assertThat(config.http().enableHttp2()).isFalse();
        assertThat(config)
                .isEqualTo(new JiraConfig(
                        false,
                        config.http(),
                        GoUrl.parse("http://h/x"),
                        ApiType.CLOUD,
                        "p",
                        new IssueText("s", false),
                        new IssueText("d", null),
                        List.of("l", "m"),
                        "pr",
                        "i",
                        "re",
                        "rs",
                        "w",
                        Duration.ofHours(36),
                        Map.of("customfield_1", Map.of("value", "v"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "summary: text|text||true",
                "summary: {template: text}|text||true",
                "summary: {template: text, enable_update: true}|text|true|true",
                "summary: {template: text, enable_update: }|text||true",
                "summary: {enable_update: false}|DEFAULT|false|false",
                "summary: {}|DEFAULT||true",
                "summary: ''|^^||true",
                "summary: |^^||true",
                "summary: {template: }|^^||true",
                "priority: x|DEFAULT||true",
            })
    void summary_textOrMapping_isRead(
            String element, String template, @Nullable Boolean enableUpdate, boolean updates) {
        IssueText summary = JIRA.accept(SMALLEST + element).summary();
        assertThat(summary)
                .isEqualTo(new IssueText(template.equals("DEFAULT") ? DEFAULT_SUMMARY : template, enableUpdate));
        assertThat(summary.updates()).isEqualTo(updates);
    }

    @Test
    void fields_anyYaml_keepTheirTypes() {
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("text", "x");
        expected.put("1", BigInteger.TWO);
        expected.put("half", 0.5);
        expected.put("flag", true);
        expected.put("nothing", null);
        expected.put("list", Arrays.asList("a", null, Map.of("id", "5")));
        Map<String, @Nullable Object> fields = JIRA.accept(
                        SMALLEST + "fields: {text: x, 1: 2, half: 0.5, flag: yes, nothing: , list: [a, ~, {id: '5'}]}")
                .fields();
        assertThat(fields).isEqualTo(expected);
        assertThat(fields.keySet()).containsExactlyElementsOf(expected.keySet());
    }

    /** Deviation D-057: the original shows them, and leaves them out when it sends. */
    @Test
    void fields_keysInsideThatAreNoText_areLeftOutWithAWarning() {
        String element = SMALLEST + "fields: {1: {2: x, yes: x, ~: x, '3': z}}";
        assertThat(JIRA.accept(element).fields()).isEqualTo(Map.of("1", Map.of("3", "z")));
        assertThat(JIRA.warnings(element, ""))
                .hasSize(3)
                .allMatch(warning -> warning.contains("a key that is no text is left out"));
    }

    @Test
    void apiUrl_absentOrNull_isInherited() {
        String global = "jira_api_url: 'http://g'";
        assertThat(JIRA.accept("project: p, issue_type: i", global).apiUrl()).isEqualTo(GoUrl.parse("http://g"));
        assertThat(JIRA.accept("project: p, issue_type: i, api_url: ", global).apiUrl())
                .isEqualTo(GoUrl.parse("http://g"));
        assertThat(JIRA.accept(SMALLEST, global).apiUrl()).isEqualTo(GoUrl.parse("http://h"));
    }

    @Test
    void secrets_all_areShownNowhere() {
        JIRA.assertHidden(SMALLEST + "http_config: {basic_auth: {username: u, password: canary}}", "");
        JIRA.assertHiddenInProblems("project: p, http_config: {basic_auth: {username: u, password: canary}}", "");
    }
}
