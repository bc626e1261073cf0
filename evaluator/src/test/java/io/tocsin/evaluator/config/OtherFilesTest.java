package io.tocsin.evaluator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Position;
import io.tocsin.core.yaml.Problem;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code prometheus.yml} takes from elsewhere: files of rules and scrape configs, and the environment. */
final class OtherFilesTest {
    private static final String RULES = "groups: [{name: g, rules: [{record: a, expr: b}]}]\n";
    private final Map<String, String> texts = new TreeMap<>();

    private final FileSource files = new FileSource() {
        @Override
        public byte[] read(String path) throws IOException {
            String text = texts.getOrDefault(path, "");
            if (text.equals("unreadable")) {
                throw new IOException("open " + path + ": permission denied");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public List<String> glob(PathGlob pattern) {
            return texts.keySet().stream().filter(pattern::matches).toList();
        }
    };

    private Decoded<PrometheusConfiguration> decode(String text) {
        Expressions expressions =
                new Expressions(new QueryEngine(new QueryOptions(60_000, false)), Optional.of(Duration.ofHours(6)));
        return new PrometheusConfigurationDecoder(expressions, Map.of("ZONE", "eu-1", "EMPTY", "")::get)
                .readingFiles(files)
                .decode("etc/prometheus.yml", text);
    }

    private PrometheusConfiguration accepted(String text) {
        Decoded<PrometheusConfiguration> decoded = decode(text);
        assertThat(decoded).as("%s", decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted<PrometheusConfiguration>) decoded).value();
    }

    private List<String> problems(String text) {
        Decoded<PrometheusConfiguration> decoded = decode(text);
        return decoded instanceof Decoded.Refused<PrometheusConfiguration> refused
                ? refused.refusal().errors().stream().map(Problem::toString).toList()
                : decoded.warnings().stream().map(Problem::toString).toList();
    }

    @Test
    void ruleFiles_byPatterns_areReadOnceEach() {
        texts.put("etc/rules/a.yml", RULES);
        texts.put("etc/rules/b.yml", RULES);
        texts.put("/abs/c.yml", RULES);
        PrometheusConfiguration configuration = accepted("rule_files: [rules/b.yml, rules/*.yml, /abs/c.yml]");
        assertThat(configuration.ruleFiles())
                .extracting(RuleFile::path)
                .containsExactly("etc/rules/b.yml", "etc/rules/a.yml", "/abs/c.yml");
        assertThat(configuration.ruleFiles().get(0).groups().get(0).file()).isEqualTo("etc/rules/b.yml");
    }

    @Test
    void ruleFile_broken_refusesAllWithItsOwnPlace() {
        texts.put("etc/a.yml", "groups:\n  - name: g\n    rules:\n      - {record: a, expr: 'b +'}\n");
        assertThat(problems("rule_files: [a.yml]"))
                .containsExactly("etc/a.yml:4:31: groups[0].rules[0].expr: parse error: unexpected end of input");
    }

    @Test
    void ruleFile_missing_isWarnedOfAndUnreadableRefused() {
        assertThat(problems("rule_files: [none*.yml]").get(0))
                .startsWith("etc/prometheus.yml:1:14: warning: rule_files[0]: no file matches \"none*.yml\"");
        texts.put("etc/a.yml", "unreadable");
        assertThat(problems("rule_files: [a.yml]").get(0))
                .startsWith("etc/prometheus.yml:1:14: rule_files[0]: cannot read etc/a.yml: open etc/a.yml");
    }

    /** All rules of such a pattern would be missing without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"rules/[a.yml", "rules/[]a].yml", "rules/a\\"})
    void patternOfFiles_malformed_isRefused(String pattern) {
        for (String key : List.of("rule_files", "scrape_config_files")) {
            assertThat(problems(key + ": ['" + pattern + "']").get(0))
                    .startsWith("etc/prometheus.yml:1:" + (key.length() + 4) + ": " + key
                            + "[0]: expected a pattern of files such as \"rules/*.yml\", got ");
        }
    }

    @Test
    void scrapeConfigFiles_jobs_comeBehindTheOthersWithTheirOwnFolder() {
        texts.put(
                "etc/jobs/a.yml",
                "scrape_configs: [{job_name: b, file_sd_configs: [{files: [t.yml]}], bearer_token_file: token}]");
        PrometheusConfiguration configuration = accepted(
                "global: {scrape_interval: 7s}\nscrape_config_files: [jobs/*.yml]\nscrape_configs: [{job_name: a}]");
        assertThat(configuration.scrapes()).extracting(ScrapeConfig::jobName).containsExactly("a", "b");
        assertThat(configuration.scrapes().get(1).interval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(configuration.scrapes().get(1).fileDiscoveries().get(0).patterns())
                .containsExactly("etc/jobs/t.yml");
    }

    @Test
    void scrapeConfigFiles_sameJobOrOtherKeys_areRefused() {
        texts.put("etc/a.yml", "scrape_configs: [{job_name: a}]\nglobal: {}\n");
        assertThat(problems("scrape_config_files: [a.yml]\nscrape_configs: [{job_name: a}]"))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("etc/a.yml:1:29: scrape_configs[0].job_name: another scrape"))
                .anyMatch(problem -> problem.startsWith("etc/a.yml:2:1: global: unknown key \"global\""));
    }

    @Test
    void externalLabels_variables_arePutIn() {
        assertThat(accepted(
                                "global: {external_labels: {a: '$ZONE', b: 'x${ZONE}y$$z', c: '$', d: '${', e: '$EMPTY', f: '$ZONE-1'}}")
                        .global()
                        .externalLabels())
                .isEqualTo(Labels.of("a", "eu-1", "b", "xeu-1y$z", "c", "$", "f", "eu-1-1"));
        assertThat(problems("global: {external_labels: {e: '${NONE}'}}").get(0))
                .startsWith("etc/prometheus.yml:1:31: warning: global.external_labels.e: the variable NONE of the"
                        + " environment is not set");
    }

    @Test
    void rules_lookingBackTooFar_areWarnedOf() {
        texts.put(
                "etc/a.yml",
                "groups: [{name: g, rules: [{record: a, expr: 'rate(b[1h]) + b offset 5h'}, "
                        + "{record: c, expr: 'max_over_time(rate(b[1h] offset 2h)[4h:]) '}]}]");
        assertThat(problems("rule_files: [a.yml]")).hasSize(1);
        assertThat(problems("rule_files: [a.yml]").get(0))
                .startsWith("etc/a.yml:1:")
                .contains("warning: groups[0].rules[1].expr: looks back 7h, and samples are kept for 6h");
    }

    @Test
    void ruleText_ofManyLines_knowsThePlaceOfEachWord() {
        String text = "a: |\n  one\n\n  two three\nb: \"x \\\"y\\\"\n  z\"\nc: 'it''s'\n";
        SourceText source = new SourceText(text);
        var start = new Position("f", 1, 4);
        assertThat(source.place(start, "one\n\ntwo three\n", 9).toString()).isEqualTo("f:4:7");
        assertThat(source.place(start, "one\n\ntwo three\n", 15).toString()).isEqualTo("f:4:12");
        assertThat(source.place(new Position("f", 5, 4), "x \"y\" z", 6).toString())
                .isEqualTo("f:6:3");
        assertThat(source.place(new Position("f", 7, 4), "it's", 3).toString()).isEqualTo("f:7:9");
        assertThat(source.place(start, "other text", 6)).isEqualTo(start);
    }

    /** Deviation D-016: files of certificates rotate, and may be there by the time of the scrape. */
    @Test
    void filesOfScrapes_thatAreOfNoUse_areWarnedOfWithTheirPlace() {
        texts.put("etc/ca.pem", "unreadable");
        texts.put("etc/token", "unreadable");
        texts.put("etc/none.pem", "no certificate");
        texts.put(
                "etc/jobs/a.yml",
                "scrape_configs: [{job_name: b, basic_auth: {username: u, password_file: ../token}}]");
        assertThat(problems("""
                scrape_configs:
                  - job_name: a
                    tls_config:
                      ca_file: ca.pem
                  - job_name: c
                    authorization: {credentials_file: token}
                    tls_config: {ca_file: none.pem}
                scrape_config_files: [jobs/*.yml]
                """))
                .satisfiesExactly(
                        other -> assertThat(other).startsWith("etc/jobs/a.yml:1:"),
                        a -> assertThat(a)
                                .startsWith("etc/prometheus.yml:4:16:")
                                .contains("cannot be read now: open etc/ca.pem: permission denied")
                                .contains("every scrape of this job fails"),
                        token -> assertThat(token).startsWith("etc/prometheus.yml:6:39:"),
                        none -> assertThat(none)
                                .startsWith("etc/prometheus.yml:7:27:")
                                .contains("holds no certificate"));
    }
}
