package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShownConfigurationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic_auth: {username: u, password: kanarivogel}",
                "authorization: {type: Basic, credentials: kanarivogel}",
                "bearer_token: kanarivogel",
                "oauth2: {client_id: i, client_secret: kanarivogel, token_url: 'https://u:kanarivogel@h/?key=kanarivogel'}",
                "oauth2: {endpoint_params: {assertion: kanarivogel}, claims: {iss: kanarivogel}}",
                "tls_config:\n      cert: kanarivogel\n      key: |\n        -----BEGIN PRIVATE KEY-----\n        kanarivogel\n",
                "http_headers: {X-Api-Key: {values: [kanarivogel], secrets: [kanarivogel], files: [f]}}",
                "proxy_connect_header: {Proxy-Authorization: [Basic kanarivogel], X: kanarivogel}",
                "proxy_url: http://u:kanarivogel@proxy:1/",
                "params: {token: [kanarivogel], apikey: [kanarivogel]}",
                "metrics_path: /metrics?token=kanarivogel",
                "static_configs: [{targets: ['u:kanarivogel@h:1', 'u:kana@kanarivogel@h:1']}]",
                "static_configs: [{targets: ['h:1'], labels: {__param_token: kanarivogel}}]",
                "relabel_configs: [{target_label: __param_token, replacement: kanarivogel}]",
                "unheard_of: kanarivogel",
                "unheard_of: [kanarivogel, [kanarivogel], {a: kanarivogel}]",
                "unheard_of: {kind: {of: [{section: kanarivogel}]}}",
                "# password: kanarivogel"
            })
    void secret_ofAJob_isMasked(String line) {
        String shown = ShownConfiguration.of("scrape_configs:\n  - job_name: a\n    " + line + "\n");

        assertThat(shown).startsWith("scrape_configs:\n- job_name: a\n").doesNotContain("kanarivogel");
    }

    @Test
    void sectionsThatNothingHereReads_areMasked() {
        String shown = ShownConfiguration.of("""
                remote_write:
                  - url: https://u:kanarivogel@h/api?sig=kanarivogel
                    headers: {X: kanarivogel}
                    sigv4: {secret_key: kanarivogel, access_key: kanarivogel}
                alerting: {alertmanagers: [{basic_auth: {password: kanarivogel}, static_configs: [{targets: ['h:1']}]}]}
                tracing: {endpoint: 'h:1', headers: {a: kanarivogel}}
                """);

        assertThat(shown).doesNotContain("kanarivogel").contains("url: https://<secret>@h/api?sig=<secret>", "- h:1");
    }

    @Test
    void merged_secret_isMasked() {
        String shown = ShownConfiguration.of("""
                x: &auth {basic_auth: {password: kanarivogel}}
                scrape_configs: [{job_name: a, <<: *auth}]
                """);

        assertThat(shown).doesNotContain("kanarivogel");
    }

    @Test
    void rest_isShown() {
        String shown = ShownConfiguration.of("""
                global: {scrape_interval: 15s, external_labels: {region: "no:rth", monkey: x}}
                rule_files: ['rules/*.yml']
                scrape_configs:
                  - job_name: probe # of all
                    honor_labels: true
                    sample_limit: 100
                    params: {module: [http_2xx], target: ['https://h/?q=1']}
                    authorization: {credentials_file: f}
                    tls_config: {ca_file: c, key_file: k}
                    static_configs: [{targets: ['h:1', 'i:2'], labels: {team: a}}]
                    relabel_configs:
                      - {source_labels: [__address__], regex: '(.*):(.*)', target_label: __param_target, replacement: $1}
                """);

        assertThat(shown).isEqualTo("""
                global:
                  scrape_interval: 15s
                  external_labels:
                    region: no:rth
                    monkey: x
                rule_files:
                - rules/*.yml
                scrape_configs:
                - job_name: probe
                  honor_labels: true
                  sample_limit: 100
                  params:
                    module:
                    - http_2xx
                    target:
                    - https://h/?q=1
                  authorization:
                    credentials_file: f
                  tls_config:
                    ca_file: c
                    key_file: k
                  static_configs:
                  - targets:
                    - h:1
                    - i:2
                    labels:
                      team: a
                  relabel_configs:
                  - source_labels:
                    - __address__
                    regex: (.*):(.*)
                    target_label: __param_target
                    replacement: $1
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "a", "[]", "# password: x"})
    void file_withoutKeys_isEmpty(String source) {
        assertThat(ShownConfiguration.of(source)).isEqualTo("{}\n");
    }
}
